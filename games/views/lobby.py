"""The waiting room, the way to the right screen, and the sign of life."""

import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from games.access import Viewer
from games.live.http import live_links, live_response
from games.live.seats import lobby_context
from games.selectors import frame, state
from games.services import presence
from games.views.viewers import for_player


@require_safe
@for_player
def game(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """On to the screen that this phase is about."""
    return redirect(frame.place(viewer).frame.goto, game_id=game_id)


@require_safe
@for_player
def lobby_page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The waiting room; once the game runs it leads to the right screen."""
    live = live_links(viewer, "lobby", request)
    context = lobby_context(viewer)
    if context["frame"].goto != "lobby":
        return redirect("game", game_id=game_id)
    page = {"live": live, "me": frame.me(viewer), "screen": "lobby", **context}
    return render(request, "lobby/page.html", page)


@require_safe
@for_player
def lobby_live(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The waiting room's regions as they stand."""
    return live_response(viewer, "lobby", request)


@require_safe
@for_player
def lobby_state(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The waiting room for scripts."""
    return JsonResponse(state.team_state(viewer, timezone.now()))


@require_POST
@for_player
def heartbeat(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Somebody has the page open."""
    if viewer.seat_id is not None:
        presence.seen(viewer.seat_id, timezone.now())
    return HttpResponse(status=204)
