"""The table of screens that change while somebody looks at them.

Whoever builds a screen adds its row; paths, sockets, live answers and tests follow from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from games.access import Viewer, ViewerKind
from games.live import cockpit, projector, review, seats
from games.selectors import receipts, region, settlement

Context = Callable[[Viewer], Mapping[str, Any]]


class Sharing(StrEnum):
    """Who sees the same bytes: everybody of the screen's kind in a game, or one team."""

    GAME = "game"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Screen:
    """One live screen.

    ``segment`` is the last part of a player screen's path ("" for the screens with a path of
    their own); ``context`` gives everything the region templates need and gets a viewer without
    seat and user, and without team unless the screen is shared by team.
    """

    name: str
    segment: str
    kind: ViewerKind
    sharing: Sharing
    context: Context
    regions: tuple[str, ...]


class Audience(NamedTuple):
    """Those who get the same bytes; the key of cache and registry."""

    game_id: int
    screen: str
    team_id: int | None
    language: str


def _table(*rows: Screen) -> dict[str, Screen]:
    return {row.name: row for row in rows}


_FRAME = (
    "parts/regions/goto.html",
    "parts/regions/stand.html",
    "parts/regions/timer.html",
    "parts/regions/pause.html",
)
"""Regions around every participant's page."""


def _seat(name: str, segment: str, context: Context, *regions: str) -> Screen:
    """A participants' screen, rendered once per team."""
    return Screen(name, segment, ViewerKind.PLAYER, Sharing.TEAM, context, (*_FRAME, *regions))


SCREENS: dict[str, Screen] = _table(
    _seat("lobby", "warteraum", seats.lobby_context, "lobby/regions/teams.html"),
    _seat(
        "board",
        "rathaus",
        seats.board_context,
        "rathaus/regions/draft.html",
        "rathaus/regions/effects.html",
        "rathaus/regions/kpis.html",
        "rathaus/regions/news.html",
        "rathaus/regions/fall.html",
        "rathaus/regions/neighbours.html",
        "rathaus/regions/mates.html",
        "rathaus/regions/progress.html",
    ),
    _seat("settlement", "abrechnung", settlement.live_context, "abrechnung/regions/over.html"),
    _seat("region", "region", region.live_context, "region/regions/figures.html"),
    _seat("history", "verlauf", receipts.live_context, "verlauf/regions/receipts.html"),
    Screen(
        "cockpit",
        "",
        ViewerKind.FACILITATOR,
        Sharing.GAME,
        context=cockpit.live_context,
        regions=(
            "cockpit/regions/goto.html",
            "cockpit/regions/head.html",
            "cockpit/regions/clock.html",
            "cockpit/regions/teams.html",
            "cockpit/regions/rounds.html",
            "cockpit/regions/log.html",
        ),
    ),
    Screen(
        "projector",
        "",
        ViewerKind.PROJECTOR,
        Sharing.GAME,
        context=projector.live_context,
        regions=(
            "projektor/regions/goto.html",
            "projektor/regions/head.html",
            "projektor/regions/main.html",
            "projektor/regions/ticker.html",
        ),
    ),
    Screen(
        "review",
        "",
        ViewerKind.REVIEW,
        Sharing.GAME,
        context=review.live_context,
        regions=("rueckschau/regions/goto.html", "rueckschau/regions/stand.html"),
    ),
)


def by_segment(segment: str) -> Screen | None:
    """The player screen with this last part of the path."""
    found = (screen for screen in SCREENS.values() if segment and screen.segment == segment)
    return next(found, None)


def audience_of(viewer: Viewer, screen: Screen, language: str) -> Audience:
    """The audience a viewer of a screen belongs to."""
    team_id = viewer.team_id if screen.sharing is Sharing.TEAM else None
    return Audience(viewer.game_id, screen.name, team_id, language)


def viewer_for(audience: Audience) -> Viewer:
    """The viewer an answer is made for: nobody in particular of this audience."""
    kind = SCREENS[audience.screen].kind
    return Viewer(kind, audience.game_id, team_id=audience.team_id)


def concerns(audience: Audience, team_id: int | None) -> bool:
    """Whether a change can be seen here; ``team_id`` None: a change that all may see."""
    if team_id is None or audience.team_id == team_id:
        return True
    return SCREENS[audience.screen].kind is ViewerKind.FACILITATOR
