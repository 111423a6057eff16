"""The draft as it is typed: saved field by field, refused with both versions or with the reason."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from games.access import Viewer, ViewerKind
from games.errors import GameError, Illegal, NotAllowed, StaleRevision
from games.forms.decision import Sent, as_number, read_changes
from games.live.screens import SCREENS, Screen
from games.selectors import draftwords, money
from games.selectors.frame import place
from games.selectors.notes import note_path, note_sentence
from games.selectors.situation import situation
from games.services import drafts
from games.services.drafts import DraftSaved
from games.views.messages import sentence
from games.views.team_commands import receipt_json, why
from games.views.trouble import wants_json
from games.views.viewers import check_team, for_player


@require_POST
@for_player
def draft_save(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Changed fields of the draft: a receipt, or both versions, or what is wrong with them."""
    check_team(request, viewer)
    sent = read_changes(request.POST)
    if sent.errors:
        return _unreadable(request, viewer, sent, game_id)
    changes = dict(sent.changes)
    if not request.POST.get("request_id"):
        changes = _differing(viewer, changes)
    try:
        saved = drafts.save_draft(
            viewer,
            round_number=as_number(request.POST.get("round")),
            revision=as_number(request.POST.get("revision")),
            changes=changes,
            request_id=request.POST.get("request_id", ""),
        )
    except GameError as error:
        return _draft_refused(request, viewer, error, sent, game_id)
    if not wants_json(request):
        return redirect(_screen(request).name, game_id=game_id)
    return JsonResponse(_saved(request, viewer, saved, sent))


def _screen(request: HttpRequest) -> Screen:
    """The screen that the form is on; the town hall where none is named."""
    named = SCREENS.get(request.GET.get("screen", ""))
    return named if named and named.kind is ViewerKind.PLAYER else SCREENS["board"]


def _saved(request: HttpRequest, viewer: Viewer, saved: DraftSaved, sent: Sent) -> dict[str, Any]:
    screen = _screen(request)
    context = dict(screen.context(viewer))
    return {
        "receipt": receipt_json(saved.receipt),
        "revision": saved.revision,
        "saved_text": _("Gespeichert, %(time)s") % {"time": money.clock(saved.receipt.at)},
        "values": draftwords.control_values(viewer, sent.changes),
        "html": "".join(render_to_string(region, context) for region in screen.regions),
    }


def _differing(viewer: Viewer, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Without a script the whole form comes: keep what is not as it stands already."""
    posted = QueryDict(mutable=True)
    for path, value in draftwords.control_values(viewer, changes).items():
        posted.setlist(path, value if isinstance(value, list) else [value])
    stored = read_changes(posted).changes
    return {path: value for path, value in changes.items() if stored.get(path) != value}


def _unreadable(
    request: HttpRequest, viewer: Viewer, sent: Sent, game_id: uuid.UUID
) -> HttpResponse:
    first = next(iter(sent.errors.values()))[0]
    if not wants_json(request):
        messages.error(request, first)
        return redirect(_screen(request).name, game_id=game_id)
    body = {
        "code": "malformed",
        "message": first,
        "errors": sent.errors,
        "values": draftwords.control_values(viewer, sent.errors),
    }
    return JsonResponse(body, status=422)


def _draft_refused(
    request: HttpRequest, viewer: Viewer, error: GameError, sent: Sent, game_id: uuid.UUID
) -> HttpResponse:
    if isinstance(error, NotAllowed):
        raise error
    if not wants_json(request):
        messages.error(request, why(viewer, error))
        return redirect("game", game_id=game_id)
    if isinstance(error, StaleRevision):
        return JsonResponse(_conflict(viewer, error), status=error.status)
    body: dict[str, Any] = {"code": error.code, "message": sentence(error)}
    if isinstance(error, Illegal):
        body |= _illegal(viewer, error, sent)
    return JsonResponse(body, status=error.status)


def _illegal(viewer: Viewer, error: Illegal, sent: Sent) -> dict[str, Any]:
    scenario = place(viewer).scenario
    errors: dict[str, list[str]] = {}
    fallback = next(iter(sent.changes), "")
    for note in error.context.get("notes", ()):
        path = note_path(note)
        field = path if path in sent.changes else fallback
        errors.setdefault(field, []).append(note_sentence(scenario, note))
    if not errors:
        errors = {path: [sentence(error)] for path in sent.changes}
    first = next(iter(errors.values()), [sentence(error)])[0]
    return {
        "message": first,
        "errors": errors,
        "values": draftwords.control_values(viewer, sent.changes),
    }


def _conflict(viewer: Viewer, error: StaleRevision) -> dict[str, Any]:
    """Both versions of every field that somebody else changed."""
    now = situation(viewer)
    assert now is not None, "a round is running where drafts are"
    conflicts = [
        {
            "path": each["path"],
            "label": draftwords.title(now, each["path"]),
            "mine": draftwords.described(now, each["path"], each["mine"]),
            "theirs": draftwords.described(now, each["path"], each["theirs"]),
            "by": each["by"],
        }
        for each in error.context.get("conflicts", ())
    ]
    return {
        "code": error.code,
        "message": sentence(error),
        "revision": error.context["revision"],
        "conflicts": conflicts,
    }
