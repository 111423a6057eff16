"""Who gets what, and what becomes of those who do not read."""

import pytest

from games.access import Viewer, ViewerKind
from games.live import registry as module
from games.live.answer import Answer
from games.live.registry import Messages, Registry, Socket
from games.live.screens import Audience

BOARD_OF_1 = Audience(7, "board", 1, "de")
BOARD_OF_2 = Audience(7, "board", 2, "de")
COCKPIT = Audience(7, "cockpit", None, "de")
PROJECTOR = Audience(7, "projector", None, "de")
ELSEWHERE = Audience(8, "board", 9, "de")


class Wire:
    """Takes what is sent; breaks if told so."""

    def __init__(self, broken=False):
        self.sent = []
        self.broken = broken

    async def __call__(self, message):
        if self.broken:
            raise ConnectionResetError
        self.sent.append(message)


def a_socket(audience=BOARD_OF_1, seat_id=None, wire=None):
    viewer = Viewer(ViewerKind.PLAYER, audience.game_id, audience.team_id, seat_id=seat_id)
    socket = Socket(
        viewer=viewer, audience=audience, claim=lambda: viewer, send=wire or Wire(), now=0
    )
    socket.closed = False
    return socket


def an_answer(stamp, size=10):
    return Answer(stamp, f"{stamp}\n".encode() + b"x" * size)


def stamps_of(socket):
    return [int(message["text"].partition("\n")[0]) for message in socket.send.sent]


@pytest.fixture
def sockets(screens):
    """A registry with one socket for each kind of audience."""
    registry = Registry()
    for audience in (BOARD_OF_1, BOARD_OF_2, COCKPIT, PROJECTOR, ELSEWHERE):
        assert registry.enter(a_socket(audience))
    return registry


def test_a_change_all_may_see_concerns_every_audience_of_the_game(sockets):
    assert set(sockets.audiences(7, None)) == {BOARD_OF_1, BOARD_OF_2, COCKPIT, PROJECTOR}


def test_a_change_of_one_team_concerns_this_team_and_the_facilitator(sockets):
    assert set(sockets.audiences(7, 1)) == {BOARD_OF_1, COCKPIT}


def test_the_audience_with_most_sockets_comes_first(sockets):
    sockets.enter(a_socket(PROJECTOR))
    assert sockets.audiences(7, None)[0] == PROJECTOR


async def test_an_answer_reaches_its_audience_alone_as_one_and_the_same_message(sockets):
    second = a_socket(BOARD_OF_1)
    sockets.enter(second)
    await sockets.hand_out(BOARD_OF_1, an_answer(5), now=0)
    messages = [socket.send.sent for socket in sockets.of_audience(BOARD_OF_1)]
    assert [len(sent) for sent in messages] == [1, 1]
    assert messages[0][0] is messages[1][0]
    assert all(not s.send.sent for s in sockets.all() if s.audience != BOARD_OF_1)


async def test_the_same_or_an_older_answer_is_not_sent_again():
    socket = a_socket()
    for stamp in (5, 5, 4, 6):
        await socket.push(an_answer(stamp), Messages(), now=0)
    assert stamps_of(socket) == [5, 6]


async def test_only_who_has_the_answer_before_gets_no_more_than_what_is_new(screens):
    registry = Registry()
    up_to_date, behind, also = a_socket(), a_socket(), a_socket()
    for socket in (up_to_date, behind, also):
        registry.enter(socket)
    up_to_date.stamp = also.stamp = 5
    await registry.hand_out(BOARD_OF_1, Answer(7, b"7\nall", since=5, news=b"7\nnew"), now=0)
    assert [socket.send.sent[0]["text"] for socket in (up_to_date, behind, also)] == [
        "7\nnew",
        "7\nall",
        "7\nnew",
    ]
    assert up_to_date.send.sent[0] is also.send.sent[0]


async def test_nothing_is_sent_before_the_handshake_is_answered():
    socket = a_socket()
    socket.closed = True
    await socket.push(an_answer(5), Messages(), now=0)
    assert socket.send.sent == []


async def test_a_socket_that_does_not_read_waits_and_then_gets_the_newest():
    socket = a_socket()
    big = module.MOST_UNREAD // 2 + 1
    for stamp in range(1, 9):
        await socket.push(an_answer(stamp, big), Messages(), now=stamp)
    assert stamps_of(socket) == [1, 2]
    assert socket.behind_since == 3

    socket.sign_of_life(now=10)
    await socket.push(an_answer(8, big), Messages(), now=10)
    assert stamps_of(socket) == [1, 2, 8]
    assert socket.behind_since is None


async def test_a_broken_connection_does_not_keep_the_others_from_their_answer(screens):
    registry = Registry()
    sockets = [a_socket(wire=Wire(broken=True)), a_socket(), a_socket()]
    for socket in sockets:
        registry.enter(socket)
    await registry.hand_out(BOARD_OF_1, an_answer(5), now=0)
    assert [len(socket.send.sent) for socket in sockets] == [0, 1, 1]
    assert sockets[0].closed


def test_a_seat_may_have_some_sockets_but_not_any_number(screens):
    registry = Registry()
    let_in = [registry.enter(a_socket(seat_id=3)) for _ in range(module.MOST_PER_SEAT + 1)]
    assert let_in == [True] * module.MOST_PER_SEAT + [False]
    assert registry.enter(a_socket(seat_id=4))


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        (ViewerKind.FACILITATOR, module.MOST_PER_LINK),
        (ViewerKind.PROJECTOR, module.MOST_PER_LINK),
        (ViewerKind.REVIEW, module.MOST_PER_REVIEW),
    ],
)
def test_a_link_may_have_many_sockets_but_not_any_number(screens, kind, most):
    registry = Registry()
    sockets = [a_socket(PROJECTOR) for _ in range(most + 1)]
    for socket in sockets:
        socket.viewer = Viewer(kind, 7)
    assert [registry.enter(socket) for socket in sockets] == [True] * most + [False]
    assert registry.enter(a_socket(seat_id=3))


def test_who_leaves_is_forgotten_with_game_and_audience(sockets):
    for socket in sockets.all():
        sockets.leave(socket)
        sockets.leave(socket)
    assert sockets.all() == []
    assert not sockets._games


def test_a_client_may_say_so_much_and_no_more_until_time_has_passed():
    socket = a_socket()
    said = [socket.sign_of_life(now=1) for _ in range(module.MOST_SIGNS + 1)]
    assert said == [True] * module.MOST_SIGNS + [False]
    assert socket.sign_of_life(now=1 + module.SIGNS_SECONDS)


async def test_everybody_is_told_to_come_back_once(sockets):
    await sockets.close_all(module.RESTART)
    await sockets.close_all(module.RESTART)
    assert {tuple(m["code"] for m in socket.send.sent) for socket in sockets.all()} == {(4012,)}


def test_a_message_is_the_stamp_a_line_end_and_html():
    assert Messages().of(b"5\n<p></p>")["text"] == "5\n<p></p>"
