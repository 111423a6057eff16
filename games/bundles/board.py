"""Checking the board of the debrief in a file: its digests, and what the log tells of it.

The log never holds what was written, so a forger who makes all digests fit can change words. What
the log does hold (which cards and resolutions there are, of which town and how long, which were
taken off, which votes were closed) has to be as it says there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from games.bundles.shape import BoardPart, Bundle, Json, LogPart, Part
from games.enums import LogKind
from games.errors import BundleError
from games.rules.canonical import digest

TABLES: Final = ("asked", "edited", "cards", "resolutions")


def check_board(bundle: Bundle) -> None:
    """Whether the board is as the file says. Raises ``BundleError`` with the place."""
    board = bundle.board
    if board is None:
        if bundle.version > 1 and _whole(bundle) and _entries(bundle, LogKind.DEBRIEF_BEGUN):
            raise BundleError("edited", "board")
        return
    for name in TABLES:
        for place, row in enumerate(getattr(board, name)):
            _sealed(row, f"board.{name}[{place}].digest")
    _sealed(board, "board.digest")
    _told(bundle, "cards", board.cards, LogKind.DEBRIEF_CARD_WRITTEN)
    _told(bundle, "resolutions", board.resolutions, LogKind.RESOLUTION_MADE)
    _told(bundle, "asked", board.asked, LogKind.DEBRIEF_ASKED)
    if _whole(bundle):
        _complete(bundle, board)


def sealed_row(row: Mapping[str, Any]) -> Json:
    """A row of the board with its digest."""
    return {**row, "digest": digest(row)}


def _sealed(part: Part, place: str) -> None:
    content = part.model_dump()
    named = content.pop("digest")
    if digest(content) != named:
        raise BundleError("edited", place)


def _whole(bundle: Bundle) -> bool:
    return bundle.variant == "full"


def _entries(bundle: Bundle, *kinds: LogKind) -> list[LogPart]:
    return [entry for entry in bundle.log if entry.kind in kinds]


def _told(bundle: Bundle, name: str, rows: Sequence[Any], kind: LogKind) -> None:
    """Each row has an entry of its kind that fits, and they stand in the order of the log."""
    log = {entry.sequence: entry for entry in _entries(bundle, kind)}
    before = 0
    for place, row in enumerate(rows):
        entry = log.get(row.number)
        if entry is None or row.number <= before or not _fits(row, entry):
            raise BundleError("edited", f"board.{name}[{place}]")
        before = row.number


def _fits(row: Any, entry: LogPart) -> bool:
    told, content = row.model_dump(), entry.payload or {}
    same = all(told[key] == content[key] for key in ("step", "moment") if key in content)
    length = row.text is None or content.get("signs", len(row.text)) == len(row.text)
    return same and length and told.get("town", entry.town) == entry.town


def _complete(bundle: Bundle, board: BoardPart) -> None:
    """In the whole file nothing is missing, and what was taken off is what the log says."""
    gone = {_number(e, "number") for e in _entries(bundle, LogKind.DEBRIEF_UNASKED)}
    for name, kind, left_out in (
        ("cards", LogKind.DEBRIEF_CARD_WRITTEN, ()),
        ("resolutions", LogKind.RESOLUTION_MADE, ()),
        ("asked", LogKind.DEBRIEF_ASKED, gone),
    ):
        there = [row.number for row in getattr(board, name)]
        written = [entry.sequence for entry in _entries(bundle, kind)]
        if there != [each for each in written if each not in left_out]:
            raise BundleError("edited", f"board.{name}")
    hidden = _last(bundle, LogKind.DEBRIEF_CARDS_HIDDEN, LogKind.DEBRIEF_CARDS_RESTORED, _cards)
    _as_hidden("cards", board.cards, hidden)
    hidden = _last(bundle, LogKind.RESOLUTION_HIDDEN, LogKind.RESOLUTION_RESTORED, _resolution)
    _as_hidden("resolutions", board.resolutions, hidden)
    votes = _last(bundle, LogKind.DEBRIEF_VOTE_OPENED, LogKind.DEBRIEF_VOTE_CLOSED, _step)
    if {step: vote == "open" for step, vote in board.votes.items()} != votes:
        raise BundleError("edited", "board.votes")


def _as_hidden(name: str, rows: Sequence[Any], hidden: Mapping[object, bool]) -> None:
    for place, row in enumerate(rows):
        if row.hidden != hidden.get(row.number, False):
            raise BundleError("edited", f"board.{name}[{place}].hidden")


def _last(
    bundle: Bundle, first: LogKind, second: LogKind, of: Callable[[Json], Iterable[object]]
) -> dict[object, bool]:
    """For each thing that entries of two kinds name, whether the last one was of the first."""
    return {
        each: entry.kind == first
        for entry in _entries(bundle, first, second)
        for each in of(entry.payload or {})
    }


def _cards(content: Json) -> Iterable[object]:
    found = content.get("cards")
    return found if isinstance(found, list) else ()


def _resolution(content: Json) -> Iterable[object]:
    return [content.get("resolution")]


def _step(content: Json) -> Iterable[object]:
    return [content.get("step")]


def _number(entry: LogPart, name: str) -> object:
    return (entry.payload or {}).get(name)
