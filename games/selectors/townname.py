"""A municipality as it is named on a screen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TownName:
    """Id, name, and the number of its mark."""

    id: str
    name: str
    mark: int
