from dataclasses import replace
from datetime import timedelta

import pytest

from games.enums import LogKind
from games.errors import Illegal, NotAllowed, StaleRevision, TooLate
from games.models import LogEntry, Team, TeamDecision
from games.services import drafts, flow, receipts, seats
from tests.cast import NOW


@pytest.fixture
def deciding(cast):
    cast.play_until("deciding")
    return cast


def save(person, changes, *, revision=0, round_number=1, request_id="", now=NOW):
    return drafts.save_draft(
        person.viewer,
        round_number=round_number,
        revision=revision,
        changes=changes,
        request_id=request_id,
        now=now,
    )


def submit(person, revision, *, round_number=1, **options):
    return drafts.submit(
        person.viewer, round_number=round_number, revision=revision, now=NOW, **options
    )


def reopen(person, **options):
    return drafts.reopen(person.viewer, round_number=1, now=NOW, **options)


def row_of(person):
    return TeamDecision.objects.get(team_id=person.viewer.team_id, round_number=1)


class TestSaving:
    def test_saved_draft_is_stored_and_answered_with_a_receipt(self, deciding):
        saved = save(deciding.anna, {"greenfield": 12, "levels.bauhof": "sparen"})
        content = {"levels": {"bauhof": "sparen"}, "greenfield": 12}
        entry = LogEntry.objects.get(game=deciding.game, sequence=saved.receipt.number)
        assert (saved.revision, saved.content) == (1, content)
        assert row_of(deciding.anna).content == content
        assert saved.receipt == receipts.receipt_of(entry)
        assert (entry.kind, entry.seat_id) == (LogKind.DRAFT_SAVED, deciding.anna.viewer.seat_id)

    def test_draft_concerns_the_team_alone(self, deciding):
        game, team = deciding.fresh().version, deciding.teams[0].version
        save(deciding.anna, {"greenfield": 12})
        assert deciding.fresh().version == game
        assert deciding.teams[0].version == team + 1

    def test_field_set_back_to_the_default_leaves_the_content(self, deciding):
        save(deciding.anna, {"greenfield": 12, "levels.bauhof": "sparen"})
        saved = save(deciding.anna, {"greenfield": 0, "levels.bauhof": None}, revision=1)
        assert saved.content.get("greenfield") is None
        assert saved.content.get("levels", {}) == {}

    @pytest.mark.parametrize("phase", ["briefing", "negotiating", "deciding"])
    def test_draft_can_be_edited_from_the_briefing_on(self, cast, phase):
        cast.play_until(phase)
        assert save(cast.anna, {"greenfield": 3}).content == {"greenfield": 3}

    def test_two_people_edit_different_fields(self, deciding):
        save(deciding.anna, {"greenfield": 12})
        saved = save(deciding.ben, {"inner": 4})
        assert saved.content == {"greenfield": 12, "inner": 4}
        assert saved.revision == 2

    def test_same_field_changed_meanwhile_is_refused_with_both_versions(self, deciding):
        save(deciding.anna, {"greenfield": 12})
        with pytest.raises(StaleRevision, match="stale_revision") as refusal:
            save(deciding.ben, {"greenfield": 5, "inner": 4})
        conflict = {"path": "greenfield", "mine": 5, "theirs": 12, "by": "Anna"}
        assert refusal.value.context == {**conflict, "conflicts": (conflict,), "revision": 1}
        assert row_of(deciding.anna).content == {"greenfield": 12}

    def test_conflict_resolved_with_the_newest_revision_is_saved(self, deciding):
        save(deciding.anna, {"greenfield": 12})
        assert save(deciding.ben, {"greenfield": 5}, revision=1).content == {"greenfield": 5}

    def test_revision_that_has_not_been_yet_is_refused(self, deciding):
        """It would switch the comparison off, and with it the protection of the others."""
        save(deciding.anna, {"greenfield": 12})
        with pytest.raises(Illegal, match="unknown_revision") as refusal:
            save(deciding.ben, {"greenfield": 5}, revision=2)
        assert refusal.value.context == {"revision": 1, "wanted": 2}
        assert row_of(deciding.anna).content == {"greenfield": 12}

    def test_field_somebody_reset_meanwhile_is_a_conflict_too(self, deciding):
        save(deciding.anna, {"greenfield": 12})
        save(deciding.ben, {"greenfield": 0}, revision=1)
        with pytest.raises(StaleRevision) as refusal:
            save(deciding.anna, {"greenfield": 13}, revision=1)
        assert refusal.value.context["theirs"] is None

    def test_same_value_from_two_people_is_no_conflict(self, deciding):
        save(deciding.anna, {"greenfield": 12})
        assert save(deciding.ben, {"greenfield": 12}).content == {"greenfield": 12}

    def test_default_value_is_no_conflict_with_a_reset(self, deciding):
        save(deciding.anna, {"greenfield": 12})
        save(deciding.anna, {"greenfield": 0}, revision=1)
        assert save(deciding.ben, {"greenfield": 0}, revision=1).content == {}

    def test_illegal_value_is_refused_with_figures(self, deciding):
        with pytest.raises(Illegal, match="illegal") as refusal:
            save(deciding.anna, {"greenfield": 41})
        note = refusal.value.context["notes"][0]
        assert (note.town, dict(note.figures)) == ("obertal", {"limit": 40, "wanted": 41})
        assert refusal.value.context["paths"] == ("greenfield",)
        assert not TeamDecision.objects.filter(team_id=deciding.anna.viewer.team_id).exists()

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            ("greenfield", "12"),
            ("greenfield", 1.5),
            ("greenfield", True),
            ("greenfield", {"a": 1}),
            ("levels.bauhof", "verschenken"),
            ("applications", "mittelbach"),
            ("applications", [1]),
            ("applications", [{"project": "x", "hack": 1}]),
        ],
    )
    def test_value_of_another_shape_is_malformed(self, deciding, path, value):
        with pytest.raises(Illegal, match="malformed") as refusal:
            save(deciding.anna, {path: value})
        assert refusal.value.context["path"].startswith(path.partition(".")[0])

    @pytest.mark.parametrize(
        "path", ["", "nichts", "levels", "levels.", "greenfield.kita", "__class__"]
    )
    def test_unknown_field_is_refused(self, deciding, path):
        with pytest.raises(Illegal, match="unknown_field") as refusal:
            save(deciding.anna, {path: 1})
        assert refusal.value.context == {"path": path}

    def test_replayed_save_is_one_change(self, deciding):
        first = save(deciding.anna, {"greenfield": 12}, request_id="r")
        save(deciding.ben, {"greenfield": 5}, revision=1)
        again = [save(deciding.anna, {"greenfield": 12}, request_id="r") for _ in range(4)]
        assert {saved.receipt for saved in again} == {first.receipt}
        assert {saved.revision for saved in again} == {1}
        assert row_of(deciding.anna).content == {"greenfield": 5}
        assert LogEntry.objects.filter(game=deciding.game, request_id="r").count() == 1

    def test_replayed_save_after_the_close_still_has_its_receipt(self, deciding):
        first = save(deciding.anna, {"greenfield": 12}, request_id="r")
        deciding.play_until("settled")
        assert save(deciding.anna, {"greenfield": 12}, request_id="r").receipt == first.receipt

    def test_save_after_the_close_is_too_late_and_carries_the_changes_back(self, deciding):
        deciding.play_until("settled")
        with pytest.raises(TooLate, match="round_closed") as refusal:
            save(deciding.anna, {"greenfield": 12})
        assert refusal.value.context == {"round": 1, "changes": {"greenfield": 12}}

    def test_save_for_an_earlier_round_is_too_late(self, cast):
        cast.play_until("briefing", round_number=2)
        with pytest.raises(TooLate, match="round_closed") as refusal:
            save(cast.anna, {"greenfield": 12})
        assert refusal.value.context["round"] == 1

    @pytest.mark.parametrize("round_number", [2, 10**30])
    def test_save_for_a_later_round_is_too_early(self, deciding, round_number):
        with pytest.raises(TooLate, match="not_open_yet"):
            save(deciding.anna, {"greenfield": 12}, round_number=round_number)

    def test_submitted_decision_is_not_edited(self, deciding):
        save(deciding.anna, {"greenfield": 12})
        submit(deciding.anna, 1)
        with pytest.raises(TooLate, match="already_submitted") as refusal:
            save(deciding.ben, {"inner": 4}, revision=1)
        assert refusal.value.context == {"round": 1, "changes": {"inner": 4}}

    def test_removed_seat_saves_nothing(self, deciding):
        seats.remove_seat(
            deciding.frieda.viewer, seat_id=deciding.anna.viewer.seat_id, reason="krank"
        )
        with pytest.raises(NotAllowed, match="no_seat"):
            save(deciding.anna, {"greenfield": 12})

    def test_moved_seat_does_not_write_into_its_old_team(self, deciding):
        seats.move_seat(
            deciding.frieda.viewer,
            seat_id=deciding.anna.viewer.seat_id,
            team_id=deciding.dora.viewer.team_id,
            reason="allein",
        )
        with pytest.raises(NotAllowed, match="no_seat"):
            save(deciding.anna, {"greenfield": 12})

    def test_stranger_saves_nothing(self, deciding):
        stranger = replace(deciding.carl.viewer, game_id=deciding.game.pk)
        with pytest.raises(NotAllowed, match="no_seat"):
            save(replace(deciding.carl, viewer=stranger), {"greenfield": 12})

    def test_facilitator_does_not_decide_for_a_team(self, deciding):
        with pytest.raises(NotAllowed, match="not_player"):
            save(deciding.frieda, {"greenfield": 12})

    def test_query_count_is_constant(self, deciding, django_assert_num_queries):
        for revision in range(2):
            save(
                deciding.anna,
                {"greenfield": revision + 1},
                revision=revision,
                request_id=f"w{revision}",
            )
        # Savepoint twice (a transaction in play), game, request, seat and team, decision,
        # settlement, offers of the round, decision, log, game, team.
        with django_assert_num_queries(12):
            save(deciding.anna, {"greenfield": 7}, revision=2, request_id="measured")


class TestSubmitting:
    def test_submitted_decision_is_marked_with_its_time(self, deciding):
        save(deciding.anna, {"greenfield": 12})
        receipt = submit(deciding.ben, 1)
        row = row_of(deciding.anna)
        assert (row.status, row.source, row.submitted_at) == ("submitted", "team", NOW)
        entry = LogEntry.objects.get(game=deciding.game, sequence=receipt.number)
        assert entry.payload == {"revision": 1, "content": {"greenfield": 12}}

    def test_all_see_that_a_team_has_submitted(self, deciding):
        before = deciding.fresh().version
        submit(deciding.anna, 0)
        assert deciding.fresh().version == before + 1

    def test_default_can_be_submitted_on_purpose(self, deciding):
        submit(deciding.anna, 0)
        row = row_of(deciding.anna)
        assert (row.content, row.status, row.source) == ({}, "submitted", "team")

    def test_draft_changed_meanwhile_is_not_submitted_unseen(self, deciding):
        save(deciding.anna, {"greenfield": 12})
        with pytest.raises(StaleRevision, match="draft_changed") as refusal:
            submit(deciding.ben, 0)
        assert refusal.value.context == {"revision": 1, "content": {"greenfield": 12}}
        assert row_of(deciding.anna).status == "draft"

    def test_second_person_gets_the_receipt_of_the_first(self, deciding):
        first = submit(deciding.anna, 0)
        assert submit(deciding.ben, 0) == first

    def test_replayed_submission_is_one(self, deciding):
        first = submit(deciding.anna, 0, request_id="s")
        deciding.play_until("settled")
        assert submit(deciding.anna, 0, request_id="s") == first
        entries = LogEntry.objects.filter(game=deciding.game, kind=LogKind.DECISION_SUBMITTED)
        assert entries.filter(team_id=deciding.anna.viewer.team_id).count() == 1

    @pytest.mark.parametrize("phase", ["settled", "recap"])
    def test_submission_after_the_close_is_too_late(self, deciding, phase):
        deciding.play_until(phase)
        with pytest.raises(TooLate, match="round_closed") as refusal:
            submit(deciding.anna, 0)
        assert refusal.value.context == {"round": 1}

    @pytest.mark.parametrize("phase", ["briefing", "negotiating"])
    def test_submission_counts_in_deciding_alone(self, cast, phase):
        cast.play_until(phase)
        with pytest.raises(TooLate, match="not_open_yet"):
            submit(cast.anna, 0)

    def test_submission_for_the_next_round_is_too_early(self, deciding):
        with pytest.raises(TooLate, match="not_open_yet"):
            submit(deciding.anna, 0, round_number=2)


class TestReopening:
    def test_reopened_decision_can_be_edited_again(self, deciding):
        save(deciding.anna, {"greenfield": 12})
        submit(deciding.anna, 1)
        reopen(deciding.ben)
        row = row_of(deciding.anna)
        assert (row.status, row.submitted_at) == ("draft", None)
        assert save(deciding.anna, {"greenfield": 3}, revision=1).revision == 2

    def test_reopened_twice_is_one_reopening(self, deciding):
        submit(deciding.anna, 0)
        first = reopen(deciding.anna)
        assert reopen(deciding.ben) == first

    def test_replayed_reopening_does_not_undo_a_new_submission(self, deciding):
        submit(deciding.anna, 0)
        first = reopen(deciding.anna, request_id="o")
        submit(deciding.anna, 0)
        assert reopen(deciding.anna, request_id="o") == first
        assert row_of(deciding.anna).status == "submitted"

    def test_nothing_submitted_cannot_be_reopened(self, deciding):
        with pytest.raises(TooLate, match="not_submitted"):
            reopen(deciding.anna)

    def test_closed_round_cannot_be_reopened(self, deciding):
        submit(deciding.anna, 0)
        deciding.play_until("settled")
        with pytest.raises(TooLate, match="round_closed"):
            reopen(deciding.anna)

    def test_people_take_over_what_a_bot_submitted(self, deciding):
        seats.set_bot(deciding.frieda.viewer, team_id=deciding.anna.viewer.team_id, bot="allein")
        assert row_of(deciding.anna).source == "bot"
        seats.set_bot(deciding.frieda.viewer, team_id=deciding.anna.viewer.team_id, bot="")
        reopen(deciding.anna)
        row = row_of(deciding.anna)
        assert (row.status, row.source) == ("draft", "team")


def test_presses_of_all_kinds_keep_the_chain_whole(deciding):
    save(deciding.anna, {"greenfield": 12})
    submit(deciding.anna, 1)
    reopen(deciding.anna)
    flow.extend(deciding.frieda.viewer, seconds=60, now=NOW + timedelta(minutes=1))
    deciding.play_until("briefing", round_number=2)
    assert receipts.first_broken(deciding.game.pk) is None
    assert Team.objects.filter(game=deciding.game, version=0).count() == 0
