"""Waiting for a missing team with a countdown, and what counts when nobody comes."""

from datetime import timedelta

import pytest

from games.enums import DecisionSource, DecisionStatus, LogKind, Phase, WaitEnd
from games.errors import Illegal, NotAllowed, TooLate
from games.models import LogEntry, Team, TeamDecision
from games.selectors.waiting import waiting_now
from games.services import clock, drafts, flow, undo, waiting
from games.services.phases import Position
from tests import cast as people
from tests.cast import NOW
from tests.services.commands import place, press

HERE = Position(1, Phase.DECIDING)
IN_THREE = NOW + timedelta(minutes=3)


def game_in(mode, **more):
    cast = people.assemble(advance_mode=mode, phase_minutes={"deciding": 2}, **more)
    cast.play_until("deciding")
    return cast


@pytest.fixture
def cast(db):
    return game_in("manual")


@pytest.fixture
def eager(db):
    return game_in("ready")


def wait(cast, then=WaitEnd.DRAFT, *, team=1, minutes=3, now=NOW, **more):
    return waiting.wait_for(
        cast.frieda.viewer,
        team_id=cast.teams[team].pk,
        minutes=minutes,
        then=then,
        now=now,
        **({"expected": HERE} | more),
    )


def submit(person, now=NOW):
    drafts.submit(person.viewer, round_number=1, revision=0, now=now)


def decision(cast, team=1):
    return TeamDecision.objects.get(team=cast.teams[team], round_number=1)


class TestWaiting:
    def test_everybody_sees_for_whom_until_when_and_what_then(self, cast):
        wait(cast, WaitEnd.DEFAULT)
        seen = waiting_now(cast.game.pk)
        assert (seen.team_id, seen.until, seen.then) == (cast.teams[1].pk, IN_THREE, "default")

    def test_a_phase_that_would_end_before_goes_on_so_long(self, cast):
        assert cast.fresh().deadline < IN_THREE
        wait(cast)
        assert cast.fresh().deadline == IN_THREE

    def test_a_longer_phase_keeps_its_end(self, cast):
        flow.extend(cast.frieda.viewer, seconds=3600, now=NOW)
        end = cast.fresh().deadline
        wait(cast)
        assert cast.fresh().deadline == end

    def test_it_is_over_when_the_team_submits(self, cast):
        wait(cast)
        submit(cast.dora)
        assert waiting_now(cast.game.pk) is None

    def test_it_ends_with_the_phase(self, cast):
        wait(cast)
        press(cast, 1, "deciding")
        assert waiting_now(cast.game.pk) is None
        assert cast.fresh().waiting_for == ""

    def test_a_pause_keeps_what_is_left_of_it_for_days(self, cast):
        wait(cast)
        flow.pause(cast.frieda.viewer, now=NOW + timedelta(minutes=1))
        assert (waiting_now(cast.game.pk).until, waiting_now(cast.game.pk).seconds) == (None, 120)
        later = NOW + timedelta(days=2)
        assert clock.tick(later) == 0
        flow.resume(cast.frieda.viewer, now=later)
        assert waiting_now(cast.game.pk).until == later + timedelta(minutes=2)

    def test_begun_while_paused_it_runs_from_the_resume(self, cast):
        flow.pause(cast.frieda.viewer, now=NOW)
        wait(cast)
        assert waiting_now(cast.game.pk).seconds == 180
        flow.resume(cast.frieda.viewer, now=NOW)
        assert waiting_now(cast.game.pk).until == IN_THREE
        assert cast.fresh().deadline == IN_THREE

    def test_taken_back_nothing_is_said_about_the_team(self, cast):
        wait(cast)
        waiting.stop_waiting(cast.frieda.viewer, now=NOW)
        assert waiting_now(cast.game.pk) is None
        with pytest.raises(TooLate, match="no_wait"):
            waiting.stop_waiting(cast.frieda.viewer, now=NOW)

    def test_pressed_twice_it_begins_once(self, cast):
        assert wait(cast, request_id="w") == wait(cast, request_id="w", now=IN_THREE)
        assert waiting_now(cast.game.pk).until == IN_THREE

    @pytest.mark.parametrize("minutes", [0, 61])
    def test_minutes_out_of_range_are_refused_with_the_range(self, cast, minutes):
        with pytest.raises(Illegal) as refusal:
            wait(cast, minutes=minutes)
        assert refusal.value.context == {"value": minutes, "maximum": 60}

    def test_nobody_waits_for_whoever_is_done_or_a_bot(self, cast):
        submit(cast.dora)
        for team in (1, 2):
            with pytest.raises(Illegal, match="nobody_missing"):
                wait(cast, team=team)

    def test_a_team_of_another_game_is_unknown(self, cast):
        stranger = Team.objects.exclude(game=cast.game).first()
        with pytest.raises(NotAllowed):
            waiting.wait_for(
                cast.frieda.viewer, team_id=stranger.pk, minutes=3, then=WaitEnd.DRAFT,
                expected=HERE, now=NOW,
            )  # fmt: skip

    def test_an_old_page_begins_no_wait_in_the_next_phase(self, cast):
        press(cast, 1, "deciding")
        with pytest.raises(TooLate, match="phase_over"):
            wait(cast)


class TestByHand:
    def test_nothing_happens_by_itself_when_the_time_is_up(self, cast):
        wait(cast, WaitEnd.BOT)
        assert clock.tick(NOW + timedelta(hours=1)) == 0
        assert cast.teams[1].bot == ""
        assert waiting_now(cast.game.pk) is not None
        assert place(cast) == (1, "deciding")

    @pytest.mark.parametrize(
        ("then", "status"),
        [(WaitEnd.DRAFT, DecisionStatus.DRAFT), (WaitEnd.DEFAULT, DecisionStatus.MISSING)],
    )
    def test_draft_or_default_counts_whatever_is_said_of_the_others(self, cast, then, status):
        changes = {"inner": 1}
        drafts.save_draft(cast.dora.viewer, round_number=1, revision=0, changes=changes, now=NOW)
        wait(cast)
        waiting.decide_wait(cast.frieda.viewer, then=then, now=IN_THREE)
        other = "default" if then is WaitEnd.DRAFT else "draft"
        press(cast, 1, "deciding", missing_rule=other)
        assert decision(cast).status == status

    def test_the_team_may_still_submit_until_the_round_is_closed(self, cast):
        wait(cast)
        waiting.decide_wait(cast.frieda.viewer, then=WaitEnd.DEFAULT, now=IN_THREE)
        submit(cast.dora)
        press(cast, 1, "deciding")
        assert (decision(cast).status, decision(cast).source) == (
            DecisionStatus.SUBMITTED, DecisionSource.TEAM,
        )  # fmt: skip

    def test_a_bot_takes_over_at_once(self, cast):
        wait(cast)
        waiting.decide_wait(cast.frieda.viewer, then=WaitEnd.BOT, now=IN_THREE)
        assert cast.teams[1].bot == "reziprok"
        assert (decision(cast).status, decision(cast).source) == (
            DecisionStatus.SUBMITTED, DecisionSource.BOT,
        )  # fmt: skip

    def test_what_was_said_holds_for_this_phase_alone(self, cast):
        wait(cast)
        waiting.decide_wait(cast.frieda.viewer, then=WaitEnd.DEFAULT, now=NOW)
        press(cast, 1, "deciding")
        undo.undo_rounds(
            cast.frieda.viewer,
            to_round=1,
            expected=Position(1, Phase.SETTLED),
            reason="Noch einmal",
            now=NOW,
        )
        assert {team.waived for team in cast.teams} == {""}


class TestByItself:
    @pytest.mark.parametrize("then", list(WaitEnd))
    def test_when_all_others_are_ready_the_game_goes_on_as_was_said(self, eager, then):
        wait(eager, then)
        submit(eager.anna)
        assert place(eager) == (1, "deciding")
        clock.tick(IN_THREE - timedelta(seconds=1))
        assert place(eager) == (1, "deciding")
        clock.tick(IN_THREE)
        assert place(eager) == (1, "settled")

    def test_by_the_clock_the_round_closes_with_what_was_said(self, db):
        timed = game_in("clock")
        wait(timed, WaitEnd.DEFAULT)
        assert clock.tick(NOW + timedelta(minutes=2)) == 0
        assert clock.tick(IN_THREE) == 1
        assert place(timed) == (1, "settled")
        assert decision(timed).status == DecisionStatus.MISSING

    def test_a_team_that_came_in_time_is_left_alone(self, db):
        timed = game_in("clock")
        flow.extend(timed.frieda.viewer, seconds=3600, now=NOW)
        wait(timed, WaitEnd.BOT)
        submit(timed.dora)
        clock.tick(IN_THREE)
        assert (timed.teams[1].bot, timed.fresh().waiting_for) == ("", "")
        assert decision(timed).source == DecisionSource.TEAM

    def test_two_looks_of_the_clock_answer_once(self, eager):
        wait(eager, WaitEnd.BOT)
        clock.tick(IN_THREE)
        clock.tick(IN_THREE)
        decided = LogEntry.objects.filter(game=eager.game, kind=LogKind.WAIT_DECIDED)
        assert decided.count() == 1
