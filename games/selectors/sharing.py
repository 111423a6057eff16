"""Sharing demographic data: who does, how sure the forecasts are, and what one more would change.

Whether a municipality shares is public; what it shares stands in ``demography``. The rules have one
switch for all of a municipality's data, so the screens have one as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from games.models import Team
from games.rules.effects.forecast import spread
from games.rules.model import Scenario, State
from games.selectors.reading import team_rows
from games.selectors.regionmap import mark_of


@dataclass(frozen=True, slots=True)
class Width:
    """A municipality's fan: half its width (ten-thousandths) as it is and with the own choice."""

    town: str
    name: str
    mark: int
    own: bool
    shares: bool
    now: int
    after: int


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who shares, and the fans of all; ``wanted`` is the choice in the team's draft.

    ``steps``: half the width of the own fan if the municipality shares and so many others do.
    """

    possible: bool
    on: bool
    wanted: bool
    others_sharing: int
    others: int
    widths: tuple[Width, ...]
    steps: tuple[tuple[int, int], ...]
    alone: int

    @property
    def own(self) -> Width:
        """The own municipality's fan."""
        return next(each for each in self.widths if each.own)

    @property
    def with_all(self) -> int:
        """Half the width of the own fan if everybody shared."""
        return self.steps[-1][1]

    @property
    def if_shared(self) -> int:
        """Half the width of the own fan if the municipality shares with those who do now."""
        return self.steps[self.others_sharing][1]

    @property
    def all_share(self) -> bool:
        """Whether nobody keeps its data to itself."""
        return self.on and self.others_sharing == self.others

    @property
    def changes(self) -> bool:
        """Whether the draft changes what is shared."""
        return self.on != self.wanted


def sharing(
    game_id: int, scenario: Scenario, state: State, own: str, *, wanted: bool | None
) -> Sharing:
    """Who shares after a round; ``wanted`` None: the draft leaves it as it is."""
    shares = {name: town.shares_data for name, town in state.towns.items()}
    chosen = shares[own] if wanted is None else wanted
    after = {**shares, own: chosen}
    others = len(shares) - 1
    rules = scenario.people
    return Sharing(
        possible=scenario.modules.data and scenario.models[state.model].max_stage >= 1,
        on=shares[own],
        wanted=chosen,
        others_sharing=sum(shares.values()) - shares[own],
        others=others,
        widths=tuple(
            _width(scenario, team, own, shares, after)
            for team in team_rows(game_id)
            if team.town in shares
        ),
        steps=tuple(
            (count, spread(rules, count, others, shares=True)) for count in range(others + 1)
        ),
        alone=rules.forecast_bias_max,
    )


def _width(
    scenario: Scenario,
    team: Team,
    own: str,
    shares: Mapping[str, bool],
    after: Mapping[str, bool],
) -> Width:
    return Width(
        town=team.town,
        name=team.name,
        mark=mark_of(team.position),
        own=team.town == own,
        shares=shares[team.town],
        now=fan_width(scenario, shares, team.town),
        after=fan_width(scenario, after, team.town),
    )


def fan_width(scenario: Scenario, shares: Mapping[str, bool], town: str) -> int:
    """Half the width of a town's fan (ten-thousandths), given who shares."""
    others = sum(shares.values()) - shares[town]
    return spread(scenario.people, others, len(shares) - 1, shares=shares[town])
