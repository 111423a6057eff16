"""What everybody may see: the region with its figures; and the team's own history."""

import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from games.access import Viewer
from games.live.http import live_links, live_response
from games.selectors import frame, receipts, region, state
from games.views.viewers import for_player


@require_safe
@for_player
def region_page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Map and public figures of all municipalities."""
    live = live_links(viewer, "region", request)
    page = {
        "live": live,
        "me": frame.me(viewer),
        "screen": "region",
        **region.live_context(viewer),
    }
    return render(request, "region/page.html", page)


@require_safe
@for_player
def region_live(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The region's live parts as they stand."""
    return live_response(viewer, "region", request)


@require_safe
@for_player
def region_state(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The region for scripts."""
    return JsonResponse(state.team_state(viewer, timezone.now()))


@require_safe
@for_player
def history_page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The team's rounds and receipts."""
    live = live_links(viewer, "history", request)
    page = {
        "live": live,
        "me": frame.me(viewer),
        "screen": "history",
        **receipts.live_context(viewer),
    }
    return render(request, "verlauf/page.html", page)


@require_safe
@for_player
def history_live(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The history's live parts as they stand."""
    return live_response(viewer, "history", request)


@require_safe
@for_player
def history_state(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The history for scripts."""
    return JsonResponse(state.team_state(viewer, timezone.now()))
