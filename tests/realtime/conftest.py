"""A small game, a screen that shows its stamp and name, and sockets to look at it with."""

import asyncio
from dataclasses import dataclass

import pytest
import pytest_asyncio
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.contrib.auth import get_user_model
from django.utils import timezone

from games import access, consumers
from games.access import ViewerKind
from games.live import push
from games.live.answer import Answers
from games.live.push import Hub
from games.live.registry import Registry
from games.live.screens import SCREENS, Screen, Sharing
from games.models import Device, Game, ScenarioVersion, Seat, Team
from games.routing import websocket_urlpatterns
from tests.factories import WorkshopFactory

REGION = '<p id="r-what">{{ who }}: {{ what }}</p>'


@dataclass
class SmallGame:
    """Two teams of one seat each; ``cookie`` and ``seat`` by team name."""

    game: Game
    teams: dict[str, Team]
    seats: dict[str, Seat]
    cookies: dict[str, str]

    def path(self, screen="board"):
        """Address of a player screen's socket."""
        return f"/ws/spiel/{self.game.public_id}/{SCREENS[screen].segment}/"


def make_game(owner_name="leitung"):
    """A game in the lobby without any service: what sockets do must not hang on those."""
    now = timezone.now()
    owner, _ = get_user_model().objects.get_or_create(username=owner_name)
    scenario, _ = ScenarioVersion.objects.get_or_create(
        digest="d", defaults={"slug": "s", "name": "S", "content": {}, "loaded_at": now}
    )
    workshop = WorkshopFactory(owner=owner)
    game = Game.objects.create(
        name="Aue", owner=owner, workshop=workshop, scenario=scenario,
        cooperation_model="alles", seed="1", rounds=3,
        round_phases=[], phase_minutes={}, join_code=Game.objects.count(), created_at=now,
    )  # fmt: skip
    teams, seats, cookies = {}, {}, {}
    for position, name in enumerate(("Auestadt", "Moorweiler")):
        team = Team.objects.create(game=game, town=name.lower(), name=name, position=position)
        seat = Seat.objects.create(game=game, team=team, code=f"{game.pk}{position}", name=name)
        token = f"token-{game.pk}-{name}"
        Device.objects.create(seat=seat, token_hash=access.hash_token(token), created_at=now)
        teams[name], seats[name] = team, seat
        cookies[name] = access.sign_device_token(token)
    return SmallGame(game, teams, seats, cookies)


def raise_version(game, team=None):
    """What ``writing`` does to the stamps."""
    row = team or game
    row.version += 1
    type(row).objects.filter(pk=row.pk).update(version=row.version)


def _shown(viewer):
    game = Game.objects.get(pk=viewer.game_id)
    team = Team.objects.filter(pk=viewer.team_id).first()
    return {"who": team.name if team else "alle", "what": f"{game.version}/{team and team.version}"}


@pytest.fixture
def screens(monkeypatch, settings):
    """One screen for each way of sharing, whatever the product's table holds."""
    loader = (
        "django.template.loaders.locmem.Loader",
        {"what.html": REGION},
    )
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [loader]},
        }
    ]
    rows = (
        ("board", "rathaus", ViewerKind.PLAYER, Sharing.TEAM),
        ("lobby", "warteraum", ViewerKind.PLAYER, Sharing.GAME),
        ("cockpit", "", ViewerKind.FACILITATOR, Sharing.GAME),
        ("projector", "", ViewerKind.PROJECTOR, Sharing.GAME),
        ("review", "", ViewerKind.REVIEW, Sharing.GAME),
    )
    table = {
        name: Screen(name, segment, kind, sharing, _shown, ("what.html",))
        for name, segment, kind, sharing in rows
    }
    monkeypatch.setattr("games.live.screens.SCREENS", table)
    for module in ("answer", "claims", "http"):
        monkeypatch.setattr(f"games.live.{module}.SCREENS", table)
    monkeypatch.setitem(globals(), "SCREENS", table)
    return table


@pytest.fixture
def small_game(transactional_db):
    """A game whose rows other threads can see."""
    return make_game()


@pytest_asyncio.fixture
async def own_hub(monkeypatch, transactional_db):
    """This test's own hub, registry and cache behind the consumers."""
    registry = Registry()
    fresh = Hub(registry, Answers())
    monkeypatch.setattr(push, "hub", fresh)
    monkeypatch.setattr(consumers, "hub", fresh)
    monkeypatch.setattr(consumers, "registry", registry)
    yield fresh
    await fresh.run(_close_connection)
    fresh.stop()


@pytest.fixture
def hub(screens, own_hub):
    """The same, with one small screen for each way of sharing."""
    return own_hub


def _close_connection():
    from django.db import connection

    connection.close()


class Client:
    """A browser's side of a socket."""

    def __init__(self, path, cookies=None):
        header = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
        headers = [(b"cookie", header.encode())] if header else []
        self.wire = WebsocketCommunicator(URLRouter(websocket_urlpatterns), path, headers=headers)

    async def open(self):
        """Shake hands; True where the server did."""
        connected, _ = await self.wire.connect()
        return connected

    async def frame(self, seconds=1):
        """The next text, which must come within some seconds."""
        return await self.wire.receive_from(seconds)

    async def close_code(self):
        """The code the server closes with; texts before it are passed over."""
        while True:
            message = await self.wire.receive_output()
            if message["type"] == "websocket.close":
                return message["code"]

    async def send(self, text):
        """Send a text."""
        await self.wire.send_to(text_data=text)

    async def is_silent(self):
        """Nothing comes although everything under way has been dealt with."""
        return await self.wire.receive_nothing()


@pytest_asyncio.fixture
async def dial(own_hub):
    """Make clients that are hung up at the end."""
    clients = []

    def make(path, cookies=None):
        clients.append(Client(path, cookies))
        return clients[-1]

    yield make
    for client in clients:
        await client.wire.disconnect()
    await asyncio.sleep(0)


@pytest.fixture
def connect(hub, dial):
    """The same, for the small screens."""
    return dial


@pytest.fixture
def seat_cookie(settings):
    """Cookies of somebody sitting in a game."""

    def cookies(small_game, name="Auestadt"):
        return {settings.SEAT_COOKIE_NAME: small_game.cookies[name]}

    return cookies
