"""Short texts that people type: made harmless to layout before they are stored."""

import re
import unicodedata

from games.errors import Illegal


def one_line(text: str, *, field: str, limit: int) -> str:
    """The text on one line without control, direction or invisible signs.

    Raises Illegal("text_missing") or Illegal("text_too_long") with the field and the figures.
    """
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    printed = (sign for sign in spaced if unicodedata.category(sign)[0] != "C")
    return _within(" ".join("".join(printed).split()), field, limit)


def prose(text: str, *, field: str, limit: int) -> str:
    """As ``one_line``, but line breaks stay (no more than one empty line between two others)."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    spaced = lines.replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n")
    printed = (sign for sign in spaced if sign == "\n" or unicodedata.category(sign)[0] != "C")
    trimmed = re.sub(r"[^\S\n]*\n[^\S\n]*", "\n", "".join(printed))
    return _within(re.sub(r"\n{3,}", "\n\n", trimmed).strip(), field, limit)


def prose_or_nothing(text: str, *, field: str, limit: int) -> str:
    """As ``prose``, where nothing at all ("") may be said, too."""
    try:
        return prose(text, field=field, limit=limit)
    except Illegal as error:
        if error.code != "text_missing":
            raise
        return ""


def _within(visible: str, field: str, limit: int) -> str:
    if not visible:
        raise Illegal("text_missing", field=field)
    if len(visible) > limit:
        raise Illegal("text_too_long", field=field, limit=limit, length=len(visible))
    return visible
