"""The review: for everybody with the link, once the game has ended."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from games.access import Viewer
from games.charts.indices import indices_chart
from games.exports.postings_csv import postings_csv
from games.exports.rounds_json import rounds_json
from games.live.http import live_links, live_response
from games.selectors.control_state import review_state
from games.selectors.review import ALL, Filters, review
from games.views.viewers import for_review

ROUND_DIGITS = 2


@require_safe
@for_review
def review_page(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponse:
    """All rounds of a finished game; before its end only that it is not over yet."""
    live = live_links(viewer, "review", request)
    chosen = _number(request, "runde")
    page = review(viewer, _filters(request), chosen)
    chart = indices_chart(page.index_names, page.indices) if page.rounds else None
    context = {
        "live": live,
        "page": page,
        "stage": page.stage,
        "token": token,
        "chart": chart,
    }
    return render(request, "rueckschau/page.html", context)


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
    page = review(viewer, ALL)
    if not page.open:
        raise Http404
    answer = HttpResponse(postings_csv(page), content_type="text/csv; charset=utf-8")
    return _as_file(answer, page.stage.name, "csv")


@require_safe
@for_review
def export_json(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponse:
    """All rounds as JSON; 404 before the game has ended."""
    page = review(viewer, ALL)
    if not page.open:
        raise Http404
    answer = JsonResponse(rounds_json(page), json_dumps_params={"ensure_ascii": False, "indent": 1})
    return _as_file(answer, page.stage.name, "json")


def _as_file(answer: HttpResponse, name: str, kind: str) -> HttpResponse:
    safe = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in name)
    stem = "-".join(part for part in safe.split("-") if part).lower() or "spiel"
    answer["Content-Disposition"] = f'attachment; filename="{stem}.{kind}"'
    return answer


def _filters(request: HttpRequest) -> Filters | None:
    """What the form asks for; None where the page was opened without it."""
    if "buchungsrunde" not in request.GET:
        return None
    return Filters(
        round_number=_number(request, "buchungsrunde"),
        town=request.GET.get("gemeinde", ""),
        rule=request.GET.get("regel", ""),
    )


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    plain = value.isascii() and value.isdecimal() and len(value) <= ROUND_DIGITS
    return int(value) if plain else None
