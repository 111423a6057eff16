"""The board of the debrief for everybody who looks at it.

Cards name the municipality, never the person. Hidden cards are read by the facilitator's page for
arranging alone. When dots show, to anybody, is decided in ``debrief_dots``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils import timezone

from games.access import Viewer
from games.enums import OVER_PHASES, DebriefStep, DebriefVote, Phase
from games.models import DebriefCard, DebriefDot, Game, Resolution
from games.selectors.debrief_dots import shows_dots, vote_over, voters
from games.selectors.debrief_groups import Card, Group, fitting, grouped
from games.selectors.debrief_moments import Moment, moments
from games.selectors.debrief_questions import Question, question_named, questions
from games.selectors.debrief_state import STEPS, Steered, steered
from games.selectors.debrief_subjects import Choices, Subject, choices, subject_of
from games.selectors.debrief_words import step_title
from games.selectors.frame import place
from games.selectors.memo import one_reading, shared
from games.selectors.reading import game_row, team_rows
from games.selectors.recap import people
from games.selectors.regionmap import mark_of
from games.selectors.scenarios import scenario_of
from games.selectors.stage import stage_of


@dataclass(frozen=True, slots=True)
class Step:
    """A step with all that belongs to it.

    ``hidden``: questions that the facilitator's page alone shows. ``board``: as much of the groups
    as live screens show, ``more``: how many cards they leave out. ``voted``: how many have given
    dots to cards that hang there. ``too_few``: their vote is over, and they were too few for the
    dots to show.
    """

    code: DebriefStep
    number: int
    title: str
    questions: tuple[Question, ...]
    hidden: tuple[Question, ...]
    groups: tuple[Group, ...]
    board: tuple[Group, ...]
    vote: DebriefVote
    voted: int
    people: int
    too_few: bool = False

    @property
    def cards(self) -> tuple[Card, ...]:
        """All cards in the order of the groups."""
        return tuple(card for group in self.groups for card in group.cards)

    @property
    def more(self) -> int:
        """How many cards live screens leave out."""
        return sum(group.more for group in self.board)

    @property
    def named_groups(self) -> tuple[str, ...]:
        """Names of the groups."""
        return tuple(group.name for group in self.groups if group.name)


@dataclass(frozen=True, slots=True)
class Kept:
    """A resolution; ``town`` "": all take it home."""

    number: int
    text: str
    until: str
    town: str
    mark: int
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """The whole board. ``over``: the game has ended, everything can be read and nothing changed."""

    step: Step
    steps: tuple[Step, ...]
    free: bool
    over: bool
    subject: Subject
    resolutions: tuple[Kept, ...]

    def at(self, number: int) -> Step:
        """The step of a number; the facilitator's for any other."""
        return next((each for each in self.steps if each.number == number), self.step)


def live_context(viewer: Viewer) -> Mapping[str, Any]:
    """Everything the regions of the participants' screen need; nothing personal."""
    return {"frame": place(viewer).frame, "now": timezone.now(), **board_context(viewer)}


@one_reading()
def board_context(viewer: Viewer) -> dict[str, Any]:
    """The board with each step by its own name, as the regions take them."""
    found = board(viewer.game_id)
    parts = {f"step{each.number}": each for each in found.steps} if found else {}
    return {"board": found, **parts}


@one_reading()
def board(game_id: int) -> Board | None:
    """The board, None until the facilitator has begun it, or while rounds are played again."""
    return _board(game_id)


@shared
def _board(game_id: int) -> Board | None:
    game = game_row(game_id)
    here = steered(game)
    if here is None or game.phase not in OVER_PHASES:
        return None
    over = game.phase == Phase.ENDED
    cards, voted = _cards(game, here, over=over), voters(game.pk)
    steps = tuple(
        _step(game, here, code, cards.get(code, []), voted=voted.get(code.value, 0), over=over)
        for code in STEPS
    )
    return Board(
        step=steps[STEPS.index(here.step)],
        steps=steps,
        free=here.free or over,
        over=over,
        subject=subject_of(game, here),
        resolutions=tuple(each for each in _resolutions(game.pk) if not each.hidden),
    )


def choice(viewer: Viewer) -> Choices:
    """What the facilitator can show."""
    game = game_row(viewer.game_id)
    return choices(game, subject_of(game, steered(game) or Steered()))


def noted(viewer: Viewer) -> tuple[Moment, ...]:
    """The moments a question can be bound to."""
    return moments(viewer.game_id)


def question_at(viewer: Viewer, key: str) -> Question | None:
    """A question for whoever changes it; None where there is none, or the board is closed."""
    game = game_row(viewer.game_id)
    here = steered(game)
    if here is None or game.phase != Phase.DEBRIEF:
        return None
    return question_named(game, here, key)


def arranging(viewer: Viewer, number: int) -> tuple[Step, tuple[Card, ...]] | None:
    """A step for the facilitator's page of its cards, and the cards that are hidden."""
    found = board(viewer.game_id)
    if found is None:
        return None
    rows = DebriefCard.objects.filter(game_id=viewer.game_id, hidden_at__isnull=False)
    step = found.at(number)
    towns = _towns(viewer.game_id)
    hidden = tuple(
        Card(row.sequence, row.text, *towns[row.team_id], row.group, None, hidden=True)
        for row in rows.filter(step=step.code).order_by("sequence")
    )
    return step, hidden


def all_resolutions(viewer: Viewer) -> tuple[Kept, ...]:
    """Those taken off the board among them, for the facilitator."""
    return _resolutions(viewer.game_id)


def taken_home(viewer: Viewer, town: str = "") -> tuple[Kept, ...]:
    """The resolutions on the board; with the name of a municipality its own and those of all."""
    shown = (each for each in _resolutions(viewer.game_id) if not each.hidden)
    return tuple(each for each in shown if not town or each.town in ("", town))


def own_dots(viewer: Viewer) -> frozenset[int]:
    """The cards that this person has given a dot: for this person alone."""
    if viewer.seat_id is None:
        return frozenset()
    rows = DebriefDot.objects.filter(seat_id=viewer.seat_id, card__game_id=viewer.game_id)
    return frozenset(rows.values_list("card__sequence", flat=True))


def stage_here(viewer: Viewer) -> Any:
    """Where the game stands."""
    game = game_row(viewer.game_id)
    scenario = scenario_of(game)
    return stage_of(game, scenario.name, scenario.first_year)


def _step(
    game: Game, here: Steered, code: DebriefStep, cards: list[Card], *, voted: int, over: bool
) -> Step:
    asked, groups = questions(game, here, code), grouped(cards)
    return Step(
        code=code,
        number=STEPS.index(code) + 1,
        title=step_title(code),
        questions=tuple(each for each in asked if not each.hidden),
        hidden=tuple(each for each in asked if each.hidden),
        groups=groups,
        board=fitting(groups),
        vote=here.vote(code),
        voted=voted,
        people=people(game.pk) if here.vote(code) is DebriefVote.OPEN else 0,
        too_few=vote_over(here, code, over=over) and not shows_dots(here, code, voted, over=over),
    )


def _cards(game: Game, here: Steered, *, over: bool) -> dict[DebriefStep, list[Card]]:
    towns, voted = _towns(game.pk), voters(game.pk)
    shown: dict[DebriefStep, list[Card]] = {}
    rows = DebriefCard.objects.filter(game=game, hidden_at__isnull=True).order_by("sequence")
    names = ("step", "sequence", "text", "team_id", "group", "dots__count")
    for step, number, text, team, group, dots in rows.annotate(Count("dots")).values_list(*names):
        code = DebriefStep(step)
        shows = shows_dots(here, code, voted.get(step, 0), over=over)
        counted = dots if shows else None
        shown.setdefault(code, []).append(Card(number, text, *towns[team], group, counted))
    return shown


@shared
def _resolutions(game_id: int) -> tuple[Kept, ...]:
    towns = _towns(game_id)
    rows = Resolution.objects.filter(game_id=game_id).order_by("sequence")
    return tuple(
        Kept(
            row.sequence,
            row.text,
            row.until,
            *(towns[row.team_id] if row.team_id else ("", 0)),
            hidden=row.hidden_at is not None,
        )
        for row in rows
    )


@shared
def _towns(game_id: int) -> dict[int, tuple[str, int]]:
    return {team.pk: (team.name, mark_of(team.position)) for team in team_rows(game_id)}
