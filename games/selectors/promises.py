"""Promises over the rounds: who promised what for which round, and whether it was kept.

What is settled is public. The causes of a settlement say what was kept; how much trust the own
municipality gained or lost by it is shown to it alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from games.rules.model import Measure
from games.selectors.causes import promise_label
from games.selectors.frame import Place
from games.selectors.reading import team_rows
from games.selectors.regionmap import mark_of
from games.selectors.rounds import Round, last_rounds
from games.selectors.scenarios import state_after

State = Literal["open", "kept", "broken"]
ALL_ROUNDS = 100
"""More than any game has."""


@dataclass(frozen=True, slots=True)
class Given:
    """A promise of a municipality, given in one round for the next one.

    ``trust``: by how much our trust in them moved because of it (ten-thousandths), None where it
    is our own promise or still open.
    """

    town: str
    name: str
    mark: int
    own: bool
    code: str
    label: str
    round_number: int
    state: State
    trust: int | None

    @property
    def for_round(self) -> int:
        """The round in which it has to be kept."""
        return self.round_number + 1


def promises(here: Place) -> tuple[Given, ...]:
    """All promises of a game, the newest first; one small query a settled round, once."""
    game, scenario = here.game, here.scenario
    if not scenario.modules.promises:
        return ()
    rounds = last_rounds(game.pk, scenario, ALL_ROUNDS)
    settled = {each.number: each for each in rounds}
    return tuple(
        given
        for number in sorted(settled, reverse=True)
        if number
        for given in _given_in(here, number, settled.get(number + 1))
    )


def _given_in(here: Place, number: int, checked: Round | None) -> Iterator[Given]:
    state = state_after(here.game.pk, number)
    for team in team_rows(here.game.pk):
        for code in state.towns[team.town].promises:
            own = team.pk == here.team.pk
            seen = None if own else checked
            yield Given(
                town=team.town,
                name=team.name,
                mark=mark_of(team.position),
                own=own,
                code=code,
                label=promise_label(code),
                round_number=number,
                state=_state(checked, team.town, code),
                trust=_moved(seen, here.team.town, team.town, code) if seen else None,
            )


def _state(checked: Round | None, town: str, code: str) -> State:
    if checked is None:
        return "open"
    broken = any(
        cause.measure == Measure.TRUST
        and (cause.other, cause.item, cause.code) == (town, code, "promise_broken")
        for cause in checked.causes
    )
    return "broken" if broken else "kept"


def _moved(checked: Round, us: str, town: str, code: str) -> int:
    return sum(
        cause.change
        for cause in checked.causes
        if (cause.measure, cause.town, cause.other, cause.item) == (Measure.TRUST, us, town, code)
        and cause.code.startswith("promise_")
    )


def last_settled(here: Place) -> int:
    """Number of the newest settled round (0: none)."""
    rounds = last_rounds(here.game.pk, here.scenario, 1) if here.game.round_number else ()
    return rounds[-1].number if rounds else 0
