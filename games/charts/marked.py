"""Signs on the chart of values: numbers for what happened, letters for what people marked.

A round has one sign of each kind, so that signs never overlap, however narrow the chart is; what
they stand for is listed beside the chart and in columns of its table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts.figure import AXIS, INK, PETROL, Figure, Remark
from games.charts.indices import round_name
from games.selectors.marks import Mark

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
LETTERS = "ABCDEFGHIJKLMNOP"
SIGN = 16
"""Height of a sign in pixels."""
_TOP_ONE, _TOP_TWO = 32, 58
"""Above the plot stand one row of signs, or two."""
_RICH: Mapping[str, Mapping[str, Any]] = {
    "event": {"color": INK, "fontSize": SIGN, "lineHeight": 22},
    "mark": {
        "color": "#fff",
        "fontSize": SIGN - 3,
        "fontWeight": 600,
        "lineHeight": 20,
        "padding": [1, 5],
        "borderRadius": 4,
        "backgroundColor": PETROL,
    },
}


def marked(figure: Figure, told: Mapping[int, Sequence[str]], marks: Sequence[Mark]) -> Figure:
    """The chart of ``indices_figure`` with signs at its rounds.

    ``told``: what happened, by round. A mark of a round that is not on the chart (begun and never
    settled) stands at the last one.
    """
    last = len(figure.table.rows) - 1
    kept: dict[int, list[Mark]] = {}
    for mark in marks:
        kept.setdefault(min(mark.round_number, last), []).append(mark)
    numbers = dict(zip(sorted(filter(None, told)), CIRCLED, strict=False))
    letters = dict(zip(sorted(kept), LETTERS, strict=False))
    options = dict(figure.options)
    series = [dict(each) for each in options["series"]]
    series[0]["markLine"] = _lines(numbers, letters)
    grid = {**options["grid"], "top": _TOP_TWO if numbers and letters else _TOP_ONE}
    return replace(
        figure,
        options={**options, "series": series, "grid": grid} if numbers or letters else options,
        table=_with_columns(figure, told, kept),
        marks=(*_happened(numbers, told), *_marked(letters, kept)),
    )


def _lines(numbers: Mapping[int, str], letters: Mapping[int, str]) -> dict[str, Any]:
    return {
        "silent": True,
        "symbol": "none",
        "lineStyle": {"color": AXIS, "type": "dashed", "width": 1},
        "label": {"position": "end", "distance": 4, "rotate": 0, "rich": _RICH},
        "data": [
            {"xAxis": number, "label": {"formatter": _sign(number, numbers, letters)}}
            for number in sorted({*numbers, *letters})
        ],
    }


def _sign(number: int, numbers: Mapping[int, str], letters: Mapping[int, str]) -> str:
    """Both signs of a round, the one of the mark above."""
    letter = [f"{{mark|{letters[number]}}}"] if number in letters else []
    digit = [f"{{event|{numbers[number]}}}"] if number in numbers else []
    return "\n".join([*letter, *digit])


def _with_columns(
    figure: Figure, told: Mapping[int, Sequence[str]], kept: Mapping[int, Sequence[Mark]]
) -> Any:
    table, rounds = figure.table, range(len(figure.table.rows))
    if told:
        happened = ["; ".join(told.get(number, ())) for number in rounds]
        table = cells.beside(table, _("Was geschah"), happened)
    if kept:
        said = [" · ".join(each.said for each in kept.get(number, ())) for number in rounds]
        table = cells.beside(table, _("Merkzeichen"), said)
    return table


def _happened(numbers: Mapping[int, str], told: Mapping[int, Sequence[str]]) -> Iterable[Remark]:
    for number, sign in numbers.items():
        yield Remark(sign, f"{round_name(number)}: {'; '.join(told[number])}")


def _marked(letters: Mapping[int, str], kept: Mapping[int, Sequence[Mark]]) -> Iterable[Remark]:
    for number, sign in letters.items():
        for each in kept[number]:
            yield Remark(sign, f"{each.when}: {each.said}", each.number)
