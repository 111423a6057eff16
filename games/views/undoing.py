"""Taking settled rounds back: the preview as a question, the command, and taking that back."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from games.access import Viewer
from games.forms.command import PhaseCommandForm, UndoForm, read
from games.live.cockpit import online_now
from games.selectors.cockpit import cockpit
from games.selectors.undoing import undo_preview
from games.selectors.undone import restorable
from games.services import undo
from games.services.phases import named
from games.views.commands import Done, command, run
from games.views.takeback import back_to, stands
from games.views.viewers import for_facilitator


@require_http_methods(["GET", "HEAD", "POST"])
@for_facilitator
def undo_rounds(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The question with everything that would be undone, and the answer."""
    if request.method == "POST":
        return run(request, game_id, lambda: _undo(request, viewer))
    asked = request.GET.get("runde", "")
    preview = undo_preview(viewer, int(asked) if asked.isascii() and asked.isdecimal() else None)
    context: dict[str, Any] = {
        "preview": preview,
        "restorable": restorable(viewer.game_id) is not None,
        "stage": cockpit(viewer, online_now(timezone.now())).stage,
        "game_id": game_id,
        "request_id": uuid.uuid4().hex,
    }
    return render(request, "cockpit/undo.html", context)


def _undo(request: HttpRequest, viewer: Viewer) -> Done:
    data = read(UndoForm, request.POST)
    receipt = undo.undo_rounds(
        viewer,
        to_round=data["to_round"],
        expected=named(data["expected_round"], data["expected_phase"]),
        reason=data["reason"],
        request_id=data["request_id"],
    )
    back = back_to(viewer, "cockpit_restore", **stands(viewer))
    return receipt, _("Zurück in Runde %(round)s, Entscheiden") % {"round": data["to_round"]}, back


@command
def restore(request: HttpRequest, viewer: Viewer) -> Done:
    """Let what was undone count again."""
    data = read(PhaseCommandForm, request.POST)
    receipt = undo.restore_rounds(
        viewer,
        expected=named(data["expected_round"], data["expected_phase"]),
        request_id=data["request_id"],
    )
    return receipt, _("Die Rücknahme ist aufgehoben")
