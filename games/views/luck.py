"""Was it luck? The played game among bot games, which are played while somebody looks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from games.access import Viewer
from games.charts.luck import distribution
from games.selectors.record import Record
from games.selectors.whatif.luck import Luck, luck
from games.services import botgames
from games.views.review_pages import for_record, show

ROUTE = "review_luck"


@for_record
def page(request: HttpRequest, viewer: Viewer, record: Record, token: str) -> HttpResponse:
    """What the bot games show so far; looking at it has them played."""
    context = _context(request, viewer, record)
    return show(request, "rueckschau/glueck.html", record, token, "review_what_if", **context)


@for_record
def part(request: HttpRequest, viewer: Viewer, record: Record, token: str) -> HttpResponse:
    """The same without the frame, for the script that asks every few seconds."""
    context = {**_context(request, viewer, record), "token": token}
    return render(request, "rueckschau/parts/luck.html", context)


def _context(request: HttpRequest, viewer: Viewer, record: Record) -> dict[str, Any]:
    if not record.rounds:
        return {"luck": None, "figure": None}
    key = botgames.ask(viewer.game_id, timezone.now())
    found = luck(record, key, botgames.WANTED, request.GET.get("mass", ""))
    return {"luck": found, "figure": _figure(found)}


def _figure(found: Luck) -> Any:
    row = found.row
    if row is None or not found.bins:
        return None
    measure = found.chosen
    return distribution(
        measure.axis, found.finding, found.bins, row.played, (measure.text, measure.short)
    )
