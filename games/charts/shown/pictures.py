"""The pictures of a finished game by name: "karte/karte-leerstand?runde=2"."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from games.access import Viewer, ViewerKind
from games.charts.figure import Figure
from games.charts.indices import round_label
from games.charts.pictures.chosen import look_of, query_of
from games.charts.pictures.look import Look
from games.charts.pictures.names import NAMES
from games.charts.pictures.themes import BY_SLUG, THEMES, Theme
from games.models import Game
from games.selectors.memo import Newest, Same
from games.selectors.record import Record, record_of

MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class Picked:
    """A picture as its name says; ``look``: the part of the game that it shows."""

    theme: Theme
    figure: str
    look: Look

    @property
    def item(self) -> str:
        """The name, with round and municipality where the theme heeds them."""
        return f"{self.theme.slug}/{self.figure}{query_of(self.look)}"


@dataclass(frozen=True, slots=True)
class Way:
    """A choice: name of the chart, its words, whether it is shown now."""

    item: str
    text: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class ThemeOffer:
    """A theme with the charts that this game has of it."""

    slug: str
    icon: str
    title: str
    charts: tuple[Way, ...]

    @property
    def here(self) -> bool:
        """Whether one of them is shown now."""
        return any(each.here for each in self.charts)


@dataclass(frozen=True, slots=True)
class Ways:
    """The same picture of other rounds and municipalities; empty where it heeds none.

    ``back`` and ``on``: the rounds before and after, "" where there is none.
    """

    rounds: tuple[Way, ...] = ()
    towns: tuple[Way, ...] = ()
    back: str = ""
    on: str = ""


def picked(game: Game, item: str) -> Picked | None:
    """The picture of this name; None where the game is not over or has no such part."""
    record = _record(game)
    path, _mark, query = item.partition("?")
    slug, _slash, figure = path.partition("/")
    theme = BY_SLUG.get(slug)
    if record is None or not record.rounds or theme is None or figure not in NAMES:
        return None
    look = look_of(_viewer(game), record, theme, QueryDict(query))
    found = Picked(theme, figure, look)
    return found if item in (found.item, path) else None


def picture(game: Game, item: str) -> Figure | None:
    """The picture of this name, None where there is none."""
    found = picked(game, item)
    if found is None:
        return None
    figures = found.theme.draw(found.look)
    return next((each for each in figures if each.id == found.figure), None)


def offered(game: Game, item: str) -> tuple[ThemeOffer, ...]:
    """The pictures by theme; those of the theme of ``item`` for the same round and municipality."""
    record = _record(game)
    if record is None or not record.rounds:
        return ()
    now = picked(game, item)
    there = _there(record, game)
    return tuple(
        ThemeOffer(
            theme.slug, theme.icon, str(theme.title), tuple(_charts(game, theme, record, now))
        )
        for theme in THEMES
        if there[theme.slug]
    )


def _charts(game: Game, theme: Theme, record: Record, now: Picked | None) -> list[Way]:
    look = now.look if now and now.theme is theme else look_of(_viewer(game), record, theme, {})
    shown = now.figure if now and now.theme is theme else ""
    return [
        Way(Picked(theme, figure, look).item, str(NAMES[figure]), figure == shown)
        for figure in _there(record, game)[theme.slug]
    ]


def ways(game: Game, item: str) -> Ways:
    """How to go on from a picture; none from any other chart."""
    now = picked(game, item)
    if now is None:
        return Ways()
    rounds = _round_ways(now)
    place = next((at for at, way in enumerate(rounds) if way.here), 0)
    return Ways(
        rounds=rounds,
        towns=_town_ways(now),
        back=rounds[place - 1].item if place else "",
        on=rounds[place + 1].item if place + 1 < len(rounds) else "",
    )


def _round_ways(now: Picked) -> tuple[Way, ...]:
    last, theme = now.look.record.rounds, now.theme
    if theme.stepped:
        numbers: tuple[int | None, ...] = tuple(range(last + 1))
    elif theme.by_round:
        numbers = (None, *range(1, last + 1))
    else:
        return ()
    return tuple(
        Way(
            replace(now, look=replace(now.look, round=number)).item,
            _("Alle Runden") if number is None else round_label(number),
            number == now.look.round,
        )
        for number in numbers
    )


def _town_ways(now: Picked) -> tuple[Way, ...]:
    if not now.theme.by_town:
        return ()
    towns = now.look.record.scenario.municipalities.values()
    return tuple(
        Way(replace(now, look=replace(now.look, town=town)).item, name, town == now.look.town)
        for town, name in (("", _("Alle Gemeinden")), *((each.id, each.name) for each in towns))
    )


def _there(record: Record, game: Game) -> Mapping[str, tuple[str, ...]]:
    """The pictures that this game has, by theme: all are drawn once for it."""
    key = Same(record.settlements[-1])
    known = _known.get(key)
    if known is None:
        viewer = _viewer(game)
        known = {
            theme.slug: tuple(each.id for each in theme.draw(look_of(viewer, record, theme, {})))
            for theme in THEMES
        }
        _known.put(key, known)
    return known


def _record(game: Game) -> Record | None:
    return record_of(_viewer(game))


def _viewer(game: Game) -> Viewer:
    """Whoever has the link of the review: the wall shows what they may see."""
    return Viewer(ViewerKind.REVIEW, game.pk)


_known: Newest[Mapping[str, tuple[str, ...]]] = Newest(MOST_KEPT)
