"""The board of the debrief on the wall: as much of it as can be read from the last row."""

from dataclasses import dataclass, replace

from games.charts.wall import for_wall
from games.enums import DebriefStep, DebriefVote
from games.selectors.debrief import Board, Kept, Step, board
from games.selectors.debrief_groups import Card, Group
from games.selectors.debrief_questions import Question
from games.selectors.debrief_subjects import Subject

LARGE_CARDS = 4
MOST_CARDS = 9
MOST_BESIDE = 4
MOST_GROUPS = 6
MOST_IN_GROUP = 3
MOST_QUESTIONS = 3
MOST_RESOLUTIONS = 5


@dataclass(frozen=True, slots=True)
class WallGroup:
    """A group with the cards that have room, and how many more it holds."""

    name: str
    dots: int | None
    cards: tuple[Card, ...]
    more: int


@dataclass(frozen=True, slots=True)
class WallBoard:
    """What of the board is on the wall.

    ``size`` names the layout: "l" few cards, "m" many, "g" groups. ``more``: cards that only the
    devices show. Questions of the facilitator's own go before those of scenario and program.
    """

    step: Step
    free: bool
    subject: Subject
    questions: tuple[Question, ...]
    size: str
    cards: tuple[Card, ...]
    groups: tuple[WallGroup, ...]
    more: int
    resolutions: tuple[Kept, ...]
    more_resolutions: int

    @property
    def is_dark(self) -> bool:
        """Whether nothing shall be seen, so that people look at each other."""
        return self.subject.is_blank

    @property
    def voting(self) -> bool:
        """Whether dots are given to the cards of the step right now."""
        return self.step.vote is DebriefVote.OPEN


def wall_board(game_id: int) -> WallBoard | None:
    """The board for the wall; None while there is none, and once the game has ended."""
    found = board(game_id)
    return _shown(found) if found is not None and not found.over else None


def _shown(found: Board) -> WallBoard:
    step, figure = found.step, found.subject.figure
    own = [each for each in step.questions if each.number]
    common = [each for each in step.questions if not each.number]
    kept = found.resolutions if step.code is DebriefStep.NEXT else ()
    cards, groups = _fitting(step, beside=bool(kept))
    shown = len(cards) + sum(len(each.cards) + each.more for each in groups)
    return WallBoard(
        step=step,
        free=found.free,
        subject=replace(found.subject, figure=for_wall(figure)) if figure else found.subject,
        questions=tuple([*reversed(own), *common][:MOST_QUESTIONS]),
        size=_size(cards, groups, beside=bool(kept)),
        cards=cards,
        groups=groups,
        more=len(step.cards) - shown,
        resolutions=kept[-MOST_RESOLUTIONS:],
        more_resolutions=max(0, len(kept) - MOST_RESOLUTIONS),
    )


def _size(cards: tuple[Card, ...], groups: tuple[WallGroup, ...], *, beside: bool) -> str:
    if groups:
        return "g"
    return "l" if len(cards) <= (MOST_BESIDE if beside else LARGE_CARDS) else "m"


def _fitting(step: Step, *, beside: bool) -> tuple[tuple[Card, ...], tuple[WallGroup, ...]]:
    """Single cards (the newest, or those with most dots), or the groups where there are any."""
    named = tuple(group for group in step.groups if group.name)
    if named:
        most = MOST_BESIDE if beside else MOST_GROUPS
        return (), tuple(_group(group) for group in named[:most])
    room = MOST_BESIDE if beside else MOST_CARDS
    by_dots = any(card.dots is not None for card in step.cards)
    return (step.cards[:room] if by_dots else step.cards[-room:]), ()


def _group(group: Group) -> WallGroup:
    cards = group.cards[:MOST_IN_GROUP]
    return WallGroup(group.name, group.dots, cards, len(group.cards) - len(cards))
