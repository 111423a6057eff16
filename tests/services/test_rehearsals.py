"""A rehearsal: one at a time, in a copy of its own, and gone afterwards."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model

from games.enums import RehearsalState
from games.errors import Illegal, NotAllowed, TooLate
from games.models import Game, Rehearsal, Seat, Team, Workshop
from games.services import inplay, presence, rehearsals
from tests.cast import NOW, assemble

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(seconds=1)


@pytest.fixture
def cast():
    return assemble()


@pytest.fixture
def asked(cast):
    return rehearsals.ask(cast.frieda.viewer, bots=4, now=NOW)


def the(rehearsal_id):
    return Rehearsal.objects.get(pk=rehearsal_id)


def everything_of(game):
    """What of a game a rehearsal could have touched."""
    return (
        Game.objects.filter(pk=game.pk).values().get(),
        list(Team.objects.filter(game=game).values()),
        list(Seat.objects.filter(game=game).values()),
        list(game.log.values()),
    )


def test_bots_get_a_copy_with_the_same_rules_and_an_account_of_its_own(cast, asked):
    job = rehearsals.take("worker", LATER)
    copy = Game.objects.get(public_id=job.game)
    assert copy.is_rehearsal
    assert copy.owner.username == job.username != cast.frieda.user.username
    same = ("scenario_id", "cooperation_model", "options", "rounds", "round_phases", "missing_rule")
    assert [getattr(copy, name) for name in same] == [getattr(cast.game, name) for name in same]
    assert copy.seed != cast.game.seed
    assert list(copy.teams.values_list("town")) == list(cast.game.teams.values_list("town"))
    assert (job.bots, job.rounds, job.code) == (4, cast.game.rounds, copy.join_code)


def test_the_game_itself_stays_as_it_is_from_start_to_end(cast):
    cast.play_until("deciding")
    before = everything_of(cast.game)
    asked = rehearsals.ask(cast.frieda.viewer, bots=4, now=NOW)
    rehearsals.take("worker", LATER)
    rehearsals.progress(asked, "decide", 50, LATER)
    rehearsals.finish(asked, RehearsalState.DONE, {"bots": 4}, LATER)
    assert everything_of(cast.game) == before


def test_what_came_of_it_is_kept_and_the_copy_with_its_account_and_workshop_is_gone(cast, asked):
    counts = Game.objects.count(), get_user_model().objects.count(), Workshop.objects.count()
    rehearsals.take("worker", LATER)
    rehearsals.finish(asked, RehearsalState.DONE, {"bots": 4}, LATER)
    row = the(asked)
    assert (row.state, row.active, row.outcome, row.ended_at) == ("done", None, {"bots": 4}, LATER)
    now = Game.objects.count(), get_user_model().objects.count(), Workshop.objects.count()
    assert now == counts


def test_one_at_a_time_on_the_whole_server(cast, asked):
    with pytest.raises(TooLate) as refused:
        rehearsals.ask(cast.franz.viewer, bots=2, now=LATER)
    assert refused.value.code == "rehearsal_running"
    rehearsals.take("worker", LATER)
    rehearsals.finish(asked, RehearsalState.DONE, {}, LATER)
    assert rehearsals.ask(cast.franz.viewer, bots=2, now=LATER)


def test_of_two_workers_one_gets_it(asked):
    assert rehearsals.take("one", LATER).rehearsal_id == asked
    assert rehearsals.take("two", LATER) is None
    assert the(asked).worker == "one"


def test_while_people_play_it_takes_a_word_to_have_one(cast):
    cast.play_until("deciding")
    presence.seen(cast.anna.viewer.seat_id, NOW)
    presence.seen(cast.dora.viewer.seat_id, NOW)
    with pytest.raises(TooLate) as refused:
        rehearsals.ask(cast.franz.viewer, bots=2, now=NOW)
    assert (refused.value.code, refused.value.context["people"]) == ("people_play", 2)
    assert rehearsals.ask(cast.franz.viewer, bots=2, anyway=True, now=NOW)


def test_people_who_wait_or_have_left_hold_nothing_up(cast):
    presence.seen(cast.anna.viewer.seat_id, NOW)
    assert inplay.people_playing(NOW) == 0, "the game is in the lobby"
    cast.play_until("deciding")
    assert inplay.people_playing(NOW) == 1
    assert inplay.people_playing(NOW + timedelta(seconds=26)) == 0


@pytest.mark.parametrize("bots", [0, 41])
def test_the_number_of_bots_is_bounded(cast, bots):
    with pytest.raises(Illegal) as refused:
        rehearsals.ask(cast.frieda.viewer, bots=bots, now=NOW)
    assert refused.value.context["maximum"] == 40


def test_players_ask_for_none(cast):
    with pytest.raises(NotAllowed):
        rehearsals.ask(cast.anna.viewer, bots=2, now=NOW)
    with pytest.raises(NotAllowed):
        rehearsals.cancel(cast.anna.viewer, now=NOW)


def test_called_off_while_it_waits_it_is_over_at_once(cast, asked):
    assert rehearsals.cancel(cast.frieda.viewer, now=LATER)
    assert (the(asked).state, the(asked).active) == ("cancelled", None)
    assert rehearsals.take("worker", LATER) is None


def test_called_off_while_it_runs_its_worker_is_told(cast, asked):
    rehearsals.take("worker", LATER)
    assert rehearsals.progress(asked, "join", 10, LATER)
    assert rehearsals.cancel(cast.frieda.viewer, now=LATER)
    assert not rehearsals.progress(asked, "join", 12, LATER)
    assert (the(asked).step, the(asked).percent) == ("join", 12)


def test_nobody_else_can_call_it_off(cast, asked):
    assert not rehearsals.cancel(cast.franz.viewer, now=LATER)
    assert the(asked).active


def test_without_a_sign_of_life_it_is_aborted_and_cleared(cast, asked):
    job = rehearsals.take("worker", NOW)
    assert rehearsals.sweep(NOW + timedelta(seconds=19)) == 0
    assert rehearsals.sweep(NOW + timedelta(seconds=21)) == 1
    assert the(asked).state == "aborted"
    assert not Game.objects.filter(public_id=job.game).exists()
    rehearsals.finish(asked, RehearsalState.DONE, {"bots": 9}, NOW + timedelta(seconds=30))
    assert the(asked).state == "aborted", "whoever comes too late changes nothing"


def test_a_server_that_starts_alone_calls_off_what_it_finds(asked):
    rehearsals.take("before", NOW)
    rehearsals.call_off(LATER)
    assert the(asked).state == "aborted"


def test_what_waits_when_the_server_starts_is_still_played(asked):
    rehearsals.call_off(LATER)
    assert rehearsals.take("worker", LATER)


def test_what_was_left_behind_is_swept_up(cast, asked):
    job = rehearsals.take("worker", NOW)
    Rehearsal.objects.filter(pk=asked).update(active=None, state=RehearsalState.ABORTED)
    rehearsals.sweep(LATER)
    assert not Game.objects.filter(public_id=job.game).exists()


def test_only_the_newest_twenty_of_a_game_are_kept(cast):
    for turn in range(23):
        asked = rehearsals.ask(cast.frieda.viewer, bots=1, now=NOW + timedelta(minutes=turn))
        rehearsals.cancel(cast.frieda.viewer, now=NOW + timedelta(minutes=turn))
    kept = Rehearsal.objects.filter(game=cast.game)
    assert kept.count() == 20
    assert kept.first().pk == asked
