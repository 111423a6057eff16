"""The board of the debrief for participants, and to read on the link of the review."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from games.access import Viewer
from games.errors import GameError
from games.forms.debrief import chosen_numbers
from games.forms.decision import as_number
from games.live.http import live_links
from games.live.screens import SCREENS
from games.selectors.debrief import Board, board, own_dots
from games.selectors.record import Record
from games.services import debrief_cards as service
from games.views.messages import sentence
from games.views.player_screen import page_context, player_screen
from games.views.review_pages import for_record, show
from games.views.team_commands import answered, told
from games.views.viewers import check_team, for_player

STEP = "schritt"


@dataclass(frozen=True, slots=True)
class Unsent:
    """A card or resolution that was refused: it stands in the form again, with the reason."""

    form: str = ""
    text: str = ""
    until: str = ""
    error: str = ""
    status: int = 200


@require_safe
@for_player
def page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The step that all are at; another one where people may look around by themselves."""
    return _page(request, viewer, game_id, as_number(request.GET.get(STEP)), Unsent())


screen = player_screen("debrief", "auswertung/page.html")._replace(page=page)


def _page(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, number: int, unsent: Unsent
) -> HttpResponse:
    live = live_links(viewer, "debrief", request, reverse("debrief", kwargs={"game_id": game_id}))
    context = SCREENS["debrief"].context(viewer)
    found: Board | None = context["board"]
    if found is None:
        return redirect("game", game_id=game_id)
    shown = found.at(number) if found.free else found.step
    more = {
        "shown": shown,
        "region": f"auswertung/regions/step{shown.number}.html",
        "asked": f"auswertung/regions/asked{shown.number}.html",
        "all_cards": wants_all_cards(request),
        "dots": own_dots(viewer),
        "limit": service.TEXT_SIGNS,
        "most_dots": service.MOST_DOTS,
        "unsent": unsent,
    }
    context = page_context(viewer, live, {**context, **more})
    return render(request, "auswertung/page.html", context, status=unsent.status)


def wants_all_cards(request: HttpRequest) -> bool:
    """Whether the page shall show every card of its step, and hold still."""
    return request.GET.get("karten") == "alle"


@require_POST
@for_player
def write(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """A card to a step; what is refused stands in the form again."""
    code, text = request.POST.get("step", ""), request.POST.get("text", "")
    act = partial(service.write, viewer, step=code, text=text)
    return _written(request, viewer, game_id, act, form="card")


@require_POST
@for_player
def resolve(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """What the own municipality takes home."""
    text, until = request.POST.get("text", ""), request.POST.get("until", "")
    act = partial(service.resolve, viewer, text=text, until=until)
    return _written(request, viewer, game_id, act, form="resolution")


def _written(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, act: Callable[..., Any], *, form: str
) -> HttpResponse:
    check_team(request, viewer)
    number = as_number(request.POST.get("number"))

    def again(error: GameError) -> HttpResponse:
        found = board(viewer.game_id)
        if found is None:
            return told(request, viewer, lambda: redirect("game", game_id=game_id))(error)
        kept = {name: request.POST.get(name, "") for name in ("text", "until")}
        error_words = f"{sentence(error)} {_elsewhere(found, number)}".strip()
        unsent = Unsent(form=form, **kept, error=error_words, status=error.status)
        return _page(request, viewer, game_id, number, unsent)

    to = partial(_to, game_id, number)
    words = partial(_hangs, viewer, number, form)
    return answered(request, viewer, act, to=lambda _done: to(), back=again, words=words)


def _hangs(viewer: Viewer, number: int, form: str) -> str:
    """What was written, and where it hangs if all have been led to another step meanwhile."""
    found = board(viewer.game_id)
    plain = _("Karte geschrieben") if form == "card" else _("Vorsatz notiert")
    if found is None or found.free or found.step.number == number:
        return plain
    named = {"number": number, "title": found.at(number).title}
    if form == "card":
        return _("Karte geschrieben, sie hängt bei Schritt %(number)s „%(title)s“,") % named
    return _("Vorsatz notiert, er steht bei Schritt %(number)s „%(title)s“,") % named


def _elsewhere(found: Board, number: int) -> str:
    """To which step a text belonged that stands in the form of another one now."""
    if found.free or found.step.number == number:
        return ""
    named = {"number": number, "title": found.at(number).title}
    return _("Ihr Text war für Schritt %(number)s „%(title)s“.") % named


@require_POST
@for_player
def vote(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """A person's dots on the cards of a step, all at once."""
    check_team(request, viewer)
    chosen = chosen_numbers(request.POST, "card")
    back = partial(_to, game_id, as_number(request.POST.get("number")))
    return answered(
        request,
        viewer,
        partial(service.vote, viewer, step=request.POST.get("step", ""), cards=chosen),
        to=lambda _done: back(),
        back=told(request, viewer, back),
        words=_("Punkte vergeben"),
    )


def _to(game_id: uuid.UUID, number: int) -> HttpResponse:
    path = reverse("debrief", kwargs={"game_id": game_id})
    return redirect(f"{path}?{STEP}={number}" if number else path)


@for_record
def in_review(request: HttpRequest, viewer: Viewer, record: Record, *, token: str) -> HttpResponse:
    """The whole board to read."""
    found = board(viewer.game_id)
    return show(request, "rueckschau/auswertung.html", record, token, "review_debrief", board=found)
