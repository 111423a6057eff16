"""From handshake to goodbye: who is let in, what comes, and when it ends."""

import time
from contextlib import contextmanager
from functools import partial

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client as HttpClient
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from games import access, consumers
from games.access import ViewerKind
from games.apps import _carry
from games.enums import LogKind
from games.live import push, registry
from games.live.claims import holders
from games.live.relay import _hand_on
from games.models import Device, Game, LogEntry
from games.services import poke

from .conftest import make_game, raise_version

BOARD_OF_AUESTADT = '<p id="r-what">Auestadt: {}/{}</p>'


@pytest.fixture
async def board(small_game, connect, seat_cookie):
    """A member of Auestadt who has the page with stamp 1."""
    client = connect(f"{small_game.path()}?v=1", seat_cookie(small_game))
    assert await client.open()
    assert await client.frame() == "1"
    return client


class TestWhoIsLetIn:
    async def test_nobody_without_a_seat(self, small_game, connect):
        client = connect(small_game.path())
        assert await client.open()
        assert await client.close_code() == 4403

    async def test_nobody_with_a_seat_in_another_game(self, small_game, connect, seat_cookie):
        other = await push.hub.run(make_game)
        client = connect(small_game.path(), seat_cookie(other))
        await client.open()
        assert await client.close_code() == 4403

    async def test_nobody_with_a_forged_cookie(self, small_game, connect, settings):
        cookies = {settings.SEAT_COOKIE_NAME: small_game.cookies["Auestadt"] + "x"}
        client = connect(small_game.path(), cookies)
        await client.open()
        assert await client.close_code() == 4403

    async def test_a_player_does_not_get_the_facilitators_socket(
        self, small_game, connect, seat_cookie
    ):
        path = f"/ws/leitung/spiel/{small_game.game.public_id}/"
        client = connect(path, seat_cookie(small_game))
        await client.open()
        assert await client.close_code() == 4403

    async def test_a_screen_that_does_not_exist_closes_the_same_way(
        self, small_game, connect, seat_cookie
    ):
        path = small_game.path().replace("rathaus", "tresor")
        client = connect(path, seat_cookie(small_game))
        await client.open()
        assert await client.close_code() == 4403

    @pytest.mark.parametrize("path", ["/", "/ws/", "/ws/spiel/1/rathaus/", "/ws/leitung/"])
    async def test_a_path_that_does_not_exist_gets_no_handshake(self, connect, path):
        assert not await connect(path).open()

    @pytest.mark.parametrize(
        ("kind", "path"),
        [(ViewerKind.PROJECTOR, "leinwand"), (ViewerKind.REVIEW, "rueckschau")],
    )
    async def test_a_link_lets_in_until_it_is_renewed(self, small_game, connect, kind, path):
        game = small_game.game
        address = f"/ws/{path}/{access.link_token(kind, game)}/"
        client = connect(address)
        await client.open()
        assert await client.frame() == '1\n<p id="r-what">alle: 1/None</p>'

        game.projector_generation = game.review_generation = 2
        await push.hub.run(game.save)
        late = connect(address)
        await late.open()
        assert await late.close_code() == 4403

    async def test_the_owner_gets_in_while_logged_in(self, small_game, connect, hub):
        session = await hub.run(_logged_in, small_game.game.owner)
        client = connect(f"/ws/leitung/spiel/{small_game.game.public_id}/", session)
        await client.open()
        assert (await client.frame()).startswith("1\n")

        await hub.run(_log_out, session)
        await hub.sweep(time.monotonic() + push.CHECK_SECONDS)
        assert await client.close_code() == 4403

    async def test_logging_out_closes_the_cockpits_of_this_session_at_once(
        self, small_game, connect, hub
    ):
        owner, path = small_game.game.owner, f"/ws/leitung/spiel/{small_game.game.public_id}/?v=1"
        leaving = await hub.run(_logged_in, owner)
        left, staying = connect(path, leaving), connect(path, await hub.run(_logged_in, owner))
        for client in (left, staying):
            await client.open()
            assert await client.frame() == "1"
        await hub.run(_write_log, small_game.game)
        hub.poke(small_game.game.pk, None)
        for client in (left, staying):
            assert (await client.frame()).startswith("2\n")
        with _pokes_reach(hub):
            await hub.run(_log_out_by_button, leaving)
        assert await left.close_code() == 4403
        assert await staying.is_silent()

    @pytest.mark.parametrize(
        ("kind", "path"),
        [(ViewerKind.PROJECTOR, "leinwand"), (ViewerKind.REVIEW, "rueckschau")],
    )
    async def test_a_renewed_link_closes_the_screens_of_the_old_one_at_once(
        self, small_game, connect, hub, kind, path
    ):
        game = small_game.game
        client = connect(f"/ws/{path}/{access.link_token(kind, game)}/?v=1")
        await client.open()
        assert await client.frame() == "1"
        game.projector_generation = game.review_generation = 2
        await hub.run(game.save)
        await hub.run(raise_version, game)
        hub.poke(game.pk, None)
        assert await client.close_code() == 4403

    async def test_another_facilitator_does_not(self, small_game, connect, hub):
        stranger = await hub.run(get_user_model().objects.create_user, "fremd")
        session = await hub.run(_logged_in, stranger)
        client = connect(f"/ws/leitung/spiel/{small_game.game.public_id}/", session)
        await client.open()
        assert await client.close_code() == 4403

    async def test_more_sockets_than_a_seat_needs_are_refused(
        self, small_game, connect, seat_cookie, monkeypatch
    ):
        monkeypatch.setattr(registry, "MOST_PER_SEAT", 2)
        clients = [connect(small_game.path(), seat_cookie(small_game)) for _ in range(3)]
        for client in clients:
            await client.open()
        assert await clients[2].close_code() == 4029
        assert (await clients[0].frame()).startswith("1\n")


@contextmanager
def _pokes_reach(hub):
    """What services tell the live layer comes to this hub, without relay and other processes."""
    poke.set_sender(partial(_hand_on, hub))
    try:
        yield
    finally:
        poke.set_sender(_carry)


def _write_log(game):
    """An entry, and the change that goes with it."""
    LogEntry.objects.create(
        game=game, sequence=1, kind=LogKind.GAME_CREATED, at=timezone.now(), round_number=0,
        phase=game.phase, digest="d",
    )  # fmt: skip
    Game.objects.filter(pk=game.pk).update(log_sequence=1)
    raise_version(game)


def _queries(game_id, claims):
    with CaptureQueriesContext(connection) as queries:
        assert all(holders(game_id, claims).values())
    return len(queries)


def _log_out_by_button(cookies):
    http = HttpClient()
    http.cookies.load(cookies)
    assert http.post(reverse("logout")).status_code == 302


def _log_out(cookies):
    http = HttpClient()
    http.cookies.load(cookies)
    http.logout()


def _logged_in(user):
    http = HttpClient()
    http.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return {django_settings.SESSION_COOKIE_NAME: http.session.session_key}


class TestWhatComes:
    async def test_at_first_the_state_unless_the_page_has_it(
        self, small_game, connect, seat_cookie
    ):
        client = connect(f"{small_game.path()}?v=0", seat_cookie(small_game))
        await client.open()
        assert await client.frame() == "1\n" + BOARD_OF_AUESTADT.format(1, 0)

    async def test_a_poke_brings_the_new_state(self, small_game, board, hub):
        await hub.run(raise_version, small_game.game)
        hub.poke(small_game.game.pk, None)
        assert await board.frame() == "2\n" + BOARD_OF_AUESTADT.format(2, 0)

    async def test_a_poke_without_a_change_brings_nothing_twice(self, small_game, board, hub):
        await hub.run(raise_version, small_game.game)
        for _ in range(3):
            hub.poke(small_game.game.pk, None)
        assert (await board.frame()).startswith("2\n")
        assert await board.is_silent()

    async def test_a_change_of_one_team_stays_with_it(
        self, small_game, board, connect, seat_cookie, hub
    ):
        others = connect(f"{small_game.path()}?v=1", seat_cookie(small_game, "Moorweiler"))
        await others.open()
        assert await others.frame() == "1"
        team = small_game.teams["Auestadt"]
        await hub.run(raise_version, small_game.game, team)
        hub.poke(small_game.game.pk, team.pk)
        assert await board.frame() == "2\n" + BOARD_OF_AUESTADT.format(1, 1)
        assert await others.is_silent()

    async def test_if_every_poke_is_lost_the_next_heartbeat_brings_the_state(
        self, small_game, board, hub
    ):
        await hub.run(raise_version, small_game.game)
        assert await board.is_silent()
        await board.send("1")
        assert await board.frame() == "2\n" + BOARD_OF_AUESTADT.format(2, 0)
        await board.send("2")
        assert await board.frame() == "2"

    async def test_a_client_that_missed_a_frame_gets_it_again(self, small_game, board, hub):
        """It says itself what it has: what was sent before counts for nothing."""
        await hub.run(raise_version, small_game.game)
        hub.poke(small_game.game.pk, None)
        await board.frame()
        await board.send("1")
        assert (await board.frame()).startswith("2\n")

    async def test_what_cannot_be_rendered_is_counted_and_the_rest_goes_on(
        self, small_game, board, hub, monkeypatch, caplog
    ):
        def broken(*values):
            raise ZeroDivisionError

        with monkeypatch.context() as patch:
            patch.setattr("games.live.answer.render_regions", broken)
            await hub.run(raise_version, small_game.game)
            hub.poke(small_game.game.pk, None)
            assert await board.is_silent()
        assert hub.failures == 1
        await hub.run(raise_version, small_game.game)
        hub.poke(small_game.game.pk, None)
        assert (await board.frame()).startswith("3\n")

    async def test_after_trouble_between_processes_all_are_told_to_ask(self, board, hub):
        hub.resync()
        assert await board.frame() == "resync"

    async def test_an_unknown_language_is_german(self, small_game, connect, seat_cookie, hub):
        for query in ("sprache=xx", "sprache=../en", ""):
            await connect(f"{small_game.path()}?{query}", seat_cookie(small_game)).open()
        assert {a.language for a in hub.sockets.audiences(small_game.game.pk, None)} == {"de"}


class TestHowItEnds:
    @pytest.mark.parametrize("text", ["hallo", '{"type": "move"}', "-1", "1.0", "9" * 30])
    async def test_anything_but_a_stamp_ends_it(self, board, text):
        await board.send(text)
        assert await board.close_code() == 4403

    async def test_binary_ends_it_too(self, board):
        await board.wire.send_to(bytes_data=b"1")
        assert await board.close_code() == 4403

    async def test_a_flood_is_cut(self, board):
        for _ in range(registry.MOST_SIGNS + 1):
            await board.send("1")
        assert await board.close_code() == 4029

    async def test_a_removed_member_is_out_with_the_change_that_removes_him(
        self, small_game, board, hub
    ):
        seat = small_game.seats["Auestadt"]
        await hub.run(_remove, seat)
        await hub.run(raise_version, small_game.game)
        hub.poke(small_game.game.pk, None)
        assert await board.close_code() == 4403

    async def test_a_signed_out_device_is_out_though_the_seat_stays(self, small_game, board, hub):
        await hub.run(Device.objects.filter(seat=small_game.seats["Auestadt"]).delete)
        hub.poke(small_game.game.pk, None)
        assert await board.close_code() == 4403

    async def test_who_has_lost_the_right_does_not_get_the_change(self, small_game, board, hub):
        await hub.run(_remove, small_game.seats["Auestadt"])
        await hub.run(raise_version, small_game.game)
        hub.poke(small_game.game.pk, None)
        assert (await board.wire.receive_output())["type"] == "websocket.close"

    async def test_a_change_costs_one_query_for_the_rights_of_all_players(
        self, small_game, board, connect, seat_cookie, hub
    ):
        claims = {socket.claim for socket in hub.sockets.all()}
        other = connect(f"{small_game.path()}?v=1", seat_cookie(small_game, "Moorweiler"))
        await other.open()
        more = {socket.claim for socket in hub.sockets.all()}
        assert len(more) == 2
        game_id = small_game.game.pk
        assert [await hub.run(_queries, game_id, each) for each in (claims, more)] == [1, 1]

    async def test_a_moved_member_has_to_load_the_page_again(self, small_game, board, hub):
        seat = small_game.seats["Auestadt"]
        seat.team = small_game.teams["Moorweiler"]
        await hub.run(seat.save)
        await hub.run(raise_version, small_game.game)
        hub.poke(small_game.game.pk, None)
        assert await board.close_code() == 4003

    async def test_rights_are_asked_for_again_without_any_change(self, small_game, board, hub):
        await hub.run(_remove, small_game.seats["Auestadt"])
        now = time.monotonic()
        await hub.sweep(now)
        assert await board.is_silent()
        await hub.sweep(now + push.CHECK_SECONDS)
        assert await board.close_code() == 4403

    async def test_a_member_who_may_stay_stays(self, board, hub):
        await hub.sweep(time.monotonic() + push.CHECK_SECONDS)
        assert await board.is_silent()

    async def test_after_two_hours_the_client_has_to_come_anew(self, board, hub):
        await hub.sweep(time.monotonic() + push.SOCKET_LIFE_SECONDS)
        assert await board.close_code() == 4000

    async def test_who_has_not_read_for_long_has_to_come_anew(self, board, hub):
        (socket,) = hub.sockets.all()
        socket.behind_since = time.monotonic()
        await hub.sweep(socket.behind_since + push.MOST_BEHIND_SECONDS)
        assert await board.close_code() == 4000

    async def test_when_the_server_stops_all_are_told_to_come_back(self, board):
        await consumers.close_all_sockets()
        assert await board.close_code() == 4012

    async def test_who_hangs_up_is_forgotten(self, board, hub):
        assert len(hub.sockets.all()) == 1
        await board.wire.disconnect()
        assert hub.sockets.all() == []


def _remove(seat):
    seat.removed_at = timezone.now()
    seat.save()
