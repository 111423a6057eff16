import pytest

from games.enums import LogKind
from games.errors import Illegal, TooLate
from games.models import LogEntry, Team
from games.services import drafts, flow, seats
from tests import cast as people
from tests.cast import NOW
from tests.services.commands import place, press


@pytest.fixture
def eager(db):
    """A game that goes on when all teams of people are ready."""
    return people.assemble(advance_mode="ready", phase_minutes={"deciding": 10})


def submit(person, revision=0):
    return drafts.submit(person.viewer, round_number=1, revision=revision, now=NOW)


def ready(person, round_number, phase, **options):
    return flow.mark_ready(
        person.viewer, round_number=round_number, phase=phase, now=NOW, **options
    )


class TestReady:
    def test_last_team_moves_the_game_on(self, eager):
        eager.play_until("briefing")
        ready(eager.anna, 1, "briefing")
        assert place(eager) == (1, "briefing")
        ready(eager.dora, 1, "briefing")
        assert place(eager) == (1, "negotiating")

    def test_team_can_take_it_back(self, eager):
        eager.play_until("briefing")
        ready(eager.anna, 1, "briefing")
        ready(eager.ben, 1, "briefing", ready=False)
        ready(eager.dora, 1, "briefing")
        assert place(eager) == (1, "briefing")

    def test_readiness_of_an_earlier_phase_does_not_count(self, eager):
        eager.play_until("briefing")
        ready(eager.anna, 1, "briefing")
        press(eager, 1, "briefing")
        ready(eager.dora, 1, "negotiating")
        assert place(eager) == (1, "negotiating")

    @pytest.mark.parametrize("leaves", ["removed", "moved", "merged"])
    def test_nobody_is_waited_for_in_a_team_that_everybody_has_left(self, eager, leaves):
        eager.play_until("briefing")
        ready(eager.anna, 1, "briefing")
        frieda, dora, team = eager.frieda.viewer, eager.dora.viewer, eager.anna.viewer.team_id
        if leaves == "removed":
            seats.remove_seat(frieda, seat_id=dora.seat_id, reason="krank", now=NOW)
        elif leaves == "moved":
            seats.move_seat(frieda, seat_id=dora.seat_id, team_id=team, reason="allein", now=NOW)
        else:
            seats.merge_people(
                frieda, source_id=dora.team_id, team_id=team, reason="allein", now=NOW
            )
        assert place(eager) == (1, "negotiating")

    def test_last_submission_settles_the_round(self, eager):
        eager.play_until("deciding")
        submit(eager.anna)
        assert place(eager) == (1, "deciding")
        receipt = submit(eager.dora)
        assert place(eager) == (1, "settled")
        kind = LogEntry.objects.get(game=eager.game, sequence=receipt.number).kind
        assert kind == LogKind.DECISION_SUBMITTED

    def test_deciding_is_left_by_submitting(self, eager):
        eager.play_until("deciding")
        with pytest.raises(Illegal, match="submit_instead"):
            ready(eager.anna, 1, "deciding")

    def test_paused_game_waits(self, eager):
        eager.play_until("deciding")
        flow.pause(eager.frieda.viewer, now=NOW)
        submit(eager.anna)
        submit(eager.dora)
        assert place(eager) == (1, "deciding")
        flow.resume(eager.frieda.viewer, now=NOW)
        assert place(eager) == (1, "settled")

    def test_resuming_waits_for_those_who_are_not_ready(self, eager):
        eager.play_until("deciding")
        flow.pause(eager.frieda.viewer, now=NOW)
        submit(eager.anna)
        flow.resume(eager.frieda.viewer, now=NOW)
        assert place(eager) == (1, "deciding")

    def test_a_bot_in_place_of_the_last_missing_team_moves_the_game_on(self, eager):
        eager.play_until("deciding")
        submit(eager.anna)
        team_id = eager.dora.viewer.team_id
        seats.set_bot(eager.frieda.viewer, team_id=team_id, bot="reziprok", now=NOW)
        assert place(eager) == (1, "settled")

    def test_manual_game_only_shows_readiness(self, cast):
        cast.play_until("briefing")
        ready(cast.anna, 1, "briefing")
        ready(cast.dora, 1, "briefing")
        assert place(cast) == (1, "briefing")
        assert [team.ready_for for team in cast.teams] == ["1:briefing", "1:briefing", ""]

    def test_readiness_for_another_phase_is_too_late(self, cast):
        cast.play_until("negotiating")
        with pytest.raises(TooLate, match="phase_over") as refusal:
            ready(cast.anna, 1, "briefing")
        assert refusal.value.context == {
            "round": 1,
            "phase": "briefing",
            "now_round": 1,
            "now_phase": "negotiating",
        }

    def test_repeated_readiness_is_one_entry(self, cast):
        cast.play_until("briefing")
        first = ready(cast.anna, 1, "briefing", request_id="r")
        assert ready(cast.anna, 1, "briefing", request_id="r") == first
        assert LogEntry.objects.filter(game=cast.game, kind=LogKind.TEAM_READY).count() == 1

    def test_seats_without_people_are_not_waited_for(self, eager):
        eager.play_until("briefing")
        seats.remove_seat(eager.frieda.viewer, seat_id=eager.dora.viewer.seat_id, reason="krank")
        ready(eager.anna, 1, "briefing")
        assert place(eager) == (1, "negotiating")
        assert Team.objects.get(pk=eager.dora.viewer.team_id).bot == ""
