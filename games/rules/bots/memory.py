"""Work that all players of a round would do alike, done once."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from games.rules.model import Scenario, State

T = TypeVar("T")


def once_a_state(plan: Callable[[Scenario, State], T]) -> Callable[[Scenario, State], T]:
    """Keep the answer for the scenario and state asked about last, told by identity.

    Both are frozen, so the same objects always give the same answer; the answer must be frozen,
    too. Six players of a round thus read one plan instead of making it six times.
    """
    last: tuple[Scenario, State, T] | None = None

    @wraps(plan)
    def remembered(scenario: Scenario, state: State) -> T:
        nonlocal last
        known = last
        if known is None or known[0] is not scenario or known[1] is not state:
            known = last = (scenario, state, plan(scenario, state))
        return known[2]

    return remembered
