"""What the steps of a calculation are made of: lines, figures by name, parts of exact splits."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.rules.effects.portions import floor_part
from games.rules.model import Scenario
from games.selectors import money

MILLION = 1_000_000
Figures = Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the calculation; ``amount`` in euro, signed as it enters the sum."""

    text: str
    amount: int


class Values:
    """Inputs and parameters of one posting by their short names."""

    def __init__(self, inputs: Figures, parameters: Mapping[str, int]) -> None:
        self.inputs = inputs
        self.parameters = {path.rpartition(".")[2]: value for path, value in parameters.items()}

    def __getitem__(self, name: str) -> int:
        value = self.inputs.get(name, self.parameters.get(name))
        if not isinstance(value, int):
            raise KeyError(name)
        return value

    def parameter(self, name: str) -> int:
        """A number of the scenario, also where an input has the same short name."""
        return self.parameters[name]

    def __contains__(self, name: str) -> bool:
        return name in self.inputs

    def word(self, name: str) -> str:
        """An input that is a code."""
        return str(self.inputs.get(name, ""))

    def named(self, prefix: str) -> Iterator[tuple[str, int]]:
        """Inputs of one kind by what they belong to: ``cost:obertal``."""
        for name, value in self.inputs.items():
            kind, _sign, owner = name.partition(":")
            if kind == prefix and owner and isinstance(value, int):
                yield owner, value


Make = Callable[[Scenario, str, Values], list[Step]]


def euro(value: int) -> str:
    """Whole euro, as the steps write them."""
    return money.euro_exact(value)


def index(value: int) -> str:
    """A factor or share in percent with two places."""
    return money.percent(value, 2)


def portion(v: Values, total: int, text: str) -> list[Step]:
    """A part of an exact split: the whole euro of the part, and the euro from the remainders."""
    steps = [Step(text, floor_part(total, v["weight"], v["weights"]))]
    if v["rest"]:
        steps.append(Step(_("Rundung: übrige Euro gehen an die größten Reste"), v["rest"]))
    return steps


def portion_words(v: Values, total: int) -> dict[str, str]:
    """Figures for the sentence of a part."""
    return {
        "total": euro(total),
        "weight": money.number(v["weight"]),
        "weights": money.number(v["weights"]),
    }
