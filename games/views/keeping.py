"""What stays of a workshop: the archive, and taking names and words out for good."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from games.access import WorkshopViewer
from games.errors import GameError
from games.forms.command import read
from games.forms.keeping import AnonymiseForm, ArchiveForm
from games.selectors.forgetting import what_goes
from games.services.archive import archive, unarchive
from games.services.forgetting import REASON_SIGNS, anonymise
from games.views.messages import sentence
from games.views.viewers import for_member
from games.views.workshop_head import head_of


@require_safe
@for_member
def page(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """The three ways: archive, anonymise, delete; what each does."""
    context = {**head_of(viewer), "request_id": uuid.uuid4().hex}
    return render(request, "veranstaltung/aufheben.html", context)


@require_POST
@for_member
def put_by(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """Into the archive or out of it."""
    data = read(ArchiveForm, request.POST)
    act = archive if data["archived"] else unarchive
    try:
        act(viewer, request_id=data["request_id"])
    except GameError as error:
        if error.status in {403, 404}:
            raise
        messages.error(request, sentence(error))
        return redirect("workshop_keep", workshop_id=workshop_id)
    text = _("Im Archiv.") if data["archived"] else _("Aus dem Archiv geholt.")
    messages.success(request, text)
    return redirect("workshop_keep", workshop_id=workshop_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def forget(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """Names and words go once reason and title have been given; before that what would go."""
    context = {**head_of(viewer), "taken": what_goes(viewer), "signs": REASON_SIGNS}
    if request.method != "POST":
        return render(request, "veranstaltung/anonymisieren.html", context)
    data = read(AnonymiseForm, request.POST)
    try:
        anonymise(viewer, typed=data["typed"], reason=data["reason"])
    except GameError as error:
        if error.status in {403, 404}:
            raise
        context |= {"problem": sentence(error), "reason": data["reason"]}
        return render(request, "veranstaltung/anonymisieren.html", context, status=error.status)
    messages.success(request, _("Namen und Texte sind entfernt. Alle Zahlen sind geblieben."))
    return redirect("workshop_keep", workshop_id=workshop_id)
