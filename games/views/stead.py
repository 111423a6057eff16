"""A team's screens for the facilitator: to look at, or to decide in its stead.

The screens are the participants' own views with a viewer of that team; their addresses stand below
a prefix (Django's script prefix), so that every link and form on them stays there. What two towns
write to each other is not shown.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import (
    Resolver404,
    ResolverMatch,
    get_script_prefix,
    resolve,
    reverse,
    set_script_prefix,
)
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from games.access import Viewer, ViewerKind
from games.forms.command import CommandForm, read
from games.forms.decision import as_number
from games.live.screens import SCREENS
from games.selectors import plausible, seats
from games.services import corrections, looks
from games.views.commands import Done, run
from games.views.viewers import Stead, for_facilitator

PRIVATE = frozenset({"talks", "talk"})
SHOWN = (
    frozenset(name for name, row in SCREENS.items() if row.kind is ViewerKind.PLAYER)
    | {"game", "offer", "agreement", "settlement_round"}
) - PRIVATE
"""Pages that can be looked at."""
DONE = frozenset(
    {
        "draft_save",
        "submit",
        "reopen",
        "ready",
        "recap_guess",
        "offer_create",
        "offer_save",
        "offer_send",
        "offer_answer",
        "offer_withdraw",
        "offer_revise",
        "offer_drop",
    }
)
"""What a deputy can do; only people write, answer for themselves and call."""


@require_safe
@for_facilitator
def look(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, team_id: int, page: str
) -> HttpResponse:
    """A team's screen to look at: nothing on it can be changed, and the team learns of it."""
    stead = _stead(viewer, game_id, team_id, deputy=False)
    return _answer(request, viewer, stead, page)


@require_http_methods(["GET", "HEAD", "POST"])
@for_facilitator
def deputise(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, team_id: int, page: str
) -> HttpResponse:
    """A team's screen to decide on in its stead."""
    stead = _stead(viewer, game_id, team_id, deputy=True)
    unchecked = request.method == "POST" and "checked" not in request.POST
    if unchecked and _name(page, stead) == "submit":
        return HttpResponseRedirect(stead.check)
    return _answer(request, viewer, stead, page)


@require_safe
@for_facilitator
def check(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, team_id: int) -> HttpResponse:
    """What was typed, once more in words, with what is unusual, before it is submitted."""
    stead = _stead(viewer, game_id, team_id, deputy=True)
    found = plausible.check_of(stead.viewer)
    if found is None:
        return redirect("cockpit", game_id=game_id)
    context = {
        "check": found,
        "stead": stead,
        "game_id": game_id,
        "submit": f"{stead.prefix}spiel/{game_id}/rathaus/abgeben/",
        "board": f"{stead.prefix}spiel/{game_id}/rathaus/",
        "back": reverse("deputy_undo", kwargs={"game_id": game_id, "team_id": team_id}),
        "request_id": uuid.uuid4().hex,
    }
    return render(request, "cockpit/check.html", context)


@require_POST
@for_facilitator
def give_back(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, team_id: int
) -> HttpResponse:
    """Undo the facilitator's correction: the decision is again what the team had."""
    stead = _stead(viewer, game_id, team_id, deputy=True)
    number = as_number(request.POST.get("round"))
    asked = read(CommandForm, request.POST)

    def act() -> Done:
        receipt = corrections.give_back(
            stead.viewer, round_number=number, request_id=asked["request_id"]
        )
        return receipt, _("Korrektur zurückgenommen: Es gilt wieder, was %(team)s hatte") % {
            "team": stead.team
        }

    return run(request, game_id, act)


def _stead(viewer: Viewer, game_id: uuid.UUID, team_id: int, *, deputy: bool) -> Stead:
    team = seats.team_choice(viewer, team_id)
    named = {"game_id": game_id, "team_id": team.id}
    first = f"spiel/{game_id}/"
    prefix = {
        name: reverse(name, kwargs={**named, "page": first}).removesuffix(first)
        for name in ("look", "deputy")
    }
    return Stead(
        viewer=Viewer(
            ViewerKind.PLAYER,
            viewer.game_id,
            team_id=team.id,
            user_id=viewer.user_id if deputy else None,
        ),
        game_id=game_id,
        deputy=deputy,
        team=team.name,
        prefix=prefix["deputy" if deputy else "look"],
        other=f"{prefix['look' if deputy else 'deputy']}{first}",
        cockpit=reverse("cockpit", kwargs={"game_id": game_id}),
        check=reverse("deputy_check", kwargs=named),
    )


def _match(page: str) -> ResolverMatch:
    try:
        return resolve(f"/{page}")
    except Resolver404:
        raise Http404 from None


def _name(page: str, stead: Stead) -> str:
    """Name of the team's own address below the prefix; "" for any other."""
    match = _match(page)
    own = bool(page) and match.kwargs.get("game_id") == stead.game_id
    return match.url_name or "" if own else ""


def _answer(request: HttpRequest, viewer: Viewer, stead: Stead, page: str) -> HttpResponse:
    if not page:
        return HttpResponseRedirect(f"{stead.prefix}spiel/{stead.game_id}/")
    name = _name(page, stead)
    if name in PRIVATE:
        messages.info(request, _("Was Gemeinden einander schreiben, bleibt unter ihnen."))
        return HttpResponseRedirect(f"{stead.prefix}spiel/{stead.game_id}/")
    reads = request.method != "POST"
    if name not in (SHOWN if reads else DONE):
        # The foot of the page leads to addresses that are everybody's.
        return HttpResponseRedirect(f"/{page}", status=307 if "spiel/" not in page else 302)
    if reads and name != "game":
        looks.look(viewer, team_id=stead.viewer.team_id or 0, screen=name, deputy=stead.deputy)
    match = _match(page)
    request.stead = stead  # type: ignore[attr-defined]
    with _below(stead.prefix):
        answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return answer


@contextmanager
def _below(prefix: str) -> Iterator[None]:
    """All addresses made meanwhile stand below the prefix."""
    before = get_script_prefix()
    set_script_prefix(prefix)
    try:
        yield
    finally:
        set_script_prefix(before)
