"""The facilitator intervenes: a form, its preview, and the command; and how it is taken back."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from games.access import Viewer
from games.errors import Illegal, ScenarioError
from games.forms.command import read
from games.forms.steering import (
    FORMS,
    CardForm,
    OwnCardForm,
    ReasonForm,
    SteeringForm,
    WithdrawForm,
)
from games.selectors.interventions import Choices, choices, mark_of_course, steering
from games.selectors.owncards import filled_in
from games.selectors.steering_preview import preview_of
from games.services import cards
from games.services import steering as service
from games.views.commands import Done, run
from games.views.messages import sentence
from games.views.takeback import back_to
from games.views.trouble import wants_json
from games.views.viewers import for_facilitator

OWN_CARD = "eigene-karte"


@require_safe
@for_facilitator
def overview(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """What was done, and the ways to do more."""
    page = steering(viewer)
    context = {"page": page, "stage": page.stage, "game_id": game_id, "request_id": uuid.uuid4()}
    return render(request, "eingriffe/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_facilitator
def intervene(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, kind: str) -> HttpResponse:
    """One intervention: without figures the form, with figures its preview, posted the command."""
    if kind not in FORMS:
        raise Http404
    offered = choices(viewer, FORMS[kind].kind)
    if request.method != "POST":
        return _page(request, viewer, game_id, kind, _asked(request, viewer, kind, offered))
    form = FORMS[kind](offered, request.POST)
    if not form.is_valid():
        if wants_json(request):
            raise Illegal("malformed")
        return _page(request, viewer, game_id, kind, form, status=422)
    asked = read(ReasonForm, request.POST)
    return run(request, game_id, lambda: _intervene(viewer, form, asked), "steering")


def _asked(request: HttpRequest, viewer: Viewer, kind: str, offered: Choices) -> SteeringForm:
    """The form as it was sent, as a saved card fills it, or empty."""
    if "round" in request.GET:
        return FORMS[kind](offered, request.GET)
    card = request.GET.get("card", "")
    filled = filled_in(viewer, card) if kind == OWN_CARD else {"card": card}
    return FORMS[kind](offered, initial=filled)


def _intervene(viewer: Viewer, form: SteeringForm, asked: dict[str, Any]) -> Done:
    draft = form.draft(asked["reason"])
    receipt = service.intervene(viewer, draft, seen=asked["seen"], request_id=asked["request_id"])
    text = _("Eingriff festgehalten, er gilt in Runde %(round)s") % {"round": draft.round_number}
    why = _("Gleich rückgängig gemacht")
    return receipt, text, back_to(viewer, "steering_withdraw", number=receipt.number, reason=why)


def _page(
    request: HttpRequest,
    viewer: Viewer,
    game_id: uuid.UUID,
    kind: str,
    form: SteeringForm,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "kind": kind,
        "game_id": game_id,
        "request_id": uuid.uuid4(),
        "preview": None,
        "refusal": "",
        "seen": mark_of_course(viewer),
    }
    # One row more was asked for: what is not filled in yet is no mistake.
    context["growing"] = "mehr" in request.GET
    if form.is_bound and not context["growing"] and form.is_valid():
        try:
            context["preview"] = preview_of(viewer, form.draft())
        except ScenarioError as error:
            figures = {"path": error.path, "value": error.value, "expected": error.expected}
            context["refusal"] = sentence(Illegal("out_of_bounds", **figures))
        except Illegal as error:
            context["refusal"] = sentence(error)
        status = 422 if context["refusal"] else status
    return render(request, "eingriffe/form.html", context, status=status)


@require_POST
@for_facilitator
def save_card(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Put an own card by, as it stands in the form."""
    form = OwnCardForm(choices(viewer, OwnCardForm.kind), request.POST)
    # A card that is put by has no round yet.
    del form.fields["round"]
    if not form.is_valid():
        if wants_json(request):
            raise Illegal("malformed")
        return _page(request, viewer, game_id, OWN_CARD, form, status=422)
    data = form.cleaned_data
    return run(
        request,
        game_id,
        lambda: (
            cards.save_card(
                viewer,
                form.table(),
                towns=tuple(data["towns"]),
                replaces=data["replaces"],
                request_id=data["request_id"],
            ),
            _("Karte gemerkt: Sie steht unter „Eigene Karten“"),
        ),
        "steering",
    )


@require_POST
@for_facilitator
def drop_card(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Throw an own card away."""
    data = read(CardForm, request.POST)
    return run(
        request,
        game_id,
        lambda: (
            cards.drop_card(viewer, data["number"], request_id=data["request_id"]),
            _("Karte gelöscht"),
        ),
        "steering",
    )


@require_POST
@for_facilitator
def withdraw(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Take an intervention back."""
    asked = read(WithdrawForm, request.POST)
    return run(request, game_id, lambda: _withdraw(viewer, asked), "steering")


def _withdraw(viewer: Viewer, asked: dict[str, Any]) -> Done:
    receipt = service.withdraw(
        viewer, asked["number"], reason=asked["reason"], request_id=asked["request_id"]
    )
    return receipt, _("Eingriff zurückgenommen")
