"""Where the money of a municipality came from and went: its budget as a waterfall."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts.figure import BRICK, LEAF, PETROL, Figure, bars, base
from games.charts.pictures.forms import (
    END_LABEL,
    MOST_COLUMNS,
    heat,
    in_thousands,
    lying,
    more_thousands,
    thousands,
)
from games.charts.pictures.look import Look
from games.charts.pictures.spans import before, postings, span_title, town_names
from games.charts.waterfall import Step
from games.selectors import money
from games.selectors.ledger import entries, fall_steps


def waterfall(look: Look) -> Figure:
    """From the account before to the account after, of one municipality or of all together."""
    names = town_names(look)
    towns = [look.town] if look.town else list(names)
    start = sum(before(look).towns[town].account for town in towns)
    steps = _steps(look, towns)
    end = start + sum(step.amount for step in steps)
    whose = names[look.town] if look.town else _("alle Gemeinden zusammen")
    return Figure(
        id="haushalt",
        title=_("Haushalt: %(whose)s, %(span)s, in Tausend Euro")
        % {"whose": whose, "span": span_title(look)},
        finding=_finding(start, end, steps),
        options=_fall(start, steps, end),
        table=cells.table(
            (_("Posten"), _("Betrag"), _("Stand danach")),
            [
                [cells.word(_("Konto vorher")), cells.nothing(), cells.euro(start)],
                *(
                    [cells.word(step.label), cells.change(step.amount), cells.euro(stand)]
                    for step, stand in zip(steps, _stands(start, steps)[1:], strict=True)
                ),
                [cells.word(_("Konto nachher")), cells.change(end - start), cells.euro(end)],
            ],
        ),
        height="xl",
        table_note=_("In der Tabelle auf den Euro."),
    )


def _steps(look: Look, towns: Sequence[str]) -> list[Step]:
    """What moved the accounts; what municipalities paid one another cancels out among them."""
    scenario, booked = look.record.scenario, list(postings(look))
    own = [entry for town in towns for entry, _posting in entries(scenario, booked, town)]
    return [step for step in fall_steps(scenario, own) if step.amount]


def _stands(start: int, steps: Sequence[Step]) -> list[int]:
    return list(accumulate((step.amount for step in steps), initial=start))


def _finding(start: int, end: int, steps: Sequence[Step]) -> str:
    words = {
        "start": money.euro(start),
        "end": money.euro(end),
        "by": money.euro_change(end - start),
    }
    text = _("Das Konto geht von %(start)s auf %(end)s (%(by)s).") % words
    down = min(steps, key=lambda step: step.amount, default=None)
    if down is None or down.amount >= 0:
        return text
    most = {"name": down.label, "amount": money.euro(-down.amount)}
    return f"{text} " + _("Der größte Posten ist %(name)s mit %(amount)s.") % most


def _fall(start: int, steps: Sequence[Step], end: int) -> dict[str, Any]:
    """Bars that hang where the one before ended; beyond zero each in two halves."""
    stands = _stands(start, steps)
    spans = [(0, start), *pairwise(stands), (0, end)]
    labels = [_("Konto vorher"), *(step.label for step in steps), _("Konto nachher")]
    texts = [
        in_thousands(start),
        *(more_thousands(step.amount) for step in steps),
        in_thousands(end),
    ]
    last = len(spans) - 1
    kinds = [
        "sum" if place in (0, last) else _kind(low, high) for place, (low, high) in enumerate(spans)
    ]
    series = [
        _series("", "none", [_hidden(*span) for span in spans], "transparent", 0),
        *(
            each
            for kind, name, colour, decal in (
                ("sum", _("Konto"), PETROL, 0),
                ("plus", _("mehr"), LEAF, 0),
                ("minus", _("weniger"), BRICK, 1),
            )
            for each in _halves(name, colour, decal, spans, [found == kind for found in kinds])
        ),
        _words(spans, texts),
    ]
    options = base(right=72) | lying(labels) | {"tooltip": {"show": False}, "series": series}
    options["legend"] |= {"data": [_("Konto"), _("mehr"), _("weniger")]}
    return options


def _kind(low: int, high: int) -> str:
    return "plus" if high >= low else "minus"


def _hidden(one: int, other: int) -> float:
    """How far from zero a bar begins."""
    low, high = sorted((one, other))
    return thousands(max(0, low) or min(0, high))


def _halves(
    name: str, colour: str, decal: int, spans: Sequence[tuple[int, int]], drawn: Sequence[bool]
) -> list[dict[str, Any]]:
    above, below = [], []
    for (one, other), yes in zip(spans, drawn, strict=True):
        low, high = sorted((one, other))
        above.append(thousands(max(0, high) - max(0, low)) if yes else 0)
        below.append(thousands(min(0, low) - min(0, high)) if yes else 0)
    return [
        _series(name, "above", above, colour, decal),
        _series(name, "below", below, colour, decal),
    ]


def _series(name: str, key: str, data: Sequence[float], colour: str, decal: int) -> dict[str, Any]:
    more: dict[str, Any] = {"stack": "fall", "barMaxWidth": 22, "id": f"{name}-{key}"}
    return bars(name, data, colour, decal, **more)


def _words(spans: Sequence[tuple[int, int]], texts: Sequence[str]) -> dict[str, Any]:
    """The amounts at the ends of the bars: points that nobody sees, with a label."""
    data = [
        {"value": [thousands(max(0, *span)), place], "label": {"formatter": text}}
        for place, (span, text) in enumerate(zip(spans, texts, strict=True))
    ]
    return {
        "type": "scatter",
        "name": " ",
        "symbolSize": 1,
        "itemStyle": {"color": "transparent"},
        "silent": True,
        "data": data,
        "label": dict(END_LABEL),
    }


def results(look: Look) -> Figure:
    """What each round did to each account."""
    record, names = look.record, town_names(look)
    changes = {
        town: [
            now.towns[town].account - old.towns[town].account
            for old, now in zip(record.states, record.states[1:], strict=False)
        ]
        for town in names
    }
    rounds = [_("R%(number)d") % {"number": number} for number in range(1, record.rounds + 1)]
    most = max(abs(thousands(each)) for row in changes.values() for each in row) or 1
    sums = {town: sum(row) for town, row in changes.items()}
    return Figure(
        id="ergebnisse",
        title=_("Kontoänderung je Gemeinde und Runde, in Tausend Euro"),
        finding=_results_finding({names[town]: total for town, total in sums.items()}),
        options=heat(
            rounds,
            list(names.values()),
            [[thousands(each) for each in changes[town]] for town in names],
            (-most, most),
            [[more_thousands(each) for each in changes[town]] for town in names],
        ),
        table=cells.table(
            (_("Gemeinde"), *rounds, _("zusammen")),
            [
                [cells.word(name), *map(cells.change, changes[town]), cells.change(sums[town])]
                for town, name in names.items()
            ],
        ),
        height="l",
        dense=len(rounds) > MOST_COLUMNS,
    )


def _results_finding(sums: dict[str, int]) -> str:
    best, least = max(sums, key=lambda name: sums[name]), min(sums, key=lambda name: sums[name])
    return _(
        "Über alle Runden gewinnt %(best)s am meisten dazu (%(most)s), %(least)s am wenigsten "
        "(%(few)s)."
    ) % {
        "best": best,
        "most": money.euro_change(sums[best]),
        "least": least,
        "few": money.euro_change(sums[least]),
    }
