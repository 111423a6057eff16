"""The review: for everybody with the link, once the game has ended."""

from dataclasses import dataclass
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from games.access import Viewer
from games.charts.indices import indices_chart
from games.exports.postings_csv import postings_csv
from games.exports.rounds_json import rounds_json
from games.live.http import live_links, live_response
from games.selectors.control_state import review_state
from games.selectors.review import review, review_stage
from games.selectors.review_values import Filters
from games.views.viewers import for_review

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
    wanted = _Wanted(token, _filters(request), _number(request, "runde"), get_language() or "")
    return HttpResponse(_open_page(viewer, live.stamp, wanted))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What makes two open review pages of a game differ."""

    token: str
    filters: Filters
    chosen: int | None
    language: str


@lru_cache(maxsize=MOST_KEPT)
def _open_page(viewer: Viewer, _stamp: int, wanted: _Wanted) -> bytes:
    """The page of a finished game: a whole hall opens it at once, and it changes no more."""
    page = review(viewer, wanted.filters, wanted.chosen, explained=True)
    chart = indices_chart(page.index_names, page.indices) if page.rounds else None
    context = {"page": page, "stage": page.stage, "token": wanted.token, "chart": chart}
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


@require_safe
@for_review
def export_csv(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponse:
    """Every posting as a line of a table; 404 before the game has ended."""
    page = review(viewer)
    if not page.open:
        raise Http404
    answer = HttpResponse(postings_csv(page), content_type="text/csv; charset=utf-8")
    return _as_file(answer, page.stage.name, "csv")


@require_safe
@for_review
def export_json(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponse:
    """All rounds as JSON; 404 before the game has ended."""
    page = review(viewer)
    if not page.open:
        raise Http404
    answer = JsonResponse(rounds_json(page), json_dumps_params={"ensure_ascii": False, "indent": 1})
    return _as_file(answer, page.stage.name, "json")


def _as_file(answer: HttpResponse, name: str, kind: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{slugify(name) or "spiel"}.{kind}"'
    return answer


def _filters(request: HttpRequest) -> Filters:
    return Filters(
        round_number=_number(request, "buchungsrunde"),
        town=request.GET.get("gemeinde", ""),
        rule=request.GET.get("regel", ""),
    )


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    plain = value.isascii() and value.isdecimal() and len(value) <= ROUND_DIGITS
    return int(value) if plain else None
