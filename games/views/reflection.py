"""The reflection: the sheet that a player fills in, and what came of it on the review."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from games.access import Viewer
from games.charts.reflected import reflection_figure
from games.errors import GameError
from games.live.http import live_links
from games.live.screens import SCREENS
from games.selectors.record import Record
from games.selectors.reflection import SCALE, sheet
from games.selectors.reflection_results import results
from games.services.reflection import TEXT_SIGNS, reflect
from games.views.messages import sentence
from games.views.player_screen import page_context
from games.views.review_pages import for_record, show
from games.views.viewers import for_player


@require_http_methods(["GET", "HEAD", "POST"])
@for_player
def page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The questions that are asked now; answers are voluntary, one by one."""
    if request.method != "POST":
        return _page(request, viewer, game_id)
    fields = request.POST
    try:
        stored = reflect(
            viewer,
            part=fields.get("part", ""),
            values={name: str(value) for name, value in fields.items()},
        )
    except GameError as error:
        if error.status in {403, 404}:
            raise
        return _page(request, viewer, game_id, problem=sentence(error), status=error.status)
    thanks = _("Danke. Ihre Antworten sind gespeichert.")
    messages.success(request, thanks if stored.answers else _("Nichts gespeichert."))
    if stored.kept:
        messages.warning(
            request, _("Was inzwischen mit seiner Gruppe erschienen ist, bleibt, wie es war.")
        )
    return redirect("game", game_id=game_id)


def _page(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, problem: str = "", status: int = 200
) -> HttpResponse:
    live = live_links(viewer, "help", request, base=reverse("help", kwargs={"game_id": game_id}))
    context = {
        **SCREENS["help"].context(viewer),
        "sheet": sheet(viewer),
        "reflecting": True,
        "scale": SCALE,
        "signs": TEXT_SIGNS,
        "problem": problem,
    }
    return render(
        request, "rueckmeldung/page.html", page_context(viewer, live, context), status=status
    )


@for_record
def review(request: HttpRequest, viewer: Viewer, record: Record, token: str) -> HttpResponse:
    """Means before and after, spreads and texts of the groups that are full."""
    found = results(viewer)
    return show(
        request,
        "rueckschau/rueckmeldung.html",
        record,
        token,
        "review_reflection",
        results=found,
        figure=reflection_figure(found) if found.shows else None,
    )
