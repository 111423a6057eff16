"""The way back is offered right after a command, and it is a command that works."""

import re

import pytest

from games.models import Settlement
from games.services import flow
from tests.cast import NOW


@pytest.fixture
def press(frieda):
    """Presses "Rückgängig" of an answer, as the cockpit's script does."""

    def go(answer):
        back = answer.json()["back"]
        return frieda.post(back["url"], back["fields"], headers={"Accept": "application/json"})

    return go


def test_a_settled_round_is_taken_back_and_that_again(cast, command, press):
    cast.play_until("deciding")
    answer = command("cockpit_advance", confirmed="1")
    assert cast.fresh().phase == "settled"

    undone = press(answer)

    assert (undone.status_code, cast.fresh().phase) == (200, "deciding")
    assert Settlement.objects.get(game=cast.game, round_number=1).superseded_at is not None
    assert (press(undone).status_code, cast.fresh().phase) == (200, "settled")


def test_a_phase_that_fixed_nothing_offers_no_way_back(cast, command):
    cast.play_until("briefing")
    assert "back" not in command("cockpit_advance").json()


def test_it_does_not_take_back_what_came_after(cast, command, press):
    cast.play_until("deciding")
    answer = command("cockpit_advance", confirmed="1")
    cast.play_until("briefing", round_number=2)
    assert press(answer).status_code == 409
    assert cast.fresh().phase == "briefing"


def test_minutes_and_pause(cast, command, press):
    cast.play_until("deciding")
    flow.extend(cast.frieda.viewer, seconds=3600, now=NOW)
    command("cockpit_pause", paused="1")
    before = cast.fresh().remaining_seconds
    more = command("cockpit_time", seconds=300)
    assert cast.fresh().remaining_seconds == before + 300
    assert press(more).status_code == 200
    assert cast.fresh().remaining_seconds == before
    running = command("cockpit_pause", paused="0")
    assert not cast.fresh().paused
    assert press(running).status_code == 200
    assert cast.fresh().paused


def test_an_intervention_as_a_plain_form(cast, frieda, url):
    cast.play_until("deciding")
    form = {"round": 2, "model": "allein", "reason": "Zweite Hälfte", "request_id": "m"}
    page = frieda.post(url("steering_form", kind="modell"), form, follow=True).content.decode()
    assert len(cast.fresh().steering) == 1
    found = re.search(
        r'<form class="ck-backform" method="post" action="([^"]+)">(.*?)</form>', page
    )
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', found.group(2)))

    after = frieda.post(found.group(1), fields, follow=True).content.decode()

    assert cast.fresh().steering == []
    assert "ck-backform" not in after
