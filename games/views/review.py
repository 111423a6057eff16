"""The review: for everybody with the link, once the game has ended."""

import uuid
from dataclasses import dataclass
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from games.access import Viewer
from games.bundles.shape import Bundle
from games.bundles.write import bundle_text
from games.charts.pictures.chosen import whole
from games.charts.pictures.region import indices
from games.exports.applications_csv import applications_csv
from games.exports.postings_csv import postings_csv
from games.exports.rounds_json import rounds_json
from games.exports.workbook import workbook
from games.live.http import live_links, live_response
from games.selectors.applied import applied_lines
from games.selectors.bundle import full_bundle, nameless_bundle
from games.selectors.control_state import review_state
from games.selectors.marks import marks_of
from games.selectors.memo import in_turn, one_reading
from games.selectors.record import record_of
from games.selectors.review import last_round, review, review_stage
from games.selectors.review_values import Filters
from games.views.player_screen import ScreenViews
from games.views.review_files import XLSX, as_file
from games.views.review_pages import head
from games.views.viewers import for_facilitator_data, for_review

ROUND_DIGITS = 2
MOST_KEPT = 32
"""Rendered pages of finished games that stay in memory (up to 1 MB each)."""


@require_safe
@for_review
def review_page(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponse:
    """All rounds of a finished game; before its end only that it is not over yet."""
    live = live_links(viewer, "review", request)
    if not review_stage(viewer).is_over:
        page = review(viewer)
        context = {"live": live, "page": page, "stage": page.stage, "token": token}
        return render(request, "rueckschau/page.html", context)
    wanted = _Wanted(
        token, _filters(request, viewer), _number(request, "runde"), get_language() or ""
    )
    return HttpResponse(_open_page(viewer, live.stamp, wanted))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What makes two open review pages of a game differ."""

    token: str
    filters: Filters
    chosen: int | None
    language: str


@in_turn
@lru_cache(maxsize=MOST_KEPT)
@one_reading()
def _open_page(viewer: Viewer, _stamp: int, wanted: _Wanted) -> bytes:
    """The page of a finished game: a whole hall opens it at once, and it changes no more."""
    page = review(viewer, wanted.filters, wanted.chosen, explained=True)
    record = record_of(viewer) if page.rounds else None
    figure = indices(whole(viewer, record)) if record else None
    context = {"page": page, "stage": page.stage, "figure": figure, **head(wanted.token, "review")}
    return render_to_string("rueckschau/page.html", context).encode()


@require_safe
@for_review
def review_live(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponse:
    """The review's regions as they stand."""
    return live_response(viewer, "review", request)


@require_safe
@for_review
def review_json(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponse:
    """The review for scripts."""
    return JsonResponse(review_state(viewer, timezone.now()))


screen = ScreenViews(review_page, review_live, review_json)


@require_safe
@for_review
def export_csv(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponse:
    """Every posting as a line of a table; 404 before the game has ended."""
    page = review(viewer)
    if not page.open:
        raise Http404
    answer = HttpResponse(postings_csv(page), content_type="text/csv; charset=utf-8")
    return as_file(answer, page.stage.name, "csv")


@require_safe
@for_review
def export_applications(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponse:
    """Every application to the fund as a line of a table; 404 before the game has ended."""
    page = review(viewer)
    if not page.open:
        raise Http404
    table = applications_csv(applied_lines(viewer))
    answer = HttpResponse(table, content_type="text/csv; charset=utf-8")
    return as_file(answer, f"{page.stage.name} {_('Anträge')}", "csv")


@require_safe
@for_review
def export_json(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponse:
    """All rounds as JSON; 404 before the game has ended."""
    page = review(viewer)
    if not page.open:
        raise Http404
    answer = JsonResponse(
        rounds_json(page, applied_lines(viewer), marks_of(viewer.game_id)),
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
    return as_file(answer, page.stage.name, "json")


@require_safe
@for_review
def export_xlsx(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponse:
    """Everything as a workbook with typed cells and charts; 404 before the game has ended."""
    record = record_of(viewer)
    if record is None:
        raise Http404
    page = review(viewer)
    content = workbook(page, whole(viewer, record), applied_lines(viewer))
    return as_file(HttpResponse(content, content_type=XLSX), page.stage.name, "xlsx")


@require_safe
@for_review
def export_bundle(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponse:
    """The game as a file that can be played again, without names; 404 before it has ended."""
    return _bundle(nameless_bundle(viewer), review_stage(viewer).region)


@require_safe
@for_facilitator_data
def full_bundle_file(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The same with everything that the log holds, for the facilitator."""
    return _bundle(full_bundle(viewer, timezone.now()), review_stage(viewer).name)


def _bundle(bundle: Bundle | None, name: str) -> HttpResponse:
    if bundle is None:
        raise Http404
    answer = HttpResponse(bundle_text(bundle), content_type="application/json")
    return as_file(answer, f"{name}-{_('partie')}", "json")


def _filters(request: HttpRequest, viewer: Viewer) -> Filters:
    """Which postings are asked for; where nothing is, those of the last round that was played.

    All rounds at once are thousands of lines: they come on demand.
    """
    if not {"buchungsrunde", "gemeinde", "regel"} & request.GET.keys():
        return Filters(round_number=last_round(viewer))
    return Filters(
        round_number=_number(request, "buchungsrunde"),
        town=request.GET.get("gemeinde", ""),
        rule=request.GET.get("regel", ""),
    )


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    plain = value.isascii() and value.isdecimal() and len(value) <= ROUND_DIGITS
    return int(value) if plain else None
