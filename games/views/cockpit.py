"""The facilitator's cockpit: the page, its live regions, its state, and the small dialogs."""

import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from games.access import Viewer
from games.live.cockpit import desk_state, live_context, online_now
from games.live.http import live_links, live_response
from games.roles import Right
from games.rules.bots import TITLES
from games.selectors import seats
from games.selectors.agenda_strip import strip_context
from games.selectors.archived import may_plan
from games.selectors.cockpit import cockpit
from games.selectors.ending import fund_unpaid
from games.selectors.labels import bot_title
from games.views.joining_code import code_picture, join_address
from games.views.player_screen import ScreenViews
from games.views.viewers import for_facilitator, for_facilitator_data


@require_safe
@for_facilitator
def cockpit_page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Everything a facilitator needs on one page."""
    live = live_links(viewer, "cockpit", request)
    context = live_context(viewer)
    code = context["page"].join_code
    address = join_address(request, code) if code else ""
    return render(
        request,
        "cockpit/page.html",
        {
            **context,
            **strip_context(viewer.game_id, timezone.now()),
            "plans": may_plan(viewer),
            "commands": Right.COURSE in context["may"],
            "live": live,
            "game_id": game_id,
            "request_id": uuid.uuid4(),
            "join_address": address,
            "qr": code_picture(address) if address else "",
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
    return JsonResponse(desk_state(viewer, timezone.now()))


screen = ScreenViews(cockpit_page, cockpit_live, cockpit_json)


@require_safe
@for_facilitator
def end_page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The question before a game is ended."""
    page = cockpit(viewer, online_now(timezone.now()))
    context = {
        "page": page,
        "game_id": game_id,
        "request_id": uuid.uuid4(),
        "fund_unpaid": fund_unpaid(viewer),
    }
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
        "people": seats.people_of(viewer, team_id),
        "others": [each for each in seats.team_choices(viewer) if each.id != team_id],
        "running": seats.is_running(viewer),
        "needs_reason": seats.needs_reason(viewer),
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
