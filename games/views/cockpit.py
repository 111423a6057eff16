"""The facilitator's cockpit: the page, its live regions, its state, and the small dialogs."""

import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from games.access import Viewer
from games.live.cockpit import live_context, online_now
from games.live.http import live_links, live_response
from games.rules.bots import TITLES
from games.selectors import seats
from games.selectors.cockpit import cockpit
from games.selectors.control_state import cockpit_state
from games.selectors.labels import bot_title
from games.views.joining_code import code_picture, join_address
from games.views.viewers import for_facilitator, for_facilitator_data


@require_safe
@for_facilitator
def cockpit_page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Everything a facilitator needs on one page."""
    live = live_links(viewer, "cockpit", request)
    context = live_context(viewer)
    address = join_address(request, context["page"].join_code)
    return render(
        request,
        "cockpit/page.html",
        {
            **context,
            "live": live,
            "game_id": game_id,
            "request_id": uuid.uuid4(),
            "join_address": address,
            "qr": code_picture(address),
        },
    )


@require_safe
@for_facilitator_data
def cockpit_live(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The cockpit's regions as they stand."""
    return live_response(viewer, "cockpit", request)


@require_safe
@for_facilitator_data
def cockpit_json(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The cockpit for scripts."""
    now = timezone.now()
    return JsonResponse(cockpit_state(viewer, online_now(now), now))


@require_safe
@for_facilitator
def seat_page(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, seat_id: int
) -> HttpResponse:
    """One seat: its code, and what can be done with it."""
    card = seats.seat_card(viewer, seat_id)
    address = join_address(request, card.code)
    context = {
        "card": card,
        "game_id": game_id,
        "address": address,
        "qr": code_picture(address),
        "request_id": uuid.uuid4(),
    }
    return render(request, "cockpit/seat.html", context)


@require_safe
@for_facilitator
def end_page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The question before a game is ended."""
    page = cockpit(viewer, online_now(timezone.now()))
    context = {"page": page, "game_id": game_id, "request_id": uuid.uuid4()}
    return render(request, "cockpit/end.html", context)


@require_safe
@for_facilitator
def link_page(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, screen: str
) -> HttpResponse:
    """The question before the link of the projector or the review is replaced."""
    context = {"screen": screen, "game_id": game_id, "request_id": uuid.uuid4()}
    return render(request, "cockpit/link.html", context)


def render_bot(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, team_id: int
) -> HttpResponse:
    """Who plays a municipality: people, or one of the strategies."""
    context = {
        "team": seats.team_choice(viewer, team_id),
        "has_draft": seats.has_draft(viewer, team_id),
        "strategies": [(each, bot_title(each)) for each in TITLES],
        "game_id": game_id,
        "request_id": uuid.uuid4(),
    }
    return render(request, "cockpit/bot.html", context)


def render_advance(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, status: int = 200
) -> HttpResponse:
    """The question before the next phase: who is still open, and what shall count for them."""
    page = cockpit(viewer, online_now(timezone.now()))
    context = {"page": page, "game_id": game_id, "request_id": uuid.uuid4()}
    return render(request, "cockpit/advance.html", context, status=status)
