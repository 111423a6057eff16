"""The pictures of docs/spielleitung.md: a workshop of two regions, and a game at its decisions."""

from collections.abc import Callable
from pathlib import Path

from tests.e2e.browsing import Visitors
from tests.e2e.harness import Server
from tools.pictures import game, workshop

FACILITATOR = "birgit.lorenzen"
SCENES: tuple[Callable[..., None], ...] = (workshop.take, game.take)


def take(visitors: Visitors, server: Server, folder: Path) -> None:
    """Play and write the pictures into ``folder``."""
    told = server.manage("create_facilitator", FACILITATOR)
    username, password = (line.split(": ")[1] for line in told.strip().splitlines())
    account = {"username": username, "password": password}
    for scene in SCENES:
        scene(visitors, server, account, folder)
