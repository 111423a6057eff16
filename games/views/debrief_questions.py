"""The questions at the board: own ones, and what the facilitator makes of those that are there."""

import uuid
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from games.access import Viewer
from games.errors import GameError, NotAllowed
from games.forms.command import read
from games.forms.debrief import AskForm, NumberForm, QuestionForm
from games.selectors.debrief import question_at
from games.services import debrief_questions
from games.services.receipts import Receipt
from games.views.commands import Done, run
from games.views.debrief_lead import HERE, answered, command
from games.views.messages import sentence
from games.views.takeback import back_to
from games.views.trouble import wants_json
from games.views.viewers import for_facilitator


@require_http_methods(["POST"])
@for_facilitator
def ask(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """A question of one's own; what is refused stands in the form again."""
    data = read(AskForm, request.POST)
    text = request.POST.get("text", "")

    def act() -> Receipt:
        return debrief_questions.ask(
            viewer,
            step=data["step"],
            text=text,
            moment=data["moment"] or 0,
            request_id=data["request_id"],
        )

    kept = {"question": text, "moment": data["moment"] or 0, "asked_step": data["step"]}
    return answered(request, viewer, game_id, act, _("Frage gestellt"), kept)


@command
def unask(request: HttpRequest, viewer: Viewer) -> Done:
    """Take a question of one's own off the board."""
    data = read(NumberForm, request.POST)
    receipt = debrief_questions.unask(viewer, number=data["number"], request_id=data["request_id"])
    return receipt, _("Frage entfernt")


@require_http_methods(["GET", "HEAD", "POST"])
@for_facilitator
def question(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """A question that is there: word it anew, hide it, show it again."""
    if request.method != "POST":
        return _page(request, viewer, game_id, request.GET.get("frage", ""))
    data = read(QuestionForm, request.POST)
    key, act = data["key"], data["act"]
    text = request.POST.get("text", "") if act == "reword" else ""
    change = partial(_changed, viewer, act, key, text, data["request_id"])
    if act != "reword" or wants_json(request):
        return run(request, game_id, change, HERE)
    try:
        done = change()
    except NotAllowed:
        raise
    except GameError as error:
        return _page(request, viewer, game_id, key, text, sentence(error), error.status)
    return run(request, game_id, lambda: done, HERE)


def _changed(viewer: Viewer, act: str, key: str, text: str, request_id: str) -> Done:
    if act in ("reword", "original"):
        receipt = debrief_questions.reword(viewer, key=key, text=text, request_id=request_id)
        return receipt, _("Frage umformuliert") if text else _("Die Frage heißt wieder wie vorher")
    shown = act == "show"
    receipt = debrief_questions.show_question(viewer, key=key, shown=shown, request_id=request_id)
    if shown:
        return receipt, _("Frage wieder gezeigt")
    back = back_to(viewer, "debrief_question", act="show", key=key)
    return receipt, _("Frage ausgeblendet"), back


def _page(
    request: HttpRequest,
    viewer: Viewer,
    game_id: uuid.UUID,
    key: str,
    text: str | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    found = question_at(viewer, key)
    if found is None:
        return redirect(HERE, game_id=game_id)
    context = {
        "question": found,
        "text": found.text if text is None else text,
        "error": error,
        "limit": debrief_questions.QUESTION_SIGNS,
        "game_id": game_id,
        "request_id": uuid.uuid4().hex,
    }
    return render(request, "auswertung/question.html", context, status=status)
