"""Where a game stands: round, phase, clock and steps of the round, the same for every viewer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from games.enums import OVER_PHASES, Phase
from games.models import Game

Progress = Literal["done", "now", "open"]


@dataclass(frozen=True, slots=True)
class Step:
    """One phase of the round in the stepper, or one round in the row of rounds."""

    code: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the facilitator's "next" button leads to: a phase, and of which round."""

    phase: Phase
    round_number: int


@dataclass(frozen=True, slots=True)
class Stage:
    """The public state of a game.

    ``deadline`` is None while paused or without a time limit; while paused ``remaining_seconds``
    holds what is left. ``archived``: there is nothing to change any more.
    """

    public_id: UUID
    name: str
    region: str
    phase: Phase
    round_number: int
    rounds: int
    year: int | None
    steps: tuple[Step, ...]
    round_steps: tuple[Step, ...]
    deadline: datetime | None
    paused: bool
    remaining_seconds: int | None
    started_at: datetime | None
    next_step: NextStep | None
    archived: bool = False

    @property
    def is_lobby(self) -> bool:
        """Before the first round."""
        return self.phase == Phase.LOBBY

    @property
    def is_over(self) -> bool:
        """After the last round."""
        return self.phase in OVER_PHASES

    @property
    def is_deciding(self) -> bool:
        """Decisions can be handed in."""
        return self.phase == Phase.DECIDING

    @property
    def is_awarding(self) -> bool:
        """The board of the fund votes; decisions are closed."""
        return self.phase == Phase.AWARDING

    @property
    def is_settled(self) -> bool:
        """The round's results are on the table."""
        return self.phase in (Phase.SETTLED, Phase.RECAP)

    @property
    def paused_clock(self) -> str:
        """What the stopped clock shows, as MM:SS."""
        seconds = self.remaining_seconds or 0
        return f"{seconds // 60:02d}:{seconds % 60:02d}"


def stage_of(game: Game, region: str, first_year: int | None) -> Stage:
    """The stage of a game row; ``first_year`` is the budget year of round 1 (None: not shown)."""
    phases = [Phase(phase) for phase in game.round_phases]
    phase = Phase(game.phase)
    year = first_year + game.round_number - 1 if first_year and game.round_number else None
    return Stage(
        public_id=game.public_id,
        name=game.name,
        region=region,
        phase=phase,
        round_number=game.round_number,
        rounds=game.rounds,
        year=year,
        steps=_steps(phases, phase),
        round_steps=_rounds(game, phase),
        deadline=game.deadline,
        paused=game.paused,
        remaining_seconds=game.remaining_seconds,
        started_at=game.phase_started_at,
        next_step=next_step(phases, phase, game.round_number, game.rounds),
        archived=game.archived_at is not None,
    )


def _steps(phases: Sequence[Phase], current: Phase) -> tuple[Step, ...]:
    if current not in phases:
        progress: Progress = "open" if current == Phase.LOBBY else "done"
        return tuple(Step(phase.value, progress) for phase in phases)
    here = phases.index(current)
    return tuple(
        Step(phase.value, "done" if i < here else "now" if i == here else "open")
        for i, phase in enumerate(phases)
    )


def _rounds(game: Game, phase: Phase) -> tuple[Step, ...]:
    over = phase in OVER_PHASES
    return tuple(
        Step(
            str(number),
            "done"
            if number < game.round_number or (over and number == game.round_number)
            else "now"
            if number == game.round_number
            else "open",
        )
        for number in range(1, game.rounds + 1)
    )


def next_step(
    phases: Sequence[Phase], phase: Phase, round_number: int, rounds: int
) -> NextStep | None:
    """What follows the phase in the order of play, or None where nothing follows."""
    if phase == Phase.LOBBY:
        return NextStep(phases[0], 1)
    if phase == Phase.DEBRIEF:
        return NextStep(Phase.ENDED, round_number)
    if phase not in phases:
        return None
    position = phases.index(phase) + 1
    if position < len(phases):
        return NextStep(phases[position], round_number)
    if round_number < rounds:
        return NextStep(phases[0], round_number + 1)
    return NextStep(Phase.DEBRIEF, round_number)
