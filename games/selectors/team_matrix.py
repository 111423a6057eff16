"""The teams as the cockpit shows them: who sits there, how far each has come, who calls.

Drafts are shown by their state alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from games.enums import DecisionSource, DecisionStatus, Phase
from games.models import Game, Seat, Team, TeamDecision
from games.rules.model import Scenario, State
from games.selectors.awarding import Turnout, turnout
from games.selectors.deals import currents
from games.selectors.labels import bot_title
from games.selectors.present import Online
from games.selectors.progress import decided, fields_to_decide
from games.selectors.reading import decision_rows, team_rows
from games.selectors.regionmap import mark_of
from games.selectors.scenarios import state_before
from games.selectors.waiting import waiver

TeamState = Literal["none", "draft", "submitted", "missing"]

NOBODY = Turnout(0, 0)


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat in the list; ``name`` is empty until somebody takes it."""

    id: int
    name: str
    online: bool


@dataclass(frozen=True, slots=True)
class GoneRow:
    """Somebody whose seat was taken away, and in which municipality it was."""

    id: int
    name: str
    team: str


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One municipality in the matrix; ``bot`` is the title of the strategy that plays it.

    ``waived``: what counts for it, as nobody waits for it any more (``selectors.waiting``).
    ``votes`` of ``to_vote``: on how many applications it has voted while the board decides;
    ``scored`` of ``to_score``: how many it has scored.
    """

    id: int
    town: str
    name: str
    mark: int
    bot: str
    seats: tuple[SeatRow, ...]
    state: TeamState
    decided: int
    to_decide: int
    updated_at: datetime | None
    ready: bool
    agreements: int
    offers: int
    votes: int = 0
    to_vote: int = 0
    scored: int = 0
    to_score: int = 0
    help_asked_at: datetime | None = None
    help_text: str = ""
    wants_time: bool = False
    waived: str = ""

    @property
    def calls(self) -> bool:
        """The team waits for the facilitator."""
        return self.help_asked_at is not None or self.wants_time

    @property
    def taken(self) -> int:
        """People who have taken a seat."""
        return sum(1 for seat in self.seats if seat.name)

    @property
    def free(self) -> SeatRow | None:
        """A seat that nobody has taken, or None."""
        return next((seat for seat in self.seats if not seat.name), None)

    @property
    def online(self) -> int:
        """People whose devices are there now."""
        return sum(1 for seat in self.seats if seat.name and seat.online)

    @property
    def is_open(self) -> bool:
        """Nothing submitted yet, and still waited for."""
        return self.state != "submitted" and not self.waived

    @property
    def votes_open(self) -> bool:
        """The board waits for votes of these people; who is ready abstains from the rest."""
        silent = self.bot or self.ready or self.waived
        return not silent and self.votes < self.to_vote


def team_matrix(
    game: Game, scenario: Scenario, seats: Iterable[Seat], online: Online, *, calls: bool
) -> tuple[TeamRow, ...]:
    """All municipalities in their order.

    ``calls``: what a team wrote when it called is shown too, not only that it did.
    """
    standing = [seat for seat in seats if seat.removed_at is None]
    there = online([seat.pk for seat in standing])
    by_team: dict[int, list[SeatRow]] = {}
    for seat in standing:
        row = SeatRow(seat.pk, seat.name, seat.pk in there)
        by_team.setdefault(seat.team_id, []).append(row)
    decisions = decision_rows(game.pk, game.round_number)
    state = _state(game)
    bargains = _bargains(game, state)
    rows = (
        _team_row(
            game,
            team,
            tuple(sorted(by_team.get(team.pk, ()), key=lambda seat: not seat.name)),
            decisions.get(team.pk),
            fields_to_decide(scenario, state, team.town) if state else frozenset(),
            bargains.get(team.town, (0, 0)),
        )
        for team in team_rows(game.pk)
    )
    return tuple(row if calls else replace(row, help_text="") for row in rows)


def gone_people(game_id: int, seats: Iterable[Seat]) -> tuple[GoneRow, ...]:
    """Those who were taken out, the latest first; seats that nobody had taken are nobody's."""
    names = {team.pk: team.name for team in team_rows(game_id)}
    out = [(seat.removed_at, seat) for seat in seats if seat.removed_at and seat.name]
    latest = sorted(out, key=lambda each: each[0], reverse=True)
    return tuple(GoneRow(seat.pk, seat.name, names[seat.team_id]) for _at, seat in latest)


def _state(game: Game) -> State | None:
    if game.round_number == 0 or game.phase in (Phase.DEBRIEF, Phase.ENDED):
        return None
    return state_before(game)


def _team_row(
    game: Game,
    team: Team,
    seats: tuple[SeatRow, ...],
    decision: TeamDecision | None,
    fields: frozenset[str],
    bargains: tuple[int, int],
) -> TeamRow:
    state = _team_state(decision)
    by_bot = decision is not None and decision.source == DecisionSource.BOT
    voted = turnout(game.pk).get(team.town, NOBODY)
    done = len(fields) if by_bot else decided(fields, decision.field_revisions if decision else ())
    return TeamRow(
        id=team.pk,
        town=team.town,
        name=team.name,
        mark=mark_of(team.position),
        bot=bot_title(team.bot),
        seats=seats,
        state=state,
        decided=done,
        to_decide=len(fields),
        updated_at=decision.updated_at if decision and state != "missing" else None,
        ready=team.ready_for == f"{game.round_number}:{game.phase}",
        votes=voted.cast,
        to_vote=voted.due,
        scored=voted.scored,
        to_score=voted.to_score,
        help_asked_at=team.help_asked_at,
        help_text=team.help_text,
        wants_time=team.time_asked_for == f"{game.round_number}:{game.phase}",
        waived=waiver(team, game) or "",
        agreements=bargains[0],
        offers=bargains[1],
    )


def _bargains(game: Game, state: State | None) -> dict[str, tuple[int, int]]:
    """How many agreements stand and how many offers lie on the table, by municipality."""
    if state is None:
        return {}
    table = [each for each in currents(game.pk, game.round_number) if each.on_the_table]
    return {
        town: (
            sum(town in item.members for item in state.agreements),
            sum(town in each.towns for each in table),
        )
        for town in state.towns
    }


def _team_state(decision: TeamDecision | None) -> TeamState:
    if decision is None:
        return "none"
    if decision.status == DecisionStatus.MISSING:
        return "missing"
    return "submitted" if decision.status == DecisionStatus.SUBMITTED else "draft"
