"""The report to print: for all, and for one municipality."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from games.access import Viewer
from games.charts.accounts import accounts, years
from games.charts.figure import Figure
from games.charts.indices import indices_figure
from games.charts.marked import marked
from games.charts.pictures.chosen import whole
from games.charts.pictures.look import Look
from games.charts.pictures.region import moments
from games.selectors.debrief import Kept, taken_home
from games.selectors.jottings import Jotting
from games.selectors.record import Record
from games.selectors.report import Report, report
from games.views.review_pages import for_record


@for_record
def for_all(request: HttpRequest, viewer: Viewer, record: Record, token: str) -> HttpResponse:
    """The whole region."""
    return shown(request, viewer, record, "", reverse("review_take_home", args=[token]))


@for_record
def for_town(
    request: HttpRequest, viewer: Viewer, record: Record, token: str, town: str
) -> HttpResponse:
    """One municipality; 404 where there is no such one."""
    return shown(request, viewer, record, town, reverse("review_take_home", args=[token]))


def shown(
    request: HttpRequest,
    viewer: Viewer,
    record: Record,
    town: str,
    back: str,
    notes: Sequence[Jotting] = (),
) -> HttpResponse:
    """The page; ``town`` "": for all, ``back``: where it was opened from. 404 without a round.

    ``notes``: what the team kept, for its own report.
    """
    found = report(viewer, record, town) if record.rounds else None
    if found is None:
        raise Http404
    kept = taken_home(viewer, found.town.name if found.town else "")
    context = {
        "report": found,
        "stage": record.stage,
        "back": back,
        "sections": _sections(found, kept, notes),
        "kept": kept,
        "notes": notes,
        **_figures(found, whole(viewer, record)),
    }
    return render(request, "rueckschau/bericht/page.html", context)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: its anchor, which names its template, too, and its heading."""

    id: str
    title: str

    @property
    def template(self) -> str:
        """What it is made of."""
        return f"rueckschau/bericht/{self.id}.html"


def _sections(found: Report, kept: Sequence[Kept], notes: Sequence[Jotting]) -> list[Section]:
    """The parts in order of reading; what the game had no occasion for is left out."""
    own = found.town is not None
    wanted = (
        ("spiel", _("Das Spiel"), True),
        ("werte", _("Werte über die Runden"), True),
        ("stand", _("Kennzahlen nach jeder Runde") if own else _("Gemeinden am Ende"), True),
        ("geld", _("Geld"), True),
        ("wendepunkte", _("Wendepunkte"), bool(found.turns)),
        ("runden", _("Runde für Runde"), True),
        ("fonds", _("Fonds"), bool(found.fund)),
        ("vereinbarungen", _("Vereinbarungen"), bool(found.pacts)),
        ("vertrauen", _("Vertrauen"), True),
        ("zusagen", _("Zusagen"), bool(found.promises)),
        ("vorsaetze", _("Vorsätze"), bool(kept)),
        ("notizen", _("Ihre Notizen"), bool(notes)),
        ("quellen", _("Woher die Zahlen kommen"), True),
    )
    return [Section(name, title) for name, title, there in wanted if there]


def _figures(found: Report, look: Look) -> dict[str, Figure]:
    page = found.page
    if found.town is None:
        names = [town.name for town in page.towns]
        rows = [[row.now.account for row in each.rows] for each in page.rounds]
        return {
            "values": _with_signs(indices_figure(page.index_names, page.indices), look),
            "money_figure": accounts(names, rows),
        }
    values = _with_signs(indices_figure(page.index_names, found.town_values), look)
    title = _("%(town)s über die Runden") % {"town": found.town.name}
    return {
        "values": replace(values, id="werte", title=title, note=_("Von 0 bis 100 Punkten.")),
        "money_figure": years(
            [group.title for group in found.groups], [group.amounts for group in found.groups]
        ),
    }


def _with_signs(figure: Figure, look: Look) -> Figure:
    """The chart with its signs; they are listed below it, the table has the width of a page."""
    return replace(marked(figure, moments(look), look.marks), table=figure.table)
