"""Power cuts and polite ends while people are playing; `make soak` runs the long forms."""

import random
import threading
import uuid
from contextlib import ExitStack
from urllib.parse import urlsplit

import httpx
import pytest

from tests.e2e.test_server import closed_with, listening

pytestmark = pytest.mark.e2e

LEVELS = ("halten", "sparen")


class Player:
    """One device of one seat, speaking plain HTTP; a draft that nobody answered stays ``None``."""

    def __init__(self, server, seat_url):
        self.client = httpx.Client(
            base_url=server.url, follow_redirects=True, timeout=10, trust_env=False,
            headers={"Accept": "application/json", "Origin": server.url},
        )  # fmt: skip
        board = self.client.get(urlsplit(seat_url).path)
        assert board.status_code == 200, board.text
        self.path = board.url.path
        self.csrf = self.client.cookies["planspiel-csrf"]
        self.revision = self.state()["team"]["draft"]["revision"]

    def state(self):
        """What this player may see, as JSON."""
        return self.client.get(f"{self.path}state.json").json()

    def draft(self, number):
        """A change of the draft, to be sent once or several times."""
        return {
            "csrfmiddlewaretoken": self.csrf,
            "round": 1,
            "revision": self.revision,
            "request_id": uuid.uuid4().hex,
            "levels.kita": LEVELS[number % 2],
        }

    def send(self, draft):
        """The receipt, or None where the connection broke before it came."""
        try:
            answer = self.client.post(f"{self.path}entwurf/", data=draft)
        except httpx.TransportError:
            return None
        assert answer.status_code == 200, answer.text
        self.revision = max(self.revision, answer.json()["revision"])
        return answer.json()["receipt"]


@pytest.fixture
def player(server):
    playing = Player(server, server.demo("--running")["seats"][0]["url"])
    yield playing
    playing.client.close()


def save_until_killed(server, player, seconds):
    """Save drafts one after the other until the server is dead: (draft, receipt or None)."""
    sent = []
    threading.Timer(seconds, server.process.kill).start()
    while not sent or sent[-1][1] is not None:
        draft = player.draft(len(sent))
        sent.append((draft, player.send(draft)))
    server.process.wait(10)
    return sent


def test_kill_while_drafts_are_saved_loses_and_doubles_nothing(server, player, repeats):
    chance = random.Random(20)
    saved = 0
    for _ in range(repeats(4, 200)):
        sent = save_until_killed(server, player, chance.uniform(0.05, 0.6))
        server.start()
        again = [player.send(draft) for draft, _ in sent]
        answered = [receipt for _, receipt in sent if receipt is not None]
        # The last draft got no answer: saved or not, sending it again makes it so exactly once.
        assert again[: len(answered)] == answered
        saved += len(answered)
        numbers = [receipt["number"] for receipt in again]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        assert (
            player.state()["team"]["draft"]["content"].get("levels", {}).get("kita", "halten")
            == LEVELS[(len(sent) - 1) % 2]
        )
    # The figure itself does not matter; without any there would have been nothing to lose.
    assert saved > 0


def save_some(player, sent):
    """Five drafts at most, until one is not answered any more."""
    for number in range(5):
        draft = player.draft(number)
        sent.append((draft, player.send(draft)))
        if sent[-1][1] is None:
            return


def test_polite_ends_in_a_row_tell_every_socket_and_answer_running_requests(
    server, player, repeats
):
    projector = server.demo()["projector_url"]
    for _ in range(repeats(2, 50)):
        with ExitStack() as stack:
            sockets = [stack.enter_context(listening(server, projector)) for _ in range(20)]
            sent = []
            writer = threading.Thread(target=save_some, args=(player, sent))
            writer.start()
            assert server.stop() == 0
            writer.join(10)
            assert [closed_with(connection) for connection in sockets] == [4012] * 20
        server.start()
        kept = [receipt for _, receipt in sent if receipt]
        assert [player.send(draft) for draft, _ in sent][: len(kept)] == kept
    assert "Traceback" not in server.log


def test_redis_gone_or_frozen_costs_nothing_that_was_answered(server_with_redis, own_redis):
    server = server_with_redis
    playing = Player(server, server.demo("--running")["seats"][0]["url"])
    before = playing.send(playing.draft(0))
    for trouble in (own_redis.stop, own_redis.freeze):
        trouble()
        receipt = playing.send(playing.draft(1))
        assert receipt["number"] > before["number"]
        assert playing.state()["receipts"][-1]["number"] == receipt["number"]
        assert playing.client.get(playing.path, headers={"Accept": "text/html"}).status_code == 200
        assert httpx.get(f"{server.url}/leitung/anmelden/").status_code == 200
        assert httpx.get(f"{server.url}/readyz").json() == {"database": True, "cache": False}
        own_redis.stop()
        own_redis.start()
        server.wait_ready()
        before = playing.send(playing.draft(0))
        assert before["number"] == receipt["number"] + 1
    playing.client.close()
