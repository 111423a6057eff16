"""The page of a workshop: its regions, and the one clock of those that have one."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from games.access import WorkshopViewer
from games.enums import MissingRule
from games.errors import GameError
from games.forms.command import AdvanceForm, CommandForm, PauseForm, TimeForm, read
from games.live.workshop import poll_links, workshop_context, workshop_response
from games.roles import Right
from games.selectors.agenda_strip import is_together, places_of
from games.services import workshop_clock
from games.services.phases import CLOSING_PHASES, named
from games.services.workshop_clock import Results
from games.views.messages import sentence
from games.views.trouble import wants_json
from games.views.viewers import for_member, for_member_data
from games.views.workshop_state import state_of


@require_safe
@for_member
def page(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """Where each region stands, and the way into each cockpit."""
    live = poll_links(viewer, request)
    shown = workshop_context(viewer)
    context = {
        **shown,
        "live": live,
        "request_id": uuid.uuid4().hex,
        "places": places_of(viewer, timezone.now()),
        "plans": Right.COURSE in shown["may"],
        "commands": Right.COURSE in shown["may"] and is_together(viewer.workshop_id),
    }
    return render(request, "veranstaltung/page.html", context)


@require_safe
@for_member_data
def live(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """The regions of the page as they stand."""
    return workshop_response(viewer, request)


@require_safe
@for_member_data
def state(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """The workshop for scripts."""
    return JsonResponse(state_of(viewer))


@require_POST
@for_member
def start(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """Start every region that waits."""
    data = read(CommandForm, request.POST)
    results = workshop_clock.start_all(viewer, request_id=data["request_id"])
    return _done(request, workshop_id, results, _started)


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def advance(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """On to the next phase everywhere; asks once where municipalities are still open."""
    if request.method != "POST":
        return _question(request, viewer)
    data = read(AdvanceForm, request.POST)
    if _must_ask(viewer, data):
        return _question(request, viewer, status=409)
    results = workshop_clock.advance_all(
        viewer,
        expected=named(data["expected_round"], data["expected_phase"]),
        missing_rule=MissingRule(data["missing_rule"]) if data["missing_rule"] else None,
        request_id=data["request_id"],
    )
    return _done(request, workshop_id, results, _advanced)


def _must_ask(viewer: WorkshopViewer, data: dict[str, Any]) -> bool:
    if data["missing_rule"] or data["confirmed"] or data["expected_phase"] not in CLOSING_PHASES:
        return False
    shown = workshop_context(viewer)["page"]
    still = any(each.stage.round_number == data["expected_round"] for each in shown.moving)
    return still and bool(shown.open_regions)


def _question(request: HttpRequest, viewer: WorkshopViewer, status: int = 200) -> HttpResponse:
    context = {**workshop_context(viewer), "request_id": uuid.uuid4().hex}
    return render(request, "veranstaltung/advance.html", context, status=status)


@require_POST
@for_member
def extend(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """More or less time everywhere."""
    data = read(TimeForm, request.POST)
    results = workshop_clock.extend_all(
        viewer,
        seconds=data["seconds"],
        expected=named(data["expected_round"], data["expected_phase"]),
        request_id=data["request_id"],
    )
    return _done(request, workshop_id, results, _extended)


@require_POST
@for_member
def pause(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """Stop all clocks, or let them run on."""
    data = read(PauseForm, request.POST)
    paused = data["paused"]
    results = workshop_clock.pause_all(viewer, paused=paused, request_id=data["request_id"])
    return _done(request, workshop_id, results, _paused if paused else _resumed)


def _started(count: int) -> str:
    text = ngettext("%(count)d Region läuft.", "%(count)d Regionen laufen.", count)
    return text % {"count": count}


def _advanced(count: int) -> str:
    text = ngettext("%(count)d Region ist weiter.", "%(count)d Regionen sind weiter.", count)
    return text % {"count": count}


def _extended(count: int) -> str:
    text = ngettext(
        "Zeit in %(count)d Region geändert.", "Zeit in %(count)d Regionen geändert.", count
    )
    return text % {"count": count}


def _paused(count: int) -> str:
    text = ngettext(
        "%(count)d Region ist angehalten.", "%(count)d Regionen sind angehalten.", count
    )
    return text % {"count": count}


def _resumed(count: int) -> str:
    text = ngettext("%(count)d Region läuft weiter.", "%(count)d Regionen laufen weiter.", count)
    return text % {"count": count}


def _done(
    request: HttpRequest, workshop_id: uuid.UUID, results: Results, words: Callable[[int], str]
) -> HttpResponse:
    """What became of it, region by region where it is not the same everywhere."""
    good, bad = _sentences(results, words)
    if wants_json(request):
        regions = [{"name": each.name, "became": each.became} for each in results]
        return JsonResponse({"message": " ".join([*good, *bad]), "regions": regions})
    for text in good:
        messages.success(request, text)
    for text in bad:
        messages.error(request, text)
    return redirect("workshop", workshop_id=workshop_id)


def _sentences(results: Results, words: Callable[[int], str]) -> tuple[list[str], list[str]]:
    names = {
        became: [each.name for each in results if each.became == became]
        for became in ("done", "before", "elsewhere", "failed")
    }
    good = [words(len(names["done"]))] if names["done"] else []
    if names["before"]:
        good.append(_("War schon weiter: %(names)s.") % {"names": ", ".join(names["before"])})
    if names["elsewhere"]:
        good.append(
            _("Steht an anderer Stelle und blieb, wie es ist: %(names)s.")
            % {"names": ", ".join(names["elsewhere"])}
        )
    bad = [
        _("%(name)s: Das hat hier nicht geklappt. %(why)s")
        % {"name": each.name, "why": sentence(each.error or GameError("region_failed"))}
        for each in results
        if each.became == "failed"
    ]
    return good, bad
