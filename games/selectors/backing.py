"""The backing of a municipality's council: how much, why, and what it allows.

A component for every screen that shows it: ``parts/backing.html``. Money-free, so no posting
explains it; the settlement's causes do.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.rules.model import Measure, Scenario, State
from games.selectors import money
from games.selectors.causes import Reason, reasons
from games.selectors.frame import Place
from games.selectors.rounds import last_rounds
from games.selectors.scenarios import states


@dataclass(frozen=True, slots=True)
class Gate:
    """A stage of agreement and the backing (ten-thousandths) that every member's council needs."""

    stage: int
    name: str
    needed: int
    reached: bool


@dataclass(frozen=True, slots=True)
class Backing:
    """Backing in ten-thousandths after a round (0 = at the start), for the own municipality.

    The ``reasons`` add up to ``change``; ``helps`` says what would raise it, where a gate is shut.
    """

    after_round: int
    value: int
    change: int
    reasons: tuple[Reason, ...]
    gates: tuple[Gate, ...]
    helps: tuple[str, ...]

    @property
    def shut(self) -> tuple[Gate, ...]:
        """The stages that the council does not go along with."""
        return tuple(gate for gate in self.gates if not gate.reached)


def backing(here: Place) -> Backing | None:
    """The backing of the own council; None where the game is played without or has not begun.

    Two small queries at most, none where a part of the page has read the rounds before.
    """
    scenario, town = here.scenario, here.team.town
    rounds = last_rounds(here.game.pk, scenario) if scenario.modules.backing else ()
    if not rounds:
        return None
    newest = rounds[-1]
    history = states(here.game.pk)
    state, before = history[newest.number], history[rounds[0].number]
    gates = gates_for(scenario, state, town)
    return Backing(
        after_round=newest.number,
        value=state.towns[town].backing,
        change=state.towns[town].backing - before.towns[town].backing,
        reasons=reasons(scenario, newest.causes, Measure.BACKING, town),
        gates=gates,
        helps=_helps(scenario) if any(not gate.reached for gate in gates) else (),
    )


def gates_for(scenario: Scenario, state: State, town: str) -> tuple[Gate, ...]:
    """The stages that need a council's backing, and whether this town's council gives it."""
    rules, have = scenario.backing, state.towns[town].backing
    needed = {3: rules.gate_3, 4: rules.gate_4}
    highest = scenario.models[state.model].max_stage
    return tuple(
        Gate(stage, scenario.stages[stage].name, least, have >= least)
        for stage, least in needed.items()
        if stage <= highest
    )


def _helps(scenario: Scenario) -> tuple[str, ...]:
    rules = scenario.backing
    return (
        _("Dienste um mehr als %(step)s Punkte verbessern: %(effect)s.")
        % {
            "step": money.decimal(rules.index_step, 100, 1),
            "effect": money.points_change(rules.index_effect),
        },
        _("Vorteil aus gemeinsamen Diensten ziehen: %(effect)s.")
        % {"effect": money.points_change(rules.advantage)},
        _("Standort einer gemeinsamen Einrichtung werden: %(effect)s.")
        % {"effect": money.points_change(rules.host)},
        _("Abwarten: Jedes Jahr kehrt der Rückhalt um %(rate)s zum Üblichen (%(normal)s) zurück.")
        % {"rate": money.percent(rules.return_rate), "normal": money.points(rules.neutral)},
    )
