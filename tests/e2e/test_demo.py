"""What `make play` offers at once: a running demo game with one municipality for people."""

import json

import pytest
from playwright.sync_api import expect

from tests.e2e import harness
from tests.e2e.pages import Player

pytestmark = pytest.mark.e2e


@pytest.fixture
def played(prepared, tmp_path):
    """``manage.py play`` on a data folder of its own."""
    running = harness.Server(harness.copy_prepared(prepared, tmp_path / "var"), command="play")
    running.start()
    yield running
    running.stop()


def test_demo_of_make_play_is_played_alone_through_its_first_rounds(played, visitors):
    offered = json.loads((played.var / "zugang.json").read_text())
    assert f"Passwort {offered['password']}" in played.log
    assert f"http://localhost:{played.port}{offered['seat']}" in played.log
    human = Player(visitors.new(played.url)).open(offered["seat"])
    for number in (1, 2):
        human.sees_board(number)
        for phase in ("Lage", "Verhandeln"):
            human.sees_phase(phase).press("Weiter")
        human.sees_phase("Entscheiden").choose("Kita", "Sparen").press("Abgeben")
        human.sees_settlement(number)
        for _phase in ("Abrechnung", "Rückblick"):
            human.sees_phase(_phase).press("Bereit für die nächste Runde")
    human.sees_board(3)
    expect(human.page.get_by_role("link", name="Abrechnung").first).to_be_visible()
