"""The facilitator's page before a workshop: rehearsal with bots, and the lights."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from games.access import Viewer
from games.errors import GameError, Illegal, NotAllowed
from games.forms.command import read
from games.forms.rehearsal import BrowserForm, RehearsalForm, WallForm
from games.selectors import rehearsal as selector
from games.selectors.preflight import Report
from games.selectors.preflight_words import LIGHTS, age_words, lines, verdict
from games.selectors.start import game_name
from games.services import preflight, rehearsals
from games.services.inplay import people_playing
from games.views.messages import sentence
from games.views.viewers import for_facilitator, for_facilitator_data, for_projector

FRESH_SECONDS = 300
"""A report older than this is renewed when the page is opened."""


@require_safe
@for_facilitator
def page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Rehearsal and lights on one page."""
    now = timezone.now()
    context = {
        **_rehearsal(viewer, now),
        **_lights(preflight.newest(viewer, now), now),
        "name": game_name(viewer.game_id),
        "bots": selector.expected_bots(viewer.game_id),
        "most_bots": selector.MOST_BOTS,
        "people": people_playing(now),
        "game_id": game_id,
    }
    return render(request, "probe/page.html", context)


@require_POST
@for_facilitator
def start(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Have one played."""
    try:
        asked = read(RehearsalForm, request.POST)
        rehearsals.ask(
            viewer, bots=asked["bots"], rounds=asked["rounds"] or 0, anyway=asked["anyway"]
        )
    except NotAllowed:
        raise
    except GameError as error:
        messages.error(request, sentence(error))
    return redirect("rehearsal", game_id=game_id)


@require_POST
@for_facilitator
def cancel(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """End the one that waits or runs."""
    if not rehearsals.cancel(viewer):
        messages.error(request, _("Es läuft keine Generalprobe mehr."))
    return redirect("rehearsal", game_id=game_id)


@require_safe
@for_facilitator_data
def part(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """How far the rehearsal is, for the script that asks every second."""
    context = {**_rehearsal(viewer, timezone.now()), "game_id": game_id}
    return render(request, "probe/parts/rehearsal.html", context)


@require_POST
@for_facilitator
def check(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Measure everything now; the lights for a script, the page for a plain form."""
    now = timezone.now()
    report = preflight.run(now, viewer)
    if "fragment" not in request.POST:
        return redirect("rehearsal", game_id=game_id)
    return render(request, "probe/parts/lights.html", _lights(report, now))


@require_POST
@for_facilitator_data
def browser(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """What the facilitator's browser measured; the lights with it, or 204 where nobody looked."""
    now = timezone.now()
    form = BrowserForm(request.POST)
    if not form.is_valid():
        raise Illegal("malformed")
    said = form.cleaned_data
    preflight.browser_said(
        viewer,
        http_ms=said["http_ms"],
        socket_ms=said["socket_ms"],
        cookie=said["cookie"],
        deviation_ms=said["deviation_ms"],
        now=now,
    )
    report = preflight.newest(viewer, now)
    if report is None:
        return HttpResponse(status=204)
    return render(request, "probe/parts/lights.html", _lights(report, now))


@require_POST
@for_projector
def wall(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponse:
    """A projector window says that it is open, and how large it is."""
    said = read(WallForm, request.POST)
    preflight.projector_said(viewer, width=said["width"], height=said["height"], now=timezone.now())
    return HttpResponse(status=204)


def _rehearsal(viewer: Viewer, now: datetime) -> dict[str, Any]:
    return {"rehearsal": selector.newest(viewer.game_id, now)}


def _lights(report: Report | None, now: datetime) -> dict[str, Any]:
    if report is None:
        return {"report": None, "stale": True}
    return {
        "report": report,
        "lines": lines(report),
        "verdict": verdict(report),
        "overall": {"light": report.light.value, "word": _(LIGHTS[report.light])},
        "age": age_words(int((now - report.at).total_seconds())),
        "stale": (now - report.at).total_seconds() > FRESH_SECONDS,
    }
