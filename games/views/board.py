"""The town hall: the page, submitting, taking back, being ready to go on."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from games.access import Viewer
from games.errors import StaleRevision, TooLate
from games.forms.decision import as_number
from games.live.http import live_links, live_response
from games.live.seats import board_context
from games.selectors import frame, money, state
from games.services import drafts, flow
from games.services.receipts import Receipt
from games.views.messages import sentence
from games.views.trouble import wants_json
from games.views.viewers import check_team, for_player


@require_safe
@for_player
def board_page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The decisions of the running round; before the start back to the waiting room."""
    live = live_links(viewer, "board", request)
    context = board_context(viewer)
    if context["board"] is None:
        return redirect("game", game_id=game_id)
    page = {
        "live": live,
        "me": frame.me(viewer),
        "screen": "board",
        "request_id": uuid.uuid4().hex,
        **context,
    }
    return render(request, "rathaus/page.html", page)


@require_safe
@for_player
def board_live(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The board's regions as they stand."""
    return live_response(viewer, "board", request)


@require_safe
@for_player
def board_state(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The board for scripts."""
    return JsonResponse(state.team_state(viewer, timezone.now()))


@require_POST
@for_player
def submit(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Hand the decision in."""
    return _command(request, viewer, game_id, drafts.submit, _("Abgegeben"))


@require_POST
@for_player
def reopen(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Take the decision back to go on editing."""

    def take_back(viewer: Viewer, *, revision: int, **named: Any) -> Receipt:
        return drafts.reopen(viewer, **named)

    return _command(request, viewer, game_id, take_back, _("Zurückgeholt"))


@require_POST
@for_player
def ready(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The team is ready to go on to the next phase."""

    def say_ready(viewer: Viewer, *, revision: int, **named: Any) -> Receipt:
        return flow.mark_ready(viewer, phase=request.POST.get("phase", ""), **named)

    return _command(request, viewer, game_id, say_ready, _("Als bereit gemeldet"))


def _command(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, service: Any, words: str
) -> HttpResponse:
    """Run a command on the draft; what is refused comes back to the page as a sentence."""
    check_team(request, viewer)
    try:
        receipt = service(
            viewer,
            round_number=as_number(request.POST.get("round")),
            revision=as_number(request.POST.get("revision")),
            request_id=request.POST.get("request_id", ""),
        )
    except (TooLate, StaleRevision) as error:
        if wants_json(request):
            raise
        messages.error(request, sentence(error))
        return redirect("game", game_id=game_id)
    return _done(request, game_id, receipt, words)


def _done(request: HttpRequest, game_id: uuid.UUID, receipt: Receipt, words: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"receipt": receipt_json(receipt)})
    messages.success(
        request,
        _("%(what)s um %(time)s. Beleg %(number)s, Prüfzeichen %(hash)s.")
        % {
            "what": words,
            "time": money.clock(receipt.at),
            "number": money.number(receipt.number),
            "hash": receipt.digest,
        },
    )
    return redirect("game", game_id=game_id)


def receipt_json(receipt: Receipt) -> dict[str, Any]:
    """A receipt for scripts."""
    return {"number": receipt.number, "time": receipt.at.isoformat(), "hash": receipt.digest}
