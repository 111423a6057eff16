"""The facilitator leads the debrief: the page, its commands, and the page that orders the cards."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from games.access import Viewer
from games.charts.shown.otherwise import query_in
from games.enums import DebriefSubject
from games.errors import GameError, NotAllowed
from games.forms.command import CommandForm, read
from games.forms.debrief import (
    CardsForm,
    KeepForm,
    ModeForm,
    PollForm,
    SteerForm,
    chosen_numbers,
)
from games.forms.decision import as_number
from games.live.cockpit import desk_state
from games.live.http import live_links, live_response
from games.selectors.debrief import arranging, noted
from games.selectors.debrief_lead import live_context, towns
from games.services import debrief, debrief_cards
from games.services.receipts import Receipt
from games.views.commands import Done, run
from games.views.debrief import wants_all_cards
from games.views.messages import sentence
from games.views.player_screen import ScreenViews
from games.views.takeback import back_to
from games.views.trouble import wants_json
from games.views.viewers import for_facilitator, for_facilitator_data

HERE = "lead_debrief"


@require_safe
@for_facilitator
def page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The board with everything that leads it."""
    return _page(request, viewer, game_id)


def _page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, **unsent: Any) -> HttpResponse:
    live = live_links(viewer, HERE, request, reverse(HERE, kwargs={"game_id": game_id}))
    context = live_context(viewer)
    found = context["board"]
    extra = {
        "live": live,
        "request_id": uuid.uuid4().hex,
        "region": f"auswertung/regions/step{found.step.number}.html" if found else "",
        "all_cards": wants_all_cards(request),
        "towns": towns(viewer),
        "moments": noted(viewer),
        "unsent": unsent,
        "limit": debrief_cards.TEXT_SIGNS,
    }
    context = {**context, **extra}
    return render(request, "auswertung/lead.html", context, status=unsent.get("status", 200))


@require_safe
@for_facilitator_data
def live(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The page's regions as they stand."""
    return live_response(viewer, HERE, request)


@require_safe
@for_facilitator_data
def state(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The cockpit for scripts."""
    return JsonResponse(desk_state(viewer, timezone.now()))


screen = ScreenViews(page, live, state)


def command(act: Any) -> Any:
    """As ``commands.command``, leading back to this page."""

    @require_http_methods(["POST"])
    @for_facilitator
    def view(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
        return run(request, game_id, lambda: act(request, viewer), HERE)

    return view


@command
def begin(request: HttpRequest, viewer: Viewer) -> Done:
    """Open the board; all devices come."""
    data = read(CommandForm, request.POST)
    return debrief.begin(viewer, request_id=data["request_id"]), _("Die Auswertung läuft")


@command
def steer(request: HttpRequest, viewer: Viewer) -> Done:
    """Lead everybody to a step, or show something of it."""
    data = read(SteerForm, request.POST)
    kind, _colon, item = (data["subject"] or "cards").partition(":")
    if kind == DebriefSubject.WHAT_IF and not item:
        item = query_in(data["address"])
    receipt = debrief.steer(
        viewer, step=data["step"], kind=kind, item=item, request_id=data["request_id"]
    )
    return receipt, _("Alle sehen jetzt dasselbe wie Sie")


@command
def mode(request: HttpRequest, viewer: Viewer) -> Done:
    """Let people look around by themselves, or bring all back."""
    data = read(ModeForm, request.POST)
    receipt = debrief.set_mode(viewer, free=data["free"], request_id=data["request_id"])
    return receipt, _("Alle sehen sich selbst um") if data["free"] else _("Alle sehen dasselbe")


@command
def vote(request: HttpRequest, viewer: Viewer) -> Done:
    """Open the vote on the cards of a step, or close it and show the counts."""
    data = read(PollForm, request.POST)
    named = {"step": data["step"], "request_id": data["request_id"]}
    if data["open"]:
        return debrief.open_vote(viewer, **named), _("Die Abstimmung ist offen")
    return debrief.close_vote(viewer, **named), _("Die Abstimmung ist zu")


@require_http_methods(["GET", "HEAD", "POST"])
@for_facilitator
def cards(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Order the cards of a step: into groups, off the board, back onto it."""
    number = as_number(request.GET.get("schritt"))
    if request.method == "POST":
        answer = run(request, game_id, lambda: _arrange(request, viewer), HERE)
        here = reverse("debrief_cards", kwargs={"game_id": game_id})
        return answer if wants_json(request) else redirect(f"{here}?schritt={number}")
    found = arranging(viewer, number)
    if found is None:
        return redirect(HERE, game_id=game_id)
    step, hidden = found
    context = {
        "step": step,
        "hidden": hidden,
        "game_id": game_id,
        "request_id": uuid.uuid4().hex,
        "over": live_context(viewer)["board"].over,
    }
    return render(request, "auswertung/cards.html", context)


def _arrange(request: HttpRequest, viewer: Viewer) -> Done:
    data = read(CardsForm, request.POST)
    named = {"cards": chosen_numbers(request.POST, "card"), "request_id": data["request_id"]}
    if data["act"] == "hide":
        joined = ",".join(map(str, named["cards"]))
        back = back_to(viewer, "debrief_cards", act="restore", card=joined)
        return debrief.hide(viewer, **named), _("Von der Tafel genommen"), back
    if data["act"] == "restore":
        return debrief.restore(viewer, **named), _("Wieder auf der Tafel")
    name = data["new_group"].strip() or data["group"]
    receipt = debrief.group(viewer, **named, name=name)
    return receipt, _("Gruppe: %(name)s") % {"name": name} if name else _("Ohne Gruppe")


@require_http_methods(["POST"])
@for_facilitator
def resolve(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Write down what was agreed in the room."""
    data = read(CommandForm, request.POST)
    kept = {name: request.POST.get(name, "") for name in ("text", "until", "town")}

    def act() -> Receipt:
        return debrief_cards.resolve_for(
            viewer,
            town=kept["town"],
            text=kept["text"],
            until=kept["until"],
            request_id=data["request_id"],
        )

    return answered(request, viewer, game_id, act, _("Vorsatz notiert"), kept)


@command
def keep(request: HttpRequest, viewer: Viewer) -> Done:
    """Take a resolution off the board, or put it back."""
    data = read(KeepForm, request.POST)
    named = {"number": data["number"], "request_id": data["request_id"]}
    if data["hidden"]:
        back = back_to(viewer, "debrief_keep", number=data["number"], hidden=0)
        return debrief_cards.hide_resolution(viewer, **named), _("Vorsatz entfernt"), back
    return debrief_cards.restore_resolution(viewer, **named), _("Vorsatz wieder da")


def answered(
    request: HttpRequest,
    viewer: Viewer,
    game_id: uuid.UUID,
    act: Any,
    words: str,
    kept: dict[str, Any],
) -> HttpResponse:
    """Carry out what has a text; refused, the page comes with the text and the reason."""
    if wants_json(request):
        return run(request, game_id, lambda: (act(), words), HERE)
    try:
        receipt = act()
    except NotAllowed:
        raise
    except GameError as error:
        unsent = {**kept, "error": sentence(error), "status": error.status}
        return _page(request, viewer, game_id, **unsent)
    return run(request, game_id, lambda: (receipt, words), HERE)
