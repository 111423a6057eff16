"""The facilitator's messages: reading and writing, hiding one, closing the plenary."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from games.access import Viewer
from games.errors import GameError
from games.forms.command import CommandForm, HideForm, LockForm, SendForm, read
from games.live.cockpit import desk_state
from games.live.http import live_links, live_response
from games.selectors.lead_talks import line_of, live_context
from games.services import talks
from games.views.commands import Done, run
from games.views.messages import sentence
from games.views.trouble import wants_json
from games.views.viewers import for_facilitator, for_facilitator_data

BACK = "lead_talks"


@require_safe
@for_facilitator
def page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """What was written to all and to the facilitator; whoever opens it has seen it."""
    if request.method == "GET":
        talks.read_as_facilitator(viewer)
    return _page(request, viewer, game_id)


def _page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, **unsent: Any) -> HttpResponse:
    base = reverse(BACK, kwargs={"game_id": game_id})
    live = live_links(viewer, BACK, request, base)
    context = {
        **live_context(viewer),
        "live": live,
        "request_id": uuid.uuid4().hex,
        "to": unsent.get("to") or request.GET.get("an", ""),
        "text": unsent.get("text", ""),
        "error": unsent.get("error", ""),
        "limit": talks.TEXT_SIGNS,
    }
    return render(request, "cockpit/talks.html", context, status=unsent.get("status", 200))


@require_safe
@for_facilitator_data
def live(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The messages' live parts as they stand."""
    return live_response(viewer, BACK, request)


@require_safe
@for_facilitator_data
def state(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The cockpit for scripts."""
    return JsonResponse(desk_state(viewer, timezone.now()))


@require_POST
@for_facilitator
def send(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """A message to everybody or to one municipality; what is refused stands in the form again."""
    data = read(SendForm, request.POST)
    text = request.POST.get("text", "")

    def act() -> Done:
        receipt = talks.send_as_facilitator(
            viewer, to=data["to"], text=text, request_id=data["request_id"]
        )
        return receipt, _("Gesendet")

    if wants_json(request):
        return run(request, game_id, act, BACK)
    try:
        done = act()
    except GameError as error:
        return _page(
            request,
            viewer,
            game_id,
            to=data["to"],
            text=text,
            error=sentence(error),
            status=error.status,
        )
    return run(request, game_id, lambda: done, BACK)


@require_http_methods(["GET", "HEAD", "POST"])
@for_facilitator
def message(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, number: int) -> HttpResponse:
    """One message and the question whether to hide it, or to show it again."""
    line = line_of(viewer, number)
    if request.method != "POST":
        context = {"line": line, "game_id": game_id, "request_id": uuid.uuid4().hex}
        return render(request, "cockpit/message.html", context)
    if line.hidden:
        data = read(CommandForm, request.POST)
        return run(request, game_id, lambda: _restore(viewer, number, data), BACK)
    data = read(HideForm, request.POST)
    return run(request, game_id, lambda: _hide(viewer, number, data), BACK)


def _hide(viewer: Viewer, number: int, data: dict[str, Any]) -> Done:
    receipt = talks.hide(
        viewer, number=number, reason=data["reason"], request_id=data["request_id"]
    )
    return receipt, _("Nachricht entfernt")


def _restore(viewer: Viewer, number: int, data: dict[str, Any]) -> Done:
    receipt = talks.restore(viewer, number=number, request_id=data["request_id"])
    return receipt, _("Nachricht wieder zu sehen")


@require_POST
@for_facilitator_data
def seen(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The page says that what came in while it stood open was seen."""
    talks.read_as_facilitator(viewer)
    return HttpResponse(status=204)


@require_POST
@for_facilitator
def plenary(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Close the plenary for the municipalities, or open it."""
    data = read(LockForm, request.POST)

    def act() -> Done:
        receipt = talks.lock_plenary(viewer, locked=data["locked"], request_id=data["request_id"])
        return receipt, _("Plenum geschlossen") if data["locked"] else _("Plenum offen")

    return run(request, game_id, act, BACK)
