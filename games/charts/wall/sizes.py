"""How large things are on the wall."""

from collections.abc import Mapping
from typing import Any

LETTERS = 30
"""Height of letters in pixels of a picture of 1920 × 1080."""
WIDE = 1740
"""What a chart has from side to side."""
LETTER = 16
"""About how wide a letter of that height is."""
MARGIN = 20
"""Between an axis and its labels: symbols on the axis have half their size there."""
FACTOR = 2.2
"""What is 13 or 14 pixels high on a page is as high as ``LETTERS`` on the wall; so is the rest."""
SYMBOL = 20
_UNSEEN = 1
"""Symbols of this size carry a text and are not meant to be seen."""
_LENGTHS = frozenset(
    {
        "barMaxWidth", "borderRadius", "distance", "itemGap", "itemHeight", "itemWidth",
        "lineHeight", "nodeGap", "nodeWidth", "padding",
    }
)  # fmt: skip


def larger(value: Any, key: str = "") -> Any:
    """Options with the letters, symbols and lengths of the wall."""
    if isinstance(value, Mapping):
        return {name: larger(inner, name) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [larger(each, key) for each in value]
    if key == "fontSize":
        return LETTERS
    if key == "symbolSize":
        return value if value == _UNSEEN else SYMBOL
    return round(value * FACTOR) if key in _LENGTHS and isinstance(value, (int, float)) else value


def axis(given: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """An axis of enlarged options with its labels clear of what is drawn; ``more``: of labels."""
    return {**given, "axisLabel": {**given["axisLabel"], "margin": MARGIN, **more}}
