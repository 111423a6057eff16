"""The projector: one page for the wall, without a single control."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from games.access import Viewer
from games.live.http import live_links, live_response
from games.live.projector import live_context
from games.selectors.control_state import projector_state
from games.views.joining_code import code_picture, join_address, short_address
from games.views.player_screen import ScreenViews
from games.views.viewers import for_projector


@require_safe
@for_projector
def projector_page(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponse:
    """The page for the wall: the way in while people arrive, then the game."""
    live = live_links(viewer, "projector", request)
    context = live_context(viewer)
    address = join_address(request, context["page"].join_code)
    extra = {
        "live": live,
        "token": token,
        "qr": code_picture(address),
        "short_address": short_address(request),
    }
    return render(request, "projektor/page.html", {**context, **extra})


@require_safe
@for_projector
def projector_live(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponse:
    """The projector's regions as they stand."""
    return live_response(viewer, "projector", request)


@require_safe
@for_projector
def projector_json(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponse:
    """The projector for scripts."""
    return JsonResponse(projector_state(viewer, timezone.now()))


screen = ScreenViews(projector_page, projector_live, projector_json)
