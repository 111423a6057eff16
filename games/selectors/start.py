"""What the start page and the join page show before anybody has a seat."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from games.enums import LogKind, Phase
from games.models import Game, LogEntry, Seat, Team
from games.rules.model import Scenario
from games.selectors.regionmap import mark_of
from games.selectors.scenarios import scenario_of


@dataclass(frozen=True, slots=True)
class JoinTeam:
    """One municipality to sit down at, with those who already sit there."""

    id: int
    name: str
    text: str
    mark: int
    inhabitants: int
    people: tuple[str, ...]
    bot: bool


@dataclass(frozen=True, slots=True)
class JoinPage:
    """A game as somebody sees it who holds its join code."""

    name: str
    region: str
    code: str
    running: bool
    teams: tuple[JoinTeam, ...]


def join_page(code: str) -> JoinPage | None:
    """The game of a join code (eight signs, upper case), or None; three queries."""
    game = (
        Game.objects.select_related("scenario")
        .defer("scenario__content")
        .filter(join_code=code)
        .first()
    )
    if game is None:
        return None
    scenario = scenario_of(game)
    return JoinPage(
        name=game.name,
        region=scenario.name,
        code=game.join_code,
        running=game.phase != Phase.LOBBY,
        teams=_teams(game, scenario),
    )


def _teams(game: Game, scenario: Scenario) -> tuple[JoinTeam, ...]:
    names: dict[int, list[str]] = defaultdict(list)
    taken = Seat.objects.filter(game=game, removed_at__isnull=True).exclude(name="")
    for team_id, name in taken.values_list("team_id", "name"):
        names[team_id].append(name)
    teams = []
    for team in Team.objects.filter(game=game):
        town = scenario.municipalities[team.town]
        teams.append(
            JoinTeam(
                id=team.pk,
                name=team.name,
                text=town.text,
                mark=mark_of(team.position),
                inhabitants=sum(town.people),
                people=tuple(names[team.pk]),
                bot=bool(team.bot),
            )
        )
    return tuple(teams)


@dataclass(frozen=True, slots=True)
class SeatLabel:
    """A seat as the question names it; ``person`` is empty until somebody takes it."""

    person: str
    team: str
    game: str


def seat_label(seat_id: int) -> SeatLabel:
    """Who sits where, for somebody who holds the seat or its code; one query."""
    return SeatLabel(*Seat.objects.values_list("name", "team__name", "game__name").get(pk=seat_id))


@dataclass(frozen=True, slots=True)
class GoneSeat:
    """A seat that was taken away, for whoever held it; ``reason`` is the facilitator's."""

    team: str
    game: str
    public_id: UUID
    reason: str
    over: bool


def gone_seat(seat_id: int) -> GoneSeat:
    """What somebody is told whose seat was taken away; two queries."""
    seat = Seat.objects.select_related("team", "game").get(pk=seat_id)
    entries = LogEntry.objects.filter(game=seat.game, kind=LogKind.SEAT_REMOVED)
    payloads = entries.order_by("-sequence").values_list("payload", flat=True)
    reason = next((each.get("reason", "") for each in payloads if each["seat"] == seat_id), "")
    over = seat.game.phase == Phase.ENDED
    return GoneSeat(seat.team.name, seat.game.name, seat.game.public_id, reason, over)


def demo_code() -> str | None:
    """Join code of the newest demo game that is still running, or None; one query."""
    demos = Game.objects.filter(is_demo=True, ended_at__isnull=True, lobby_locked=False)
    return (
        demos.exclude(phase__in=(Phase.LOBBY, Phase.DEBRIEF))
        .order_by("-created_at")
        .values_list("join_code", flat=True)
        .first()
    )


def game_name(game_id: int) -> str:
    """Name of a game somebody has a seat in; one query."""
    return Game.objects.values_list("name", flat=True).get(pk=game_id)
