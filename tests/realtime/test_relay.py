"""Pokes between processes may be lost, late or refused; they may never hold anything up."""

import asyncio

from games.live import relay as module
from games.live.relay import Relay, RelayThread
from games.services.poke import NO_CHANGE, poke


class Here:
    """Stands for the process's hub; writes down what reaches it."""

    def __init__(self):
        self.pokes = []
        self.looks = []
        self.resyncs = 0

    def poke(self, game_id, team_id):
        self.pokes.append((game_id, team_id))

    def look_again(self, game_id):
        self.looks.append(game_id)

    def resync(self):
        self.resyncs += 1


class Cable:
    """A channel layer of one wire between relays; ``drop`` decides what gets lost on it."""

    def __init__(self, drop=lambda message: False):
        self.drop = drop
        self.relays = []
        self.carried = 0

    async def group_send(self, group, message):
        assert group == module.GROUP
        if self.drop(message):
            return
        self.carried += 1
        for relay in self.relays:
            relay.receive(message)


def two_processes(cable):
    relays = [Relay(cable, Here()) for _ in range(2)]
    cable.relays = relays
    return relays


async def send(relay, *pokes):
    for game_id, team_id in pokes:
        relay.put(game_id, team_id, 1)
        await relay.send_pending()


async def test_a_poke_reaches_the_other_process_and_does_not_come_back():
    here, there = two_processes(Cable())
    await send(here, (7, None), (7, 3))
    assert there._here.pokes == [(7, None), (7, 3)]
    assert here._here.pokes == []
    assert (here.sent, here.failed) == (2, 0)


async def test_pokes_that_wait_for_each_other_are_joined():
    cable = Cable()
    here, there = two_processes(cable)
    for stamp in range(5):
        here.put(7, None, stamp)
    here.put(7, 3, 9)
    await here.send_pending()
    assert sorted(there._here.pokes, key=str) == [(7, 3), (7, None)]


async def test_that_somebody_may_look_no_longer_is_not_lost_among_changes():
    here, there = two_processes(Cable())
    for stamp in (NO_CHANGE, 5):
        here.put(7, None, stamp)
    await here.send_pending()
    assert (there._here.looks, there._here.pokes) == ([7], [])


async def test_a_lost_poke_is_noticed_with_the_next_one():
    lost = {2}
    here, there = two_processes(Cable(lambda message: message["number"] in lost))
    await send(here, (7, None), (8, None))
    assert there._here.resyncs == 0
    await send(here, (9, None))
    assert there._here.resyncs == 1
    assert there._here.pokes == [(7, None), (9, None)]
    assert there.gaps == 1


async def test_a_lost_poke_is_noticed_with_the_next_beat_at_the_latest():
    here, there = two_processes(Cable(lambda message: message["number"] == 2))
    await send(here, (7, None), (8, None))
    await here.beat()
    assert there._here.resyncs == 1
    assert there._here.pokes == [(7, None)]


async def test_if_everything_is_lost_nothing_breaks_and_nothing_is_believed():
    here, there = two_processes(Cable(lambda message: True))
    await send(here, *((7, team) for team in range(20)))
    assert there._here.pokes == []
    assert (here.sent, here.failed) == (20, 0)


async def test_a_layer_that_refuses_is_counted_and_leaves_a_gap(caplog):
    class Refusing(Cable):
        async def group_send(self, group, message):
            if message["number"] == 2:
                raise ConnectionRefusedError
            await super().group_send(group, message)

    here, there = two_processes(Refusing())
    await send(here, (7, None), (8, None), (9, None))
    assert (here.sent, here.failed) == (2, 1)
    assert there._here.resyncs == 1


async def test_a_layer_that_hangs_is_left_after_its_time(monkeypatch, caplog):
    monkeypatch.setattr(module, "SEND_SECONDS", 0.01)

    class Hanging(Cable):
        async def group_send(self, group, message):
            await asyncio.Event().wait()

    here, _ = two_processes(Hanging())
    await send(here, (7, None))
    assert (here.sent, here.failed) == (0, 1)


async def test_a_subscription_that_breaks_is_made_again_and_pages_ask(monkeypatch, caplog):
    monkeypatch.setattr(module, "BREATH_SECONDS", 0)
    heard = asyncio.Event()

    class Breaking(Cable):
        subscriptions = 0

        async def new_channel(self):
            self.subscriptions += 1
            return f"channel {self.subscriptions}"

        async def group_add(self, group, channel):
            assert channel == f"channel {self.subscriptions}"

        async def receive(self, channel):
            if self.subscriptions == 1:
                raise ConnectionResetError
            if heard.is_set():
                await asyncio.Event().wait()
            heard.set()
            return {"origin": "elsewhere", "number": 1, "game": 7, "team": None, "stamp": 1}

    here = Relay(Breaking(), Here())
    listening = asyncio.create_task(here.listen())
    await asyncio.wait_for(heard.wait(), 10)
    await asyncio.sleep(0)
    listening.cancel()
    assert here._here.resyncs == 1
    assert here._here.pokes == [(7, None)]


async def test_with_the_layer_in_memory_the_poke_goes_straight_to_the_sockets(monkeypatch):
    here = Here()
    monkeypatch.setattr(module, "hub", here)
    thread = RelayThread()
    thread.listen()
    thread.send(7, None, 1)
    assert here.pokes == [(7, None)]
    assert thread._loop is None


def test_what_the_services_say_comes_here(monkeypatch):
    sent = []
    monkeypatch.setattr(module.thread, "send", lambda *poke: sent.append(poke))
    poke(7, None, 3)
    assert sent == [(7, None, 3)]
