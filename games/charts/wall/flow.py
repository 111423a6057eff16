"""Flows of money (Sankey): few places on each side, so that the name of each has a line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from games.charts.figure import AXIS, Options
from games.charts.pictures.forms import node
from games.charts.wall.sizes import LETTER, LETTERS, WIDE, larger
from games.selectors import money

MOST = 8
"""Places on a side; a region has no more municipalities."""
GAP = 30
MOST_WIDE = 640
APART = "  "
"""Between name and amount of a place."""
REST = "rest"
Json = Mapping[str, Any]


def enlarged(options: Options) -> Options:
    """The chart with large letters; what moves little is put together."""
    found = larger(options)
    series = found["series"][0]
    nodes, links = _merged(series["data"], series["links"])
    last = max(each["depth"] for each in nodes)
    ends = [_text(each) for each in nodes if each["depth"] == last]
    wide = min(MOST_WIDE, len(max(ends, key=len)) * LETTER)
    column = (WIDE - wide - GAP) / last - series["nodeWidth"] - GAP
    room = {depth: wide if depth == last else column for depth in range(last + 1)}
    border = {"textBorderColor": "#fff", "textBorderWidth": 6}
    more = {
        "data": [_labelled(each, room[each["depth"]]) for each in nodes],
        "links": links,
        "label": {**series["label"], **border},
        "right": wide + GAP,
        "top": LETTERS,
        "bottom": LETTERS,
        "nodeGap": GAP,
    }
    return {**found, "tooltip": {"show": False}, "series": [{**series, **more}]}


def _text(place: Json) -> str:
    text: str = place["label"]["formatter"]
    return text


def _labelled(place: Json, room: float) -> Json:
    """A place whose name is cut where it has no room; the amount behind it always stands."""
    text, letters = _text(place), int(room / LETTER)
    if len(text) <= letters:
        return place
    name, apart, amount = text.rpartition(APART)
    cut = name[: max(1, letters - len(apart) - len(amount) - 1)].rstrip()
    return {**place, "label": {**place["label"], "formatter": f"{cut}…{apart}{amount}"}}


def _merged(nodes: Sequence[Json], links: Sequence[Json]) -> tuple[list[Json], list[Json]]:
    """Places beyond the largest of their side become one; flows between the same two add up."""
    sizes = _sizes(links)
    names: dict[str, str] = {}
    kept: list[Json] = []
    for depth in sorted({each["depth"] for each in nodes}):
        side = [each for each in nodes if each["depth"] == depth]
        rest = f"{depth}:{REST}"
        order = sorted(side, key=lambda each: (each["name"] == rest, -sizes[each["name"]]))
        few = {each["name"] for each in order[: MOST - (len(side) > MOST)]}
        small = [each["name"] for each in side if each["name"] not in few]
        kept += [each for each in side if each["name"] in few]
        if small:
            names |= dict.fromkeys(small, rest)
            kept.append(_rest(rest, depth, sum(sizes[each] for each in small)))
    return kept, _joined(links, names)


def _joined(links: Sequence[Json], names: Mapping[str, str]) -> list[Json]:
    """Flows between places under their new ``names``; the first one says how it looks."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for each in links:
        source, target = (names.get(str(each[end]), str(each[end])) for end in ("source", "target"))
        ends = {"source": source, "target": target, "value": 0}
        joined = found.setdefault((source, target), {**each, **ends})
        joined["value"] += each["value"]
    return list(found.values())


def _rest(name: str, depth: int, thousands: float) -> Json:
    return node(name, depth, f"{_('Übriges')}{APART}{money.number(round(thousands))}", AXIS)


def _sizes(links: Sequence[Json]) -> Counter[str]:
    """What a place moves: the larger of what comes in and what goes out."""
    received: Counter[str] = Counter()
    paid: Counter[str] = Counter()
    for each in links:
        paid[each["source"]] += each["value"]
        received[each["target"]] += each["value"]
    return paid | received
