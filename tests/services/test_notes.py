"""Notes: whose they are, tied to their moment; merging the people of two teams."""

from functools import partial

import pytest

from games.access import Viewer, ViewerKind
from games.enums import LogKind
from games.errors import Illegal, NotAllowed, RoleMayNot
from games.models import LogEntry, Note, Seat, Team
from games.selectors import jottings
from games.services import flow, notes, receipts, seats
from tests import cast as people
from tests.cast import NOW
from tests.services.test_concurrency import at_once
from tests.views.matrix import Browsers

TEXT = "Kleinholm fordert den Ausgleich"


class TestNotes:
    def test_a_note_is_tied_to_its_entry_and_the_log_holds_no_text(self, cast):
        receipt = notes.note(cast.anna.viewer, text=TEXT, now=NOW)
        kept = Note.objects.get()
        assert (kept.sequence, kept.text) == (receipt.number, TEXT)
        assert LogEntry.objects.get(kind=LogKind.NOTE_MADE).payload == {"signs": len(TEXT)}

    def test_the_team_reads_its_own_and_nobody_else_s(self, cast):
        notes.note(cast.anna.viewer, text=TEXT, now=NOW)
        notes.note(cast.dora.viewer, text="anderswo", now=NOW)
        notes.note_as_facilitator(cast.frieda.viewer, text="Tisch 5 leise", now=NOW)
        assert [each.text for each in jottings.of_team(cast.ben.viewer)] == [TEXT]
        assert [each.who for each in jottings.of_team(cast.ben.viewer)] == ["Anna"]
        assert [each.text for each in jottings.of_facilitator(cast.game.pk)] == ["Tisch 5 leise"]
        assert jottings.of_team(cast.frieda.viewer) == ()

    def test_without_a_text_it_is_a_bookmark(self, cast):
        notes.note(cast.anna.viewer, text="  ", now=NOW)
        assert Note.objects.get().text == ""

    def test_the_same_request_counts_once(self, cast):
        first = notes.note(cast.anna.viewer, text=TEXT, request_id="eins", now=NOW)
        assert notes.note(cast.anna.viewer, text=TEXT, request_id="eins", now=NOW) == first
        assert Note.objects.count() == 1

    def test_three_hundred_signs_are_the_most(self, cast):
        with pytest.raises(Illegal, match="text_too_long"):
            notes.note(cast.anna.viewer, text="x" * 301, now=NOW)

    def test_only_who_leads_writes_the_facilitator_s(self, cast):
        for person in (cast.anna, cast.franz):
            viewer = person.viewer
            if person is cast.franz:
                viewer = type(viewer)(viewer.kind, cast.game.pk, user_id=viewer.user_id)
            with pytest.raises(NotAllowed):
                notes.note_as_facilitator(viewer, text=TEXT, now=NOW)


class TestReleasing:
    """Letting everybody read a note who looks back, and taking that back."""

    def released(self):
        return Note.objects.filter(released_at__isnull=False).count()

    def test_it_is_logged_without_the_text_and_can_be_taken_back(self, cast):
        number = notes.note(cast.anna.viewer, text=TEXT, now=NOW).number
        receipt = notes.release(cast.ben.viewer, number=number, released=True, now=NOW)
        entry = LogEntry.objects.get(kind=LogKind.NOTE_RELEASED)
        assert (entry.sequence, entry.payload) == (receipt.number, {"note": number})
        assert (entry.team_id, self.released()) == (cast.anna.viewer.team_id, 1)
        notes.release(cast.anna.viewer, number=number, released=False, now=NOW)
        assert LogEntry.objects.get(kind=LogKind.NOTE_WITHDRAWN).payload == {"note": number}
        assert self.released() == 0

    def test_a_note_is_released_by_those_who_wrote_it_alone(self, cast):
        own = notes.note(cast.anna.viewer, text=TEXT, now=NOW).number
        lead = notes.note_as_facilitator(cast.frieda.viewer, text=TEXT, now=NOW).number
        for act, viewer, number in (
            (notes.release, cast.dora.viewer, own),
            (notes.release, cast.anna.viewer, lead),
            (notes.release, cast.carl.viewer, own),
            (notes.release_as_facilitator, cast.frieda.viewer, own),
            (notes.release_as_facilitator, cast.frieda.viewer, 999_999),
        ):
            with pytest.raises(Illegal, match="unknown_note"):
                act(viewer, number=number, released=True, now=NOW)
        with pytest.raises(NotAllowed):
            notes.release_as_facilitator(cast.anna.viewer, number=lead, released=True, now=NOW)
        assert self.released() == 0

    @pytest.mark.parametrize(("role", "may"), [("coach", True), ("technician", False)])
    def test_who_may_write_the_facilitators_notes_may_release_them(self, cast, role, may):
        number = notes.note_as_facilitator(cast.frieda.viewer, text=TEXT, now=NOW).number
        user = Browsers(cast)._helper(role)
        helper = Viewer(ViewerKind.FACILITATOR, cast.game.pk, user_id=user.pk, role=role)
        if may:
            notes.release_as_facilitator(helper, number=number, released=True, now=NOW)
        else:
            with pytest.raises(RoleMayNot):
                notes.release_as_facilitator(helper, number=number, released=True, now=NOW)
        assert self.released() == may

    def test_a_chart_has_room_for_twelve_of_a_team(self, cast):
        numbers = [notes.note(cast.anna.viewer, text="", now=NOW).number for _ in range(13)]
        for number in [*numbers[:12], numbers[0]]:
            notes.release(cast.anna.viewer, number=number, released=True, now=NOW)
        with pytest.raises(Illegal, match="too_many_released"):
            notes.release(cast.anna.viewer, number=numbers[12], released=True, now=NOW)
        notes.release(cast.anna.viewer, number=numbers[0], released=False, now=NOW)
        notes.release(cast.anna.viewer, number=numbers[12], released=True, now=NOW)
        assert self.released() == 12

    def test_during_play_nobody_else_s_screen_moves_and_afterwards_all_do(self, cast):
        def versions():
            game = cast.fresh()
            return game.version, game.lead_version, [team.version for team in cast.teams]

        number = notes.note(cast.anna.viewer, text=TEXT, now=NOW).number
        game, lead, (first, *others) = versions()
        notes.release(cast.anna.viewer, number=number, released=True, now=NOW)
        assert versions() == (game, lead, [first + 1, *others])
        flow.end_game(cast.frieda.viewer, now=NOW)
        game = versions()[0]
        notes.release(cast.anna.viewer, number=number, released=False, now=NOW)
        assert versions()[0] == game + 1

    def test_the_same_request_counts_once(self, cast):
        number = notes.note(cast.anna.viewer, text=TEXT, now=NOW).number
        press = partial(
            notes.release, cast.anna.viewer, number=number, released=True, request_id="eins"
        )
        assert press(now=NOW) == press(now=NOW)
        assert LogEntry.objects.filter(kind=LogKind.NOTE_RELEASED).count() == 1


def merge(cast, source, target, **named):
    return seats.merge_people(
        cast.frieda.viewer, source_id=source.pk, team_id=target.pk, reason="krank", now=NOW, **named
    )


def names(team):
    return sorted(Seat.objects.filter(team=team).exclude(name="").values_list("name", flat=True))


class TestMerging:
    def test_everybody_moves_in_one_act(self, cast):
        first, second = cast.teams[:2]
        merge(cast, first, second)
        assert (names(first), names(second)) == ([], ["Anna", "Ben", "Dora"])
        entry = LogEntry.objects.get(kind=LogKind.PEOPLE_MERGED)
        assert (entry.payload["from"], entry.payload["to"]) == (first.town, second.town)
        assert len(entry.payload["seats"]) == 2

    def test_a_bot_gives_way_to_people(self, cast):
        third = cast.teams[2]
        seats.set_bot(cast.frieda.viewer, team_id=third.pk, bot="reziprok", now=NOW)
        merge(cast, cast.teams[0], third)
        assert Team.objects.get(pk=third.pk).bot == ""

    def test_into_itself_or_from_nowhere_nobody_moves(self, cast):
        first, second, third = cast.teams[:3]
        for source, target in ((first, first), (third, second)):
            with pytest.raises(Illegal, match="nobody_to_move"):
                merge(cast, source, target)
        with pytest.raises(NotAllowed):
            merge(cast, Team.objects.get(pk=cast.carl.viewer.team_id), second)

    def test_the_same_request_moves_once(self, cast):
        first, second = cast.teams[:2]
        receipt = merge(cast, first, second, request_id="eins")
        assert merge(cast, first, second, request_id="eins") == receipt


def test_there_and_back_at_once_nobody_is_lost(transactional_db):
    cast = people.assemble()
    first, second = cast.teams[:2]
    there = [lambda: merge(cast, first, second)] * 4
    back = [lambda: merge(cast, second, first)] * 4
    answers = at_once([*there, *back])
    assert {each.code for each in answers if isinstance(each, Exception)} <= {"nobody_to_move"}
    assert sorted([*names(first), *names(second)]) == ["Anna", "Ben", "Dora"]
    assert [] in (names(first), names(second))
    assert receipts.first_broken(cast.game.pk) is None
