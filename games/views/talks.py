"""Conversations of a team: the page, sending, reading, showing a message to the facilitator."""

import uuid
from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from games.access import Viewer
from games.errors import GameError
from games.forms.decision import as_number
from games.live.http import live_links
from games.live.screens import SCREENS
from games.selectors.talk_rows import PLENARY
from games.selectors.talk_state import talk_state
from games.selectors.talks import line_of, live_context, older_lines
from games.services import talks
from games.views.messages import sentence
from games.views.player_screen import page_context, player_screen
from games.views.team_commands import answered, told
from games.views.viewers import check_team, for_player

screen = player_screen(
    "talks", "gespraeche/page.html", says=lambda viewer: talk_state(viewer, timezone.now())
)
"""Live answer and state; the page is ``talks_page``, as one of the conversations is open."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """A message that was refused: it stands in the form again, with the reason."""

    text: str = ""
    promise: str = ""
    error: str = ""
    status: int = 200


@require_safe
@for_player
def talks_page(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, key: str = ""
) -> HttpResponse:
    """All conversations, with one of them open; opening one by its address says it was read."""
    if key and request.method == "GET" and "vor" not in request.GET:
        talks.read(viewer, conversation=key, sequence=_newest(viewer, key))
    return _page(request, viewer, game_id, key, Unsent())


def _newest(viewer: Viewer, key: str) -> int:
    talk = live_context(viewer)["talks"].find(key)
    return talk.last.number if talk and talk.last else 0


def _page(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, key: str, unsent: Unsent
) -> HttpResponse:
    live = live_links(viewer, "talks", request, reverse("talks", kwargs={"game_id": game_id}))
    context = SCREENS["talks"].context(viewer)
    talk = context["talks"].find(key or PLENARY)
    if talk is None:
        raise Http404
    before = as_number(request.GET.get("vor"))
    lines, older = older_lines(viewer, talk.key, before) if before > 0 else ((), False)
    page = {
        **context,
        "talk": talk,
        "chosen": key,
        "unsent": unsent,
        "past": before > 0,
        "lines": lines,
        "older": older,
        "limit": talks.TEXT_SIGNS,
    }
    page = page_context(viewer, live, page)
    return render(request, "gespraeche/page.html", page, status=unsent.status)


@require_POST
@for_player
def send(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """A message, with a promise or without: a receipt, or the text again with what is wrong."""
    check_team(request, viewer)
    to, text = request.POST.get("to", ""), request.POST.get("text", "")
    promise = request.POST.get("promise", "")

    def again(error: GameError) -> HttpResponse:
        unsent = Unsent(text, promise, sentence(error), error.status)
        return _page(request, viewer, game_id, to, unsent)

    return answered(
        request,
        viewer,
        partial(
            talks.send,
            viewer,
            to=to,
            text=text,
            promise=promise,
            round_number=as_number(request.POST.get("round")),
        ),
        to=lambda _receipt: redirect("talk", game_id=game_id, key=to),
        back=again,
        words=_("Gesendet"),
        more=lambda: {"html": _regions(viewer)},
    )


def _regions(viewer: Viewer) -> str:
    context = dict(SCREENS["talks"].context(viewer))
    return "".join(render_to_string(region, context) for region in SCREENS["talks"].regions)


@require_POST
@for_player
def read(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """A page says up to which message its conversation was seen."""
    number = as_number(request.POST.get("number"))
    talks.read(viewer, conversation=request.POST.get("to", ""), sequence=number)
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
@for_player
def report(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, number: int) -> HttpResponse:
    """The question whether the facilitator shall see a message, and the answer."""
    line = line_of(viewer, number)
    if line is None:
        raise Http404
    if request.method != "POST":
        live = live_links(viewer, "talks", request, reverse("talks", kwargs={"game_id": game_id}))
        context = page_context(viewer, live, {**SCREENS["talks"].context(viewer), "line": line})
        return render(request, "gespraeche/report.html", context)
    check_team(request, viewer)
    back = partial(redirect, "talks", game_id=game_id)
    return answered(
        request,
        viewer,
        partial(talks.report, viewer, number=number),
        to=lambda _receipt: back(),
        back=told(request, viewer, back),
        words=_("Gemeldet"),
    )
