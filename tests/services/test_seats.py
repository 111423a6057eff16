from dataclasses import replace

import pytest

from games.access import player
from games.enums import LogKind
from games.errors import Illegal, NotAllowed
from games.models import Device, LogEntry, Seat, Team
from games.services import seats
from tests.cast import NOW


def test_moved_seat_belongs_to_the_other_team(cast):
    seat_id, team = cast.ben.viewer.seat_id, cast.teams[1]
    seats.move_seat(cast.frieda.viewer, seat_id=seat_id, team_id=team.pk)
    viewer = player(cast.game.public_id, cast.ben.cookie)
    assert (viewer.seat_id, viewer.team_id) == (seat_id, team.pk)
    entry = LogEntry.objects.get(game=cast.game, kind=LogKind.SEAT_MOVED)
    assert entry.payload == {"seat": seat_id, "from": "obertal", "to": "mittelbach"}


def test_move_raises_the_stamps_of_both_teams(cast):
    before = [team.version for team in cast.teams]
    seats.move_seat(cast.frieda.viewer, seat_id=cast.ben.viewer.seat_id, team_id=cast.teams[1].pk)
    assert [team.version for team in cast.teams] == [before[0] + 1, before[1] + 1, before[2]]


def test_person_moved_to_a_bot_replaces_it(cast):
    cast.play_until("briefing")
    team = cast.teams[2]
    seats.move_seat(cast.frieda.viewer, seat_id=cast.ben.viewer.seat_id, team_id=team.pk)
    assert Team.objects.get(pk=team.pk).bot == ""


def test_removed_seat_is_signed_out(cast):
    seats.remove_seat(cast.frieda.viewer, seat_id=cast.ben.viewer.seat_id, now=NOW)
    seat = Seat.objects.get(pk=cast.ben.viewer.seat_id)
    assert seat.removed_at == NOW
    assert not Device.objects.filter(seat=seat).exists()
    assert player(cast.game.public_id, cast.ben.cookie) is None


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


@pytest.mark.parametrize("command", ["move", "remove", "renew", "bot"])
def test_things_of_another_game_are_unknown(cast, command):
    with pytest.raises(NotAllowed, match="unknown_"):
        COMMANDS[command](cast.franz.viewer, cast, "")


def test_team_of_another_game_is_no_place_to_move_to(cast):
    foreign = Team.objects.exclude(game=cast.game).first()
    with pytest.raises(NotAllowed, match="unknown_team"):
        seats.move_seat(cast.frieda.viewer, seat_id=cast.ben.viewer.seat_id, team_id=foreign.pk)
