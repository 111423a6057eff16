"""The waiting room, the way to the right screen, and the sign of life."""

import uuid
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from games.access import Viewer
from games.selectors import frame, seats
from games.services import presence
from games.views.player_screen import player_screen
from games.views.viewers import for_player


@require_safe
@for_player
def game(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """On to the screen that this phase is about."""
    return redirect(frame.place(viewer).frame.goto, game_id=game_id)


lobby = player_screen(
    "lobby", "lobby/page.html", fits=lambda context: bool(context["frame"].goto == "lobby")
)
"""Once the game runs it leads to the right screen."""


@require_POST
@for_player
def heartbeat(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Somebody has the page open; with ``mates`` it says what of, and learns what the others do."""
    now, seat_id = timezone.now(), viewer.seat_id
    assert seat_id is not None, "a player has a seat"
    presence.seen(seat_id, now)
    if "mates" not in request.POST:
        return HttpResponse(status=204)
    names = {key: name for key, name in seats.mates(viewer).items() if key != seat_id}
    presence.working(seat_id, _work(request), now)
    found = presence.at_work(names, now)
    mates = [{"name": names[key], **asdict(work)} for key, work in found.items()]
    return JsonResponse({"mates": mates})


def _work(request: HttpRequest) -> presence.Work | None:
    field = request.POST.get("field", "")
    if not field:
        return None
    return presence.Work(request.POST.get("screen", ""), field, request.POST.get("label", ""))
