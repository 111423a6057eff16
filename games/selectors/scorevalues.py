"""What is shown of the scores of applications: the own sheets, and what all gave together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from games.rules.spread import TENTHS, Spread
from games.selectors import money
from games.selectors.townname import TownName


@dataclass(frozen=True, slots=True)
class ScoreField:
    """The own score of a criterion; ``value`` "" = not scored yet."""

    path: str
    criterion: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """An application that the own town scores; ``revised``: it has done so anew."""

    card: str
    name: str
    applicants: str
    fields: tuple[ScoreField, ...]
    complete: bool
    revised: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """A mean with its spread, as texts; ``whole``: mean and deviation in tenths."""

    mean: str
    deviation: str
    span: str
    count: int
    whole: Spread


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion (or "" = the points in total), before the debate and now.

    None: nobody scored.
    """

    criterion: str
    label: str
    first: Figures | None
    now: Figures | None


@dataclass(frozen=True, slots=True)
class Voice:
    """How one town scored, with an open ballot: by criterion "2" or, where changed, "1 → 2"."""

    town: TownName
    scores: tuple[str, ...]
    revised: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What all gave one application. ``revised``: how many towns have scored it anew."""

    card: str
    name: str
    applicants: str
    lines: tuple[Line, ...]
    total: Line
    voices: tuple[Voice, ...]
    revised: int

    @property
    def criteria(self) -> tuple[str, ...]:
        """Names of the criteria, for the head of the table of voices."""
        return tuple(line.label for line in self.lines)


@dataclass(frozen=True, slots=True)
class Scoring:
    """The scoring of a round's applications.

    ``closed``: the first scoring is over. ``ends_at``: when the clock closes it. ``counts``: means
    replace the points of the cards. ``secret``: nobody sees who scored how. ``results``: nothing
    before it is closed.
    """

    closed: bool
    ends_at: datetime | None
    counts: bool
    secret: bool
    sheets: tuple[Sheet, ...]
    results: tuple[Result, ...]

    @property
    def to_revise(self) -> tuple[Sheet, ...]:
        """Sheets that the town may still change, each once."""
        return tuple(each for each in self.sheets if self.closed and not each.revised)

    @property
    def hidden(self) -> bool:
        """Whether figures of some application are kept back: too few scored in secret."""
        return any(not each.total.now and self.secret for each in self.results)


def figures(found: Spread | None) -> Figures | None:
    """A spread as it is read."""
    if found is None:
        return None
    return Figures(
        mean=money.decimal(found.mean, TENTHS, 1),
        deviation=money.decimal(found.deviation, TENTHS, 1),
        span=str(found.low) if found.low == found.high else f"{found.low}–{found.high}",
        count=found.count,
        whole=found,
    )


def told(result: Result) -> dict[str, Any]:
    """A result for scripts: means and deviations in tenths of a point."""
    return {
        "card": result.card,
        "revised": result.revised,
        "total": _told(result.total),
        "criteria": {line.criterion: _told(line) for line in result.lines},
        "towns": {
            voice.town.id: {"scores": list(voice.scores), "revised": voice.revised}
            for voice in result.voices
        },
    }


def _told(line: Line) -> dict[str, Any]:
    return {"first": _spread(line.first), "now": _spread(line.now)}


def _spread(found: Figures | None) -> Mapping[str, int] | None:
    if found is None:
        return None
    whole = found.whole
    return {
        "mean": whole.mean,
        "deviation": whole.deviation,
        "low": whole.low,
        "high": whole.high,
        "count": whole.count,
    }
