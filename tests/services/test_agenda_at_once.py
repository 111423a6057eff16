"""Several clock workers and impatient fingers: what is due happens once."""

from datetime import timedelta

import pytest

from games.agenda.proposal import propose, rounds_of
from games.agenda.steps import StepKind
from games.enums import LogKind, WaitEnd
from games.errors import GameError
from games.models import LogEntry, Settlement
from games.selectors.agenda import agenda_of
from games.services import agenda_steps, agendas, clock, receipts, waiting
from games.services.phases import Position, position
from tests import cast as people
from tests.cast import NOW
from tests.services.test_agenda import lead
from tests.services.test_concurrency import at_once

IN_THREE = NOW + timedelta(minutes=3)


@pytest.fixture
def cast(transactional_db):
    cast = people.assemble(advance_mode="clock", phase_minutes={"deciding": 2, "recap": 2})
    cast.play_until("deciding")
    return cast


def entries(cast, kind):
    return LogEntry.objects.filter(game=cast.game, kind=kind)


def test_two_clock_workers_answer_a_wait_and_close_the_round_once(cast):
    waiting.wait_for(
        cast.frieda.viewer,
        team_id=cast.teams[1].pk,
        minutes=3,
        then=WaitEnd.BOT,
        expected=position(cast.fresh()),
        now=NOW,
    )
    at_once([lambda: clock.tick(IN_THREE)] * 2)
    assert entries(cast, LogKind.WAIT_DECIDED).count() == 1
    assert entries(cast, LogKind.TEAM_BOT_SET).filter(team=cast.teams[1]).count() == 1
    assert Settlement.objects.filter(game=cast.game, round_number=1).count() == 1
    assert position(cast.fresh()) == Position(1, "settled")
    assert receipts.first_broken(cast.game.pk) is None


def test_two_clock_workers_that_look_again_and_again_leave_each_phase_once(cast):
    """Every second for some minutes, both of them: as two servers beside each other do."""
    moments = [NOW + timedelta(seconds=20 * each) for each in range(12)]

    def work():
        return sum(clock.tick(moment) for moment in moments)

    first, second = at_once([work, work])
    assert first + second == 1
    assert entries(cast, LogKind.ROUND_SETTLED).count() == 1
    assert receipts.first_broken(cast.game.pk) is None


def test_a_break_begun_twenty_times_at_once_begins_once_and_the_clock_stands(cast):
    game = cast.game
    rounds = rounds_of(game.rounds, game.round_phases, game.phase_minutes)
    sheet = propose(rounds, [(NOW, NOW + timedelta(hours=5))])
    agendas.save_agenda(lead(cast), sheet, seen=0, now=NOW)
    steps = agenda_of(game.workshop_id).steps
    pause = next(each for each in steps if each.kind is StepKind.BREAK)

    def begin():
        return agenda_steps.begin_step(cast.frieda.viewer, step_id=pause.id, now=NOW)

    answers = at_once([begin] * 20)
    assert len(set(answers)) == 1
    assert entries(cast, LogKind.STEP_BEGUN).count() == 1
    assert entries(cast, LogKind.GAME_PAUSED).count() == 1


def test_of_two_sheets_saved_at_once_one_is_kept_and_the_other_refused(cast):
    game = cast.game
    rounds = rounds_of(game.rounds, game.round_phases, game.phase_minutes)

    def save(hours):
        sheet = propose(rounds, [(NOW, NOW + timedelta(hours=hours))])
        return agendas.save_agenda(lead(cast), sheet, seen=0, now=NOW)

    answers = at_once([lambda: save(4), lambda: save(5)])
    refused = [each for each in answers if isinstance(each, GameError)]
    assert [each.code for each in refused] == ["agenda_changed"]
    kept = agenda_of(game.workshop_id).days[0].span
    assert [kept] == [
        60 * h for h, each in zip((4, 5), answers, strict=True) if each not in refused
    ]
