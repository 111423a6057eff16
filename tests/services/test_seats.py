from dataclasses import replace

import pytest

from games.access import player, removed_seat
from games.enums import LogKind
from games.errors import Illegal, NotAllowed, TooLate
from games.models import LogEntry, Seat, Team
from games.selectors import seating
from games.services import joining, rooms, seats
from tests.cast import CLIENT, NOW


def test_moved_seat_belongs_to_the_other_team(cast):
    seat_id, team = cast.ben.viewer.seat_id, cast.teams[1]
    seats.move_seat(cast.frieda.viewer, seat_id=seat_id, team_id=team.pk)
    viewer = player(cast.game.public_id, cast.ben.cookie)
    assert (viewer.seat_id, viewer.team_id) == (seat_id, team.pk)
    left, entry = LogEntry.objects.filter(game=cast.game).order_by("-sequence")[:2]
    assert (entry.kind, entry.team_id, left.kind) == ("seat_moved", team.pk, "seat_left")
    assert entry.payload == {"seat": seat_id, "from": "obertal", "to": "mittelbach"}


def test_move_raises_the_stamps_of_both_teams(cast):
    before = [team.version for team in cast.teams]
    seats.move_seat(cast.frieda.viewer, seat_id=cast.ben.viewer.seat_id, team_id=cast.teams[1].pk)
    assert [team.version for team in cast.teams] == [before[0] + 1, before[1] + 1, before[2]]


def test_person_moved_to_a_bot_replaces_it(cast):
    cast.play_until("briefing")
    team = cast.teams[2]
    ben = cast.ben.viewer.seat_id
    seats.move_seat(cast.frieda.viewer, seat_id=ben, team_id=team.pk, reason="allein")
    assert Team.objects.get(pk=team.pk).bot == ""


def test_removed_seat_is_signed_out(cast):
    seats.remove_seat(cast.frieda.viewer, seat_id=cast.ben.viewer.seat_id, now=NOW)
    seat = Seat.objects.get(pk=cast.ben.viewer.seat_id)
    assert seat.removed_at == NOW
    assert player(cast.game.public_id, cast.ben.cookie) is None
    assert removed_seat(cast.game.public_id, cast.ben.cookie) == seat.pk
    with pytest.raises(NotAllowed, match="unknown_code"):
        joining.find_game(code=seat.code, client=CLIENT)


def test_a_readmitted_seat_is_there_again_on_its_devices_and_replaces_a_bot(cast):
    cast.play_until("briefing")
    frieda, dora = cast.frieda.viewer, cast.dora.viewer
    seats.remove_seat(frieda, seat_id=dora.seat_id, reason="ging früher", now=NOW)
    seats.set_bot(frieda, team_id=dora.team_id, bot="allein")
    seats.readmit_seat(frieda, seat_id=dora.seat_id, now=NOW)
    assert player(cast.game.public_id, cast.dora.cookie) == dora
    assert removed_seat(cast.game.public_id, cast.dora.cookie) is None
    assert Team.objects.get(pk=dora.team_id).bot == ""
    with pytest.raises(Illegal, match="seat_is_there"):
        seats.readmit_seat(frieda, seat_id=dora.seat_id, now=NOW)


def test_nobody_is_readmitted_to_a_full_game(cast, monkeypatch):
    seats.remove_seat(cast.frieda.viewer, seat_id=cast.ben.viewer.seat_id, now=NOW)
    monkeypatch.setattr(rooms, "MAX_SEATS", 2)
    with pytest.raises(Illegal, match="game_full"):
        seats.readmit_seat(cast.frieda.viewer, seat_id=cast.ben.viewer.seat_id, now=NOW)


def test_a_seat_for_somebody_late_works_while_the_lobby_is_locked(cast):
    cast.play_until("briefing")
    seats.lock_lobby(cast.frieda.viewer, locked=True)
    _receipt, key = seats.add_seat(cast.frieda.viewer, team_id=cast.teams[2].pk, now=NOW)
    joined = joining.claim_seat(code=Seat.objects.get(pk=key).code, client=CLIENT, now=NOW)
    assert joined.seat_id == key
    assert Team.objects.get(pk=cast.teams[2].pk).bot == ""


ACTS = {
    "move": lambda cast, **named: seats.move_seat(
        cast.frieda.viewer,
        seat_id=cast.ben.viewer.seat_id,
        team_id=cast.teams[1].pk,
        now=NOW,
        **named,
    ),
    "remove": lambda cast, **named: seats.remove_seat(
        cast.frieda.viewer, seat_id=cast.ben.viewer.seat_id, now=NOW, **named
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_once_people_play_a_reason_is_needed_and_logged(cast, act):
    cast.play_until("deciding")
    with pytest.raises(Illegal, match="text_missing"):
        ACTS[act](cast)
    ACTS[act](cast, reason=" Das Team ist\nzu klein ")
    kinds = (LogKind.SEAT_MOVED, LogKind.SEAT_REMOVED)
    entry = LogEntry.objects.get(game=cast.game, kind__in=kinds)
    assert entry.payload["reason"] == "Das Team ist zu klein"


@pytest.mark.parametrize("act", ACTS)
def test_who_was_moved_or_removed_meanwhile_is_not_moved_again(cast, act):
    """The second of two facilitators acted on an older picture."""
    home = cast.ben.viewer.team_id
    ACTS[act](cast, expected_team=home)
    with pytest.raises(TooLate, match="seat_changed"):
        ACTS["remove"](cast, expected_team=home)


def test_nobody_is_moved_to_where_they_sit(cast):
    with pytest.raises(Illegal, match="already_there"):
        seats.move_seat(
            cast.frieda.viewer, seat_id=cast.ben.viewer.seat_id, team_id=cast.ben.viewer.team_id
        )


def test_both_teams_read_who_was_moved_and_why(cast):
    cast.play_until("deciding")
    ACTS["move"](cast, reason="Obertal ist zu voll")
    left, reached = (
        seating.seating_notices(cast.game.pk, person.viewer.team_id, 1)
        for person in (cast.anna, cast.dora)
    )
    assert left == ("Ben sitzt jetzt in Mittelbach. Grund der Spielleitung: Obertal ist zu voll",)
    assert reached == (
        "Neu bei Ihnen: Ben, vorher Obertal. Grund der Spielleitung: Obertal ist zu voll",
    )


def test_renewed_code_signs_all_devices_out(cast):
    before = Seat.objects.get(pk=cast.ben.viewer.seat_id).code
    seats.renew_seat_code(cast.frieda.viewer, seat_id=cast.ben.viewer.seat_id)
    assert Seat.objects.get(pk=cast.ben.viewer.seat_id).code != before
    assert player(cast.game.public_id, cast.ben.cookie) is None


def test_bot_plays_a_team_and_hands_it_back(cast):
    team = cast.teams[0]
    seats.set_bot(cast.frieda.viewer, team_id=team.pk, bot="allein")
    assert Team.objects.get(pk=team.pk).bot == "allein"
    seats.set_bot(cast.frieda.viewer, team_id=team.pk, bot="")
    assert Team.objects.get(pk=team.pk).bot == ""


def test_unknown_bot_is_refused_with_the_known_ones(cast):
    with pytest.raises(Illegal, match="unknown_bot") as refusal:
        seats.set_bot(cast.frieda.viewer, team_id=cast.teams[0].pk, bot="skynet")
    assert "reziprok" in refusal.value.context["known"]


def test_lobby_is_locked_and_unlocked(cast):
    seats.lock_lobby(cast.frieda.viewer, locked=True)
    assert cast.fresh().lobby_locked
    seats.lock_lobby(cast.frieda.viewer, locked=False)
    assert not cast.fresh().lobby_locked


COMMANDS = {
    "move": lambda viewer, cast, request_id: seats.move_seat(
        viewer,
        seat_id=cast.ben.viewer.seat_id,
        team_id=cast.teams[1].pk,
        request_id=request_id,
    ),
    "remove": lambda viewer, cast, request_id: seats.remove_seat(
        viewer, seat_id=cast.ben.viewer.seat_id, request_id=request_id
    ),
    "renew": lambda viewer, cast, request_id: seats.renew_seat_code(
        viewer, seat_id=cast.ben.viewer.seat_id, request_id=request_id
    ),
    "add": lambda viewer, cast, request_id: seats.add_seat(
        viewer, team_id=cast.teams[1].pk, request_id=request_id
    ),
    "bot": lambda viewer, cast, request_id: seats.set_bot(
        viewer, team_id=cast.teams[1].pk, bot="allein", request_id=request_id
    ),
    "lock": lambda viewer, cast, request_id: seats.lock_lobby(
        viewer, locked=True, request_id=request_id
    ),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_replayed_command_acts_once(cast, command):
    first = COMMANDS[command](cast.frieda.viewer, cast, "r")
    entries = LogEntry.objects.filter(game=cast.game).count()
    assert COMMANDS[command](cast.frieda.viewer, cast, "r") == first
    assert LogEntry.objects.filter(game=cast.game).count() == entries


@pytest.mark.parametrize("who", ["franz", "anna", "carl"])
@pytest.mark.parametrize("command", COMMANDS)
def test_command_is_the_owners_alone(cast, command, who):
    viewer = replace(getattr(cast, who).viewer, game_id=cast.game.pk)
    with pytest.raises(NotAllowed, match="not_facilitator"):
        COMMANDS[command](viewer, cast, "")


@pytest.mark.parametrize("command", ["move", "remove", "renew", "add", "bot"])
def test_things_of_another_game_are_unknown(cast, command):
    with pytest.raises(NotAllowed, match="unknown_"):
        COMMANDS[command](cast.franz.viewer, cast, "")


def test_team_of_another_game_is_no_place_to_move_to(cast):
    foreign = Team.objects.exclude(game=cast.game).first()
    with pytest.raises(NotAllowed, match="unknown_team"):
        seats.move_seat(cast.frieda.viewer, seat_id=cast.ben.viewer.seat_id, team_id=foreign.pk)
