"""What the same decisions would have come to under other cooperation models, for one town."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from games.access import Viewer
from games.rules.counterfactual import Change, Counterfactual, play_again
from games.rules.model import Scenario, Settlement
from games.selectors.memo import Same
from games.selectors.record import Record, scenario_in

COMPARED: Final = ("allein", "vertraege", "verband")
"""Models that a council would ask for: each alone, single contracts, one association."""
MOST_KEPT: Final = 48


@dataclass(frozen=True, slots=True)
class Alternative:
    """The game under a model, as one municipality sees it; ``played``: as it was.

    Money in euro, the value in ten-thousandths. ``result``: all rounds together. ``void``: how many
    of its decisions the other model does not know.
    """

    name: str
    played: bool
    result: int
    account: int
    running: int
    value: int
    void: int


def alternatives(viewer: Viewer, record: Record, town: str) -> tuple[Alternative, ...]:
    """The game as it was, and under models that it was not played with."""
    first = record.model or record.scenario.model
    steady = not record.course.models
    named = record.scenario.models
    found = [_seen(named[first].name, record.settlements, record, town, void=None)]
    for model in COMPARED:
        if model in named and not (steady and model == first):
            other = _under(viewer, record, model)
            settled = tuple(each.again for each in other.rounds)
            void = sum(note.town == town for each in other.rounds for note in each.void)
            found.append(_seen(named[model].name, settled, record, town, void=void))
    return tuple(_together(found))


def _together(found: list[Alternative]) -> Iterator[Alternative]:
    """Models that come to the same figures share a row."""
    names: dict[Alternative, list[str]] = {}
    for each in found:
        names.setdefault(replace(each, name=""), []).append(each.name)
    for same, titles in names.items():
        yield replace(same, name=_(" oder ").join(titles))


def _seen(
    name: str, settled: tuple[Settlement, ...], record: Record, town: str, *, void: int | None
) -> Alternative:
    end = settled[-1].state_after.towns[town]
    return Alternative(
        name=name,
        played=void is None,
        result=end.account - record.states[0].towns[town].account,
        account=end.account,
        running=end.running,
        value=end.values.gesamt,
        void=void or 0,
    )


def _under(viewer: Viewer, record: Record, model: str) -> Counterfactual:
    scenario = scenario_in(viewer, 0)
    return _replayed(Same(scenario), Same(record.settlements[-1]), _Played(record), model)


class _Played:
    """The record beside the key of the cache: the last settlement stands for all of it."""

    __slots__ = ("record",)

    def __init__(self, record: Record) -> None:
        self.record = record

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Played)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=MOST_KEPT)
def _replayed(
    scenario: Same[Scenario], _last: Same[Settlement], played: _Played, model: str
) -> Counterfactual:
    record = played.record
    return play_again(
        scenario.value,
        record.seed,
        record.model,
        record.decisions,
        Change(model=model),
        record.course.models,
        record.course.values,
    )
