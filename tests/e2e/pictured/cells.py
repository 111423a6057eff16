"""Cells of tables as pages write them in German, as numbers."""

import re
from fractions import Fraction

MINUS = "\N{MINUS SIGN}"
NOTHING = ("–", "")
_NUMBER = re.compile(rf"([+{MINUS}]?)(\d{{1,3}}(?:\.\d{{3}})*|\d+)(?:,(\d+))?(?: [€%])?")


WORDS = object()
"""A cell in words that no other file repeats."""


def number(text):
    """The number that a cell is, exactly; None where it is none."""
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    sign, whole, decimals = found.groups()
    value = Fraction(f"{whole.replace('.', '')}.{decimals or 0}")
    return -value if sign == MINUS else value


def digits(text):
    """How many decimals a cell writes."""
    found = _NUMBER.fullmatch(text)
    return len(found[3] or "") if found else 0


def rounded(value, places):
    """To so many decimals, halves away from zero."""
    scaled = abs(value) * 10**places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(units if value >= 0 else -units, 10**places)


def check_rows(shown, expected, where):
    """Each cell of a table is what is expected: a text, a number (rounded as shown) or nothing.

    The places of columns that are expected to be ``WORDS``.
    """
    assert len(shown) == len(expected), (where, shown, expected)
    places = [max(map(digits, column), default=0) for column in zip(*shown, strict=True)]
    words = set()
    for row, wanted in zip(shown, expected, strict=True):
        assert len(row) == len(wanted), (where, row, wanted)
        words |= {place for place, value in enumerate(wanted) if value is WORDS}
        for text, value, place in zip(row, wanted, places, strict=True):
            assert value is WORDS or _is(text, value, place), (where, row, wanted)
    return words


def _is(text, value, place):
    if value is None:
        return text in NOTHING
    if isinstance(value, str):
        return text == value
    found = number(text)
    return found is not None and found == rounded(Fraction(value), place)


def check_file(shown, rows, where):
    """A file holds the cells of a table: numbers bare and equal, texts as they are."""
    assert len(shown) == len(rows), where
    for texts, cells in zip(shown, rows, strict=True):
        assert len(texts) == len(cells), where
        for text, cell in zip(texts, cells, strict=True):
            found = number(text)
            if found is None:
                assert cell.removeprefix("'") == ("" if text == "–" else text), (
                    where,
                    texts,
                    cells,
                )
            else:
                assert Fraction(cell) == found, (where, texts, cells)
