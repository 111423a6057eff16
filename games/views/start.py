"""The start page and the short pages around it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from games import access
from games.selectors import start as start_page
from games.views.viewers import seat_cookie


def render_start(
    request: HttpRequest, *, error: str = "", code: str = "", status: int = 200
) -> HttpResponse:
    """The start page, with a sentence about the code that was typed where it did not work."""
    held = access.seat_of(seat_cookie(request))
    context = {
        "held": held,
        "held_name": start_page.game_name(held.game_id) if held else "",
        "demo": start_page.demo_code(),
        "error": error,
        "code": code,
    }
    return render(request, "start/page.html", context, status=status)


@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """One field for codes, the way to the facilitator's login, the demo."""
    return render_start(request)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Which data the game keeps and for how long."""
    return render(request, "start/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Statement on accessibility."""
    return render(request, "start/accessibility.html")


@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    """Who runs this server."""
    return render(request, "start/imprint.html")


@require_safe
def keyboard(request: HttpRequest) -> HttpResponse:
    """How to play with the keyboard alone."""
    return render(request, "start/keyboard.html")
