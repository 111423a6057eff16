"""One workshop: what it is, where each of its regions stands, and what its one clock does next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Sum

from games.access import ViewerKind, WorkshopViewer, link_token
from games.enums import DecisionStatus, Phase, Role
from games.models import Game, Seat, Team, TeamDecision, Workshop
from games.selectors.present import Online
from games.selectors.stage import NextStep, Stage, stage_of

_ORDER = {phase: place for place, phase in enumerate(Phase)}


@dataclass(frozen=True, slots=True)
class Region:
    """One game of the workshop and how far its teams are.

    ``done`` of ``waited_for`` teams of people have submitted (while decisions are due) or are
    ready; ``open_teams`` and ``calling`` are names.
    """

    public_id: UUID
    name: str
    stage: Stage
    teams: int
    bots: int
    people: int
    online: int
    waited_for: int
    done: int
    open_teams: tuple[str, ...]
    calling: tuple[str, ...]
    projector_token: str

    @property
    def runs(self) -> bool:
        """Between lobby and end."""
        return not self.stage.is_lobby and not self.stage.is_over

    @property
    def place(self) -> tuple[int, int]:
        """For comparing how far regions are."""
        return self.stage.round_number, _ORDER[self.stage.phase]


@dataclass(frozen=True, slots=True)
class WorkshopPage:
    """Everything the page of a workshop shows."""

    public_id: UUID
    title: str
    day: date | None
    expected_people: int
    one_clock: bool
    delete_on: date | None
    created_at: datetime
    archived_at: datetime | None
    anonymised_at: datetime | None
    role: Role
    regions: tuple[Region, ...]

    @property
    def people(self) -> int:
        """People who have taken a seat, in all regions."""
        return sum(region.people for region in self.regions)

    @property
    def online(self) -> int:
        """People whose devices are there now."""
        return sum(region.online for region in self.regions)

    @property
    def together(self) -> bool:
        """Several regions follow one clock."""
        return self.one_clock and len(self.regions) > 1

    @property
    def fresh(self) -> bool:
        """There are regions, and none of them has begun."""
        return bool(self.regions) and len(self.waiting) == len(self.regions)

    @property
    def waiting(self) -> tuple[Region, ...]:
        """Regions in their lobby."""
        return tuple(region for region in self.regions if region.stage.is_lobby)

    @property
    def moving(self) -> tuple[Region, ...]:
        """The regions that are furthest back: the next press moves them, the others wait."""
        running = [region for region in self.regions if region.runs]
        back = min((region.place for region in running), default=None)
        return tuple(region for region in running if region.place == back)

    @property
    def ahead(self) -> tuple[Region, ...]:
        """Regions that wait until the others have caught up."""
        moving = self.moving
        return tuple(region for region in self.regions if region.runs and region not in moving)

    @property
    def moving_names(self) -> str:
        """Their names, for a sentence."""
        return ", ".join(region.name for region in self.moving)

    @property
    def ahead_names(self) -> str:
        """As ``moving_names`` for those that wait."""
        return ", ".join(region.name for region in self.ahead)

    @property
    def next_step(self) -> NextStep | None:
        """Where the next press leads, if it is the same for all that it moves."""
        steps = {region.stage.next_step for region in self.moving}
        return steps.pop() if len(steps) == 1 else None

    @property
    def open_regions(self) -> tuple[Region, ...]:
        """Regions of the next move in which teams have not submitted."""
        return tuple(region for region in self.moving if region.open_teams)


def workshop_stamp(viewer: WorkshopViewer) -> int:
    """Rises with every change of the workshop or one of its games; read before the page."""
    rows = Workshop.objects.filter(pk=viewer.workshop_id)
    own = rows.values_list("version", flat=True).first() or 0
    games = Game.objects.filter(workshop_id=viewer.workshop_id).aggregate(
        all=Sum(F("version") + F("lead_version"))
    )
    teams = Team.objects.filter(game__workshop_id=viewer.workshop_id).aggregate(all=Sum("version"))
    return own + (games["all"] or 0) + (teams["all"] or 0)


def workshop_page(viewer: WorkshopViewer, online: Online) -> WorkshopPage:
    """The workshop of a member, with the regions this member may see; five queries."""
    workshop = Workshop.objects.get(pk=viewer.workshop_id)
    games = Game.objects.filter(workshop=workshop).select_related("scenario").order_by("pk")
    if viewer.game_id is not None:
        games = games.filter(pk=viewer.game_id)
    found = _Found(workshop, online)
    return WorkshopPage(
        public_id=workshop.public_id,
        title=workshop.title,
        day=workshop.date,
        expected_people=workshop.expected_people,
        one_clock=workshop.one_clock,
        delete_on=workshop.delete_on,
        created_at=workshop.created_at,
        archived_at=workshop.archived_at,
        anonymised_at=workshop.anonymised_at,
        role=viewer.role,
        regions=tuple(found.region(game) for game in games),
    )


class _Found:
    """Teams, people and decisions of all regions, read at once."""

    def __init__(self, workshop: Workshop, online: Online) -> None:
        self.teams: dict[int, list[Team]] = {}
        for team in Team.objects.filter(game__workshop=workshop):
            self.teams.setdefault(team.game_id, []).append(team)
        seats = Seat.objects.filter(game__workshop=workshop, removed_at=None).exclude(name="")
        self.seats: dict[int, list[tuple[int, int]]] = {}
        for pk, game_id, team_id in seats.values_list("pk", "game_id", "team_id"):
            self.seats.setdefault(game_id, []).append((pk, team_id))
        self.there = frozenset(online([pk for rows in self.seats.values() for pk, _ in rows]))
        self.status = _status(workshop)

    def region(self, game: Game) -> Region:
        """One game with what was found of it."""
        teams, seats = self.teams.get(game.pk, []), self.seats.get(game.pk, [])
        seated = {team_id for _, team_id in seats}
        asked = [team for team in teams if team.pk in seated and not team.bot]
        late = [team for team in asked if not self._is_done(game, team)]
        return Region(
            public_id=game.public_id,
            name=game.name,
            stage=stage_of(game, game.scenario.name, None),
            teams=len(teams),
            bots=sum(1 for team in teams if team.bot),
            people=len(seats),
            online=sum(1 for pk, _ in seats if pk in self.there),
            waited_for=len(asked),
            done=len(asked) - len(late),
            open_teams=tuple(t.name for t in late) if game.phase == Phase.DECIDING else (),
            calling=tuple(team.name for team in teams if _calls(game, team)),
            projector_token=link_token(ViewerKind.PROJECTOR, game),
        )

    def _is_done(self, game: Game, team: Team) -> bool:
        if game.phase == Phase.DECIDING:
            return self.status.get(team.pk) == DecisionStatus.SUBMITTED
        return team.ready_for == f"{game.round_number}:{game.phase}"


def _status(workshop: Workshop) -> Mapping[int, Any]:
    """The state of the running round's decisions, of the latest attempt, by team."""
    rows = TeamDecision.objects.filter(
        team__game__workshop=workshop, round_number=F("team__game__round_number")
    )
    return dict(rows.order_by("attempt").values_list("team_id", "status"))


def _calls(game: Game, team: Team) -> bool:
    asks = team.time_asked_for == f"{game.round_number}:{game.phase}"
    return team.help_asked_at is not None or asks
