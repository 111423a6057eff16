"""Who moves the game on can be changed during play, with a receipt."""

from datetime import timedelta

import pytest

from games.enums import LogKind
from games.errors import Illegal, NotAllowed, TooLate
from games.models import LogEntry
from games.services import clock, drafts, flow
from games.services.advance_mode import set_advance_mode
from tests import cast as people
from tests.cast import NOW
from tests.services.commands import place

DUE = NOW + timedelta(minutes=10)


@pytest.fixture
def cast(db):
    cast = people.assemble(phase_minutes={"deciding": 10})
    cast.play_until("deciding")
    return cast


def choose(cast, mode, **more):
    return set_advance_mode(cast.frieda.viewer, mode=mode, now=NOW, **more)


def test_the_clock_moves_on_only_once_it_was_chosen(cast):
    assert clock.tick(DUE) == 0
    receipt = choose(cast, "clock")
    entry = LogEntry.objects.get(game=cast.game, sequence=receipt.number)
    assert (entry.kind, entry.payload) == ("advance_mode_set", {"from": "manual", "to": "clock"})
    assert clock.tick(DUE) == 1
    assert place(cast) == (1, "settled")


def test_back_by_hand_a_deadline_is_soft_again(cast):
    choose(cast, "clock")
    choose(cast, "manual")
    assert clock.tick(DUE + timedelta(days=1)) == 0
    assert place(cast) == (1, "deciding")


def test_where_all_are_ready_already_choosing_that_goes_on_at_once(cast):
    for person in (cast.anna, cast.dora):
        drafts.submit(person.viewer, round_number=1, revision=0, now=NOW)
    assert place(cast) == (1, "deciding")
    choose(cast, "ready")
    assert place(cast) == (1, "settled")


def test_chosen_twice_it_is_set_once(cast):
    first = choose(cast, "clock")
    assert choose(cast, "clock") == first
    assert LogEntry.objects.filter(game=cast.game, kind=LogKind.ADVANCE_MODE_SET).count() == 1


def test_the_mode_of_the_games_making_has_its_receipt(cast):
    assert choose(cast, "manual").number == 1


def test_an_unknown_mode_and_a_stranger_are_refused(cast):
    with pytest.raises(Illegal, match="unknown_advance_mode"):
        choose(cast, "magic")
    with pytest.raises(NotAllowed):
        set_advance_mode(cast.anna.viewer, mode="clock", now=NOW)


def test_a_game_that_is_over_goes_nowhere(cast):
    flow.end_game(cast.frieda.viewer, now=NOW)
    with pytest.raises(TooLate, match="game_ended"):
        choose(cast, "clock")
