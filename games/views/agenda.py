"""The run sheet of a workshop: its page, changing it row by row, proposals, and on paper."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from games.access import WorkshopViewer
from games.agenda.edits import moved, new_id, placed
from games.agenda.forecast import plan
from games.agenda.proposal import TEMPLATES
from games.agenda.share import share_of
from games.agenda.steps import Agenda, StepKind
from games.errors import GameError, NotAllowed, RoleMayNot
from games.forms.agenda import (
    DayLine,
    Operation,
    ProposalForm,
    as_step,
    lines_of,
    new_step,
    operation,
    read_sheet,
)
from games.forms.cockpit_time import StepForm
from games.forms.command import read
from games.selectors.agenda_page import AgendaPage, advised, agenda_page, paper_of, proposed
from games.selectors.agenda_strip import is_together, places_of
from games.selectors.archived import may_plan
from games.services.agenda_steps import step_everywhere
from games.services.agendas import save_agenda, take_back
from games.views.messages import sentence
from games.views.viewers import for_member

NEW_MINUTES = 10


@require_safe
@for_member
def page(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """Plan, actual times and what they mean for the debrief; rows to change for who may."""
    return _show(request, _page(request, viewer))


@require_safe
@for_member
def paper(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """The plan as sheets of A4, one day each."""
    shown = _page(request, viewer)
    context = {
        "page": shown,
        "share": share_of(plan(shown.agenda)),
        "sheets": paper_of(shown.agenda),
    }
    return render(request, "veranstaltung/ablauf_papier.html", context)


@require_safe
@for_member
def strip(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """Where each region stands in the run sheet; a script asks for it now and then."""
    plans = may_plan(viewer)
    context = {
        "places": places_of(viewer, timezone.now()),
        "workshop_id": workshop_id,
        "plans": plans,
        "commands": plans and is_together(viewer.workshop_id),
    }
    return render(request, "veranstaltung/parts/ablauf.html", context)


@require_POST
@for_member
def save(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """Keep the rows as they were sent, with what the pressed button does to one of them.

    What does not fit is shown in its row, and everything that was typed stays.
    """
    sheet, done = read_sheet(request.POST), operation(request.POST)
    if sheet.agenda is None:
        messages.error(request, _("Nicht gespeichert: Eine Angabe passt nicht. Sie ist markiert."))
        return _show(request, _page(request, viewer), sheet.days, status=422)
    agenda, here = _changed(sheet.agenda, done, request)
    try:
        save_agenda(viewer, agenda, seen=_seen(request))
    except NotAllowed:
        raise
    except GameError as error:
        messages.error(request, sentence(error))
        return _show(request, _page(request, viewer), lines_of(agenda), status=error.status)
    messages.success(request, _("Ablaufplan gespeichert"))
    return redirect(_address(workshop_id, here))


def _changed(agenda: Agenda, done: Operation, request: HttpRequest) -> tuple[Agenda, str]:
    """The sheet after the button, and the row to go on at."""
    if done.name in ("up", "down"):
        return moved(agenda, done.step, -1 if done.name == "up" else 1), done.step
    if done.name == "drop":
        return agenda.without(frozenset({done.step})), ""
    if done.name == "save":
        return agenda, ""
    what, after = new_step(request.POST) if done.name == "add" else (StepKind.FREE, done.step)
    if not what:
        return agenda, ""
    step = as_step(what, new_id(agenda), NEW_MINUTES)
    return placed(agenda, step, after), step.id


@require_POST
@for_member
def propose(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """A new run sheet from one of the usual shapes; it takes the place of what was there."""
    form = ProposalForm(request.POST)
    if not form.is_valid():
        first = next(iter(form.errors.values()))[0]
        messages.error(request, str(first))
        return _show(request, _page(request, viewer), status=422)
    spans, seen = form.spans(), form.cleaned_data["seen"]
    return _keep(
        request, workshop_id, lambda: save_agenda(viewer, proposed(viewer, spans), seen=seen)
    )


@require_POST
@for_member
def apply(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """Take one of the suggestions over."""
    code, region = request.POST.get("code", ""), _region(request.POST.get("region", ""))

    def act() -> object:
        agenda = advised(viewer, code, region or uuid.UUID(int=0), timezone.now())
        return save_agenda(viewer, agenda, seen=_seen(request))

    return _keep(request, workshop_id, act)


@require_POST
@for_member
def back(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """The run sheet as it was before the last change."""
    return _keep(request, workshop_id, lambda: take_back(viewer, seen=_seen(request)))


@require_POST
@for_member
def step(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """Begin or end a free step in all regions of one clock."""
    data = read(StepForm, request.POST)
    name, begin = data["end"] or data["begin"], not data["end"]
    try:
        step_everywhere(viewer, step_id=name, begin=begin, request_id=data["request_id"])
    except (NotAllowed, RoleMayNot):
        raise
    except GameError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("Begonnen") if begin else _("Beendet"))
    return redirect("workshop", workshop_id=workshop_id)


def _keep(request: HttpRequest, workshop_id: uuid.UUID, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except NotAllowed:
        raise
    except GameError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("Ablaufplan gespeichert"))
    return redirect(_address(workshop_id))


def _seen(request: HttpRequest) -> int:
    sent = request.POST.get("seen", "")
    return int(sent) if sent.isascii() and sent.isdigit() else -1


def _region(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _page(request: HttpRequest, viewer: WorkshopViewer) -> AgendaPage:
    sent = request.POST.get("region") or request.GET.get("region", "")
    return agenda_page(viewer, timezone.now(), _region(sent))


def _address(workshop_id: uuid.UUID, step: str = "") -> str:
    anchor = f"#zeile-{step}" if step else ""
    return reverse("agenda", kwargs={"workshop_id": workshop_id}) + anchor


def _show(
    request: HttpRequest, shown: AgendaPage, days: list[DayLine] | None = None, status: int = 200
) -> HttpResponse:
    lines = lines_of(shown.agenda) if days is None else days
    context: dict[str, Any] = {
        "page": shown,
        "days": [(number, day, _figures(shown, number)) for number, day in enumerate(lines)],
        "shapes": [(name, _shape(name)) for name in TEMPLATES],
        "undated": any(day.undated for day in lines),
        "first_day": shown.day or timezone.localdate(),
    }
    return render(request, "veranstaltung/ablauf.html", context, status=status)


def _figures(shown: AgendaPage, number: int) -> object:
    return shown.days[number] if number < len(shown.days) else None


def _shape(name: str) -> str:
    return {
        "half_day": _("Halber Tag, 9 bis 13 Uhr"),
        "full_day": _("Ganzer Tag, 9 bis 16:30 Uhr"),
        "two_evenings": _("Zwei Abende, 18 bis 21 Uhr, ein Tag dazwischen"),
    }[name]
