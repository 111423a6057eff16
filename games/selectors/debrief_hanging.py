"""How the cards of a step hang on the wall: whole cards, in columns, on as many pages as it takes.

Letters are as large as all cards let them be on one page, and never smaller than can be read from
the last row; what then does not fit hangs on further pages. A card is cut only where it alone is
higher than the wall, at a whole line. All lengths are pixels of a picture of 1920 × 1080.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.selectors.debrief_groups import Card, Group
from games.selectors.wall_letters import BOLD, high, lines, wide

GAP = 20
MOST_LINES = 16
"""As many lines ``projector_debrief.css`` can cut at."""
HEAD = 40
"""Letters of a group's name; of its counts ``SMALL``."""
SMALL = 28
MOST_IN_COLUMN = 16
"""No column holds more cards, however short they are."""
_HEAD_LINE = 1.15
_BETWEEN, _BELOW_HEAD = 10, 12
_STEP = 10


@dataclass(frozen=True, slots=True)
class Look:
    """Columns beside each other, letters of ``size``; ``most``: only for so few cards."""

    columns: int
    size: int
    most: int = 10_000


PLAIN = (
    Look(1, 72, 2), Look(2, 56), Look(1, 56, 2), Look(2, 48), Look(1, 48, 2),
    Look(2, 40), Look(3, 38), Look(3, 32),
)  # fmt: skip
GROUPED = (
    Look(2, 48), Look(1, 48), Look(2, 40), Look(1, 40), Look(3, 36), Look(1, 36), Look(3, 30),
)  # fmt: skip
NARROW = (Look(1, 48), Look(1, 40), Look(2, 36), Look(1, 36), Look(2, 30))
"""Beside the resolutions."""


@dataclass(frozen=True, slots=True)
class Room:
    """What the cards have: as a whole, before it is divided into columns."""

    width: int
    height: int
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Hung:
    """A card and after how many lines it ends."""

    card: Card
    lines: int


@dataclass(frozen=True, slots=True)
class Block:
    """Cards of one group in one column; ``again``: the group began in another one before."""

    group: Group
    cards: tuple[Hung, ...]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What hangs on the wall at one time; ``grouped``: blocks have a name or are the rest."""

    look: Look
    columns: tuple[tuple[Block, ...], ...]
    grouped: bool

    @property
    def count(self) -> int:
        """How many cards."""
        return sum(len(block.cards) for column in self.columns for block in column)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block and how high it is."""

    block: Block
    height: int


_Column = list[_Piece]


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Heights under one look, as ``projector_debrief.css`` has them."""

    room: Room
    look: Look
    grouped: bool

    @property
    def column(self) -> int:
        return (self.room.width - GAP * (self.look.columns - 1)) // self.look.columns

    @property
    def text(self) -> int:
        """How wide the text of a card may run: without padding, in a group also without mark."""
        return self.column - (56 + 48 if self.grouped else 56)

    @property
    def around(self) -> int:
        """Of a card beside its text."""
        return 0 if self.grouped else 92

    def head(self, group: Group, *, again: bool) -> int:
        """Of a block without its cards."""
        if not self.grouped:
            return 0
        inner = int((self.column - 56) / BOLD)
        name = group.name or _("Noch ohne Gruppe")
        shown = f"{name} {_('(weiter)')}" if again else name
        rows = lines(shown, inner, HEAD)
        beside = again or wide(name, HEAD) + _counted(group) <= inner
        return 44 + high(rows, HEAD, _HEAD_LINE) + (0 if beside else 40)

    def long(self, card: Card) -> int:
        """Lines of a whole card."""
        return lines(card.text, self.text, self.look.size)

    def cut(self, card: Card, head: int) -> int:
        """After how many lines a card ends, so that no card is higher than a column."""
        room = self.room.height - head - self.around - 12
        return max(1, min(self.long(card), room * 100 // high(100, self.look.size), MOST_LINES))

    def card(self, rows: int) -> int:
        return self.around + max(high(rows, self.look.size), 36 if self.grouped else 0)


def _counted(group: Group) -> int:
    """How wide the counts of a group are, with what keeps them apart."""
    dots = wide(f"{group.dots} Punkte", SMALL) + 32 + 16 if group.dots else 0
    return wide(f"{group.count} Karten", SMALL) + 16 + dots


def pages(groups: Sequence[Group], room: Room) -> tuple[Page, ...]:
    """All pages of cards in the order of their groups; none where there is no card."""
    count = sum(len(group.cards) for group in groups)
    if not count:
        return ()
    grouped = any(group.name for group in groups)
    looks = NARROW if room.narrow else GROUPED if grouped else PLAIN
    parts = len(groups) if grouped else count
    for look in looks:
        if look.columns <= parts and count <= min(look.most, look.columns * MOST_IN_COLUMN):
            sizes = _Sizes(room, look, grouped)
            pieces = _pieces(groups, sizes)
            whole = all(
                hung.lines == sizes.long(hung.card) for each in pieces for hung in each.block.cards
            )
            if whole and len(_packed(pieces, look.columns, room.height)) == 1:
                return (_page(pieces, sizes),)
    sizes = _Sizes(room, looks[-1], grouped)
    packed = _packed(_pieces(groups, sizes), sizes.look.columns, room.height)
    return tuple(_page([piece for column in page for piece in column], sizes) for page in packed)


def newest(group: Group, room: Room) -> Page:
    """As many of the newest cards as fit on one page, the newest of them at its end."""
    look = (NARROW if room.narrow else PLAIN)[-1]
    sizes = _Sizes(room, look, grouped=False)
    turned = Group(group.name, group.cards[: -look.columns * MOST_IN_COLUMN - 1 : -1])
    columns = _packed(_pieces((turned,), sizes), look.columns, room.height)[0]
    return _as_page([column[::-1] for column in reversed(columns)], sizes)


def _page(pieces: Sequence[_Piece], sizes: _Sizes) -> Page:
    """The pieces of one page in columns of about the same height."""
    columns, room = sizes.look.columns, sizes.room.height
    total = sum(each.height + GAP for each in pieces) // columns - GAP
    for height in range(max(total, *(each.height for each in pieces)), room, _STEP):
        packed = _packed(pieces, columns, height)
        if len(packed) == 1:
            return _as_page(packed[0], sizes)
    return _as_page(_packed(pieces, columns, room)[0], sizes)


def _as_page(columns: Sequence[_Column], sizes: _Sizes) -> Page:
    blocks = tuple(tuple(piece.block for piece in column) for column in columns)
    return Page(sizes.look, blocks, sizes.grouped)


def _pieces(groups: Sequence[Group], sizes: _Sizes) -> list[_Piece]:
    """What is hung as a whole: a card, or a group, in parts where it is too high for a column."""
    found: list[_Piece] = []
    for group in groups:
        if sizes.grouped:
            found += _parts(group, sizes)
            continue
        for card in group.cards:
            hung = Hung(card, sizes.cut(card, 0))
            found.append(_Piece(Block(group, (hung,)), sizes.card(hung.lines)))
    return found


def _parts(group: Group, sizes: _Sizes) -> Iterator[_Piece]:
    cards: list[Hung] = []
    again, height = False, sizes.head(group, again=False)
    for card in group.cards:
        hung = Hung(card, sizes.cut(card, sizes.head(group, again=again)))
        more = sizes.card(hung.lines) + (_BETWEEN if cards else _BELOW_HEAD)
        if cards and height + more > sizes.room.height:
            yield _Piece(Block(group, tuple(cards), again), height)
            again, height, cards = True, sizes.head(group, again=True), []
            hung = Hung(card, sizes.cut(card, height))
            more = sizes.card(hung.lines) + _BELOW_HEAD
        cards.append(hung)
        height += more
    yield _Piece(Block(group, tuple(cards), again), height)


def _packed(pieces: Sequence[_Piece], columns: int, height: int) -> list[list[_Column]]:
    """Pages of columns: a piece goes to the first column of the page that has room for it.

    The further parts of a group never stand before its first one.
    """
    packed: list[list[_Column]] = []
    used: list[int] = []
    last = 0
    for piece in pieces:
        first = last if piece.block.again else 0
        free = (at for at in range(first, len(used)) if used[at] + GAP + piece.height <= height)
        at = next(free, columns)
        if at == columns:
            packed.append([[] for _column in range(columns)])
            used, at = [-GAP] * columns, 0
        packed[-1][at].append(piece)
        used[at] += GAP + piece.height
        last = at
    return packed
