"""What a facilitator prints for a room: seat cards, signs, role sheets, decision forms, map.

Everything comes from the scenario and the game's own seats. Sheets hold codes and secret goals, so
they are for the facilitator alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from games.access import Viewer, require_facilitator
from games.models import Game, Seat
from games.rules.legality import limits
from games.rules.model import Coordination, FundStance, Limits, Municipality, Scenario, State
from games.rules.start import start
from games.selectors.cards import level_label, stance_label
from games.selectors.reading import game_row, seat_rows, team_rows
from games.selectors.regionmap import RegionMap, mark_of, region_map
from games.selectors.scenarios import scenario_of, state_before

CARDS_A_SHEET = 6


@dataclass(frozen=True, slots=True)
class PrintedSeat:
    """A seat card; ``number`` counts the seats of a municipality from 1."""

    team: str
    mark: int
    number: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PrintedService:
    """A service on a role sheet or form; condition in ten-thousandths, 0 places: has none."""

    name: str
    text: str
    condition: int
    places: int
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedProject:
    """A card of the fund that a municipality may apply for; money in euro."""

    name: str
    cost: int
    partners: int


@dataclass(frozen=True, slots=True)
class PrintedTown:
    """One municipality on paper: who it is, and what it can decide in the coming round.

    Money in euro, vacancy in ten-thousandths, ways in car minutes.
    """

    name: str
    mark: int
    text: str
    inhabitants: int
    account: int
    running: int
    vacancy: int
    services: tuple[PrintedService, ...]
    away: tuple[str, ...]
    neighbours: tuple[tuple[str, int, int], ...]
    goal_name: str
    goal_text: str
    max_greenfield: int
    max_inner: int
    points: int
    stances: tuple[str, ...]
    projects: tuple[PrintedProject, ...]
    may_meet: bool
    may_share_data: bool
    may_pay_help: bool
    may_promise: bool
    may_guess: bool
    max_stage: int
    watched: bool


@dataclass(frozen=True, slots=True)
class PrintKit:
    """Everything there is to print for a game, as it stands."""

    game: str
    region: str
    text: str
    rounds: int
    round_number: int
    seats: tuple[PrintedSeat, ...]
    towns: tuple[PrintedTown, ...]
    map: RegionMap
    minutes: tuple[tuple[str, tuple[int, ...]], ...]
    costs: Coordination

    @property
    def seat_sheets(self) -> tuple[tuple[PrintedSeat, ...], ...]:
        """Seat cards by sheets of paper."""
        starts = range(0, len(self.seats), CARDS_A_SHEET)
        return tuple(self.seats[begin : begin + CARDS_A_SHEET] for begin in starts)


def print_kit(viewer: Viewer) -> PrintKit:
    """The kit of the facilitator's own game. Raises NotAllowed for anybody else."""
    require_facilitator(viewer)
    game = game_row(viewer.game_id)
    scenario = scenario_of(game)
    state = _state(game, scenario)
    names = tuple(scenario.municipalities)
    return PrintKit(
        game=game.name,
        region=scenario.name,
        text=scenario.text,
        rounds=game.rounds,
        round_number=max(1, game.round_number),
        seats=tuple(_seats(game)),
        towns=tuple(
            _town(scenario, state, team.town, mark_of(team.position)) for team in team_rows(game.pk)
        ),
        map=region_map(scenario),
        costs=scenario.coordination,
        minutes=tuple(
            (
                scenario.municipalities[one].name,
                tuple(0 if one == two else scenario.distances[one][two] for two in names),
            )
            for one in names
        ),
    )


def _state(game: Game, scenario: Scenario) -> State:
    """The state in which the coming round is decided; before the start that of the first day."""
    if not game.round_number:
        return start(scenario, game.seed, game.cooperation_model)
    return state_before(game)


def _seats(game: Game) -> Iterator[PrintedSeat]:
    standing: dict[int, list[Seat]] = {}
    for seat in seat_rows(game.pk):
        if seat.removed_at is None:
            standing.setdefault(seat.team_id, []).append(seat)
    for team in team_rows(game.pk):
        for number, seat in enumerate(standing.get(team.pk, ()), start=1):
            yield PrintedSeat(
                team.name, mark_of(team.position), number, seat.code, _given(seat.name)
            )


def _given(name: str) -> str:
    """The name that a person gave; a seat that was taken without one is named by its number."""
    word, _gap, number = name.partition(" ")
    return "" if word == "Platz" and number.isdecimal() else name


def _town(scenario: Scenario, state: State, town: str, mark: int) -> PrintedTown:
    data, here = scenario.municipalities[town], state.towns[town]
    allowed = limits(scenario, state, town)
    goal = scenario.goals.get(here.goal)
    return PrintedTown(
        name=data.name,
        mark=mark,
        text=data.text,
        inhabitants=here.inhabitants,
        account=here.account,
        running=here.running,
        vacancy=here.vacancy,
        services=tuple(_services(scenario, state, town, allowed)),
        away=tuple(
            service.name
            for service in scenario.services.values()
            if service.id not in allowed.levels
        ),
        neighbours=_neighbours(scenario, data),
        goal_name=goal.name if goal else "",
        goal_text=goal.text if goal else "",
        stances=_stances(state, town, allowed),
        projects=tuple(_projects(scenario, allowed)),
        **_may(allowed),
    )


def _may(allowed: Limits) -> dict[str, Any]:
    return {
        "max_greenfield": allowed.max_greenfield,
        "max_inner": allowed.max_inner,
        "points": allowed.points,
        "may_meet": allowed.may_meet,
        "may_share_data": allowed.may_share_data,
        "may_pay_help": allowed.may_pay_help,
        "may_promise": bool(allowed.may_promise),
        "may_guess": bool(allowed.may_guess),
        "max_stage": allowed.max_stage,
        "watched": allowed.watched,
    }


def _services(
    scenario: Scenario, state: State, town: str, allowed: Limits
) -> Iterator[PrintedService]:
    for name, levels in allowed.levels.items():
        own = state.towns[town].services.get(name)
        yield PrintedService(
            name=scenario.services[name].name,
            text=scenario.services[name].text,
            condition=own.condition if own else 0,
            places=own.places if own else 0,
            levels=tuple(level_label(level) for level in levels),
        )


def _neighbours(scenario: Scenario, data: Municipality) -> tuple[tuple[str, int, int], ...]:
    """Name, mark and minutes of the others, the nearest first."""
    ways: Sequence[tuple[str, int, int]] = [
        (other.name, mark_of(index), scenario.distances[data.id][other.id])
        for index, other in enumerate(scenario.municipalities.values())
        if other.id != data.id
    ]
    return tuple(sorted(ways, key=lambda way: way[2]))


def _stances(state: State, town: str, allowed: Limits) -> tuple[str, ...]:
    if allowed.fund_stances == (FundStance.STAY,):
        return ()
    member = town in state.fund.members
    return tuple(stance_label(stance, member=member) for stance in allowed.fund_stances)


def _projects(scenario: Scenario, allowed: Limits) -> Iterator[PrintedProject]:
    for name in allowed.projects:
        card = scenario.projects[name]
        yield PrintedProject(card.name, card.cost, card.partners_min)
