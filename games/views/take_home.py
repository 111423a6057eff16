"""What everybody with the link takes home: the page that lists it, and its files."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from games.access import Viewer
from games.charts.pictures.look import Look
from games.exports.figures_zip import figures_zip
from games.exports.workbook import workbook
from games.selectors.applied import applied_lines
from games.selectors.memo import one_reading
from games.selectors.nameless import nameless_applications
from games.selectors.panel import panel
from games.selectors.record import Record, record_of
from games.selectors.review import review
from games.views.review_files import XLSX, ZIP, as_file
from games.views.review_pages import for_record, show
from games.views.viewers import for_review

RecordView = Callable[..., HttpResponse]


def for_file(view: RecordView) -> RecordView:
    """``view(request, viewer, record, …)`` for a game that is over; 404 before its end."""

    @require_safe
    @for_review
    @wraps(view)
    def inner(request: HttpRequest, viewer: Viewer, token: str, **more: Any) -> HttpResponse:
        with one_reading():
            record = record_of(viewer)
            if record is None:
                raise Http404
            return view(request, viewer, record, **more)

    return inner


@for_record
def page(request: HttpRequest, viewer: Viewer, record: Record, token: str) -> HttpResponse:
    """Everything there is to take home, with what is in it and for whom it is."""
    towns = record.scenario.municipalities.values()
    return show(
        request,
        "rueckschau/mitnehmen/page.html",
        record,
        token,
        "review_take_home",
        towns=[
            {"id": town.id, "name": town.name, "mark": place} for place, town in enumerate(towns)
        ],
    )


@for_file
def figures(request: HttpRequest, viewer: Viewer, record: Record) -> HttpResponse:
    """The figures for statistics, long and wide with codebook, without names and texts."""
    answer = HttpResponse(figures_zip(panel(record)), content_type=ZIP)
    return as_file(answer, f"{record.stage.region} {_('Zahlen')}", "zip")


@for_file
def bare_workbook(request: HttpRequest, viewer: Viewer, record: Record) -> HttpResponse:
    """The workbook without anything that people wrote."""
    applied = nameless_applications(applied_lines(viewer))
    content = workbook(review(viewer, nameless=True), Look(viewer, record), applied)
    answer = HttpResponse(content, content_type=XLSX)
    return as_file(answer, f"{record.stage.region} {_('ohne Namen')}", "xlsx")
