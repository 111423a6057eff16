"""The projector: what may be said aloud in the room, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from games.access import Viewer
from games.enums import DecisionStatus
from games.models import Game, Seat, Team
from games.rules.model import Scenario
from games.selectors.labels import value_label
from games.selectors.memo import one_reading
from games.selectors.reading import decision_rows, game_row, seat_rows, team_rows
from games.selectors.regionmap import RegionMap, mark_of, region_map
from games.selectors.rounds import VALUES, Round, last_rounds
from games.selectors.scenarios import scenario_of
from games.selectors.stage import Stage, stage_of

SHOWN_INDICES = VALUES[:4]
SMALLEST_SHOWN = 5
"""Changes are shown in tenths of a point; below half of that (in bp) nothing is to be seen."""


@dataclass(frozen=True, slots=True)
class Index:
    """A value of the region in bp, with the change against the round before (None at the start)."""

    code: str
    name: str
    value: int
    change: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One value of a municipality in bp, with its change (None at the start)."""

    now: int
    change: int | None


@dataclass(frozen=True, slots=True)
class TownLine:
    """A municipality: who sits there, whether it has submitted, and its values once settled (bp).

    ``running`` is the result of the settled round in euro a year.
    """

    name: str
    mark: int
    town: str
    people: tuple[str, ...]
    free: int
    bot: bool
    submitted: bool
    values: Mapping[str, int]
    changes: Mapping[str, int]
    running: int | None

    @property
    def shown(self) -> tuple[Shown, ...]:
        """The values in the order of the region's indices."""
        return tuple(
            Shown(self.values[code], self.changes.get(code))
            for code in SHOWN_INDICES
            if code in self.values
        )


@dataclass(frozen=True, slots=True)
class Projector:
    """Everything the projector shows."""

    stage: Stage
    join_code: str
    lobby_locked: bool
    towns: tuple[TownLine, ...]
    indices: tuple[Index, ...]
    map: RegionMap
    event: str
    event_text: str
    event_towns: tuple[str, ...]
    fund_money: int | None
    newest: str
    newest_team: str

    @property
    def seats(self) -> int:
        """Seats there are, taken or free."""
        return self.taken + sum(town.free for town in self.towns)

    @property
    def taken(self) -> int:
        """Seats that somebody has taken."""
        return sum(len(town.people) for town in self.towns)

    @property
    def submitted(self) -> int:
        """Municipalities that have submitted."""
        return sum(1 for town in self.towns if town.submitted)


@one_reading()
def projector(viewer: Viewer) -> Projector:
    """The projector of a game; six queries, whatever the number of rounds and people."""
    game = game_row(viewer.game_id)
    scenario = scenario_of(game)
    stage = stage_of(game, scenario.name, scenario.first_year)
    rounds = last_rounds(game.pk, scenario)
    newest, newest_team = _newest(game.pk) if stage.is_lobby else ("", "")
    last = rounds[-1] if rounds else None
    event = (
        scenario.events.get(last.event) if last and (stage.is_settled or stage.is_over) else None
    )
    return Projector(
        stage=stage,
        join_code=game.join_code,
        lobby_locked=game.lobby_locked,
        towns=_towns(game, rounds),
        indices=_indices(rounds),
        map=region_map(scenario),
        event=event.name if event else "",
        event_text=event.text if event else "",
        event_towns=_names(scenario, last) if event and last else (),
        fund_money=_fund_money(game, scenario, last),
        newest=newest,
        newest_team=newest_team,
    )


def _names(scenario: Scenario, played: Round) -> tuple[str, ...]:
    return tuple(scenario.municipalities[town].name for town in played.event_towns)


def _fund_money(game: Game, scenario: Scenario, last: Round | None) -> int | None:
    if last is None or not scenario.models[game.cooperation_model].fund:
        return None
    return last.fund_money


def _indices(rounds: tuple[Round, ...]) -> tuple[Index, ...]:
    if not rounds or not rounds[-1].region:
        return ()
    now = rounds[-1].region
    before = rounds[-2].region if len(rounds) > 1 else None
    return tuple(
        Index(
            code,
            value_label(code),
            now[code],
            _visible(now[code] - before[code]) if before else None,
        )
        for code in SHOWN_INDICES
    )


def _towns(game: Game, rounds: tuple[Round, ...]) -> tuple[TownLine, ...]:
    people: dict[int, list[str]] = {}
    for seat in seat_rows(game.pk):
        if seat.removed_at is None:
            people.setdefault(seat.team_id, []).append(seat.name)
    decisions = decision_rows(game.pk, game.round_number)
    submitted = {pk for pk, row in decisions.items() if row.status == DecisionStatus.SUBMITTED}
    return tuple(
        _town(team, people.get(team.pk, []), rounds, submitted=team.pk in submitted)
        for team in team_rows(game.pk)
    )


def _town(team: Team, names: list[str], rounds: tuple[Round, ...], *, submitted: bool) -> TownLine:
    taken = tuple(name for name in names if name)
    now = rounds[-1].figures_of(team.town) if rounds else None
    before = rounds[-2].figures_of(team.town) if len(rounds) > 1 else None
    changes = (
        {code: _visible(now.values[code] - before.values[code]) for code in now.values}
        if now and before
        else {}
    )
    return TownLine(
        name=team.name,
        mark=mark_of(team.position),
        town=team.town,
        people=taken,
        free=len(names) - len(taken),
        bot=bool(team.bot),
        submitted=submitted,
        values=now.values if now else {},
        changes=changes,
        running=now.running if now and before else None,
    )


def _newest(game_id: int) -> tuple[str, str]:
    """Who sat down last, and where, for the line at the bottom of the lobby."""
    seats = Seat.objects.filter(
        game_id=game_id, removed_at__isnull=True, joined_at__isnull=False
    ).order_by("-joined_at", "-pk")
    return seats.values_list("name", "team__name").first() or ("", "")


def _visible(change: int) -> int:
    """The change, or 0 where its text would be "0": an arrow beside a zero tells nothing."""
    return change if abs(change) >= SMALLEST_SHOWN else 0
