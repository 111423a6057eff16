"""The page "was it luck?": where the played game stands among bot games of the same setting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from games.models import BotGames
from games.rules.botgames import MEASURES, Bin, Standing, bins, figures, standing
from games.rules.bots import STRATEGIES
from games.selectors import money
from games.selectors.labels import bot_title, value_label
from games.selectors.memo import Newest, Same
from games.selectors.record import Record

FIRST: Final = MEASURES[0]
MOST_BINS: Final = 24
LEAST: Final = 20
"""Bot games below which no picture is drawn."""
QUARTER: Final = 4
PERCENT: Final = 100
THOUSAND: Final = 1000


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a game; ``text`` writes a value of it."""

    id: str
    title: str
    chosen: bool

    def text(self, value: int) -> str:
        """A value with its unit."""
        return money.euro_change(value) if self.id == FIRST else money.decimal(value, PERCENT, 1)

    def short(self, value: int) -> str:
        """A value as it stands at an axis: thousand euro, or points."""
        if self.id == FIRST:
            return money.decimal(value, THOUSAND, 0)
        return money.decimal(value, PERCENT, 0 if value % PERCENT == 0 else 1)

    @property
    def axis(self) -> str:
        """Its title with the unit of ``short``."""
        if self.id == FIRST:
            return _("%(measure)s, in Tausend €") % {"measure": self.title}
        return _("%(measure)s, in Punkten") % {"measure": self.title}


@dataclass(frozen=True, slots=True)
class Row:
    """The played game among the bot games by one measure."""

    measure: Measure
    played: int
    standing: Standing

    @property
    def texts(self) -> tuple[str, ...]:
        """Played, middle, lower and upper quarter as they are written."""
        found = self.standing
        text = self.measure.text
        return (text(self.played), text(found.middle), text(found.low), text(found.high))


@dataclass(frozen=True, slots=True)
class Luck:
    """How far the bot games are, and what they show so far.

    ``rows`` are empty until the first ones are done; ``bins`` until there are enough for a picture.
    """

    done: int
    wanted: int
    measures: tuple[Measure, ...]
    chosen: Measure
    rows: tuple[Row, ...]
    bins: tuple[Bin, ...]
    finding: str
    strategies: tuple[str, ...]

    @property
    def percent(self) -> int:
        """How much is done."""
        return PERCENT * self.done // self.wanted

    @property
    def row(self) -> Row | None:
        """That of the chosen measure."""
        return next((each for each in self.rows if each.measure.chosen), None)


_kept: Newest[tuple[tuple[int, ...], ...]] = Newest(16)
_played: Newest[tuple[int, ...]] = Newest(64)


def luck(record: Record, key: str, wanted: int, measure: str) -> Luck:
    """The page for bot games of a key; at most two queries. ``record`` has a round at least."""
    chosen = measure if measure in MEASURES else FIRST
    measures = tuple(Measure(each, measure_title(each), each == chosen) for each in MEASURES)
    games = _games(key)
    mine = _of_record(record)
    rows = tuple(
        Row(each, mine[place], standing(mine[place], [game[place] for game in games]))
        for place, each in enumerate(measures)
        if games
    )
    row = next((each for each in rows if each.measure.chosen), None)
    place = MEASURES.index(chosen)
    values = [game[place] for game in games]
    return Luck(
        done=len(games),
        wanted=wanted,
        measures=measures,
        chosen=measures[place],
        rows=rows,
        bins=bins(values, mine[place], MOST_BINS) if len(games) >= LEAST else (),
        finding=_finding(row) if row and len(games) >= LEAST else "",
        strategies=tuple(bot_title(each) for each in STRATEGIES),
    )


def measure_title(measure: str) -> str:
    """What a measure of ``MEASURES`` is called."""
    return _("Ergebnis der Region") if measure == FIRST else value_label(measure)


def _games(key: str) -> tuple[tuple[int, ...], ...]:
    """The figures of the games that are done, in the order of their numbers."""
    row = BotGames.objects.filter(key=key).values_list("pk", "done").first()
    if row is None:
        return ()
    found = _kept.get(row)
    if found is None:
        stored: Mapping[str, Sequence[int]] = BotGames.objects.values_list(
            "figures", flat=True
        ).get(pk=row[0])
        found = tuple(tuple(stored[number]) for number in sorted(stored, key=int))
        _kept.put(row, found)
    return found


def _of_record(record: Record) -> tuple[int, ...]:
    key = Same(record.settlements[-1])
    found = _played.get(key)
    if found is None:
        found = figures(record.states[0], record.settlements)
        _played.put(key, found)
    return found


def _finding(row: Row) -> str:
    """How many are lower and higher, and where that is."""
    found = row.standing
    words = {
        "count": money.number(found.count),
        "lower": money.number(found.lower),
        "higher": money.number(found.higher),
        "measure": row.measure.title,
        "place": _place(found),
    }
    text = ngettext(
        "Von %(count)s Bot-Spiel liegt %(lower)s niedriger und %(higher)s höher als Ihr Spiel "
        "(%(measure)s). %(place)s",
        "Von %(count)s Bot-Spielen liegen %(lower)s niedriger und %(higher)s höher als Ihr Spiel "
        "(%(measure)s). %(place)s",
        found.count,
    )
    return text % words


def _place(found: Standing) -> str:
    if found.lower == found.count:
        return _("Höher kam keines heraus.")
    if found.higher == found.count:
        return _("Niedriger kam keines heraus.")
    if QUARTER * found.higher < found.count:
        return _("Ihr Spiel liegt im oberen Viertel.")
    if QUARTER * found.lower < found.count:
        return _("Ihr Spiel liegt im unteren Viertel.")
    return _("Ihr Spiel liegt in der mittleren Hälfte.")
