"""The region as everybody may see it: map and public figures of all municipalities."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from games.access import Viewer
from games.models import Team
from games.rules.model import Scenario, State
from games.selectors.demography import neighbours
from games.selectors.frame import place
from games.selectors.regionmap import RegionMap, mark_of, region_map
from games.selectors.rounds import VALUES, Figures, Round, last_rounds
from games.selectors.scenarios import state_after


@dataclass(frozen=True, slots=True)
class RegionTown:
    """Public figures of a municipality after the newest settled round; changes since the last.

    Money in euro, people in persons, vacancy and values in ten-thousandths.
    """

    name: str
    mark: int
    own: bool
    kind: str
    text: str
    inhabitants: int
    inhabitants_change: int
    running: int
    account: int
    vacancy: int
    vacancy_change: int
    values: tuple[int, ...]
    fund_member: bool


@dataclass(frozen=True, slots=True)
class Region:
    """The region after a round (0 = at the start)."""

    name: str
    text: str
    after_round: int
    map: RegionMap
    towns: tuple[RegionTown, ...]
    values: Mapping[str, int]
    values_before: Mapping[str, int]
    fund_money: int
    minutes: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def inhabitants(self) -> int:
        """Everybody who lives here."""
        return sum(town.inhabitants for town in self.towns)

    @property
    def indices(self) -> tuple[tuple[str, int, int | None], ...]:
        """Name, value and change of the values of the region."""
        return tuple(
            (
                name,
                self.values[name],
                self.values[name] - self.values_before[name] if self.values_before else None,
            )
            for name in VALUES
            if name in self.values
        )


def live_context(viewer: Viewer) -> Mapping[str, Any]:
    """Everything the region's page needs; five queries."""
    here = place(viewer)
    rounds = last_rounds(here.game.pk, here.scenario)
    teams = tuple(Team.objects.filter(game_id=here.game.pk))
    shown = None
    if rounds:
        state = state_after(here.game.pk, rounds[-1].number)
        shown = _region(here.scenario, state, rounds, teams, here.team.town)
    return {
        "frame": here.frame,
        "now": timezone.now(),
        "region": shown,
        "neighbours": neighbours(here),
    }


def _region(
    scenario: Scenario,
    state: State,
    rounds: tuple[Round, ...],
    teams: tuple[Team, ...],
    own: str,
) -> Region:
    now = rounds[-1]
    before = rounds[-2] if len(rounds) > 1 else None
    names = list(scenario.municipalities)
    return Region(
        name=scenario.name,
        text=scenario.text,
        after_round=now.number,
        map=region_map(scenario, state),
        towns=tuple(_town(scenario, team, now, before, own=team.town == own) for team in teams),
        values=now.region,
        values_before=before.region if before else {},
        fund_money=now.fund_money,
        minutes=tuple(
            (
                scenario.municipalities[one].name,
                tuple(0 if one == two else scenario.distances[one][two] for two in names),
            )
            for one in names
        ),
    )


def _town(
    scenario: Scenario, team: Team, now: Round, before: Round | None, *, own: bool
) -> RegionTown:
    town = scenario.municipalities[team.town]
    figures = now.figures_of(team.town)
    earlier: Figures = before.figures_of(team.town) if before else figures
    return RegionTown(
        name=team.name,
        mark=mark_of(team.position),
        own=own,
        kind=town.type,
        text=town.text,
        inhabitants=figures.inhabitants,
        inhabitants_change=figures.inhabitants - earlier.inhabitants,
        running=figures.running,
        account=figures.account,
        vacancy=figures.vacancy,
        vacancy_change=figures.vacancy - earlier.vacancy,
        values=tuple(figures.values[name] for name in VALUES),
        fund_member=team.town in now.fund_members,
    )
