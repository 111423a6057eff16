"""The slider that steps through the rounds of a finished game."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.charts.indices import round_label
from games.selectors.record import Record


@dataclass(frozen=True, slots=True)
class SliderStep:
    """A place of the slider: the number of the round (0 = the start) and its short name."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Slider:
    """Where the slider stands: after round ``number`` of ``last``; ``year`` None at the start."""

    number: int
    last: int
    year: int | None
    steps: Sequence[SliderStep]

    @property
    def before(self) -> int:
        """One step back."""
        return self.number - 1

    @property
    def after(self) -> int:
        """One step on."""
        return self.number + 1


def slider(record: Record, number: int | None) -> Slider:
    """The slider at a round, at the last one without."""
    chosen = record.rounds if number is None else number
    steps = tuple(SliderStep(each, round_label(each)) for each in range(record.rounds + 1))
    return Slider(chosen, record.rounds, record.year(chosen), steps)


def standing(record: Record, number: int) -> str:
    """Which moment a picture shows: after a round, or at the start."""
    if not number:
        return _("Stand beim Start")
    text = _("Stand nach Runde %(number)s") % {"number": number}
    year = record.year(number)
    return f"{text} · {year}" if year else text
