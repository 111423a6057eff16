"""The facilitator's commands: pressed twice each acts once.

Scripts get the receipt as JSON, plain forms are led back to the cockpit with the same sentence.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from games.access import Viewer
from games.enums import MissingRule, Phase
from games.errors import GameError, NotAllowed
from games.forms.command import (
    AdvanceForm,
    BotForm,
    CommandForm,
    LobbyForm,
    MoveForm,
    PauseForm,
    TimeForm,
    read,
)
from games.live.cockpit import online_now
from games.selectors import seats as seat_selectors
from games.selectors.cockpit import cockpit
from games.services import flow, links, seats
from games.services.phases import named
from games.services.receipts import Receipt
from games.views.cockpit import end_page, link_page, render_advance, render_bot, seat_page
from games.views.messages import sentence
from games.views.trouble import wants_json
from games.views.viewers import for_facilitator

MINUTE = 60

Done = tuple[Receipt, str]
Command = Callable[..., Done]
View = Callable[..., HttpResponse]


def _command(command: Command) -> View:
    """A view around ``command(request, viewer, …) -> (receipt, sentence)``."""

    @require_POST
    @for_facilitator
    @wraps(command)
    def view(
        request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, **kwargs: Any
    ) -> HttpResponse:
        return _run(request, game_id, lambda: command(request, viewer, **kwargs))

    return view


def _run(request: HttpRequest, game_id: uuid.UUID, act: Callable[[], Done]) -> HttpResponse:
    if wants_json(request):
        return _receipt_json(*act())
    try:
        receipt, text = act()
    except NotAllowed:
        raise
    except GameError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, f"{text} · {_('Beleg')} {receipt.number} · {receipt.digest}")
    return redirect("cockpit", game_id=game_id)


def _receipt_json(receipt: Receipt, text: str) -> HttpResponse:
    body = {
        "receipt": {
            "number": receipt.number,
            "time": receipt.at.isoformat(),
            "hash": receipt.digest,
        },
        "message": text,
    }
    return JsonResponse(body)


@_command
def start(request: HttpRequest, viewer: Viewer) -> Done:
    """Out of the lobby into round 1; bots take empty municipalities."""
    data = read(CommandForm, request.POST)
    return flow.start_game(viewer, request_id=data["request_id"]), _("Das Spiel läuft")


@require_http_methods(["GET", "HEAD", "POST"])
@for_facilitator
def advance(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """On to the next phase; asks once where municipalities are still open."""
    if request.method != "POST":
        return render_advance(request, viewer, game_id)
    data = read(AdvanceForm, request.POST)
    if _must_ask(viewer, data):
        if wants_json(request):
            confirm = reverse("cockpit_advance", kwargs={"game_id": game_id})
            return JsonResponse({"code": "confirm", "confirm": confirm}, status=409)
        return render_advance(request, viewer, game_id, status=409)
    return _run(request, game_id, lambda: _advance(viewer, data))


def _must_ask(viewer: Viewer, data: dict[str, Any]) -> bool:
    answered = data["missing_rule"] or data["confirmed"]
    if answered or data["expected_phase"] != Phase.DECIDING:
        return False
    page = cockpit(viewer, online_now(timezone.now()))
    still_there = page.stage.round_number == data["expected_round"]
    return still_there and bool(page.open_teams)


def _advance(viewer: Viewer, data: dict[str, Any]) -> Done:
    receipt = flow.advance(
        viewer,
        expected_round=data["expected_round"],
        expected_phase=data["expected_phase"],
        request_id=data["request_id"],
        missing_rule=MissingRule(data["missing_rule"]) if data["missing_rule"] else None,
    )
    closed = data["expected_phase"] == Phase.DECIDING
    return receipt, _("Runde abgerechnet") if closed else _("Weitergeschaltet")


@_command
def extend(request: HttpRequest, viewer: Viewer) -> Done:
    """More or less time."""
    data = read(TimeForm, request.POST)
    seconds = data["seconds"]
    receipt = flow.extend(
        viewer,
        seconds=seconds,
        expected=named(data["expected_round"], data["expected_phase"]),
        request_id=data["request_id"],
    )
    minutes = abs(seconds) // MINUTE
    if seconds > 0:
        text = ngettext("%(count)d Minute mehr", "%(count)d Minuten mehr", minutes)
    else:
        text = ngettext("%(count)d Minute weniger", "%(count)d Minuten weniger", minutes)
    return receipt, text % {"count": minutes}


@_command
def pause(request: HttpRequest, viewer: Viewer) -> Done:
    """Stop the clock, or let it run on."""
    data = read(PauseForm, request.POST)
    if data["paused"]:
        return flow.pause(viewer, request_id=data["request_id"]), _("Das Spiel ist angehalten")
    return flow.resume(viewer, request_id=data["request_id"]), _("Das Spiel läuft weiter")


@_command
def _end(request: HttpRequest, viewer: Viewer) -> Done:
    data = read(CommandForm, request.POST)
    return flow.end_game(viewer, request_id=data["request_id"]), _("Das Spiel ist beendet")


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, game_id: uuid.UUID) -> HttpResponse:
    """End the game; a plain link leads to the question first."""
    return (_end if request.method == "POST" else end_page)(request, game_id=game_id)


@_command
def _renew_projector(request: HttpRequest, viewer: Viewer) -> Done:
    data = read(CommandForm, request.POST)
    receipt = links.renew_projector_link(viewer, request_id=data["request_id"])
    return receipt, _("Die Leinwand hat einen neuen Link")


@_command
def _renew_review(request: HttpRequest, viewer: Viewer) -> Done:
    data = read(CommandForm, request.POST)
    receipt = links.renew_review_link(viewer, request_id=data["request_id"])
    return receipt, _("Die Rückschau hat einen neuen Link")


@require_http_methods(["GET", "HEAD", "POST"])
def projector_link(request: HttpRequest, game_id: uuid.UUID) -> HttpResponse:
    """A new link for the projector; a plain link leads to the question first."""
    if request.method == "POST":
        return _renew_projector(request, game_id=game_id)
    return link_page(request, game_id=game_id, screen="projector")


@require_http_methods(["GET", "HEAD", "POST"])
def review_link(request: HttpRequest, game_id: uuid.UUID) -> HttpResponse:
    """A new link for the review; a plain link leads to the question first."""
    if request.method == "POST":
        return _renew_review(request, game_id=game_id)
    return link_page(request, game_id=game_id, screen="review")


@_command
def lobby(request: HttpRequest, viewer: Viewer) -> Done:
    """Close the lobby to newcomers, or open it."""
    data = read(LobbyForm, request.POST)
    receipt = seats.lock_lobby(viewer, locked=data["locked"], request_id=data["request_id"])
    return receipt, _("Warteraum geschlossen") if data["locked"] else _("Warteraum offen")


@require_http_methods(["GET", "HEAD"])
def seat(request: HttpRequest, game_id: uuid.UUID, seat_id: int) -> HttpResponse:
    """One seat and what can be done with it."""
    return seat_page(request, game_id=game_id, seat_id=seat_id)


@_command
def seat_move(request: HttpRequest, viewer: Viewer, seat_id: int) -> Done:
    """Seat somebody in another municipality."""
    data = read(MoveForm, request.POST)
    receipt = seats.move_seat(
        viewer, seat_id=seat_id, team_id=data["team"], request_id=data["request_id"]
    )
    return receipt, _("Platz verschoben")


@_command
def seat_remove(request: HttpRequest, viewer: Viewer, seat_id: int) -> Done:
    """Take a seat away."""
    data = read(CommandForm, request.POST)
    receipt = seats.remove_seat(viewer, seat_id=seat_id, request_id=data["request_id"])
    return receipt, _("Platz aufgelöst")


@require_POST
@for_facilitator
def seat_code(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, seat_id: int
) -> HttpResponse:
    """A new code for a seat; the answer leads to the seat, where the code stands."""
    data = read(CommandForm, request.POST)
    receipt = seats.renew_seat_code(viewer, seat_id=seat_id, request_id=data["request_id"])
    if wants_json(request):
        return _receipt_json(receipt, _("Neuer Platzcode"))
    messages.success(request, _("Neuer Platzcode: Er steht hier und gilt ab sofort."))
    return redirect("seat", game_id=game_id, seat_id=seat_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_facilitator
def bot(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Who plays a municipality: the question, and the answer."""
    if request.method != "POST":
        team = read(BotForm, request.GET)["team"]
        return render_bot(request, viewer, game_id, team)
    return _run(request, game_id, lambda: _set_bot(request, viewer))


def _set_bot(request: HttpRequest, viewer: Viewer) -> Done:
    data = read(BotForm, request.POST)
    receipt = seats.set_bot(
        viewer, team_id=data["team"], bot=data["bot"], request_id=data["request_id"]
    )
    team = seat_selectors.team_choice(viewer, data["team"])
    text = _("Ein Bot spielt %(team)s") if data["bot"] else _("Menschen spielen %(team)s")
    return receipt, text % {"team": team.name}
