"""The way to the other screens of a team: tabs at the top, on a phone a bar at the bottom.

A screen that teams can go to has a row in ``PLACES``. The first ``ON_THE_BAR`` of those that are
shown stand on the phone's bar, the others behind "Mehr".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from games.access import Viewer
from games.selectors import pacts, talk_rows
from games.selectors.awarding import votes_due
from games.selectors.deals import offers_waiting
from games.selectors.frame import Frame

ON_THE_BAR = 4


@dataclass(frozen=True, slots=True)
class Tab:
    """A way to a screen. ``badge``: how many things wait there for the team."""

    route: str
    label: str
    short: str
    icon: str
    here: bool
    badge: int


@dataclass(frozen=True, slots=True)
class Tabs:
    """All tabs, those on the phone's bar, and those behind "Mehr"."""

    all: tuple[Tab, ...]

    @property
    def bar(self) -> tuple[Tab, ...]:
        """What stands on the phone's bar."""
        return self.all[:ON_THE_BAR]

    @property
    def more(self) -> tuple[Tab, ...]:
        """What stands behind "Mehr" on a phone."""
        return self.all[ON_THE_BAR:]

    @property
    def more_here(self) -> bool:
        """Whether the screen on show is one of those behind "Mehr"."""
        return any(tab.here for tab in self.more)

    @property
    def more_badge(self) -> int:
        """What waits on the screens behind "Mehr"."""
        return sum(tab.badge for tab in self.more)


@dataclass(frozen=True, slots=True)
class _Place:
    route: str
    label: str
    icon: str
    short: str = ""
    shown: Callable[[Frame], bool] = lambda _frame: True
    views: tuple[str, ...] = ()
    """Screens of the same place, reached from its first one."""


def _plays(frame: Frame) -> bool:
    return frame.goto != "lobby"


def _has_fund(frame: Frame) -> bool:
    return _plays(frame) and frame.has_fund


PLACES = (
    _Place("lobby", gettext_noop("Warteraum"), "home", shown=lambda frame: not _plays(frame)),
    _Place(
        "recap",
        gettext_noop("Blitzlicht"),
        "bolt",
        shown=lambda frame: frame.asks,
    ),
    _Place(
        "debrief",
        gettext_noop("Auswertung"),
        "talk",
        shown=lambda frame: frame.has_board,
    ),
    _Place("board", gettext_noop("Rathaus"), "council", shown=_plays),
    _Place(
        "agreements",
        gettext_noop("Vereinbarungen"),
        "hands",
        short=gettext_noop("Verträge"),
        shown=_plays,
        views=("offers",),
    ),
    _Place("fund", gettext_noop("Fonds"), "fund", shown=_has_fund),
    _Place("talks", gettext_noop("Gespräche"), "talk", shown=_plays, views=("pacts",)),
    _Place(
        "region",
        gettext_noop("Region & Daten"),
        "chart",
        short=gettext_noop("Region"),
        views=("data",),
    ),
    _Place("settlement", gettext_noop("Abrechnung"), "table"),
    _Place("history", gettext_noop("Verlauf"), "bookmark"),
    _Place("recap", gettext_noop("Blitzlicht"), "bolt", shown=lambda frame: frame.has_answers),
)

BADGES: Mapping[str, Callable[[Viewer], int]] = {
    "talks": lambda viewer: talk_rows.unread(viewer) + pacts.invitations(viewer),
    "agreements": offers_waiting,
    "fund": votes_due,
}
"""What waits on a screen, by its route; each costs at most one query (``reading.shared``)."""


def tabs(viewer: Viewer, frame: Frame, screen: str) -> Tabs:
    """The tabs as they stand on a screen; the board alone while everybody is led on it."""
    language = get_language() or ""
    return Tabs(
        tuple(
            _tab(
                place,
                screen in (place.route, *place.views),
                BADGES[place.route](viewer) if place.route in BADGES else 0,
                language,
            )
            for place in PLACES
            if place.shown(frame) and (place.route == "debrief" or not frame.led)
        )
    )


@lru_cache(maxsize=512)
def _tab(place: _Place, here: bool, badge: int, _language: str) -> Tab:  # noqa: FBT001
    # All screens of all teams are made anew with each decision, and their tabs stay the same.
    return Tab(
        route=place.route,
        label=_(place.label),
        short=_(place.short or place.label),
        icon=place.icon,
        here=here,
        badge=badge,
    )
