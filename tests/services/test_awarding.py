"""The phase of the award: decisions are closed, members vote, then the round is settled."""

from datetime import timedelta

import pytest

from games.enums import ROUND_PHASES, LogKind
from games.errors import Illegal, TooLate
from games.models import LogEntry, Settlement, TeamDecision
from games.services import clock, drafts, flow, seats
from tests import cast as people
from tests.cast import NOW
from tests.services.commands import place, press

CARD = "marktscheune"


@pytest.fixture
def cast(db):
    """Obertal (Anna, Ben) and Mittelbach (Dora) play; a bot plays Niederau."""
    return people.assemble(round_phases=ROUND_PHASES, phase_minutes={"awarding": 5})


def decide(person, **changes):
    saved = drafts.save_draft(person.viewer, round_number=1, revision=0, changes=changes, now=NOW)
    return drafts.submit(person.viewer, round_number=1, revision=saved.revision, now=NOW)


def vote(person, changes, *, revision=None, now=NOW):
    row = TeamDecision.objects.filter(team_id=person.viewer.team_id, round_number=1).first()
    return drafts.save_draft(
        person.viewer,
        round_number=1,
        revision=row.revision if revision is None else revision,
        changes=changes,
        now=now,
    )


def to_board(cast):
    """Both join, Obertal applies; the board votes."""
    cast.play_until("deciding")
    decide(cast.anna, fund="beitreten", applications=[{"project": CARD}])
    decide(cast.dora, fund="beitreten")
    press(cast, 1, "deciding")
    return cast


@pytest.mark.parametrize(
    ("model", "there"),
    [("alles", True), ("fonds_rendsburg", True), ("fonds_lueneburg", False), ("allein", False)],
)
def test_a_game_has_the_phase_where_people_decide_on_its_fund(db, model, there):
    cast = people.assemble(
        round_phases=ROUND_PHASES, cooperation_model=model, phase_minutes={"awarding": 5}
    )
    assert ("awarding" in cast.game.round_phases) == there
    assert ("awarding" in cast.game.phase_minutes) == there


class TestPhase:
    def test_decisions_are_closed_first_and_settled_when_the_board_is_done(self, cast):
        to_board(cast)
        assert place(cast) == (1, "awarding")
        assert not Settlement.objects.filter(game=cast.game, round_number=1).exists()
        closed = LogEntry.objects.get(game=cast.game, kind=LogKind.DECISIONS_CLOSED)
        assert (closed.phase, closed.payload) == ("deciding", {"missing": []})
        press(cast, 1, "awarding")
        assert place(cast) == (1, "settled")
        assert Settlement.objects.get(game=cast.game, round_number=1).content["awards"]

    def test_pressing_twice_is_one_move(self, cast):
        cast.play_until("deciding")
        decide(cast.anna, fund="beitreten", applications=[{"project": CARD}])
        decide(cast.dora, fund="beitreten")
        first = press(cast, 1, "deciding", request_id="close")
        assert press(cast, 1, "deciding", request_id="close") == first
        assert press(cast, 1, "deciding").number > 0
        assert place(cast) == (1, "awarding")

    def test_a_team_that_saved_nothing_is_missing_and_may_vote_as_a_member(self, cast):
        to_board(cast)
        vote(cast.dora, {f"votes.{CARD}": "nein"})
        press(cast, 1, "awarding")
        cast.play_until("deciding", round_number=2)
        drafts.save_draft(
            cast.anna.viewer,
            round_number=2,
            revision=0,
            changes={"applications": [{"project": CARD}]},
            now=NOW,
        )
        press(cast, 2, "deciding")
        assert place(cast) == (2, "awarding")
        drafts.save_draft(
            cast.dora.viewer, round_number=2, revision=0, changes={f"votes.{CARD}": "ja"}, now=NOW
        )
        press(cast, 2, "awarding")
        stored = Settlement.objects.get(game=cast.game, round_number=2).content["decisions"]
        assert stored["mittelbach"] == {
            "content": {"votes": {CARD: "ja"}},
            "status": "missing",
            "source": "default",
        }

    def test_the_rule_for_missing_decisions_holds_at_their_close(self, cast):
        cast.play_until("deciding")
        drafts.save_draft(
            cast.anna.viewer, round_number=1, revision=0, changes={"inner": 2}, now=NOW
        )
        press(cast, 1, "deciding", missing_rule="default")
        row = TeamDecision.objects.get(team_id=cast.anna.viewer.team_id)
        assert (row.content, row.status) == ({}, "missing")

    def test_ready_teams_move_on_without_the_facilitator(self, db):
        cast = people.assemble(round_phases=ROUND_PHASES, advance_mode="ready")
        cast.play_until("deciding")
        decide(cast.anna, fund="beitreten", applications=[{"project": CARD}])
        decide(cast.dora, fund="beitreten")
        assert place(cast) == (1, "awarding")
        for person in (cast.anna, cast.dora):
            flow.mark_ready(person.viewer, round_number=1, phase="awarding", now=NOW)
        assert place(cast) == (1, "settled")

    def test_the_clock_ends_it(self, db):
        cast = people.assemble(
            round_phases=ROUND_PHASES, advance_mode="clock", phase_minutes={"awarding": 5}
        )
        to_board(cast)
        clock.tick(NOW + timedelta(minutes=4))
        assert place(cast) == (1, "awarding")
        clock.tick(NOW + timedelta(minutes=5))
        assert place(cast) == (1, "settled")

    def test_while_paused_votes_are_taken_and_nothing_moves(self, cast):
        to_board(cast)
        flow.pause(cast.frieda.viewer, now=NOW)
        vote(cast.dora, {f"votes.{CARD}": "ja"})
        clock.tick(NOW + timedelta(hours=1))
        assert place(cast) == (1, "awarding")

    def test_a_game_stored_without_the_phase_is_settled_as_ever(self, db):
        cast = people.assemble()
        cast.play_until("deciding")
        drafts.save_draft(
            cast.anna.viewer,
            round_number=1,
            revision=0,
            changes={f"votes.{CARD}": "ja"},
            now=NOW,
        )
        press(cast, 1, "deciding")
        assert place(cast) == (1, "settled")
        assert not LogEntry.objects.filter(kind=LogKind.DECISIONS_CLOSED).exists()


class TestVotes:
    def test_votes_count_in_the_settlement(self, cast):
        to_board(cast)
        vote(cast.dora, {f"votes.{CARD}": "nein"})
        press(cast, 1, "awarding")
        (row,) = Settlement.objects.get(game=cast.game, round_number=1).content["awards"]
        assert (row["no"], row["reason"], row["grant"]) == (1, "votes", 0)

    def test_a_vote_can_be_changed_and_taken_back(self, cast):
        to_board(cast)
        vote(cast.dora, {f"votes.{CARD}": "nein"})
        vote(cast.dora, {f"votes.{CARD}": None})
        press(cast, 1, "awarding")
        (row,) = Settlement.objects.get(game=cast.game, round_number=1).content["awards"]
        assert (row["no"], row["reason"]) == (0, "")

    def test_who_decided_stays_who_decided(self, cast):
        to_board(cast)
        before = TeamDecision.objects.get(team_id=cast.dora.viewer.team_id)
        vote(cast.dora, {f"votes.{CARD}": "ja"})
        after = TeamDecision.objects.get(pk=before.pk)
        assert (after.status, after.source) == (before.status, before.source)
        assert after.content == before.content | {"votes": {CARD: "ja"}}

    def test_everybody_hears_that_somebody_voted(self, cast):
        version = to_board(cast).fresh().version
        vote(cast.dora, {f"votes.{CARD}": "ja"})
        assert cast.fresh().version == version + 1

    @pytest.mark.parametrize(
        ("who", "card", "code"),
        [("anna", CARD, "own_vote"), ("dora", "alte_post", "no_application")],
    )
    def test_votes_that_are_nobodys_to_cast_are_refused(self, cast, who, card, code):
        to_board(cast)
        with pytest.raises(Illegal) as refusal:
            vote(getattr(cast, who), {f"votes.{card}": "ja"})
        assert [note.code for note in refusal.value.context["notes"]] == [code]

    def test_who_is_no_member_does_not_vote(self, cast):
        cast.play_until("deciding")
        decide(cast.anna, fund="beitreten", applications=[{"project": CARD}])
        decide(cast.dora)
        press(cast, 1, "deciding")
        with pytest.raises(Illegal) as refusal:
            vote(cast.dora, {f"votes.{CARD}": "ja"})
        (note,) = refusal.value.context["notes"]
        assert (note.code, note.item) == ("not_voter", CARD)

    def test_before_the_board_there_is_no_voting(self, cast):
        cast.play_until("deciding")
        with pytest.raises(TooLate, match="board_not_open"):
            drafts.save_draft(
                cast.dora.viewer,
                round_number=1,
                revision=0,
                changes={f"votes.{CARD}": "ja"},
                now=NOW,
            )

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"applications": [{"project": CARD}]}, "application_too_late"),
            ({"inner": 1}, "decision_fixed"),
            ({f"votes.{CARD}": "ja", "fund": "verweigern"}, "decision_fixed"),
        ],
    )
    def test_nothing_else_can_be_changed(self, cast, changes, code):
        to_board(cast)
        before = TeamDecision.objects.get(team_id=cast.dora.viewer.team_id).content
        with pytest.raises(TooLate, match=code):
            vote(cast.dora, changes)
        assert TeamDecision.objects.get(team_id=cast.dora.viewer.team_id).content == before

    def test_decisions_are_not_taken_back_any_more(self, cast):
        to_board(cast)
        with pytest.raises(TooLate, match="round_closed"):
            drafts.reopen(cast.dora.viewer, round_number=1, now=NOW)


class TestScores:
    def score(self, person, **given):
        return vote(person, {f"scores.{CARD}.{name}": value for name, value in given.items()})

    def test_each_criterion_is_a_field_of_its_own(self, cast):
        to_board(cast)
        self.score(cast.dora, leerstand=3)
        self.score(cast.dora, soziales=1)
        row = TeamDecision.objects.get(team_id=cast.dora.viewer.team_id)
        assert row.content["scores"] == {CARD: {"leerstand": 3, "soziales": 1}}

    @pytest.mark.parametrize("value", [-1, 4])
    def test_scores_beyond_three_are_refused_with_figures(self, cast, value):
        to_board(cast)
        with pytest.raises(Illegal) as refusal:
            self.score(cast.dora, leerstand=value)
        (note,) = refusal.value.context["notes"]
        assert (note.code, note.figures["wanted"]) == ("score", value)
        assert "scores" not in TeamDecision.objects.get(team_id=cast.dora.viewer.team_id).content

    def test_the_own_project_is_scored_by_the_others(self, cast):
        to_board(cast)
        with pytest.raises(Illegal) as refusal:
            self.score(cast.anna, leerstand=3)
        assert "own_project" in {note.code for note in refusal.value.context["notes"]}

    def test_only_what_was_applied_for_is_scored(self, cast):
        to_board(cast)
        with pytest.raises(Illegal) as refusal:
            vote(cast.dora, {"scores.alte_post.leerstand": 3})
        assert "not_scored" in {note.code for note in refusal.value.context["notes"]}

    def test_means_replace_the_points_of_the_card_where_the_game_says_so(self, db):
        cast = people.assemble(round_phases=ROUND_PHASES, options={"mean_scores": True})
        to_board(cast)
        criteria = ("leerstand", "soziales", "umnutzung", "flaeche", "folgekosten", "ehrenamt")
        self.score(cast.dora, **dict.fromkeys(criteria, 0))
        press(cast, 1, "awarding")
        (row,) = Settlement.objects.get(game=cast.game, round_number=1).content["awards"]
        # The bot of Niederau gives what the card says, Mittelbach nothing: half of it.
        assert row["scores"]["leerstand"] == 10
        assert row["reason"] == "points"


class TestBots:
    def test_bots_vote_when_the_board_starts(self, cast):
        to_board(cast)
        row = TeamDecision.objects.get(team__town="niederau", round_number=1)
        assert row.content["votes"] == {CARD: "ja"}
        assert row.content["scores"][CARD]["leerstand"] == 2

    def test_before_that_they_have_not(self, cast):
        cast.play_until("deciding")
        row = TeamDecision.objects.get(team__town="niederau", round_number=1)
        assert "votes" not in row.content

    def test_a_bot_that_takes_over_votes_at_once(self, cast):
        to_board(cast)
        seats.set_bot(cast.frieda.viewer, team_id=cast.dora.viewer.team_id, bot="reziprok", now=NOW)
        row = TeamDecision.objects.get(team_id=cast.dora.viewer.team_id)
        assert row.content["votes"] == {CARD: "ja"}

    def test_it_does_not_touch_the_votes_of_the_people(self, cast):
        to_board(cast)
        vote(cast.dora, {f"votes.{CARD}": "nein"})
        seats.set_bot(cast.frieda.viewer, team_id=cast.dora.viewer.team_id, bot="reziprok", now=NOW)
        row = TeamDecision.objects.get(team_id=cast.dora.viewer.team_id)
        assert row.content["votes"] == {CARD: "nein"}
