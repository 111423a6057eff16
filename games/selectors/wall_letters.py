"""How many lines a text takes on the wall, counted before a browser has seen it.

The wall has one size (1920 × 1080, scaled as a whole) and one typeface, so what fits can be counted
here, for wall and facilitator alike. Counted is a little more than browsers need: words are not
hyphenated, letters as wide as the widest of their kind, and a line is a little shorter, as smaller
projectors round the widths of letters to whole pixels.
"""

import math
import unicodedata
from functools import lru_cache

LINE = 1.22
"""Height of a line in heights of a letter (``projector_debrief.css``)."""
BOLD = 1.04
"""How much wider headings run than plain text."""
MOST_KEPT = 16_384
SLACK_PERCENT = 3

_KINDS = (
    (265, " !',.:;‚’·"),
    (305, "ijlIJ"),
    (335, "f()[]{}"),
    (390, "rt"),
    (410, '-|"„“”'),
    (480, "csz"),
    (525, "gkvxyFLTZ/_–+−=<>*§°"),
    (560, "aeCESVXY0123456789?$"),
    (585, "ouAP«»€"),
    (610, "bdhnpqBKRß"),
    (695, "DGHNOQU"),
    (725, "w…"),
    (800, "M&—"),
    (860, "mW%æ"),
)
"""Widths in thousandths of a letter's height, as the widest of each kind has it (Fira Sans)."""
_WIDTHS = {letter: width for width, letters in _KINDS for letter in letters}
_OTHER, _PICTURE = 850, 1_100
_FIRST_PICTURE = 0x2E80


@lru_cache(maxsize=MOST_KEPT)
def wide(text: str, size: int) -> int:
    """Pixels of a text in one line; ``size``: height of letters in pixels."""
    return math.ceil(sum(map(_width, text)) * size / 1000)


@lru_cache(maxsize=MOST_KEPT)
def lines(text: str, width: int, size: int) -> int:
    """Lines of a text in a box of ``width`` pixels, at least one; long words are broken."""
    count, left, gap = 0, -1, wide(" ", size)
    width -= width * SLACK_PERCENT // 100
    for word in text.split():
        long = wide(word, size)
        if left >= gap + long:
            left -= gap + long
            continue
        rows = max(1, math.ceil(long / width))
        count, left = count + rows, rows * width - long
    return max(count, 1)


def high(count: int, size: int, line: float = LINE) -> int:
    """Pixels that so many lines are high."""
    return math.ceil(count * size * line)


@lru_cache(maxsize=1024)
def _width(letter: str) -> int:
    plain = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS.get(plain, _PICTURE if ord(plain) >= _FIRST_PICTURE else _OTHER)
