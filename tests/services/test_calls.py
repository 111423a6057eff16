"""Calling the facilitator: once per need, private, and gone when it is seen to."""

from datetime import timedelta

import pytest

from games.enums import LogKind
from games.errors import Illegal, NotAllowed, TooLate
from games.models import LogEntry, Team
from games.selectors import stamps
from games.services import calls, flow
from tests import cast as people
from tests.cast import NOW
from tests.services.test_concurrency import at_once

QUESTION = "Wie funktioniert der Ausgleich?"


def team_of(person):
    return Team.objects.get(pk=person.viewer.team_id)


def refused(kind, code, call):
    with pytest.raises(kind) as refusal:
        call()
    assert refusal.value.code == code


class TestHelp:
    def test_a_call_stands_with_its_text_and_the_log_holds_none(self, cast):
        calls.ask_help(cast.anna.viewer, text=f" {QUESTION}\n", now=NOW)
        team = team_of(cast.anna)
        assert (team.help_text, team.help_asked_at) == (QUESTION, NOW)
        entry = LogEntry.objects.get(kind=LogKind.HELP_ASKED)
        assert entry.payload == {"signs": len(QUESTION)}

    def test_called_again_the_newer_text_counts_and_the_wait_goes_on(self, cast):
        calls.ask_help(cast.anna.viewer, text=QUESTION, now=NOW)
        calls.ask_help(cast.ben.viewer, text="", now=NOW + timedelta(minutes=2))
        assert (team_of(cast.anna).help_text, team_of(cast.anna).help_asked_at) == ("", NOW)

    def test_the_same_request_counts_once(self, cast):
        first = calls.ask_help(cast.anna.viewer, request_id="eins", now=NOW)
        assert calls.ask_help(cast.anna.viewer, request_id="eins", now=NOW) == first
        assert LogEntry.objects.filter(kind=LogKind.HELP_ASKED).count() == 1

    def test_too_long_a_text_is_refused(self, cast):
        refused(Illegal, "text_too_long", lambda: calls.ask_help(cast.anna.viewer, text="x" * 201))
        assert team_of(cast.anna).help_asked_at is None

    def test_taken_back_by_a_team_mate(self, cast):
        calls.ask_help(cast.anna.viewer, text=QUESTION, now=NOW)
        calls.take_back(cast.ben.viewer, now=NOW)
        assert (team_of(cast.anna).help_text, team_of(cast.anna).help_asked_at) == ("", None)
        refused(Illegal, "no_help_asked", lambda: calls.take_back(cast.ben.viewer, now=NOW))

    def test_seen_to_by_the_facilitator_alone(self, cast):
        calls.ask_help(cast.anna.viewer, text=QUESTION, now=NOW)
        team_id = cast.anna.viewer.team_id
        for person in (cast.dora, cast.franz):
            with pytest.raises(NotAllowed):
                calls.done(person.viewer, team_id=team_id, now=NOW)
        refused(
            NotAllowed,
            "unknown_team",
            lambda: calls.done(cast.frieda.viewer, team_id=cast.carl.viewer.team_id, now=NOW),
        )
        calls.done(cast.frieda.viewer, team_id=team_id, now=NOW)
        assert team_of(cast.anna).help_asked_at is None
        refused(
            Illegal,
            "no_help_asked",
            lambda: calls.done(cast.frieda.viewer, team_id=team_id, now=NOW),
        )

    def test_only_the_own_team_and_the_facilitator_are_told(self, cast):
        people = (cast.anna, cast.dora, cast.frieda)
        before = [stamps.stamp(person.viewer) for person in people]
        calls.ask_help(cast.anna.viewer, now=NOW)
        after = [stamps.stamp(person.viewer) for person in people]
        assert [new - old for old, new in zip(before, after, strict=True)] == [1, 0, 1]

    def test_after_the_end_nobody_is_called(self, cast):
        flow.start_game(cast.frieda.viewer, now=NOW)
        flow.end_game(cast.frieda.viewer, now=NOW)
        if cast.fresh().phase != "ended":
            flow.end_game(cast.frieda.viewer, now=NOW)
        refused(TooLate, "help_closed", lambda: calls.ask_help(cast.anna.viewer, now=NOW))


class TestMoreTime:
    def test_asked_for_in_a_phase_and_given(self, cast):
        cast.play_until("negotiating")
        calls.ask_time(cast.anna.viewer, now=NOW)
        assert team_of(cast.anna).time_asked_for == "1:negotiating"
        refused(Illegal, "time_asked", lambda: calls.ask_time(cast.ben.viewer, now=NOW))
        flow.extend(cast.frieda.viewer, seconds=-60, now=NOW)
        assert team_of(cast.anna).time_asked_for == "1:negotiating"
        flow.extend(cast.frieda.viewer, seconds=300, now=NOW)
        assert team_of(cast.anna).time_asked_for == ""

    def test_the_wish_ends_with_the_phase(self, cast):
        cast.play_until("negotiating")
        calls.ask_time(cast.anna.viewer, now=NOW)
        cast.play_until("deciding")
        refused(
            Illegal,
            "no_help_asked",
            lambda: calls.done(cast.frieda.viewer, team_id=cast.anna.viewer.team_id, now=NOW),
        )
        calls.ask_time(cast.anna.viewer, now=NOW)

    def test_in_the_lobby_there_is_no_time_to_give(self, cast):
        refused(TooLate, "no_round_running", lambda: calls.ask_time(cast.anna.viewer, now=NOW))

    def test_declined_by_the_facilitator(self, cast):
        cast.play_until("negotiating")
        calls.ask_time(cast.anna.viewer, now=NOW)
        calls.done(cast.frieda.viewer, team_id=cast.anna.viewer.team_id, now=NOW)
        assert team_of(cast.anna).time_asked_for == ""


def test_called_and_seen_to_at_once_leaves_no_half(transactional_db):
    cast = people.assemble()
    team_id = cast.anna.viewer.team_id
    ask = [lambda: calls.ask_help(cast.anna.viewer, text=QUESTION, now=NOW)] * 6
    see_to = [lambda: calls.done(cast.frieda.viewer, team_id=team_id, now=NOW)] * 6
    answers = at_once([*ask, *see_to])
    refusals = {answer.code for answer in answers if isinstance(answer, Exception)}
    assert refusals <= {"no_help_asked"}
    team = team_of(cast.anna)
    last = LogEntry.objects.filter(kind__startswith="help_").order_by("-sequence").first()
    assert (team.help_asked_at is not None) == (last.kind == LogKind.HELP_ASKED)
    assert (team.help_text == QUESTION) == (team.help_asked_at is not None)
