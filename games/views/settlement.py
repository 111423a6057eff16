"""The settlement of a round, with every posting explained."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from games.access import Viewer
from games.live.http import live_links, live_response
from games.selectors import frame, settlement, state
from games.views.viewers import for_player


@require_safe
@for_player
def settlement_page(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, number: int | None = None
) -> HttpResponse:
    """A settled round, by default the newest; before the first one when it will come."""
    base = reverse("settlement", kwargs={"game_id": game_id})
    live = live_links(viewer, "settlement", request, base=base)
    context = settlement.context_of(viewer, number)
    if context["page"] is None and number is not None:
        raise Http404
    page = {
        "live": live,
        "me": frame.me(viewer),
        "screen": "settlement",
        "old": number is not None and number != context["frame"].stage.round_number,
        "request_id": uuid.uuid4().hex,
        **context,
    }
    return render(request, "abrechnung/page.html", page)


@require_safe
@for_player
def settlement_live(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The settlement's regions as they stand."""
    return live_response(viewer, "settlement", request)


@require_safe
@for_player
def settlement_state(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, number: int | None = None
) -> HttpResponse:
    """The settlement for scripts."""
    found = state.settlement_state(viewer, timezone.now(), number)
    if found is None:
        raise Http404
    return JsonResponse(found)
