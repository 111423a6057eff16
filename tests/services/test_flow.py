from datetime import timedelta

import pytest

from games.enums import LogKind
from games.errors import Illegal, NotAllowed, TooLate
from games.models import LogEntry, Settlement, TeamDecision
from games.services import flow, receipts
from tests import cast as people
from tests.cast import NOW
from tests.services.commands import place, press


class TestStarting:
    def test_start_enters_the_first_phase(self, cast):
        flow.start_game(cast.frieda.viewer, now=NOW)
        game = cast.fresh()
        assert (game.round_number, game.phase) == (1, "briefing")
        assert (game.phase_started_at, game.deadline) == (NOW, None)

    def test_start_stores_round_0(self, cast):
        flow.start_game(cast.frieda.viewer, now=NOW)
        start = Settlement.objects.get(game=cast.game)
        assert (start.round_number, start.state_after["round"]) == (0, 1)
        assert start.content["postings"] == []

    def test_bots_take_teams_without_people(self, cast):
        flow.start_game(cast.frieda.viewer, now=NOW)
        assert [team.bot for team in cast.teams] == ["", "", "reziprok"]

    def test_empty_teams_can_stay_empty(self, cast):
        flow.start_game(cast.frieda.viewer, fill_with_bots=False, now=NOW)
        assert [team.bot for team in cast.teams] == ["", "", ""]

    def test_second_start_answers_with_the_first_receipt(self, cast):
        first = flow.start_game(cast.frieda.viewer, request_id="a", now=NOW)
        again = flow.start_game(cast.frieda.viewer, request_id="a", now=NOW)
        assert again == first
        third = flow.start_game(cast.frieda.viewer, request_id="b", now=NOW)
        moved = LogEntry.objects.get(game=cast.game, kind=LogKind.PHASE_STARTED)
        assert third == receipts.receipt_of(moved)
        assert place(cast) == (1, "briefing")

    @pytest.mark.parametrize("who", ["franz", "anna", "carl"])
    def test_only_the_owner_starts(self, cast, who):
        from dataclasses import replace

        viewer = replace(getattr(cast, who).viewer, game_id=cast.game.pk)
        with pytest.raises(NotAllowed, match="not_facilitator"):
            flow.start_game(viewer)
        assert place(cast) == (0, "lobby")


class TestMovingOn:
    def test_three_rounds_lead_to_debrief_and_end(self, cast):
        flow.start_game(cast.frieda.viewer, now=NOW)
        seen = [place(cast)]
        while seen[-1][1] != "ended":
            press(cast, *seen[-1])
            seen.append(place(cast))
        phases = ["briefing", "negotiating", "deciding", "settled", "recap"]
        rounds = [(number, phase) for number in (1, 2, 3) for phase in phases]
        assert seen == [*rounds, (3, "debrief"), (3, "ended")]
        assert cast.fresh().ended_at == NOW
        assert receipts.first_broken(cast.game.pk) is None

    def test_merged_phases_are_left_out(self, db):
        cast = people.assemble(round_phases=("deciding", "settled"), rounds=1)
        flow.start_game(cast.frieda.viewer, now=NOW)
        assert place(cast) == (1, "deciding")
        assert TeamDecision.objects.filter(team__game=cast.game, source="bot").count() == 1
        press(cast, 1, "deciding")
        press(cast, 1, "settled")
        assert place(cast) == (1, "debrief")

    def test_double_click_moves_once(self, cast):
        cast.play_until("briefing")
        first = press(cast, 1, "briefing")
        second = press(cast, 1, "briefing")
        assert second == first
        assert place(cast) == (1, "negotiating")

    def test_same_request_again_moves_once_and_returns_its_receipt(self, cast):
        cast.play_until("deciding")
        first = press(cast, 1, "deciding", request_id="close")
        press(cast, 1, "settled")
        assert press(cast, 1, "deciding", request_id="close") == first
        assert place(cast) == (1, "recap")

    def test_old_page_changes_nothing(self, cast):
        cast.play_until("briefing", round_number=2)
        press(cast, 1, "deciding")
        assert place(cast) == (2, "briefing")

    def test_phase_never_reached_is_refused(self, cast):
        cast.play_until("briefing")
        with pytest.raises(TooLate, match="phase_over") as refusal:
            press(cast, 1, "deciding")
        assert refusal.value.context == {
            "round": 1,
            "phase": "deciding",
            "now_round": 1,
            "now_phase": "briefing",
        }

    @pytest.mark.parametrize("round_number", [-1, 4, 10**30])
    def test_round_the_game_does_not_have_is_refused(self, cast, round_number):
        cast.play_until("briefing")
        with pytest.raises(TooLate, match="phase_over"):
            press(cast, round_number, "briefing")

    def test_phase_nobody_knows_is_refused(self, cast):
        with pytest.raises(Illegal, match="unknown_phase"):
            press(cast, 1, "pause")

    def test_lobby_is_left_by_starting_alone(self, cast):
        with pytest.raises(TooLate, match="not_started"):
            press(cast, 0, "lobby")

    def test_nothing_follows_the_end(self, cast):
        flow.end_game(cast.frieda.viewer, now=NOW)
        with pytest.raises(TooLate, match="game_ended"):
            press(cast, 0, "ended")

    def test_end_comes_from_anywhere_and_once(self, cast):
        cast.play_until("deciding")
        first = flow.end_game(cast.frieda.viewer, now=NOW)
        again = flow.end_game(cast.frieda.viewer, now=NOW + timedelta(minutes=1))
        assert again == first
        assert cast.fresh().ended_at == NOW
        assert not Settlement.objects.filter(game=cast.game, round_number=1).exists()
