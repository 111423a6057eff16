"""Folding the decisions of a whole game through the engine, again or under other rules."""

from collections.abc import Mapping, Sequence
from typing import Final

from games.rules.change import change_model
from games.rules.model import Decision, Scenario, Settlement, State
from games.rules.parameters import Number, with_parameters
from games.rules.settle import settle
from games.rules.start import start

NO_CHANGES: Final[Mapping[int, str]] = {}
Values = Mapping[int, Mapping[str, Number]]
"""By round the values of rules (dotted paths) that held from it on."""
NO_VALUES: Final[Values] = {}


def replay(
    scenario: Scenario,
    seed: str,
    model: str,
    rounds: Sequence[Mapping[str, Decision]],
    models: Mapping[int, str] = NO_CHANGES,
    values: Values = NO_VALUES,
) -> tuple[Settlement, ...]:
    """Settle round after round from the start; ``model`` "" is the scenario's own.

    ``models``: by round the cooperation model that held from it on, for a game whose model was
    changed; ``values`` likewise the values of rules. Cards that were played are part of the
    scenario (``Scenario.played``). What the model or the changed scenario does not allow is dropped
    and noted (rules section 10).
    """
    game = Replay(scenario, seed, model, models, values)
    return tuple(game.settle(decisions) for decisions in rounds)


class Replay:
    """A game that is settled round by round.

    ``scenario`` and ``state`` are those before the next round, under the values of rules and the
    model that hold in it. Arguments as those of ``replay``.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: str,
        model: str,
        models: Mapping[int, str] = NO_CHANGES,
        values: Values = NO_VALUES,
    ) -> None:
        self.state: State = start(scenario, seed, model)
        self.scenario = scenario
        self._models = models
        self._values = values

        self._begin()

    def settle(self, decisions: Mapping[str, Decision]) -> Settlement:
        """Play the next round."""
        settled = settle(self.scenario, self.state, decisions)
        self.state = settled.state_after
        self._begin()
        return settled

    def _begin(self) -> None:
        """The values of rules and the model that hold from this round on."""
        number = self.state.round
        if number in self._values:
            self.scenario = with_parameters(self.scenario, self._values[number])
        if number in self._models:
            self.state = change_model(self.scenario, self.state, self._models[number]).state


def voided(played: Settlement, replayed: Settlement) -> int:
    """How many more items were refused when a round was replayed under other rules."""
    return max(0, len(replayed.notes) - len(played.notes))
