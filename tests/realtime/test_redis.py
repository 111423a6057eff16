"""Two processes over Redis: pokes arrive; a Redis that dies, hangs or restarts costs nothing."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from channels_redis.pubsub import RedisPubSubChannelLayer
from django.conf import settings

from games.live import relay as module
from games.live.relay import Relay

pytestmark = [pytest.mark.redis, pytest.mark.serial]

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 20
OTHER_PROCESS = """
import asyncio, django
django.setup()
from games.live import relay
# What the product gives up after a quarter of a second, a busy machine may take for connecting.
relay.SEND_SECONDS = 10
thread = relay.thread
thread.send(7, 3, 1)
asyncio.run_coroutine_threadsafe(thread._relay.beat(), thread._loop).result(10)
assert thread._relay.failed == 0, "not sent"
"""


class Here:
    """Stands for a process's hub; whoever waits is woken by what reaches it."""

    def __init__(self):
        self.pokes = []
        self.resyncs = 0
        self.news = asyncio.Condition()

    def poke(self, game_id, team_id):
        self.pokes.append((game_id, team_id))
        self._tell()

    def resync(self):
        self.resyncs += 1
        self._tell()

    def _tell(self):
        self.telling = asyncio.ensure_future(self._notify())

    async def _notify(self):
        async with self.news:
            self.news.notify_all()

    async def until(self, condition):
        async with self.news:
            await asyncio.wait_for(self.news.wait_for(condition), PATIENCE_SECONDS)


class OwnRedis:
    """A Redis of this test alone, to be killed and frozen."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [shutil.which("redis-server"), "--port", str(self.port), "--bind", "127.0.0.1",
             "--save", "", "--appendonly", "no"],
            stdout=subprocess.PIPE,
        )  # fmt: skip
        for line in self.process.stdout:
            if b"Ready to accept" in line:
                return

    def signal(self, number):
        self.process.send_signal(number)

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def own_redis():
    server = OwnRedis()
    yield server
    server.signal(signal.SIGCONT)
    server.kill()


@pytest.fixture
async def link():
    """Make relays that listen, as one process each; ended with the test."""
    made, tasks = [], []

    async def make(url):
        relay = Relay(RedisPubSubChannelLayer(hosts=[url], prefix="planspiel"), Here())
        made.append(relay)
        tasks.append(asyncio.create_task(relay.listen()))
        return relay

    yield make
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for relay in made:
        await relay._layer.flush()


async def until_heard(speaker, *listeners):
    """Beat until all listeners have heard the speaker: subscriptions take a moment."""
    for _ in range(200):
        await speaker.beat()
        await asyncio.sleep(0.02)
        if all(speaker.origin in listener._heard for listener in listeners):
            return
    pytest.fail("no beat arrives")


async def test_a_poke_of_one_process_reaches_the_other(own_redis, link):
    one, two = await link(own_redis.url), await link(own_redis.url)
    await until_heard(one, one, two)
    one.put(7, 3, 1)
    await one.send_pending()
    await two._here.until(lambda: two._here.pokes)
    assert two._here.pokes == [(7, 3)]
    assert one._here.pokes == []
    assert two._here.resyncs == one._here.resyncs == 0


async def test_a_poke_of_a_real_second_process_arrives(link):
    here = await link(settings.REDIS_URL)
    await until_heard(here, here)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "planspiel.settings"}
    environment["SECRET_KEY"] = settings.SECRET_KEY
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", OTHER_PROCESS, cwd=ROOT, env=environment
    )
    await here._here.until(lambda: (7, 3) in here._here.pokes)
    assert await process.wait() == 0


async def test_after_a_restart_pages_are_told_to_ask_and_pokes_arrive_again(
    own_redis, link, caplog
):
    one, two = await link(own_redis.url), await link(own_redis.url)
    await until_heard(one, one, two)
    own_redis.kill()
    one.put(7, None, 1)
    await one.send_pending()
    assert one.failed >= 1

    own_redis.start()
    running = asyncio.create_task(one.run())
    try:
        await two._here.until(lambda: two._here.resyncs)
        one.put(8, None, 2)
        await two._here.until(lambda: (8, None) in two._here.pokes)
    finally:
        running.cancel()


async def test_a_frozen_redis_holds_nothing_up_longer_than_its_limit(
    own_redis, link, caplog, monkeypatch
):
    one = await link(own_redis.url)
    await until_heard(one, one)
    monkeypatch.setattr(module, "SEND_SECONDS", 0.05)
    own_redis.signal(signal.SIGSTOP)
    for game_id in range(3):
        one.put(game_id, None, 1)
    await asyncio.wait_for(one.send_pending(), PATIENCE_SECONDS)
    assert one.failed == 3
    own_redis.signal(signal.SIGCONT)
