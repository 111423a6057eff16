"""The authorisation matrix as tests read it, and the eight kinds of browsers that try it."""

import tomllib
import uuid
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from games.access import ViewerKind, link_token
from games.enums import ROUND_PHASES
from tests.cast import Cast

FILE = Path(settings.BASE_DIR) / "games" / "access_matrix.toml"
FORGED = "0123456789abcdef-1~forged"
LOGIN = "/leitung/anmelden/"


@dataclass(frozen=True)
class Row:
    """One line: who gets which answer from one address in one situation."""

    situation: str
    method: str
    name: str
    expected: tuple[int | str, ...]

    def __str__(self):
        return f"{self.situation} {self.method} {self.name}"


def load():
    """Kinds of viewers, rows of the addresses, and rows of the sockets by screen."""
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    rows = [
        Row(situation, method, name, tuple(expected))
        for situation in content["situations"]
        for method, table in content[situation].items()
        for name, expected in table.items()
    ]
    return content["kinds"], rows, content["sockets"]


def route_names():
    """Names of all addresses of the project; an address without a name is an error."""
    return {_name(pattern) for pattern in _patterns(get_resolver())}


def _patterns(resolver):
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from _patterns(entry)
        else:
            yield entry


def _name(pattern):
    assert pattern.name, f"{pattern.pattern} has no name"
    return pattern.name


class Browsers:
    """What each kind of viewer holds: a cookie, a session, a link, or nothing."""

    def __init__(self, cast: Cast):
        self.cast = cast
        game = cast.game
        self.tokens = {
            "projector": link_token(ViewerKind.PROJECTOR, game),
            "review": link_token(ViewerKind.REVIEW, game),
        }

    def client(self, kind: str) -> Client:
        """A fresh browser of this kind."""
        client = Client(raise_request_exception=False)
        seats = {
            "team_mate": self.cast.ben,
            "player": self.cast.anna,
            "other_team": self.cast.dora,
            "other_game": self.cast.carl,
        }
        accounts = {"owner": self.cast.frieda, "other_facilitator": self.cast.franz}
        if kind in seats:
            client.cookies[settings.SEAT_COOKIE_NAME] = seats[kind].cookie
        if kind in accounts:
            client.force_login(accounts[kind].user, "django.contrib.auth.backends.ModelBackend")
        return client

    def arguments(self, kind: str) -> dict[str, object]:
        """What stands in the addresses that this kind of viewer asks for."""
        return {
            "game_id": self.cast.game.public_id,
            "token": self.tokens.get(kind, FORGED),
            "seat_id": self.cast.anna.viewer.seat_id,
            "code": self.cast.game.join_code,
            "number": 1,
        }


def body(name: str, cast: Cast) -> dict[str, object]:
    """A well-formed body for a command."""
    anna = cast.anna.viewer
    stands = {"request_id": str(uuid.uuid4()), "round": 2, "revision": 0}
    if name.startswith("cockpit_"):
        stands |= {"expected_round": 2, "expected_phase": "deciding"}
    extra = {
        "join": {"code": cast.game.join_code},
        "join_code": {"name": "Neu", "team": anna.team_id},
        "draft_save": {"levels.verwaltung": "sparen"},
        "ready": {"phase": "deciding", "ready": "1"},
        "cockpit_advance": {"confirmed": "1"},
        "cockpit_time": {"seconds": 60},
        "cockpit_pause": {"paused": "1"},
        "cockpit_lobby": {"locked": "1"},
        "cockpit_bot": {"team": anna.team_id, "bot": "reziprok"},
        "seat_move": {"team": cast.dora.viewer.team_id},
        "game_create": {
            "name": "Neu",
            "scenario": "einstieg",
            "rounds": 2,
            "model": "",
            "advance_mode": "manual",
            "missing_rule": "draft",
            "seats_per_team": 0,
            **{f"minutes_{phase}": 0 for phase in ROUND_PHASES},
        },
        "login": {"username": "frieda", "password": "falsch"},
    }
    return stands | extra.get(name, {})


def answer_of(response) -> int | str:
    """The status, or "login" where the answer leads to the login form."""
    if response.status_code == 302 and response["Location"].startswith(LOGIN):
        return "login"
    return response.status_code
