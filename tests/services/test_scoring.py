"""The first scoring of applications, its close, and the one revision after it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from games.enums import ROUND_PHASES, LogKind, Phase
from games.errors import Illegal, NotAllowed, TooLate
from games.models import LogEntry, Settlement, TeamDecision
from games.services import clock, drafts, flow, rescoring, seats, undo
from games.services.phases import Position
from games.services.scoring import close_scoring
from tests import cast as people
from tests.cast import NOW
from tests.services.commands import CARD, place, press, to_board

BOARD = Position(1, Phase.AWARDING)
CRITERIA = (
    "leerstand",
    "soziales",
    "umnutzung",
    "flaeche",
    "gemeinsam",
    "folgekosten",
    "ehrenamt",
)


@pytest.fixture
def cast(db):
    """Obertal (Anna, Ben) applies, Mittelbach (Dora) may score; a bot plays Niederau."""
    cast = people.assemble(round_phases=ROUND_PHASES, phase_minutes={"awarding": 10})
    to_board(cast)
    return cast


def row_of(person, round_number=1):
    rows = TeamDecision.objects.filter(team_id=person.viewer.team_id, round_number=round_number)
    return rows.order_by("attempt").last()


def score(person, value, criteria=CRITERIA, now=NOW):
    return drafts.save_draft(
        person.viewer,
        round_number=1,
        revision=row_of(person).revision,
        changes={f"scores.{CARD}.{name}": value for name in criteria},
        now=now,
    )


def close(cast, expected=BOARD, **named):
    return close_scoring(cast.frieda.viewer, expected=expected, now=NOW, **named)


def revise(person, value, card=CARD, criteria=CRITERIA, **named):
    scores = dict.fromkeys(criteria, value)
    return rescoring.revise(
        person.viewer, round_number=1, card=card, scores=scores, now=NOW, **named
    )


def closings(cast):
    return LogEntry.objects.filter(game=cast.game, kind=LogKind.SCORING_CLOSED)


class TestClose:
    def test_the_scores_as_they_stand_are_kept(self, cast):
        score(cast.dora, 2)
        close(cast)
        assert row_of(cast.dora).first_scores == {CARD: dict.fromkeys(CRITERIA, 2)}
        assert row_of(cast.anna).first_scores == {}
        assert closings(cast).get().payload == {"by": "facilitator"}

    def test_twice_is_once(self, cast):
        first = close(cast, request_id="a")
        assert close(cast, request_id="a") == close(cast, request_id="b") == first
        assert closings(cast).count() == 1

    def test_everybody_hears_of_it(self, cast):
        version = cast.fresh().version
        close(cast)
        assert cast.fresh().version == version + 1

    def test_only_who_leads_the_game_closes_it(self, cast):
        stranger = replace(cast.franz.viewer, game_id=cast.game.pk)
        for viewer in (stranger, cast.anna.viewer):
            with pytest.raises(NotAllowed):
                close_scoring(viewer, expected=BOARD, now=NOW)

    def test_an_old_page_closes_nothing(self, cast):
        press(cast, 1, "awarding")
        with pytest.raises(TooLate, match="phase_over"):
            close(cast)
        with pytest.raises(TooLate, match="no_scoring"):
            close(cast, Position(1, Phase.SETTLED))

    def test_field_by_field_nothing_is_scored_any_more(self, cast):
        score(cast.dora, 2)
        close(cast)
        with pytest.raises(TooLate, match="scoring_closed"):
            score(cast.dora, 3, CRITERIA[:1])
        assert row_of(cast.dora).content["scores"] == {CARD: dict.fromkeys(CRITERIA, 2)}

    def test_votes_go_on(self, cast):
        close(cast)
        drafts.save_draft(
            cast.dora.viewer,
            round_number=1,
            revision=row_of(cast.dora).revision,
            changes={f"votes.{CARD}": "ja"},
            now=NOW,
        )
        assert row_of(cast.dora).content["votes"] == {CARD: "ja"}

    def test_a_bot_that_takes_over_later_scores_no_more(self, cast):
        close(cast)
        seats.set_bot(cast.frieda.viewer, team_id=cast.dora.viewer.team_id, bot="reziprok", now=NOW)
        assert "scores" not in row_of(cast.dora).content


class TestByItself:
    def game(self, mode):
        cast = people.assemble(
            round_phases=ROUND_PHASES, advance_mode=mode, phase_minutes={"awarding": 10}
        )
        to_board(cast)
        return cast

    @pytest.mark.parametrize("mode", ["clock", "ready"])
    def test_the_clock_closes_it_when_half_of_the_time_is_left(self, db, mode):
        cast = self.game(mode)
        clock.tick(NOW + timedelta(minutes=4, seconds=59))
        assert not closings(cast).exists()
        clock.tick(NOW + timedelta(minutes=5))
        clock.tick(NOW + timedelta(minutes=6))
        assert closings(cast).get().payload == {"by": "clock"}
        assert place(cast) == (1, "awarding")

    def test_added_time_belongs_to_the_first_scoring(self, db):
        cast = self.game("clock")
        flow.extend(cast.frieda.viewer, seconds=240, now=NOW)
        clock.tick(NOW + timedelta(minutes=8))
        assert not closings(cast).exists()
        clock.tick(NOW + timedelta(minutes=9))
        assert closings(cast).exists()

    def test_while_paused_it_stays_open(self, db):
        cast = self.game("clock")
        flow.pause(cast.frieda.viewer, now=NOW)
        clock.tick(NOW + timedelta(hours=1))
        assert not closings(cast).exists()

    def test_where_the_facilitator_decides_no_clock_does(self, cast):
        clock.tick(NOW + timedelta(minutes=9))
        assert not closings(cast).exists()

    def test_the_last_of_the_people_closes_it_where_teams_move_the_game_on(self, db):
        cast = self.game("ready")
        score(cast.dora, 1, CRITERIA[:-1])
        assert not closings(cast).exists()
        score(cast.dora, 1, CRITERIA[-1:])
        assert closings(cast).get().payload == {"by": "all"}

    def test_elsewhere_the_last_one_closes_nothing(self, cast):
        score(cast.dora, 1)
        assert not closings(cast).exists()


class TestRevision:
    def test_the_new_scores_count_and_the_first_ones_are_kept(self, cast):
        score(cast.dora, 1)
        close(cast)
        revise(cast.dora, 3)
        press(cast, 1, "awarding")
        stored = Settlement.objects.get(game=cast.game, round_number=1).content["decisions"]
        assert stored["mittelbach"]["first_scores"] == {CARD: dict.fromkeys(CRITERIA, 1)}
        assert stored["mittelbach"]["content"]["scores"] == {CARD: dict.fromkeys(CRITERIA, 3)}
        assert stored["mittelbach"]["revised"] == [CARD]
        entry = LogEntry.objects.get(game=cast.game, kind=LogKind.SCORES_REVISED)
        assert entry.payload["before"] == dict.fromkeys(CRITERIA, 1)

    def test_a_second_one_is_refused_with_the_name_of_the_project(self, cast):
        score(cast.dora, 1)
        close(cast)
        first = revise(cast.dora, 3, request_id="once")
        assert revise(cast.dora, 3, request_id="once") == first
        with pytest.raises(TooLate, match="scores_revised") as refusal:
            revise(cast.dora, 2)
        assert refusal.value.context["card"] == "Marktscheune"
        assert row_of(cast.dora).content["scores"] == {CARD: dict.fromkeys(CRITERIA, 3)}

    def test_who_did_not_score_before_may_do_so_once_now(self, cast):
        close(cast)
        revise(cast.dora, 2)
        assert row_of(cast.dora).first_scores == {}
        with pytest.raises(TooLate, match="scores_revised"):
            revise(cast.dora, 1)

    def test_while_the_first_scoring_is_open_there_is_none(self, cast):
        with pytest.raises(TooLate, match="scoring_open"):
            revise(cast.dora, 3)

    def test_what_changes_nothing_or_leaves_gaps_does_not_use_it_up(self, cast):
        score(cast.dora, 1)
        close(cast)
        with pytest.raises(Illegal, match="scores_same"):
            revise(cast.dora, 1)
        with pytest.raises(Illegal, match="scores_missing") as refusal:
            revise(cast.dora, 2, criteria=CRITERIA[1:])
        assert refusal.value.context["count"] == 1
        assert row_of(cast.dora).revised == []

    @pytest.mark.parametrize(
        ("who", "card", "value"), [("anna", CARD, 1), ("dora", "alte_post", 1), ("dora", CARD, 4)]
    )
    def test_what_may_not_be_scored_is_refused_with_figures(self, cast, who, card, value):
        close(cast)
        with pytest.raises(Illegal) as refusal:
            revise(getattr(cast, who), value, card)
        assert refusal.value.context["notes"]

    def test_after_the_award_it_is_too_late(self, cast):
        close(cast)
        press(cast, 1, "awarding")
        with pytest.raises(TooLate, match="phase_over"):
            revise(cast.dora, 3)


class TestUndo:
    def back(self, cast, here):
        undo.undo_rounds(cast.frieda.viewer, to_round=1, expected=here, reason="Test", now=NOW)

    def test_a_round_taken_back_is_scored_anew_and_restored_as_it_was(self, cast):
        score(cast.dora, 1)
        close(cast)
        revise(cast.dora, 3)
        self.back(cast, BOARD)
        press(cast, 1, "deciding")
        row = row_of(cast.dora)
        assert (row.first_scores, row.revised) == (None, [])
        score(cast.dora, 2)

    def test_restored_the_first_scoring_is_closed_again(self, cast):
        score(cast.dora, 1)
        close(cast)
        revise(cast.dora, 3)
        self.back(cast, BOARD)
        undo.restore_rounds(cast.frieda.viewer, expected=Position(1, Phase.DECIDING), now=NOW)
        assert place(cast) == (1, "awarding")
        with pytest.raises(TooLate, match="scores_revised"):
            revise(cast.dora, 2)


class TestNothingToDecide:
    @pytest.fixture
    def cast(self, db):
        return people.assemble(round_phases=ROUND_PHASES, phase_minutes={"awarding": 10})

    def skipped(self, cast):
        return LogEntry.objects.filter(game=cast.game, kind=LogKind.AWARD_SKIPPED)

    def test_without_an_application_the_round_is_settled_at_once(self, cast):
        cast.play_until("deciding")
        press(cast, 1, "deciding")
        assert place(cast) == (1, "settled")
        assert "awarding" not in cast.fresh().round_phases
        assert self.skipped(cast).count() == 1
        assert Settlement.objects.filter(game=cast.game, round_number=1).exists()

    def test_the_next_round_has_its_award_again(self, cast):
        cast.play_until("settled")
        to_board(cast, round_number=2)
        assert place(cast) == (2, "awarding")

    def test_taken_back_the_round_may_have_one_and_restored_it_has_none(self, cast):
        cast.play_until("settled")
        here = Position(1, Phase.SETTLED)
        undo.undo_rounds(cast.frieda.viewer, to_round=1, expected=here, reason="Test", now=NOW)
        assert "awarding" in cast.fresh().round_phases
        undo.restore_rounds(cast.frieda.viewer, expected=Position(1, Phase.DECIDING), now=NOW)
        assert place(cast) == (1, "settled")
        assert "awarding" not in cast.fresh().round_phases

    def test_where_the_key_is_voted_on_the_board_meets_all_the_same(self, db):
        cast = people.assemble(round_phases=ROUND_PHASES, options={"key_votes": True})
        cast.play_until("deciding")
        for person in (cast.anna, cast.dora):
            drafts.save_draft(
                person.viewer,
                round_number=1,
                revision=0,
                changes={"fund": "beitreten"},
                now=NOW,
            )
        press(cast, 1, "deciding")
        assert place(cast) == (1, "awarding")

    def test_an_application_that_lacks_a_partner_is_none(self, cast):
        cast.play_until("deciding")
        application = {"project": CARD, "partners": ["mittelbach"]}
        for person, changes in (
            (cast.anna, {"fund": "beitreten", "applications": [application]}),
            (cast.dora, {"fund": "beitreten"}),
        ):
            drafts.save_draft(person.viewer, round_number=1, revision=0, changes=changes, now=NOW)
        press(cast, 1, "deciding")
        assert place(cast) == (1, "settled")
