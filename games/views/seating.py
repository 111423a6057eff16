"""The facilitator's pages and commands on one seat: what happens there, what may be done."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from games.access import Viewer
from games.forms.command import CommandForm, MoveForm, SeatForm, TeamForm, read
from games.roles import rights_of
from games.selectors.seats import seat_card
from games.services import presence, seats
from games.services.receipts import Receipt
from games.views.commands import Done, command, receipt_answer
from games.views.joining_code import code_picture, join_address
from games.views.trouble import wants_json
from games.views.viewers import for_facilitator


@require_safe
@for_facilitator
def seat(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, seat_id: int) -> HttpResponse:
    """One seat: who is there, its code, and what each command would do."""
    card, now = seat_card(viewer, seat_id), timezone.now()
    address = join_address(request, card.code)
    context = {
        "card": card,
        "may": rights_of(viewer.role),
        "game_id": game_id,
        "address": address,
        "qr": code_picture(address),
        "request_id": uuid.uuid4(),
        "heard": presence.heard([seat_id], now).get(seat_id),
        "work": presence.at_work([seat_id], now).get(seat_id),
    }
    return render(request, "cockpit/seat.html", context)


@command
def move(request: HttpRequest, viewer: Viewer, seat_id: int) -> Done:
    """Seat somebody in another municipality."""
    data = read(MoveForm, request.POST)
    receipt = seats.move_seat(
        viewer,
        seat_id=seat_id,
        team_id=data["team"],
        reason=data["reason"],
        expected_team=data["expected_team"],
        request_id=data["request_id"],
    )
    return receipt, _("Platz verschoben")


@command
def remove(request: HttpRequest, viewer: Viewer, seat_id: int) -> Done:
    """Take a seat away."""
    data = read(SeatForm, request.POST)
    receipt = seats.remove_seat(
        viewer,
        seat_id=seat_id,
        reason=data["reason"],
        expected_team=data["expected_team"],
        request_id=data["request_id"],
    )
    return receipt, _("Platz aufgelöst")


@command
def readmit(request: HttpRequest, viewer: Viewer, seat_id: int) -> Done:
    """Give a seat back that was taken away."""
    data = read(CommandForm, request.POST)
    receipt = seats.readmit_seat(viewer, seat_id=seat_id, request_id=data["request_id"])
    return receipt, _("Wieder hereingelassen")


@require_POST
@for_facilitator
def code(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, seat_id: int) -> HttpResponse:
    """A new code for a seat; the answer leads to the seat, where the code stands."""
    data = read(CommandForm, request.POST)
    receipt = seats.renew_seat_code(viewer, seat_id=seat_id, request_id=data["request_id"])
    text = _("Neuer Platzcode: Er steht hier und gilt ab sofort.")
    return _to_seat(request, game_id, seat_id, receipt, text)


@require_POST
@for_facilitator
def add(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """A further seat in a municipality; the answer leads to it, where its code stands."""
    data = read(TeamForm, request.POST)
    receipt, seat_id = seats.add_seat(viewer, team_id=data["team"], request_id=data["request_id"])
    text = _("Neuer Platz: Mit diesem Code kommt jemand herein, auch wenn der Warteraum zu ist.")
    return _to_seat(request, game_id, seat_id, receipt, text)


def _to_seat(
    request: HttpRequest, game_id: uuid.UUID, seat_id: int, receipt: Receipt, text: str
) -> HttpResponse:
    if wants_json(request):
        return receipt_answer(receipt, text)
    messages.success(request, text)
    return redirect("seat", game_id=game_id, seat_id=seat_id)
