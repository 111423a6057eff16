"""The table of screens that change while somebody looks at them.

Whoever builds a screen adds its row; paths, sockets, live answers and tests follow from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple

from games.access import Viewer, ViewerKind
from games.enums import Role
from games.live import cockpit, projector, review, seats
from games.selectors import (
    agreements,
    call,
    debrief,
    debrief_lead,
    demography,
    fund,
    lead_talks,
    offer_page,
    pacts,
    recap,
    receipts,
    region,
    settlement,
    talks,
)

Context = Callable[[Viewer], Mapping[str, Any]]


class Sharing(StrEnum):
    """Who sees the same bytes: all of the screen's kind in a game, one team, or one role."""

    GAME = "game"
    TEAM = "team"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Screen:
    """One live screen.

    ``segment`` is the last part of a player screen's path ("" for the screens with a path of
    their own); ``context`` gives everything the region templates need and gets a viewer without
    seat and user, without team unless the screen is shared by team, and without role unless it is
    shared by role.
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
    role: Role | None = None


def _table(*rows: Screen) -> dict[str, Screen]:
    return {row.name: row for row in rows}


_FRAME = (
    "parts/regions/goto.html",
    "parts/regions/stand.html",
    "parts/regions/timer.html",
    "parts/regions/pause.html",
    "parts/regions/help.html",
    "parts/regions/tabs.html",
    "parts/regions/bottomnav.html",
)
"""Regions around every participant's page."""


DEBRIEF_STEPS = tuple(f"auswertung/regions/step{number}.html" for number in range(1, 7))
"""The steps of the debrief: people who look around by themselves are at different ones."""
DEBRIEF_ASKED = tuple(f"auswertung/regions/asked{number}.html" for number in range(1, 7))
"""The questions to each step."""


def _seat(name: str, segment: str, context: Context, *regions: str) -> Screen:
    """A participants' screen, rendered once per team."""
    framed = partial(seats.framed, name, context)
    return Screen(name, segment, ViewerKind.PLAYER, Sharing.TEAM, framed, (*_FRAME, *regions))


SCREENS: dict[str, Screen] = _table(
    _seat("lobby", "warteraum", seats.lobby_context, "lobby/regions/teams.html"),
    _seat(
        "board",
        "rathaus",
        seats.board_context,
        "parts/regions/draft.html",
        "rathaus/regions/effects.html",
        "rathaus/regions/kpis.html",
        "rathaus/regions/news.html",
        "rathaus/regions/fall.html",
        "rathaus/regions/standing.html",
        "rathaus/regions/neighbours.html",
        "rathaus/regions/mates.html",
        "rathaus/regions/progress.html",
    ),
    _seat(
        "talks",
        "gespraeche",
        talks.live_context,
        "gespraeche/regions/list.html",
        "gespraeche/regions/plenary.html",
        "gespraeche/regions/towns.html",
        "gespraeche/regions/facilitator.html",
    ),
    _seat(
        "pacts",
        "absprachen",
        pacts.live_context,
        "parts/regions/draft.html",
        "parts/regions/timebudget.html",
        "absprachen/regions/invitations.html",
        "absprachen/regions/figures.html",
        "absprachen/regions/building.html",
        "absprachen/regions/promises.html",
    ),
    _seat(
        "agreements",
        "vereinbarungen",
        agreements.live_context,
        "parts/regions/draft.html",
        "vereinbarungen/regions/angebote.html",
        "vereinbarungen/regions/unterschrieben.html",
        "parts/regions/timebudget.html",
        "vereinbarungen/regions/ruecklage.html",
    ),
    _seat(
        "offers",
        "angebote",
        offer_page.pulse_context,
        "parts/regions/timebudget.html",
        "angebot/regions/pulse.html",
    ),
    _seat(
        "fund",
        "fonds",
        fund.live_context,
        "parts/regions/draft.html",
        "parts/regions/timebudget.html",
        "fonds/regions/head.html",
        "fonds/regions/why.html",
        "fonds/regions/bars.html",
        "fonds/regions/effects.html",
        "fonds/regions/pleas.html",
        "fonds/regions/scoring.html",
        "fonds/regions/ranking.html",
    ),
    _seat("settlement", "abrechnung", settlement.live_context, "abrechnung/regions/over.html"),
    _seat("region", "region", region.live_context, "region/regions/figures.html"),
    _seat(
        "data",
        "daten",
        demography.live_context,
        "parts/regions/draft.html",
        "daten/regions/figures.html",
        "daten/regions/sharing.html",
    ),
    _seat(
        "recap",
        "blitzlicht",
        recap.live_context,
        "blitzlicht/regions/guess.html",
        "blitzlicht/regions/results.html",
    ),
    _seat(
        "debrief",
        "auswertung",
        debrief.live_context,
        "auswertung/regions/mode.html",
        "auswertung/regions/subject.html",
        *DEBRIEF_ASKED,
        *DEBRIEF_STEPS,
        "auswertung/regions/resolutions.html",
    ),
    _seat("help", "hilfe", call.live_context, "hilfe/regions/call.html"),
    _seat("history", "verlauf", receipts.live_context, "verlauf/regions/receipts.html"),
    Screen(
        "cockpit",
        "",
        ViewerKind.FACILITATOR,
        Sharing.ROLE,
        context=cockpit.live_context,
        regions=(
            "cockpit/regions/goto.html",
            "cockpit/regions/head.html",
            "cockpit/regions/clock.html",
            "cockpit/regions/recap.html",
            "cockpit/regions/teams.html",
            "cockpit/regions/rounds.html",
            "cockpit/regions/wall.html",
            "cockpit/regions/inbox.html",
            "cockpit/regions/notes.html",
            "cockpit/regions/steering.html",
            "cockpit/regions/log.html",
        ),
    ),
    Screen(
        "lead_talks",
        "",
        ViewerKind.FACILITATOR,
        Sharing.ROLE,
        context=lead_talks.live_context,
        regions=(
            "cockpit/regions/messages.html",
            "cockpit/regions/plenary.html",
        ),
    ),
    Screen(
        "lead_debrief",
        "",
        ViewerKind.FACILITATOR,
        Sharing.ROLE,
        context=debrief_lead.live_context,
        regions=(
            "auswertung/regions/lead_goto.html",
            "auswertung/regions/lead_mode.html",
            "auswertung/regions/lead_steps.html",
            "auswertung/regions/lead_questions.html",
            "auswertung/regions/lead_subjects.html",
            "auswertung/regions/lead_vote.html",
            *DEBRIEF_STEPS,
            "auswertung/regions/lead_resolutions.html",
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
    role = viewer.role if screen.sharing is Sharing.ROLE else None
    return Audience(viewer.game_id, screen.name, team_id, language, role)


def viewer_for(audience: Audience) -> Viewer:
    """The viewer an answer is made for: nobody in particular of this audience."""
    kind = SCREENS[audience.screen].kind
    return Viewer(kind, audience.game_id, team_id=audience.team_id, role=audience.role)


def concerns(audience: Audience, team_id: int | None) -> bool:
    """Whether a change can be seen here; ``team_id`` None: a change that all may see.

    Facilitators see those of every team, and those of no team (``poke.FACILITATORS``).
    """
    if team_id is None or audience.team_id == team_id:
        return True
    return SCREENS[audience.screen].kind is ViewerKind.FACILITATOR
