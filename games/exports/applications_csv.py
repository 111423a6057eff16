"""All applications of a game as CSV (as ``postings_csv`` writes it) and as JSON.

Means and deviations of the scores are in tenths of a point; the points in total are of 100.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from games.exports.postings_csv import BYTE_ORDER_MARK, safe_cell
from games.selectors.applied import AppliedLine
from games.selectors.scorevalues import Figures, told

Json = dict[str, Any]


def applications_csv(lines: Iterable[AppliedLine]) -> str:
    """The table with a heading; line breaks stay within their cells."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(_heading())
    for line in lines:
        writer.writerow([safe_cell(cell) for cell in _cells(line)])
    return BYTE_ORDER_MARK + buffer.getvalue()


def _heading() -> list[str]:
    return [
        _("Runde"),
        _("Projekt (Code)"),
        _("Projekt"),
        _("Gemeinden (Code)"),
        _("Gemeinden"),
        _("Begründung"),
        _("Punkte"),
        _("Zuschuss in Euro"),
        _("Grund"),
        _("Mittel vor dem Gespräch in Zehntelpunkten"),
        _("Streuung vor dem Gespräch in Zehntelpunkten"),
        _("Bewertungen vor dem Gespräch"),
        _("Mittel danach in Zehntelpunkten"),
        _("Streuung danach in Zehntelpunkten"),
        _("Bewertungen danach"),
        _("Neu bewertet"),
    ]


def _cells(line: AppliedLine) -> Iterator[str | int]:
    yield line.round_number
    yield line.card
    yield line.name
    yield " ".join(town.id for town in line.towns)
    yield " + ".join(town.name for town in line.towns)
    yield line.rationale
    yield line.points
    yield line.grant
    yield line.reason
    total = line.result.total if line.result else None
    yield from _figures(total.first if total else None)
    yield from _figures(total.now if total else None)
    yield line.result.revised if line.result else ""


def _figures(found: Figures | None) -> Sequence[str | int]:
    if found is None:
        return ("", "", "")
    return (found.whole.mean, found.whole.deviation, found.whole.count)


def applications_json(lines: Iterable[AppliedLine]) -> list[Json]:
    """The applications for other programs."""
    return [
        {
            "card": line.card,
            "towns": [town.id for town in line.towns],
            "rationale": line.rationale,
            "points": line.points,
            "grant": line.grant,
            "scores": told(line.result) if line.result else None,
        }
        for line in lines
    ]
