"""Pokes between processes: one subscription per process, nothing but "game 7 has changed".

Runs on a thread and event loop of its own, so that a Redis that hangs holds up neither a request
nor a socket. Each message carries its sender and the sender's running number; a gap in the numbers,
also one that only the next beat shows, means that something was lost: then every page shall ask.
"""

import asyncio
import logging
import secrets
import threading
from collections.abc import Mapping
from typing import Any, Protocol

from channels.layers import InMemoryChannelLayer, get_channel_layer

from games.live.push import Hub, hub
from games.services.poke import ASK, GONE_ON, GROUP, NO_CHANGE

logger = logging.getLogger(__name__)

SEND_SECONDS = 0.25
"""Longer than this a poke is not worth waiting for: pages ask by themselves."""
BEAT_SECONDS = 2.0
BREATH_SECONDS = 1.0
"""Pause after a failed subscription."""


class Layer(Protocol):
    """What is used of a channel layer."""

    async def new_channel(self) -> str:
        """An address of this process."""
        ...

    async def group_add(self, group: str, channel: str) -> None:
        """Subscribe an address."""
        ...

    async def group_send(self, group: str, message: Mapping[str, Any]) -> None:
        """Send to all addresses of a group."""
        ...

    async def receive(self, channel: str) -> Mapping[str, Any]:
        """The next message for an address."""
        ...

    async def send(self, channel: str, message: Mapping[str, Any]) -> None:
        """Send to one address."""
        ...


class Relay:
    """This process's link to the others. ``failed`` counts pokes that did not get out."""

    def __init__(self, layer: Layer, here: Hub) -> None:
        self.origin = secrets.token_hex(8)
        self.sent = self.failed = self.gaps = 0
        self._layer = layer
        self._here = here
        self._heard: dict[str, int] = {}
        self._number = 0
        self._pending: dict[tuple[int, int | None], int] = {}
        self._wake = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def put(self, game_id: int, team_id: int | None, stamp: int) -> None:
        """Have a poke sent. On the relay's own loop; pokes of one audience are joined."""
        # The lowest one stays: NO_CHANGE must not be lost among changes.
        self._pending[(game_id, team_id)] = min(stamp, self._pending.get((game_id, team_id), stamp))
        self._wake.set()

    async def send_pending(self) -> None:
        """Send what has gathered."""
        self._wake.clear()
        while self._pending:
            (game_id, team_id), stamp = self._pending.popitem()
            await self._send({"game": game_id, "team": team_id, "stamp": stamp})

    async def beat(self) -> None:
        """Say that we are there, and which number we have reached."""
        await self._send({"game": None, "team": None, "stamp": 0})

    async def _send(self, poke: Mapping[str, Any]) -> None:
        # Counted before it is tried: a failed one leaves a gap that the others notice.
        self._number += 1
        message = {"type": "live.poke", "origin": self.origin, "number": self._number, **poke}
        try:
            await asyncio.wait_for(self._layer.group_send(GROUP, message), SEND_SECONDS)
            self.sent += 1
        except Exception as error:  # noqa: BLE001 - a push must never get in the way of a commit
            self.failed += 1
            logger.warning("poke not sent: %s", type(error).__name__)

    def receive(self, message: Mapping[str, Any]) -> None:
        """Take a message of any process, this one included."""
        if message.get("type") == ASK:
            self._tasks.append(
                asyncio.ensure_future(self._answer(message["reply"], message["ask"]))
            )
            return
        origin, number = str(message["origin"]), int(message["number"])
        last = self._heard.get(origin)
        self._heard[origin] = number
        if last is not None and number != last + 1:
            self.gaps += 1
            self._here.resync()
        if origin != self.origin and message["game"] is not None:
            _hand_on(self._here, message["game"], message["team"], message["stamp"])

    async def _answer(self, channel: str, ask: str) -> None:
        """Tell whoever checks the layer that this process hears it."""
        self._tasks = [task for task in self._tasks if not task.done()]
        try:
            await self._layer.send(channel, {"type": ASK, "ask": ask, "origin": self.origin})
        except Exception as error:  # noqa: BLE001 - the asker waits a second and says so
            logger.warning("check not answered: %s", type(error).__name__)

    async def listen(self) -> None:
        """Subscribe and pass on what comes, for ever."""
        while True:
            try:
                channel = await self._layer.new_channel()
                await self._layer.group_add(GROUP, channel)
                while True:
                    self.receive(await self._layer.receive(channel))
            except Exception as error:  # noqa: BLE001 - whatever it is, the subscription goes on
                self.failed += 1
                logger.warning("subscription lost: %s", type(error).__name__)
                self._here.resync()
                await asyncio.sleep(BREATH_SECONDS)

    async def run(self) -> None:
        """Send whenever something is put, and a beat in between."""
        while True:
            try:
                await asyncio.wait_for(self._wake.wait(), BEAT_SECONDS)
            except TimeoutError:
                await self.beat()
            await self.send_pending()


class RelayThread:
    """The thread and loop a relay lives on, started with the first poke or socket."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._relay: Relay | None = None
        self._listening = False

    def send(self, game_id: int, team_id: int | None, stamp: int) -> None:
        """Carry a poke to this process's sockets and to the other processes; never waits."""
        _hand_on(hub, game_id, team_id, stamp)
        relay, loop = self._started()
        if relay is not None and loop is not None:
            loop.call_soon_threadsafe(relay.put, game_id, team_id, stamp)

    def listen(self) -> None:
        """Hear the other processes from now on; further calls change nothing."""
        relay, loop = self._started()
        if relay is None or loop is None:
            return
        with self._lock:
            first, self._listening = not self._listening, True
        if first:
            asyncio.run_coroutine_threadsafe(relay.listen(), loop)

    def _started(self) -> tuple[Relay | None, asyncio.AbstractEventLoop | None]:
        with self._lock:
            if self._loop is None:
                layer = get_channel_layer()
                if layer is None or isinstance(layer, InMemoryChannelLayer):
                    # One process alone: its registry is reached directly.
                    return None, None
                self._loop = asyncio.new_event_loop()
                self._relay = Relay(layer, hub)
                threading.Thread(target=self._loop.run_forever, name="relay", daemon=True).start()
                asyncio.run_coroutine_threadsafe(self._relay.run(), self._loop)
            return self._relay, self._loop


def _hand_on(here: Hub, game_id: int, team_id: int | None, stamp: int) -> None:
    if stamp == NO_CHANGE:
        here.look_again(game_id)
    elif team_id == GONE_ON:
        here.lead(game_id)
    else:
        here.poke(game_id, team_id)


thread = RelayThread()
"""This process's relay."""
