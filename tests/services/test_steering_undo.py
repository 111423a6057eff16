"""Interventions beside undo and other commands: the same digests, one after the other."""

from functools import partial

import pytest

from games.errors import GameError
from games.models import LogEntry, Settlement
from games.selectors.course import course_of, model_of
from games.services import flow, undo
from games.services.phases import position
from games.services.receipts import Receipt, first_broken
from games.services.steering import intervene, withdraw
from tests import cast as people
from tests.cast import NOW
from tests.services.test_concurrency import at_once
from tests.services.test_steering import booked, event, figure, model, value


def digests(cast):
    rows = Settlement.objects.filter(game=cast.game, superseded_at=None)
    return list(rows.order_by("round_number").values_list("digest", flat=True))


def back_to(cast, number):
    return undo.undo_rounds(
        cast.frieda.viewer,
        to_round=number,
        expected=position(cast.fresh()),
        reason="Noch einmal",
        now=NOW,
    )


def steered_to_the_end_of_round_two(cast):
    cast.play_until("deciding")
    numbers = [
        intervene(cast.frieda.viewer, draft, now=NOW).number
        for draft in (event(1), figure(1), model(2), value(2), event(2))
    ]
    cast.play_until("settled", round_number=2)
    return numbers


def test_rounds_with_interventions_come_back_and_are_played_again_to_the_same_digests(cast):
    steered_to_the_end_of_round_two(cast)
    before = digests(cast)
    back_to(cast, 1)
    assert model_of(cast.fresh()) == "alles"
    undo.restore_rounds(cast.frieda.viewer, expected=position(cast.fresh()), now=NOW)
    assert digests(cast) == before
    back_to(cast, 1)
    cast.play_until("settled", round_number=2)
    played = Settlement.objects.filter(game=cast.game, superseded_at=None, round_number=2).get()
    assert played.state_after["model"] == "allein"
    assert played.attempt == 2


def test_a_round_that_was_taken_back_lets_go_of_its_event(cast):
    first = steered_to_the_end_of_round_two(cast)[0]
    back_to(cast, 1)
    withdraw(cast.frieda.viewer, first, reason="Falsches Ereignis", now=NOW)
    cast.play_until("settled")
    assert booked(cast, 1, "X1") == []
    assert booked(cast, 1, "X2") != []


def test_restoring_brings_back_what_was_withdrawn_meanwhile(cast):
    first = steered_to_the_end_of_round_two(cast)[0]
    before, entries = digests(cast), course_of(cast.fresh()).entries
    back_to(cast, 1)
    withdraw(cast.frieda.viewer, first, reason="Falsches Ereignis", now=NOW)
    undo.restore_rounds(cast.frieda.viewer, expected=position(cast.fresh()), now=NOW)
    assert digests(cast) == before
    assert course_of(cast.fresh()).entries == entries


@pytest.fixture
def crowd(transactional_db):
    return people.assemble()


def test_two_windows_play_at_once_and_both_cards_hold(crowd):
    crowd.play_until("deciding")
    viewer = crowd.frieda.viewer
    done = at_once([partial(intervene, viewer, event(1), now=NOW) for _ in range(4)])
    assert len({each.number for each in done}) == 4
    assert len(crowd.fresh().steering) == 4
    assert first_broken(crowd.game.pk) is None


def test_the_same_press_in_two_windows_acts_once(crowd):
    crowd.play_until("deciding")
    press = partial(intervene, crowd.frieda.viewer, event(1), request_id="eins", now=NOW)
    assert len(set(at_once([press] * 4))) == 1
    assert len(crowd.fresh().steering) == 1


def test_an_event_at_the_moment_of_closing_counts_or_is_refused(crowd):
    crowd.play_until("deciding")
    viewer = crowd.frieda.viewer
    close = partial(flow.advance, viewer, expected_round=1, expected_phase="deciding", now=NOW)
    played, _closed = at_once([partial(intervene, viewer, event(1), now=NOW), close])
    row = Settlement.objects.get(game=crowd.game, round_number=1)
    if isinstance(played, Receipt):
        assert "played" in row.content
    else:
        assert isinstance(played, GameError)
        assert "played" not in row.content
        assert not LogEntry.objects.filter(game=crowd.game, kind="event_played").exists()
