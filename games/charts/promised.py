"""Promises of a finished game: how many each town kept, and how they went round by round."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts.figure import (
    BRICK,
    PETROL,
    SAND,
    Figure,
    Options,
    bars,
    base,
    category_axis,
    value_axis,
)
from games.charts.indices import round_label
from games.rules.model import Measure, Scenario, Settlement, State
from games.selectors import money
from games.selectors.causes import promise_label

BROKEN = "promise_broken"


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise given in a round for the next one; ``kept`` None where the game ended before it."""

    town: str
    code: str
    given: int
    kept: bool | None


def promises(states: Sequence[State], settlements: Sequence[Settlement]) -> tuple[Promise, ...]:
    """All promises in the order in which they were given; ``states`` from the start on."""
    return tuple(_promises(states, settlements))


def _promises(states: Sequence[State], settlements: Sequence[Settlement]) -> Iterator[Promise]:
    for given, state in enumerate(states):
        checked = settlements[given] if given < len(settlements) else None
        for town, here in state.towns.items():
            for code in here.promises:
                kept = None if checked is None else not _broken(checked, town, code)
                yield Promise(town, code, given, kept)


def _broken(checked: Settlement, town: str, code: str) -> bool:
    return any(
        (cause.measure, cause.code, cause.other, cause.item) == (Measure.TRUST, BROKEN, town, code)
        for cause in checked.causes
    )


def by_town_figure(scenario: Scenario, given: Sequence[Promise]) -> Figure:
    """Kept and broken promises of each town."""
    towns = scenario.municipalities
    sums = {name: _sums(each for each in given if each.town == name) for name in towns}
    return Figure(
        id="zusagen",
        title=_("Zusagen je Gemeinde"),
        finding=_finding(given),
        options=_stacked([town.name for town in towns.values()], list(sums.values()), lying=True),
        table=cells.table(
            (_("Gemeinde"), _("gehalten"), _("gebrochen"), _("nicht mehr geprüft")),
            (
                (cells.word(town.name), *(cells.number(count) for count in sums[name]))
                for name, town in towns.items()
            ),
        ),
        note=_("Nicht mehr geprüft: für eine Runde gegeben, die nicht mehr gespielt wurde."),
    )


def by_round_figure(scenario: Scenario, given: Sequence[Promise], rounds: int) -> Figure:
    """How the promises for each round went; the table names every one of them."""
    numbers = range(1, rounds + 1)
    sums = [_sums(each for each in given if each.given + 1 == number) for number in numbers]
    return Figure(
        id="zusagen-runden",
        title=_("Zusagen Runde für Runde"),
        finding=_rounds_finding(sums),
        options=_stacked([round_label(number) for number in numbers], sums, lying=False),
        table=cells.table(
            (_("Gemeinde"), _("Zusage"), _("gegeben in"), _("geprüft in"), _("Ergebnis")),
            (
                (
                    cells.word(scenario.municipalities[each.town].name),
                    cells.word(promise_label(each.code)),
                    cells.word(round_label(each.given)),
                    cells.nothing()
                    if each.kept is None
                    else cells.word(round_label(each.given + 1)),
                    cells.word(_result(each)),
                )
                for each in given
            ),
        ),
    )


def _result(promise: Promise) -> str:
    if promise.kept is None:
        return _("nicht mehr geprüft")
    return _("gehalten") if promise.kept else _("gebrochen")


def _sums(given: Iterable[Promise]) -> tuple[int, int, int]:
    """Kept, broken, never checked."""
    found = [each.kept for each in given]
    return found.count(True), found.count(False), found.count(None)


def _stacked(names: Sequence[str], sums: Sequence[tuple[int, ...]], *, lying: bool) -> Options:
    words = (_("gehalten"), _("gebrochen"), _("nicht mehr geprüft"))
    series = [
        bars(word, [each[place] for each in sums], colour, decal, stack="given", barMaxWidth=44)
        for place, (word, colour, decal) in enumerate(
            zip(words, (PETROL, BRICK, SAND), (0, 1, 2), strict=True)
        )
        if any(each[place] for each in sums)
    ]
    named, counted = category_axis(names), value_axis(minInterval=1)
    axes = (
        {"xAxis": counted, "yAxis": named | {"inverse": True}}
        if lying
        else {"xAxis": named, "yAxis": counted}
    )
    return base() | axes | {"series": series}


def _finding(given: Sequence[Promise]) -> str:
    kept, broken, _open = _sums(given)
    words = {"kept": money.number(kept), "all": money.number(kept + broken)}
    if not kept + broken:
        return _("In diesem Spiel wurde keine Zusage geprüft.")
    return _("%(kept)s von %(all)s geprüften Zusagen wurden gehalten.") % words


def _rounds_finding(sums: Sequence[tuple[int, int, int]]) -> str:
    checked = [broken for kept, broken, _open in sums if kept + broken]
    if not checked:
        return _("In diesem Spiel wurde keine Zusage geprüft.")
    if not any(checked):
        return _("In jeder Runde wurden alle geprüften Zusagen gehalten.")
    return _(
        "In %(some)s von %(all)s Runden, in denen Zusagen geprüft wurden, wurden nicht alle "
        "gehalten."
    ) % {
        "some": money.number(sum(broken > 0 for broken in checked)),
        "all": money.number(len(checked)),
    }
