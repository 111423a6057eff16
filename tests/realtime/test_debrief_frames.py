"""Every command of the debrief reaches every screen by frame, and shows what a fresh page shows.

On SQLite pokes go straight to this process's hub; with PostgreSQL they come over Redis, as from
another process.
"""

import asyncio
import secrets
from functools import partial

import pytest
import pytest_asyncio
from channels_redis.pubsub import RedisPubSubChannelLayer
from django.conf import settings
from django.test import Client as Browser
from django.utils import timezone

from games.access import ViewerKind, link_token
from games.apps import _carry
from games.enums import Phase
from games.live.answer import read_stamp, render
from games.live.relay import Relay, _hand_on
from games.live.screens import SCREENS, audience_of
from games.models import LogEntry
from games.services import poke
from tests.cast import NOW, assemble
from tests.realtime.debriefing import KINDS, debriefing
from tests.realtime.test_redis import until_heard
from tests.realtime.test_screens import regions_of

AHEAD = "goto "
"""So begins what is sent first, to those who have to go to another page; the rest follows."""
PATIENCE_SECONDS = 30
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def cast(transactional_db, monkeypatch):
    """A game in the debrief, at a moment that does not pass."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    cast = assemble(rounds=1)
    cast.play_until(Phase.DEBRIEF)
    return cast


class Device:
    """A screen somewhere in the hall: its socket, and its regions as frames left them."""

    def __init__(self, name, client, audience):
        self.name, self.client, self.audience = name, client, audience
        self.stamp, self.regions = 0, {}

    async def open(self):
        assert await self.client.open(), self.name
        await self.frame()
        return self

    async def frame(self):
        text = await self.client.frame(PATIENCE_SECONDS)
        stamp, news = regions_of(text.removeprefix(AHEAD).encode())
        self.regions |= news
        if not text.startswith(AHEAD):
            self.stamp = stamp

    async def catch_up(self, stamp):
        """Read frames until the screen stands where the database does."""
        while self.stamp < stamp:
            await self.frame()


@pytest_asyncio.fixture
async def hall(cast, own_hub, dial):
    """Two municipalities at the board, one device elsewhere, facilitator, wall and review."""
    play = f"/ws/spiel/{cast.game.public_id}"
    lead = f"/ws/leitung/spiel/{cast.game.public_id}"
    session = await own_hub.run(_logged_in, cast.frieda.user)

    def device(path, cookies, viewer, screen):
        audience = audience_of(viewer, SCREENS[screen], "de")
        return Device(f"{screen} {viewer.kind}", dial(path, cookies), audience)

    def seat(person, screen):
        cookies = {settings.SEAT_COOKIE_NAME: person.cookie}
        path = f"{play}/{SCREENS[screen].segment}/"
        return device(path, cookies, person.viewer, screen)

    def link(kind, path):
        viewer = type(cast.anna.viewer)(kind, cast.game.pk)
        return device(f"/ws/{path}/{link_token(kind, cast.game)}/", {}, viewer, kind.value)

    devices = [
        seat(cast.anna, "debrief"),
        seat(cast.dora, "debrief"),
        seat(cast.ben, "settlement"),
        device(f"{lead}/", session, cast.frieda.viewer, "cockpit"),
        device(f"{lead}/auswertung/", session, cast.frieda.viewer, "lead_debrief"),
        link(ViewerKind.PROJECTOR, "leinwand"),
        link(ViewerKind.REVIEW, "rueckschau"),
    ]
    return [await each.open() for each in devices]


def _logged_in(user):
    browser = Browser()
    browser.force_login(user, backend=BACKEND)
    return {settings.SESSION_COOKIE_NAME: browser.session.session_key}


@pytest.fixture
def straight(own_hub):
    """Pokes come to the hub without relay and other processes."""
    poke.set_sender(partial(_hand_on, own_hub))
    yield
    poke.set_sender(_carry)


@pytest_asyncio.fixture
async def over_redis(own_hub, monkeypatch):
    """Pokes are sent by one process and heard by another, the one that has the sockets."""
    monkeypatch.setattr("games.live.relay.SEND_SECONDS", PATIENCE_SECONDS)
    prefix = f"hall-{secrets.token_hex(4)}"

    def layer():
        return RedisPubSubChannelLayer(hosts=[settings.REDIS_URL], prefix=prefix)

    there, here = Relay(layer(), own_hub), Relay(layer(), own_hub)
    loop = asyncio.get_running_loop()
    tasks = [loop.create_task(work()) for work in (there.listen, here.listen, there.run)]
    await until_heard(there, here)
    poke.set_sender(lambda *told: loop.call_soon_threadsafe(there.put, *told))
    yield there
    poke.set_sender(_carry)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for relay in (there, here):
        await relay._layer.flush()


async def walk(cast, hub, hall):
    """Give every command; after each one every screen is what a fresh page would be."""
    for name, command in debriefing(cast):
        before = {device: device.stamp for device in hall}
        await hub.run(command)
        for device in hall:
            fresh = await hub.run(_fresh, device.audience)
            await device.catch_up(fresh.stamp)
            seen = cast.game.pk, name, device.name
            if name != "a moment kept" or device.audience.screen in ("cockpit", "lead_debrief"):
                assert device.stamp > before[device], seen
            assert device.stamp == fresh.stamp, seen
            assert device.regions == regions_of(fresh.body)[1], seen
    assert await hub.run(_logged, cast.game) >= KINDS


def _fresh(audience):
    return render(audience, read_stamp(audience))


def _logged(game):
    return set(LogEntry.objects.filter(game=game).values_list("kind", flat=True))


async def test_every_command_reaches_every_screen_by_frame(cast, own_hub, hall, straight):
    await walk(cast, own_hub, hall)


@pytest.mark.postgres
@pytest.mark.redis
async def test_the_same_with_postgresql_and_pokes_over_redis(cast, own_hub, hall, over_redis):
    await walk(cast, own_hub, hall)
    assert over_redis.sent > len(KINDS)
    assert over_redis.failed == 0
