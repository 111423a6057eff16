"""Messages: who may write what to whom, what is kept, what is refused and in which words."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from games.enums import LogKind
from games.errors import Illegal, NotAllowed, TooLate, TooManyAttempts
from games.models import Game, LogEntry, Message, Team, TeamDecision
from games.selectors import stamps
from games.services import drafts, receipts, talks
from tests import cast as people
from tests.cast import NOW, sit_down
from tests.services.test_concurrency import at_once

TEXT = "Treffen wir uns um zehn?"


@pytest.fixture
def cast(db):
    """The cast of a game in the lobby."""
    return people.assemble()


@pytest.fixture
def running(cast):
    cast.play_until("negotiating")
    return cast


@pytest.fixture
def promising(db):
    """A game in which promises count."""
    cast = people.assemble(scenario="mittelaue")
    cast.play_until("negotiating")
    return cast


def send(person, to, text=TEXT, *, now=NOW, **named):
    return talks.send(person.viewer, to=to, text=text, now=now, **named)


def town(cast, place):
    return cast.teams[place].town


def messages():
    return list(Message.objects.values_list("channel", "sender__town", "recipient__town", "text"))


def refused(code, kind, call):
    with pytest.raises(kind) as refusal:
        call()
    assert refusal.value.code == code
    return refusal.value.context


class TestSending:
    def test_a_message_is_kept_with_its_receipt_and_the_log_holds_no_text(self, running):
        receipt = send(running.anna, town(running, 1))
        entry = LogEntry.objects.get(game=running.game, kind=LogKind.MESSAGE_SENT)
        assert receipts.receipt_of(entry) == receipt
        assert messages() == [("team", "obertal", town(running, 1), TEXT)]
        assert Message.objects.get().sequence == entry.sequence
        assert entry.payload == {
            "channel": "team",
            "to": town(running, 1),
            "signs": len(TEXT),
            "promise": "",
        }

    def test_to_all_and_to_the_facilitator(self, running):
        send(running.anna, "plenum")
        send(running.anna, "spielleitung", "Wie geht das?")
        assert messages() == [
            ("plenary", "obertal", None, TEXT),
            ("facilitator", "obertal", None, "Wie geht das?"),
        ]

    def test_the_facilitator_answers_one_or_all(self, running):
        viewer = running.frieda.viewer
        talks.send_as_facilitator(viewer, to="plenum", text="Noch acht Minuten.", now=NOW)
        talks.send_as_facilitator(viewer, to=town(running, 1), text="Gern.", now=NOW)
        assert messages() == [
            ("plenary", None, None, "Noch acht Minuten."),
            ("facilitator", None, town(running, 1), "Gern."),
        ]

    def test_the_same_request_counts_once(self, running):
        first = send(running.anna, "plenum", request_id="eins")
        assert send(running.anna, "plenum", request_id="eins") == first
        assert len(messages()) == 1

    @pytest.mark.parametrize("to", ["obertal", "nirgendwo", "", "a\0b"])
    def test_there_is_no_conversation_with_oneself_or_nobody(self, running, to):
        refused("unknown_conversation", Illegal, lambda: send(running.anna, to))
        assert messages() == []

    def test_markup_stays_text(self, running):
        send(running.anna, "plenum", "<b>Hallo</b> & <script>alert(1)</script>")
        assert messages()[0][3] == "<b>Hallo</b> & <script>alert(1)</script>"

    def test_control_and_direction_signs_are_left_out_and_lines_stay(self, running):
        send(running.anna, "plenum", " Ja\r\n\r\n\r\n\r\n\0nein\u202e\tda\x07 ")
        assert messages()[0][3] == "Ja\n\nnein da"

    @pytest.mark.parametrize("text", ["", "   ", "\n\n", "\0\u200b"])
    def test_nothing_is_no_message(self, running, text):
        refused("text_missing", Illegal, lambda: send(running.anna, "plenum", text))

    def test_ten_thousand_signs_are_refused_with_both_figures(self, running):
        context = refused(
            "text_too_long", Illegal, lambda: send(running.anna, "plenum", "x" * 10_000)
        )
        assert (context["limit"], context["length"]) == (600, 10_000)
        send(running.anna, "plenum", "x" * 600)

    def test_ten_a_minute_from_a_seat_and_then_a_pause(self, running):
        for second in range(10):
            send(running.anna, "plenum", now=NOW + timedelta(seconds=second))
        late = NOW + timedelta(seconds=20)
        context = refused(
            "too_many_messages", TooManyAttempts, lambda: send(running.anna, "plenum", now=late)
        )
        assert context["wait_seconds"] == 40
        send(running.ben, "plenum", now=late)
        send(running.anna, "plenum", now=NOW + timedelta(seconds=60))

    def test_before_and_after_the_game_nobody_writes(self, cast):
        refused("talk_closed", TooLate, lambda: send(cast.anna, "plenum"))

    def test_somebody_without_a_seat_writes_nothing(self, running):
        refused("not_player", NotAllowed, lambda: send(running.frieda, "plenum"))
        outsider = replace(running.anna.viewer, seat_id=running.carl.viewer.seat_id)
        with pytest.raises(NotAllowed):
            talks.send(outsider, to="plenum", text=TEXT, now=NOW)
        stranger = replace(running.franz.viewer, game_id=running.game.pk)
        with pytest.raises(NotAllowed):
            talks.send_as_facilitator(stranger, to="plenum", text=TEXT, now=NOW)
        assert Message.objects.filter(game=running.game).count() == 0


class TestWhoIsTold:
    def stamps(self, cast):
        people = (cast.anna, cast.dora, cast.frieda)
        return [stamps.stamp(person.viewer) for person in people]

    def test_a_private_message_moves_the_stamps_of_the_two_alone(self, running):
        emil = sit_down(running.game, "Emil", 2)
        game, third = stamps.versions_of(running.game.pk)[0], stamps.stamp(emil.viewer)
        anna, dora, _ = self.stamps(running)
        send(running.anna, town(running, 1))
        assert stamps.versions_of(running.game.pk)[0] == game
        assert stamps.stamp(emil.viewer) == third
        assert self.stamps(running)[:2] == [anna + 1, dora + 1]

    def test_unread_is_counted_by_conversation_until_it_is_opened(self, running):
        send(running.anna, town(running, 1))
        send(running.anna, "plenum")
        send(running.ben, "plenum")
        talks.send_as_facilitator(running.frieda.viewer, to=town(running, 1), text="Ja", now=NOW)
        dora = Team.objects.get(pk=running.dora.viewer.team_id)
        assert dora.unread == {"obertal": 1, "plenum": 2, "spielleitung": 1}
        before = dora.version, Game.objects.get(pk=running.game.pk).log_sequence
        newest = Message.objects.filter(channel="plenary").first().sequence
        talks.read(running.dora.viewer, conversation="plenum", sequence=newest, now=NOW)
        dora.refresh_from_db()
        assert dora.unread["plenum"] == 1
        assert (dora.version, Game.objects.get(pk=running.game.pk).log_sequence) == (
            before[0] + 1,
            before[1],
        )

    def test_reading_again_changes_nothing(self, running):
        send(running.anna, "plenum")
        before = Team.objects.get(pk=running.dora.viewer.team_id).version
        for _ in range(2):
            talks.read(running.dora.viewer, conversation="plenum", sequence=10**9, now=NOW)
        assert Team.objects.get(pk=running.dora.viewer.team_id).version == before + 1

    def test_the_facilitator_has_a_count_of_what_came_in(self, running):
        send(running.anna, "spielleitung")
        send(running.dora, "plenum")
        talks.report(running.anna.viewer, number=Message.objects.last().sequence, now=NOW)
        assert running.fresh().unread == 2
        talks.read_as_facilitator(running.frieda.viewer, now=NOW)
        assert running.fresh().unread == 0


class TestModeration:
    @pytest.fixture
    def private(self, running):
        send(running.dora, "obertal", "Das bleibt unter uns")
        return Message.objects.get().sequence

    def hide(self, cast, number, reason="Ton"):
        return talks.hide(cast.frieda.viewer, number=number, reason=reason, now=NOW)

    def test_a_private_message_is_out_of_reach_until_somebody_reports_it(self, running, private):
        refused("unknown_message", NotAllowed, lambda: self.hide(running, private))
        talks.report(running.anna.viewer, number=private, now=NOW)
        self.hide(running, private)
        message = Message.objects.get()
        assert (message.hidden_reason, message.text) == ("Ton", "Das bleibt unter uns")
        assert message.hidden_by_id == running.frieda.viewer.user_id

    def test_only_who_received_a_message_reports_it_and_once(self, running, private):
        emil = sit_down(running.game, "Emil", 2)
        for stranger in (emil, running.dora):
            refused(
                "unknown_message",
                NotAllowed,
                lambda who=stranger: talks.report(who.viewer, number=private, now=NOW),
            )
        talks.report(running.anna.viewer, number=private, now=NOW)
        refused(
            "already_reported",
            Illegal,
            lambda: talks.report(running.ben.viewer, number=private, now=NOW),
        )

    def test_hiding_is_taken_back(self, running):
        send(running.anna, "plenum")
        number = Message.objects.get().sequence
        self.hide(running, number)
        refused("already_hidden", Illegal, lambda: self.hide(running, number))
        talks.restore(running.frieda.viewer, number=number, now=NOW)
        assert Message.objects.get().hidden_at is None
        refused(
            "not_hidden",
            Illegal,
            lambda: talks.restore(running.frieda.viewer, number=number, now=NOW),
        )
        kinds = LogEntry.objects.filter(kind__startswith="message_").values_list("kind", flat=True)
        assert list(kinds) == ["message_sent", "message_hidden", "message_restored"]

    def test_hiding_needs_a_reason(self, running):
        send(running.anna, "plenum")
        number = Message.objects.get().sequence
        refused("text_missing", Illegal, lambda: self.hide(running, number, " "))

    def test_a_locked_plenary_is_the_facilitators_alone(self, running):
        talks.lock_plenary(running.frieda.viewer, locked=True, now=NOW)
        refused("plenary_locked", TooLate, lambda: send(running.anna, "plenum"))
        send(running.anna, town(running, 1))
        talks.send_as_facilitator(running.frieda.viewer, to="plenum", text="Ruhe", now=NOW)
        refused(
            "nothing_to_change",
            Illegal,
            lambda: talks.lock_plenary(running.frieda.viewer, locked=True, now=NOW),
        )
        talks.lock_plenary(running.frieda.viewer, locked=False, now=NOW)
        send(running.anna, "plenum")


class TestPromising:
    def test_a_message_with_a_promise_sets_it_in_the_draft(self, promising):
        send(promising.anna, "plenum", promise="kein_neubau", round_number=1)
        row = TeamDecision.objects.get(team_id=promising.anna.viewer.team_id)
        assert row.content == {"promises": ["kein_neubau"]}
        assert Message.objects.get().promise == "kein_neubau"
        kinds = LogEntry.objects.order_by("-sequence").values_list("kind", flat=True)[:2]
        assert list(kinds) == ["draft_saved", "message_sent"]

    def test_neither_message_nor_promise_once_the_team_has_submitted(self, promising):
        promising.play_until("deciding")
        drafts.submit(promising.anna.viewer, round_number=1, revision=0, now=NOW)
        refused(
            "already_submitted",
            TooLate,
            lambda: send(promising.anna, "plenum", promise="fonds", round_number=1),
        )
        assert messages() == []

    @pytest.mark.parametrize("promise", ["freibier", "x" * 200, "fonds\0"])
    def test_what_the_game_cannot_check_is_no_promise(self, promising, promise):
        refused(
            "illegal",
            Illegal,
            lambda: send(promising.anna, "plenum", promise=promise, round_number=1),
        )
        assert messages() == []

    def test_without_the_module_there_are_no_promises(self, running):
        refused(
            "illegal",
            Illegal,
            lambda: send(running.anna, "plenum", promise="fonds", round_number=1),
        )


def test_an_invitation_is_told_to_whom_it_is_for(running):
    before = {team.town: team.version for team in running.teams}
    drafts.save_draft(
        running.anna.viewer,
        round_number=1,
        revision=0,
        changes={f"meetings.{town(running, 1)}": True},
        now=NOW,
    )
    versions = dict(Team.objects.filter(game=running.game).values_list("town", "version"))
    risen = {town for town, version in versions.items() if version > before[town]}
    assert risen == {"obertal", town(running, 1)}


def test_the_chain_of_the_log_holds(running):
    send(running.anna, "plenum")
    talks.lock_plenary(running.frieda.viewer, locked=True, now=NOW)
    assert receipts.first_broken(running.game.pk) is None


@pytest.mark.django_db(transaction=True)
class TestManyAtOnce:
    @pytest.fixture
    def busy(self, transactional_db):
        cast = people.assemble()
        cast.play_until("negotiating")
        return cast

    def test_none_is_lost_and_every_one_is_counted(self, busy):
        seats = [sit_down(busy.game, f"Person {number}", 1) for number in range(8)]
        calls = [
            lambda who=who: talks.send(who.viewer, to="obertal", text="Ja", now=NOW)
            for who in seats
        ]
        outcomes = at_once([*calls, *calls])
        assert len({each.number for each in outcomes}) == 16
        assert Message.objects.filter(game=busy.game).count() == 16
        assert Team.objects.get(pk=busy.anna.viewer.team_id).unread == {"mittelbach": 16}
        assert receipts.first_broken(busy.game.pk) is None

    def test_the_same_request_at_once_is_one_message(self, busy):
        outcomes = at_once([lambda: send(busy.anna, "plenum", request_id="eins")] * 8)
        assert len(set(outcomes)) == 1
        assert Message.objects.filter(game=busy.game).count() == 1

    def test_two_hide_the_same_message_and_one_is_told_so(self, busy):
        send(busy.anna, "plenum")
        number = Message.objects.get().sequence
        hiding = partial(talks.hide, busy.frieda.viewer, number=number, reason="Ton", now=NOW)
        outcomes = at_once([hiding, hiding])
        assert sorted(type(each).__name__ for each in outcomes) == ["Illegal", "Receipt"]
