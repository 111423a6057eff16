"""What `make play` offers at once: a running demo game with one municipality for people."""

import json

import pytest

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


def test_demo_of_make_play_is_played_alone_to_its_end(played, visitors):
    offered = json.loads((played.var / "zugang.json").read_text())
    assert f"Passwort {offered['password']}" in played.log
    assert f"http://localhost:{played.port}{offered['seat']}" in played.log
    human = Player(visitors.new(played.url)).open(offered["seat"])
    for number in range(1, human.state["rounds"] + 1):
        human.sees_board(number).sees_phase("Lage").press("Wir sind bereit")
        human.sees_phase("Entscheiden").choose("Kita", "Sparen").press("Abgeben")
        human.sees_settlement(number).press("Wir sind bereit")
    human.sees_phase("Auswertung")
    assert all(team["bot"] for team in human.state["teams"] if team["town"] != "auestadt")
    human.open(f"{human.game_path}verlauf/").follow("Alle Runden und Buchungen in der Rückschau")
    human.sees_heading("Gemeinden am Ende")


def test_teams_of_people_go_on_as_soon_as_all_are_ready(hall, office, visitors):
    leader = office.create(advance_mode="ready")
    anna = Player(visitors.new(hall.url)).scan(leader.code, "Anna", "Auestadt")
    berta = Player(visitors.new(hall.url)).scan(leader.code, "Berta", "Kleinholm")
    leader.start()
    for phase in ("Lage", "Verhandeln"):
        for player in (anna, berta):
            player.sees_board(1).sees_phase(phase).press("Wir sind bereit")
            player.sees("Als bereit gemeldet")
    anna.sees_phase("Entscheiden").submit()
    berta.sees_phase("Entscheiden").press("Abgeben")
    for player in (anna, berta):
        player.sees_settlement(1)
