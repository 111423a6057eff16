"""Changing what a workshop is, making another one like it, deleting it."""

import uuid
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from games.access import WorkshopViewer
from games.enums import ROUND_PHASES
from games.errors import GameError
from games.forms.command import read
from games.forms.members import CopyForm, DeleteForm, SettingsForm
from games.forms.wizard import RegionForm
from games.selectors.games import scenario_choices
from games.services.games import GamePlan
from games.services.repeating import duplicate, plan_like
from games.services.workshops import (
    add_region,
    change_workshop,
    delete_workshop,
)
from games.views.messages import sentence
from games.views.viewers import for_member
from games.views.workshop_head import head_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def settings(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """Title, day, people, clock and day of deletion."""
    head = head_of(viewer)
    if request.method != "POST":
        page = head["page"]
        initial = {
            "title": page.title,
            "day": page.day,
            "expected_people": page.expected_people,
            "delete_on": page.delete_on,
            "one_clock": page.one_clock,
        }
        return _settings(request, head, SettingsForm(initial=initial))
    form = SettingsForm(request.POST)
    if not form.is_valid():
        return _settings(request, head, form, status=422)
    try:
        change_workshop(viewer, **form.cleaned_data)
    except GameError as error:
        form.add_error(None, sentence(error))
        return _settings(request, head, form, status=error.status)
    messages.success(request, _("Gespeichert."))
    return redirect("workshop", workshop_id=workshop_id)


def _settings(
    request: HttpRequest, head: dict[str, Any], form: SettingsForm, status: int = 200
) -> HttpResponse:
    context = {**head, "form": form, "request_id": uuid.uuid4().hex}
    return render(request, "veranstaltung/einstellungen.html", context, status=status)


@require_POST
@for_member
def copy(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """Make another workshop like this one."""
    form = CopyForm(request.POST)
    if not form.is_valid():
        texts = [str(problem) for problems in form.errors.values() for problem in problems]
        messages.error(request, " ".join(texts))
        return redirect("workshop_settings", workshop_id=workshop_id)
    data = form.cleaned_data
    try:
        made = duplicate(
            viewer, title=data["title"], day=data["day"], request_id=data["request_id"]
        )
    except GameError as error:
        messages.error(request, sentence(error))
        return redirect("workshop_settings", workshop_id=workshop_id)
    messages.success(request, _("Dies ist die neue Veranstaltung. Menschen kamen nicht mit."))
    if data["day"] is None:
        text = _("Sie hat noch keinen Termin. Tragen Sie ihn in den Einstellungen ein.")
        messages.info(request, text)
    return redirect("workshop", workshop_id=made)


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def region(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """One more region: name, scenario and model; all else is as in the first one."""
    head, scenarios = head_of(viewer), scenario_choices()
    form = RegionForm(scenarios, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return _region_page(request, head, form, status)
    first = next(iter(plan_like(viewer).regions), None)
    data = form.cleaned_data
    like = first or GamePlan("", data["scenario"], form.scenarios[data["scenario"]].rounds)
    plan = replace(
        like,
        name=data["name"],
        scenario_slug=data["scenario"],
        cooperation_model=data["model"],
        round_phases=ROUND_PHASES,
    )
    try:
        add_region(viewer, plan, request_id=request.POST.get("request_id", ""))
    except GameError as error:
        form.add_error(None, sentence(error))
        return _region_page(request, head, form, error.status)
    messages.success(request, _("Die Region ist dabei."))
    return redirect("workshop", workshop_id=workshop_id)


def _region_page(
    request: HttpRequest, head: dict[str, Any], form: RegionForm, status: int
) -> HttpResponse:
    context = {**head, "form": form, "request_id": uuid.uuid4().hex}
    return render(request, "veranstaltung/region.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def delete(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """Delete a workshop once its title has been typed."""
    head = head_of(viewer)
    if request.method != "POST":
        return render(request, "veranstaltung/loeschen.html", head)
    try:
        delete_workshop(viewer, typed=read(DeleteForm, request.POST)["typed"])
    except GameError as error:
        context = {**head, "problem": sentence(error)}
        return render(request, "veranstaltung/loeschen.html", context, status=error.status)
    messages.success(request, _("Die Veranstaltung ist gelöscht."))
    return redirect("games")
