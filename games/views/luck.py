"""Was it luck? The played game among bot games, which are played once somebody wants them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from games.access import Viewer
from games.charts.luck import distribution
from games.selectors.record import Record, record_of
from games.selectors.whatif.luck import Luck, luck
from games.services import botgames
from games.views.review_pages import for_record, show
from games.views.viewers import for_review

ROUTE = "review_luck"


@for_record
def page(request: HttpRequest, viewer: Viewer, record: Record, token: str) -> HttpResponse:
    """What the bot games show so far, or the button that has them played."""
    context = _context(request, viewer, record)
    return show(request, "rueckschau/glueck.html", record, token, "review_what_if", **context)


@for_record
def part(request: HttpRequest, viewer: Viewer, record: Record, token: str) -> HttpResponse:
    """The same without the frame, for the script that asks every few seconds."""
    context = {**_context(request, viewer, record), "token": token}
    return render(request, "rueckschau/parts/luck.html", context)


@require_POST
@for_review
def start(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponse:
    """Have the bot games played, as soon as nobody plays on this server; 404 before the end."""
    record = record_of(viewer)
    if record is None or not record.rounds:
        raise Http404
    botgames.start(viewer.game_id, timezone.now())
    return redirect(ROUTE, token=token)


def _context(request: HttpRequest, viewer: Viewer, record: Record) -> dict[str, Any]:
    if not record.rounds:
        return {"luck": None, "figure": None, "standing": botgames.Standing.DONE.value}
    key = botgames.key_of(viewer.game_id)
    standing = botgames.standing(key, timezone.now())
    found = luck(record, key, botgames.WANTED, request.GET.get("mass", ""))
    return {"luck": found, "figure": _figure(found), "standing": standing.value}


def _figure(found: Luck) -> Any:
    row = found.row
    if row is None or not found.bins:
        return None
    measure = found.chosen
    return distribution(
        measure.axis, found.finding, found.bins, row.played, (measure.text, measure.short)
    )
