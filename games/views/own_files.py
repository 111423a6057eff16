"""What a team takes home: the report, the paper and the files from its own point of view.

Beside what everybody with the link of the review has, a team has its own conversations and notes.
"""

import uuid
from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from games.access import Viewer
from games.bundles.write import bundle_text
from games.charts.pictures.chosen import whole
from games.exports.figures_zip import figures_zip
from games.exports.messages import messages_csv
from games.exports.team_tables import notes_csv, own_postings_csv
from games.exports.workbook import workbook
from games.selectors import jottings
from games.selectors.applied import applied_lines
from games.selectors.bundle import team_bundle
from games.selectors.frame import place
from games.selectors.memo import one_reading
from games.selectors.panel import panel
from games.selectors.record import Record, record_of
from games.selectors.review import review
from games.selectors.review_values import Filters
from games.selectors.talk_export import message_export
from games.views.paper import paper_file
from games.views.report import shown
from games.views.review_files import XLSX, ZIP, as_file
from games.views.viewers import for_player

OwnView = Callable[..., HttpResponse]


def for_own(view: OwnView) -> OwnView:
    """``view(request, viewer, record, town)`` for a seat in a game that is over; else 404."""

    @require_safe
    @for_player
    @wraps(view)
    def inner(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
        with one_reading():
            record = record_of(viewer)
            if record is None:
                raise Http404
            return view(request, viewer, record, place(viewer).team.town)

    return inner


@require_safe
@for_player
def page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Everything that the team takes home; before the end to the screen of the phase."""
    with one_reading():
        record = record_of(viewer)
        if record is None:
            return redirect("game", game_id=game_id)
        frame = place(viewer).frame
        context = {"record": record, "stage": record.stage, "frame": frame, "game_id": game_id}
        return render(request, "rueckschau/mitnehmen/own.html", context)


@for_own
def report(request: HttpRequest, viewer: Viewer, record: Record, town: str) -> HttpResponse:
    """The report of the own municipality, with the team's notes at its end."""
    back = reverse("own_take_home", args=[record.public_id])
    notes = tuple(reversed(jottings.of_team(viewer)))
    return shown(request, viewer, record, town, back, notes=notes)


@for_own
def council(request: HttpRequest, viewer: Viewer, record: Record, town: str) -> HttpResponse:
    """The draft council paper of the own municipality."""
    return paper_file(viewer, record, town)


@for_own
def own_workbook(request: HttpRequest, viewer: Viewer, record: Record, town: str) -> HttpResponse:
    """The workbook with a sheet of what the team wrote and was written."""
    messages = message_export(viewer).lines
    content = workbook(review(viewer), whole(viewer, record), applied_lines(viewer), messages)
    return as_file(HttpResponse(content, content_type=XLSX), _name(record, town), "xlsx")


@for_own
def figures(request: HttpRequest, viewer: Viewer, record: Record, town: str) -> HttpResponse:
    """The figures for statistics, with the team's postings, conversations and notes."""
    more = {
        "eigene-buchungen.csv": own_postings_csv(review(viewer, Filters(town=town)).postings),
        "eigene-gespraeche.csv": messages_csv(message_export(viewer)),
        "eigene-notizen.csv": notes_csv(jottings.of_team(viewer)),
    }
    answer = HttpResponse(figures_zip(panel(record), more), content_type=ZIP)
    return as_file(answer, _name(record, town), "zip")


@for_own
def bundle(request: HttpRequest, viewer: Viewer, record: Record, town: str) -> HttpResponse:
    """The game to be played again, with the log as the team knows it."""
    found = team_bundle(viewer, timezone.now())
    if found is None:
        raise Http404
    answer = HttpResponse(bundle_text(found), content_type="application/json")
    return as_file(answer, f"{_name(record, town)} {_('partie')}", "json")


def _name(record: Record, town: str) -> str:
    return f"{record.stage.name} {record.scenario.municipalities[town].name}"
