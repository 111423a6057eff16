"""Time in the cockpit beyond the next phase: the strip of the run sheet, mode, waiting."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from games.access import Viewer
from games.enums import WaitEnd
from games.forms.cockpit_time import ModeForm, StepForm, WaitDecisionForm, WaitForm
from games.forms.command import read
from games.forms.game_create import advance_modes
from games.live.cockpit import online_now
from games.selectors.agenda_strip import strip_context
from games.selectors.archived import may_plan
from games.selectors.cockpit import cockpit
from games.selectors.together import around
from games.services import agenda_steps, waiting
from games.services.advance_mode import set_advance_mode
from games.services.phases import named
from games.views.commands import Done, command, run
from games.views.viewers import for_facilitator, for_facilitator_data

USUAL_MINUTES = (1, 2, 3, 5, 10)
PROPOSED_MINUTES = 3


@require_safe
@for_facilitator_data
def strip(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The run sheet at a glance as it stands at this moment; a script asks for it now and then.

    With ``?ohne`` for pages that carry no commands.
    """
    plans = may_plan(viewer)
    context = {
        **strip_context(viewer.game_id, timezone.now()),
        "game_id": game_id,
        "plans": plans,
        "commands": plans and not around(viewer.game_id).together and "ohne" not in request.GET,
    }
    return render(request, "cockpit/parts/agenda.html", context)


@command
def step(request: HttpRequest, viewer: Viewer) -> Done:
    """Begin or end a free step of the run sheet."""
    data = read(StepForm, request.POST)
    if data["end"]:
        act, said = agenda_steps.end_step, _("Beendet")
    else:
        act, said = agenda_steps.begin_step, _("Begonnen")
    name = data["end"] or data["begin"]
    return act(viewer, step_id=name, request_id=data["request_id"]), said


@require_http_methods(["GET", "HEAD", "POST"])
@for_facilitator
def mode(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Who moves the game on: the question, and the answer."""
    if request.method != "POST":
        page = cockpit(viewer, online_now(timezone.now()))
        due = page.stage.deadline is not None and page.stage.deadline <= timezone.now()
        context = {"page": page, "modes": advance_modes(), "due": due, **_form(game_id)}
        return render(request, "cockpit/mode.html", context)
    return run(request, game_id, lambda: _set_mode(request, viewer))


def _set_mode(request: HttpRequest, viewer: Viewer) -> Done:
    data = read(ModeForm, request.POST)
    receipt = set_advance_mode(viewer, mode=data["mode"], request_id=data["request_id"])
    said = {
        "manual": _("Weitergeschaltet wird von Hand"),
        "ready": _("Weitergeschaltet wird, wenn alle fertig sind"),
        "clock": _("Weitergeschaltet wird nach der Uhr"),
    }
    return receipt, said[data["mode"]]


@require_http_methods(["GET", "HEAD", "POST"])
@for_facilitator
def wait(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Let everybody wait for a team: the question, and the answer."""
    if request.method != "POST":
        page = cockpit(viewer, online_now(timezone.now()))
        context = {
            "page": page,
            "minutes": USUAL_MINUTES,
            "usual": PROPOSED_MINUTES,
            **_form(game_id),
        }
        return render(request, "cockpit/wait.html", context)
    return run(request, game_id, lambda: _wait(request, viewer))


def _wait(request: HttpRequest, viewer: Viewer) -> Done:
    data = read(WaitForm, request.POST)
    receipt = waiting.wait_for(
        viewer,
        team_id=data["team"],
        minutes=data["minutes"],
        then=WaitEnd(data["then"]),
        expected=named(data["expected_round"], data["expected_phase"]),
        request_id=data["request_id"],
    )
    return receipt, _("Alle sehen, auf wen gewartet wird")


@require_POST
@for_facilitator
def wait_end(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Say what counts for the team that is waited for, or take the wait back."""
    return run(request, game_id, lambda: _end_wait(request, viewer))


def _end_wait(request: HttpRequest, viewer: Viewer) -> Done:
    data = read(WaitDecisionForm, request.POST)
    if not data["then"]:
        receipt = waiting.stop_waiting(viewer, request_id=data["request_id"])
        return receipt, _("Es wird nicht mehr gewartet")
    then = WaitEnd(data["then"])
    receipt = waiting.decide_wait(viewer, then=then, request_id=data["request_id"])
    said = {
        WaitEnd.DRAFT: _("Der Entwurf gilt, bis dahin kann das Team noch abgeben"),
        WaitEnd.DEFAULT: _("„Wie im Vorjahr“ gilt, bis dahin kann das Team noch abgeben"),
        WaitEnd.BOT: _("Ein Bot spielt für das Team"),
    }
    return receipt, said[then]


def _form(game_id: uuid.UUID) -> dict[str, object]:
    return {"game_id": game_id, "request_id": uuid.uuid4()}
