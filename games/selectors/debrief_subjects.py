"""What the facilitator can put before everybody in the debrief.

As on the wall, the choice alone is kept, and what there is of it is asked anew each time. Only what
the whole room may know can be chosen; a note of the facilitator becomes public by being shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from games.access import Viewer, ViewerKind, link_token
from games.charts.figure import Figure
from games.charts.pictures.themes import THEMES
from games.enums import DebriefSubject
from games.models import Game, Note
from games.selectors.bound_moments import bound_moment
from games.selectors.debrief_state import Steered
from games.selectors.labels import phase_label
from games.selectors.memo import Newest, Same, shared
from games.selectors.moments.track import track_of
from games.selectors.moments.ways import station_of
from games.selectors.record import Record, record_of
from games.selectors.scenarios import scenario_of
from games.selectors.turning_points import turning_points
from games.selectors.wall import CHARTS, chart_figure, chart_title
from games.selectors.whatif.page import PARAMETER, query_of, what_if
from games.selectors.whatif.wishes import MOST

PAGES: Mapping[str, Callable[[], str]] = {
    "review": lambda: _("Überblick"),
    "review_story": lambda: _("Geschichte"),
    "review_what_if": lambda: _("Was wäre, wenn"),
}
"""Pages of the review that can be shown, by route; the themes of the pictures come with them."""
THEME = "review_theme/"
ITEM_SIGNS = 400
DIGITS = 12
MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that the facilitator noted: number of its log entry, when it was, and the note."""

    number: int
    round_number: int
    phase: str
    text: str

    @property
    def title(self) -> str:
        """When it was."""
        if not self.round_number:
            return _("Vor der ersten Runde")
        named = {"number": self.round_number, "phase": phase_label(self.phase)}
        return _("Runde %(number)s · %(phase)s") % named


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
    def is_blank(self) -> bool:
        """Whether nothing is shown, so that people look at each other."""
        return self.kind is DebriefSubject.BLANK


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: charts and pages as (item, name), moments, and turning points.

    ``turning``: number of the round and sentence of each.
    """

    charts: tuple[tuple[str, str], ...]
    turning: tuple[tuple[int, str], ...]
    pages: tuple[tuple[str, str], ...]
    moments: tuple[Moment, ...]


def can_show(game: Game, kind: DebriefSubject, item: str) -> bool:
    """Whether there is such a thing to show."""
    if kind in (DebriefSubject.CARDS, DebriefSubject.BLANK):
        return not item
    return _found(game, kind, item) is not None


def subject_of(game: Game, board: Steered) -> Subject:
    """What everybody shall look at; the cards where what was chosen is no longer there."""
    if board.kind is DebriefSubject.BLANK:
        return Subject(board.kind, "")
    found = None if board.kind is DebriefSubject.CARDS else _found(game, board.kind, board.item)
    return found or Subject(DebriefSubject.CARDS, "")


def choices(game: Game) -> Choices:
    """What the facilitator may choose from."""
    rounds = game.round_number > 0
    return Choices(
        charts=tuple((each, chart_title(each)) for each in CHARTS) if rounds else (),
        turning=_turning(game),
        pages=_pages(),
        moments=moments(game.pk),
    )


@shared
def moments(game_id: int) -> tuple[Moment, ...]:
    """What the facilitator noted, in order; one query."""
    rows = Note.objects.filter(game_id=game_id, team=None).order_by("sequence")
    return tuple(
        Moment(*row) for row in rows.values_list("sequence", "round_number", "phase", "text")
    )


def moment_of(game: Game, number: int) -> Moment | None:
    """A moment by the number of its log entry, None where it is gone."""
    return next((each for each in moments(game.pk) if each.number == number), None)


def moment_url(game: Game, number: int) -> str:
    """Where a moment can be read in the log."""
    return f"{review_url(game, 'review_time')}?moment={number}"


def settled_at(game: Game, record: Record, number: int) -> int:
    """The number of the last log entry with which a round that counted stood settled."""
    key = (Same(record.settlements[-1]), number)
    known = _settled.get(key)
    if known is None:
        station = station_of(track_of(game), number)
        known = station.shown if station else 0
        _settled.put(key, known)
    return known


def review_url(game: Game, route: str) -> str:
    """A page of the game's review."""
    return reverse(route, kwargs={"token": link_token(ViewerKind.REVIEW, game)})


def _pages() -> tuple[tuple[str, str], ...]:
    themes = (
        (f"{THEME}{each.slug}", _("Bilder: %(theme)s") % {"theme": each.title}) for each in THEMES
    )
    return (*((route, title()) for route, title in PAGES.items()), *themes)


def _found(game: Game, kind: DebriefSubject, item: str) -> Subject | None:
    if kind is DebriefSubject.CHART:
        figure = chart_figure(game, scenario_of(game), item)
        return Subject(kind, item, figure.title, figure.finding, figure) if figure else None
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


def _page(game: Game, item: str) -> Subject | None:
    title = dict(_pages()).get(item)
    if title is None:
        return None
    url = review_url(game, item) if item in PAGES else _theme_url(game, item)
    return Subject(DebriefSubject.PAGE, item, title, url=url)


def _theme_url(game: Game, item: str) -> str:
    token = link_token(ViewerKind.REVIEW, game)
    return reverse("review_theme", kwargs={"token": token, "theme": item.removeprefix(THEME)})


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
    record = _record(game)
    if record is None or not record.rounds or not item:
        return None
    key = (Same(record.settlements[-1]), item, get_language())
    known = _asked.get(key)
    if known is None:
        tokens = QueryDict(item).getlist(PARAMETER)[:MOST]
        page = what_if(_viewer(game), record, tokens)
        compared = page.compared if page and not page.wrong else None
        known = (compared.title, compared.finding) if compared else ("", "")
        _asked.put(key, known)
    title, finding = known
    if not title:
        return None
    url = f"{review_url(game, 'review_what_if')}?{item}"
    return Subject(DebriefSubject.WHAT_IF, item, title, finding, url=url)


def what_if_query(address: str) -> str:
    """The query of an address of "what if" as it was pasted; "" where it is none."""
    query = QueryDict(address.strip().partition("?")[2].partition("#")[0])
    return query_of(query.getlist(PARAMETER)[:MOST])[:ITEM_SIGNS]


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
_asked: Newest[tuple[str, str]] = Newest(MOST_KEPT)
_settled: Newest[int] = Newest(MOST_KEPT)
