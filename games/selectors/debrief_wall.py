"""The board of the debrief on the wall: as much of it as can be read from the last row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from games.charts.wall import for_wall
from games.enums import DebriefStep, DebriefVote
from games.selectors.debrief import Board, Kept, Step, board
from games.selectors.debrief_groups import Group
from games.selectors.debrief_hanging import Page, Room, newest, pages
from games.selectors.debrief_questions import Question
from games.selectors.debrief_subjects import Subject
from games.selectors.memo import shared
from games.selectors.wall_letters import BOLD, high, lines, wide

MOST_QUESTIONS = 3
NEIGHBOURS = 12
"""As many pages the facilitator can turn to at once."""
WIDE, HIGH = 1824, 804
"""What head, foot and margins leave of a picture of 1920 × 1080."""
GAP, FOOT = 22, 57
"""Between rows; the line below that counts what is not there, with its gap."""
MOST_ASKED = 250
_FIRST, _OTHERS, _ASKED_LINE, _ASKED_GAP = 44, 36, 1.2, 6
_INDENT = 34
BESIDE, RESOLUTIONS = 1029, 698
"""Widths where resolutions stand beside: of the cards, and of the text of the resolutions."""
RESOLUTION_SIZE = 32
_AROUND, _HEAD, _MORE = 52, 58, 47
_MARK = 48


@dataclass(frozen=True, slots=True)
class WallBoard:
    """What of the board is on the wall.

    ``page``: the cards that hang there, None where none do. ``number``: the page that the
    facilitator turned to of ``pages`` (of cards and resolutions, whichever need more), 0 where the
    wall chooses by itself: the newest cards and resolutions, or the first page of groups or of
    cards by their dots. Where there are several pages, the first question alone stays.
    """

    step: Step
    free: bool
    subject: Subject
    questions: tuple[Question, ...]
    page: Page | None
    number: int
    pages: int
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

    @property
    def count(self) -> int:
        """All cards of the step."""
        return len(self.step.cards)

    @property
    def more(self) -> int:
        """How many cards are not on the wall now."""
        return self.count - self.page.count if self.page else 0

    @property
    def numbers(self) -> range:
        """The pages around this one that can be turned to; none where all hangs on one."""
        if self.pages <= 1:
            return range(0)
        first = max(1, min(self.number - NEIGHBOURS // 2, self.pages - NEIGHBOURS + 1))
        return range(first, min(self.pages, first + NEIGHBOURS - 1) + 1)


@shared
def wall_board(game_id: int) -> WallBoard | None:
    """The board for the wall; None while there is none, and once the game has ended."""
    found = board(game_id)
    return _shown(found) if found is not None and not found.over else None


def _shown(found: Board) -> WallBoard:
    step, figure = found.step, found.subject.figure
    asked, below = _asked(step, MOST_QUESTIONS)
    kept = found.resolutions if step.code is DebriefStep.NEXT else ()
    room = Room(BESIDE if kept else WIDE, HIGH - below, narrow=bool(kept))
    all_pages, resolved = pages(step.groups, room), _resolved(kept, HIGH - below)
    count = max(len(all_pages), len(resolved))
    if count > 1:
        asked, below = _asked(step, 1)
        room = replace(room, height=HIGH - below - FOOT)
        all_pages, resolved = pages(step.groups, room), _resolved(kept, HIGH - below)
        count = max(len(all_pages), len(resolved))
    number = min(found.subject.page, count) if count > 1 else 0
    shown = _resolutions(kept, resolved, number, HIGH - below)
    return WallBoard(
        step=step,
        free=found.free,
        subject=replace(found.subject, figure=for_wall(figure)) if figure else found.subject,
        questions=asked,
        page=_page(step, all_pages, number, room),
        number=number,
        pages=count,
        resolutions=shown,
        more_resolutions=len(kept) - len(shown),
    )


def _page(step: Step, all_pages: tuple[Page, ...], number: int, room: Room) -> Page | None:
    if not all_pages:
        return None
    by_dots = any(card.dots is not None for card in step.cards)
    if number or by_dots or len(all_pages) == 1 or all_pages[0].grouped:
        return all_pages[min(max(0, number - 1), len(all_pages) - 1)]
    return newest(Group("", step.cards), room)


def _asked(step: Step, most: int) -> tuple[tuple[Question, ...], int]:
    """The first questions that have room, and where the cards begin below them."""
    shown: list[Question] = []
    used = 0
    for each in step.questions[:most]:
        size = _OTHERS if shown else _FIRST
        text = f"{each.moment}  {each.text}" if each.moment else each.text
        rows = lines(text, int((WIDE - _INDENT) / BOLD), size)
        more = high(rows, size, _ASKED_LINE) + (_ASKED_GAP if shown else 0)
        if shown and used + more > MOST_ASKED:
            break
        shown.append(each)
        used += more
    return tuple(shown), used + GAP


def _resolutions(
    kept: tuple[Kept, ...], resolved: list[list[Kept]], number: int, room: int
) -> tuple[Kept, ...]:
    """Those of the page that was turned to, by itself the newest, in their order."""
    if number:
        return tuple(resolved[min(number, len(resolved)) - 1]) if resolved else ()
    return tuple(reversed(_resolved(kept[::-1], room)[0])) if kept else ()


def _resolved(kept: Sequence[Kept], room: int) -> list[list[Kept]]:
    """Resolutions in pages that have room for each as long as it is."""
    found: list[list[Kept]] = []
    least = room - _AROUND - _HEAD - _MORE
    left = -1
    for each in kept:
        left -= (rise := _resolution(each))
        if left < 0:
            found.append([])
            left = least - rise
        found[-1].append(each)
    return found


def _resolution(each: Kept) -> int:
    until = wide(each.until, 28) + 90 if each.until else 0
    beside = wide(each.town or "Alle zusammen", 28) + _MARK + until <= RESOLUTIONS
    foot = 36 if beside else 40 + high(lines(each.until, RESOLUTIONS - 40, 28), 28, 1.1)
    return 32 + high(lines(each.text, RESOLUTIONS, RESOLUTION_SIZE), RESOLUTION_SIZE) + foot
