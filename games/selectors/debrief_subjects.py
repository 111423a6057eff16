"""What the facilitator can put before everybody in the debrief.

As on the wall, the choice alone is kept, and what there is of it is asked anew each time. Only what
the whole room may know can be chosen; a note of the facilitator becomes public by being shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from games.access import Viewer, ViewerKind, link_token
from games.charts.figure import Figure
from games.charts.pictures.chosen import query_of
from games.charts.shown import otherwise, pictures
from games.charts.shown.find import Charts, chart, charts
from games.charts.shown.pictures import Picked, Ways
from games.enums import DebriefSubject, ProjectorView
from games.models import Game
from games.selectors.bound_moments import bound_moment
from games.selectors.debrief_moments import Moment, moment_of, moment_url, moments, review_url
from games.selectors.debrief_state import Steered
from games.selectors.memo import Newest, Same
from games.selectors.record import Record, record_of
from games.selectors.turning_points import turning_points

PAGES: Mapping[str, Callable[[], str]] = {
    "review": lambda: _("Überblick"),
    "review_story": lambda: _("Geschichte"),
    "review_what_if": lambda: _("Was wäre, wenn"),
}
"""Pages of the review that can be shown, by route."""
DIGITS = 12
MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class Subject:
    """What is shown: its name, some words, a chart, and where to read more ("" = nowhere)."""

    kind: DebriefSubject
    item: str
    title: str = ""
    text: str = ""
    figure: Figure | None = None
    url: str = ""

    @property
    def is_cards(self) -> bool:
        """Whether the cards of the step are what everybody looks at."""
        return self.kind is DebriefSubject.CARDS

    @property
    def page(self) -> int:
        """Page of the cards that the wall was turned to; 0: it chooses by itself."""
        return _number(self.item) if self.is_cards else 0

    @property
    def is_blank(self) -> bool:
        """Whether nothing is shown, so that people look at each other."""
        return self.kind is DebriefSubject.BLANK


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: charts, pages as (route, name), moments, and turning points.

    ``ways``: the picture that is shown for other rounds and municipalities. ``turning``: number of
    the round and sentence of each.
    """

    charts: Charts
    ways: Ways
    turning: tuple[tuple[int, str], ...]
    pages: tuple[tuple[str, str], ...]
    moments: tuple[Moment, ...]


def can_show(game: Game, kind: DebriefSubject, item: str) -> bool:
    """Whether there is such a thing to show."""
    if kind is DebriefSubject.CARDS:
        return not item or _number(item) > 0
    if kind is DebriefSubject.BLANK:
        return not item
    return _found(game, kind, item) is not None


def subject_of(game: Game, board: Steered) -> Subject:
    """What everybody shall look at; the cards where what was chosen is no longer there.

    A chart that was put on the wall from the cockpit goes before: devices show what the wall shows.
    """
    if game.projector_view == ProjectorView.CHART:
        by_hand = _found(game, DebriefSubject.CHART, game.projector_item)
        if by_hand is not None:
            return by_hand
    if board.kind is DebriefSubject.BLANK:
        return Subject(board.kind, "")
    if board.kind is DebriefSubject.CARDS:
        return Subject(board.kind, board.item)
    return _found(game, board.kind, board.item) or Subject(DebriefSubject.CARDS, "")


def choices(game: Game, shown: Subject) -> Choices:
    """What the facilitator may choose from, beside what is ``shown``."""
    return Choices(
        charts=charts(game, shown.item),
        ways=pictures.ways(game, shown.item),
        turning=_turning(game),
        pages=_pages(),
        moments=moments(game.pk),
    )


def _pages() -> tuple[tuple[str, str], ...]:
    return tuple((route, title()) for route, title in PAGES.items())


def _found(game: Game, kind: DebriefSubject, item: str) -> Subject | None:
    if kind is DebriefSubject.CHART:
        return _chart(game, item)
    if kind is DebriefSubject.PAGE:
        return _page(game, item)
    if kind is DebriefSubject.TURNING:
        return _turn(game, item)
    if kind is DebriefSubject.WHAT_IF:
        return _what_if(game, item)
    moment = moment_of(game, _number(item))
    if moment is None:
        return None
    return Subject(kind, item, moment.title, moment.text, url=moment_url(game, moment.number))


def _chart(game: Game, item: str) -> Subject | None:
    figure = chart(game, item)
    if figure is None:
        return None
    now = pictures.picked(game, item)
    url = picture_url(game, now) if now else ""
    return Subject(DebriefSubject.CHART, item, figure.title, figure.finding, figure, url)


def picture_url(game: Game, picture: Picked) -> str:
    """Where the picture stands in the review."""
    token = link_token(ViewerKind.REVIEW, game)
    page = reverse("review_theme", kwargs={"token": token, "theme": picture.theme.slug})
    return f"{page}{query_of(picture.look)}#{picture.figure}-karte"


def _page(game: Game, item: str) -> Subject | None:
    if item not in PAGES:
        return None
    return Subject(DebriefSubject.PAGE, item, PAGES[item](), url=review_url(game, item))


def _turn(game: Game, item: str) -> Subject | None:
    """A turning point by its place in the story, from 1, or a moment by its kind."""
    found = _at_place(game, _number(item)) or _of_kind(game, item)
    if found is None:
        return None
    number, text = found
    url = f"{review_url(game, 'review_story')}#runde-{number}"
    title = _("Wendepunkt in Runde %(number)s") % {"number": number}
    return Subject(DebriefSubject.TURNING, item, title, text, url=url)


def _at_place(game: Game, place: int) -> tuple[int, str] | None:
    points = _turning(game)
    return points[place - 1] if 1 <= place <= len(points) else None


def _of_kind(game: Game, name: str) -> tuple[int, str] | None:
    record = _record(game)
    found = bound_moment(record, name) if record else None
    return (found.round_number, found.text) if found else None


def _what_if(game: Game, item: str) -> Subject | None:
    """The game under what an address of "what if" asks for; ``item`` is its query."""
    figure = chart(game, otherwise.item_of(item))
    if figure is None:
        return None
    url = f"{review_url(game, 'review_what_if')}?{item}"
    return Subject(DebriefSubject.WHAT_IF, item, figure.title, figure.finding, figure, url)


def _turning(game: Game) -> tuple[tuple[int, str], ...]:
    record = _record(game)
    if record is None or not record.rounds:
        return ()
    key = (Same(record.settlements[-1]), get_language())
    known = _points.get(key)
    if known is None:
        known = tuple((each.round_number, each.text) for each in turning_points(record))
        _points.put(key, known)
    return known


def _record(game: Game) -> Record | None:
    return record_of(_viewer(game))


def _viewer(game: Game) -> Viewer:
    return Viewer(ViewerKind.REVIEW, game.pk)


def _number(item: str) -> int:
    plain = item.isascii() and item.isdecimal() and len(item) <= DIGITS
    return int(item) if plain else 0


_points: Newest[tuple[tuple[int, str], ...]] = Newest(MOST_KEPT)
