"""What a socket shows to be let in, and whom it turns out to be: as the views resolve it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, parse_cookie

from games import access
from games.access import Viewer, ViewerKind
from games.live.screens import SCREENS, Screen, by_segment
from games.roles import Right, right_for


@dataclass(frozen=True, slots=True)
class Claim:
    """What was shown: the hash of a device, a session's key or a link's token.

    ``right``: what a facilitator's role must include to look at the screen that was asked for.
    Called, it asks the database anew each time; None: nobody who may look (any more).
    """

    kind: ViewerKind
    shown: str | None
    game: UUID | None = None
    right: Right = Right.LOOK

    def __call__(self) -> Viewer | None:
        """Who holds it now."""
        if self.game is None:
            return access.by_link(self.kind, self.shown or "")
        if self.kind is ViewerKind.PLAYER:
            return access.player_on(self.game, self.shown)
        viewer = _facilitator(self.game, self.shown)
        return viewer if viewer is not None and viewer.may(self.right) else None


def holders(game_id: int, claims: Collection[Claim]) -> dict[Claim, Viewer | None]:
    """Who holds each claim on a game now: one query for all players, one look for each other."""
    seated = any(claim.kind is ViewerKind.PLAYER for claim in claims)
    players = access.players_of(game_id) if seated else {}
    return {
        claim: players.get(claim.shown or "") if claim.kind is ViewerKind.PLAYER else claim()
        for claim in claims
    }


_STAMP_DIGITS = 18


def screen_of(scope: Mapping[str, Any]) -> Screen | None:
    """The screen a socket's path names."""
    arguments = scope["url_route"]["kwargs"]
    name = arguments.get("screen")
    return SCREENS.get(name) if name else by_segment(arguments.get("segment", ""))


def claim_of(scope: Mapping[str, Any], screen: Screen) -> Claim:
    """How to find out who holds this socket."""
    arguments = scope["url_route"]["kwargs"]
    if screen.kind is ViewerKind.PLAYER:
        cookie = _cookies(scope).get(settings.SEAT_COOKIE_NAME)
        return Claim(screen.kind, access.device_of(cookie), arguments["game"])
    if screen.kind is ViewerKind.FACILITATOR:
        session = _cookies(scope).get(settings.SESSION_COOKIE_NAME)
        return Claim(screen.kind, session, arguments["game"], right_for(screen.name))
    return Claim(screen.kind, arguments["token"])


def _facilitator(game: UUID, session_key: str | None) -> Viewer | None:
    # A fresh request each time: a session that was logged out must not live on here.
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    return access.facilitator(game, get_user(request).pk)


def known_stamp(text: str | None) -> int | None:
    """A client's stamp, or None where it is not a plain number."""
    if text and text.isascii() and text.isdecimal() and len(text) <= _STAMP_DIGITS:
        return int(text)
    return None


def asked_for(scope: Mapping[str, Any]) -> tuple[int | None, str]:
    """Known stamp and language in the query string; an unknown language is the default one."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    language = query.get("sprache", [""])[0]
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    return known_stamp(query.get("v", [""])[0]), language


def _cookies(scope: Mapping[str, Any]) -> dict[str, str]:
    headers = (value for name, value in scope.get("headers", ()) if name == b"cookie")
    return dict(parse_cookie(b"; ".join(headers).decode("latin-1")))
