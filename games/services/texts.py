"""Short texts that people type: made harmless to layout before they are stored."""

import unicodedata

from games.errors import Illegal


def one_line(text: str, *, field: str, limit: int) -> str:
    """The text on one line without control, direction or invisible signs.

    Raises Illegal("text_missing") or Illegal("text_too_long") with the field and the figures.
    """
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    printed = (sign for sign in spaced if unicodedata.category(sign)[0] != "C")
    visible = " ".join("".join(printed).split())
    if not visible:
        raise Illegal("text_missing", field=field)
    if len(visible) > limit:
        raise Illegal("text_too_long", field=field, limit=limit, length=len(visible))
    return visible
