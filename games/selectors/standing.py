"""Where the own municipality stands with people: council, neighbours, and its secret goal.

All of it is for the own team alone.
"""

from dataclasses import dataclass

from games.rules.effects.goals import reached
from games.rules.model import Scenario, State
from games.selectors.backing import Backing, backing
from games.selectors.scenarios import states
from games.selectors.situation import Situation
from games.selectors.trust import Trust, trust


@dataclass(frozen=True, slots=True)
class OwnGoal:
    """The goal in words, and whether it would be met if the game ended now."""

    name: str
    text: str
    reached: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Backing, trust and goal after the newest settled round; None where there is none."""

    backing: Backing | None
    trust: Trust | None
    goal: OwnGoal | None


def standing(now: Situation) -> Standing:
    """The standing of the team in its situation; small queries, none once the rounds are known."""
    first = states(now.place.game.pk)[0]
    return Standing(
        backing=backing(now.place),
        trust=trust(now.place),
        goal=own_goal(now.scenario, first, now.state, now.town),
    )


def own_goal(scenario: Scenario, start: State, now: State, town: str) -> OwnGoal | None:
    """The goal dealt to a town; None where the game is played without goals."""
    goal = scenario.goals.get(now.towns[town].goal)
    if goal is None:
        return None
    return OwnGoal(goal.name, goal.text, reached(scenario, goal, town, start, now))
