"""The record of a finished game is what the engine settles again from its decisions."""

import pytest

from games.access import Viewer, ViewerKind
from games.models import Settlement
from games.rules.replay import replay
from games.selectors.record import record_of, scenario_in
from tests.cast import assemble
from tests.recorded import recorded


@pytest.fixture
def cast(db):
    return assemble()


pytestmark = pytest.mark.django_db


def test_there_is_none_before_the_end(cast):
    cast.play_until("settled")

    assert record_of(Viewer(ViewerKind.REVIEW, cast.game.pk)) is None


def test_played_again_it_gives_every_state_and_posting(cast):
    cast.play_until("debrief", round_number=3)

    viewer = Viewer(ViewerKind.REVIEW, cast.game.pk)
    record = record_of(viewer)
    again = replay(scenario_in(viewer, 1), record.seed, record.model, record.decisions)

    assert record.rounds == len(again) == cast.game.rounds
    assert tuple(each.state_after for each in again) == record.states[1:]
    assert [each.postings for each in again] == [each.postings for each in record.settlements]
    assert [each.awards for each in again] == [each.awards for each in record.settlements]


def test_reading_it_twice_asks_for_little(cast, django_assert_max_num_queries):
    cast.play_until("debrief", round_number=3)
    viewer = Viewer(ViewerKind.REVIEW, cast.game.pk)
    record_of(viewer)

    with django_assert_max_num_queries(4):
        record_of(viewer)


def test_a_closed_ballot_is_handed_out_anew_and_every_figure_stays():
    cast = recorded(4, options={"closed_ballot": True})
    viewer = Viewer(ViewerKind.REVIEW, cast.game.pk)
    record = record_of(viewer)
    again = replay(scenario_in(viewer, 1), record.seed, record.model, record.decisions)

    assert tuple(each.state_after for each in again) == record.states[1:]
    assert [each.awards for each in again] == [each.awards for each in record.settlements]
    given = stored_votes(cast.game)
    shown = [{town: dict(d.votes) for town, d in by_town.items()} for by_town in record.decisions]
    assert any(each for by_town in given for each in by_town.values())
    for true, told in zip(given, shown, strict=True):
        for card in {card for votes in told.values() for card in votes}:
            cast_on = sorted(str(v[card]) for v in told.values() if card in v)
            all_cast = [str(v[card]) for v in true.values() if card in v]
            assert all(all_cast.count(each) >= cast_on.count(each) for each in cast_on)


def stored_votes(game):
    """What was voted as it is stored, by round and town."""
    rows = Settlement.objects.filter(game=game, superseded_at__isnull=True, round_number__gt=0)
    return [
        {town: each["content"].get("votes", {}) for town, each in row.content["decisions"].items()}
        for row in rows.order_by("round_number")
    ]
