"""One offer: its page, the autosaved draft, and the commands of those it concerns."""

import uuid
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from games.access import Viewer
from games.enums import Answer
from games.errors import Illegal, NotAllowed, StaleRevision
from games.forms.decision import as_number
from games.forms.offer import read_offer
from games.live.http import live_links, live_response
from games.live.seats import framed
from games.selectors import money
from games.selectors.agreement_state import agreements_state
from games.selectors.frame import place
from games.selectors.offer_page import offer_context
from games.selectors.offer_words import control, described, field_title
from games.selectors.past_offer import past_offer_context
from games.services import offer_drafts, offers
from games.views.offer_answers import refusal_sentence
from games.views.player_screen import ScreenViews, page_context
from games.views.team_commands import Command, answered, page, receipt_json, team_command, told
from games.views.trouble import wants_json
from games.views.viewers import check_team, for_player

PARTS = (
    "parts/regions/draft.html",
    "angebot/teile/kopf.html",
    "angebot/teile/pruefung.html",
    "angebot/teile/wirkung.html",
    "angebot/teile/fassung.html",
    "angebot/teile/verlauf.html",
    "angebot/teile/stand.html",
)
"""What a page of an offer renews when something about it changes; no form is in any of them."""


@require_safe
@for_player
def _list_page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Offers have no list of their own."""
    return redirect("agreements", game_id=game_id)


@require_safe
@for_player
def _live(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    return live_response(viewer, "offers", request)


@require_safe
@for_player
def _state(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    return JsonResponse(agreements_state(viewer))


screen = ScreenViews(_list_page, _live, _state)


def _context(
    request: HttpRequest, viewer: Viewer, offer: int, *, past: bool = False
) -> Mapping[str, Any]:
    """What the page of an offer needs; ``past``: also of one that is only there to read."""

    def inner(viewer: Viewer) -> Mapping[str, Any]:
        fair = "fair" in request.GET
        found = offer_context(viewer, offer, fair=fair)
        if found is None and past:
            found = past_offer_context(viewer, offer, fair=fair)
        if found is None:
            raise Http404
        return found

    return framed("offers", inner, viewer)


@require_safe
@for_player
def offer_page(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, offer: int
) -> HttpResponse:
    """The desk of an offer: own draft, preview, versions, answers.

    An offer of an earlier round, or one that went on without the team, is there to read.
    """
    base = reverse("offers", kwargs={"game_id": game_id})
    live = live_links(viewer, "offers", request, base=base)
    context = _context(request, viewer, offer, past=True)
    page = "angebot/frueher.html" if "past" in context else "angebot/page.html"
    return render(request, page, page_context(viewer, live, context))


@require_safe
@for_player
def offer_parts(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, offer: int
) -> HttpResponse:
    """The parts of the page as they stand, for scripts."""
    return HttpResponse(_parts(_context(request, viewer, offer)))


def _parts(context: Mapping[str, Any]) -> str:
    return "".join(render_to_string(part, dict(context)) for part in PARTS)


@require_POST
@for_player
def offer_save(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, offer: int
) -> HttpResponse:
    """Changed fields of the own draft: a receipt, or both versions, or what is wrong."""
    check_team(request, viewer)
    sent = read_offer(request.POST)
    back = partial(redirect, "offer", game_id=game_id, offer=offer)
    if sent.errors:
        first = next(iter(sent.errors.values()))[0]
        return _wrong(request, viewer, offer, first, sent.errors, back)
    save = partial(
        offer_drafts.save_offer_draft,
        viewer,
        offer,
        revision=as_number(request.POST.get("revision")),
        changes=sent.changes,
    )
    if not wants_json(request):
        return _saved_plainly(request, viewer, save, back)
    try:
        saved = save(request_id=request.POST.get("request_id", ""))
    except NotAllowed:
        raise
    except StaleRevision as error:
        return JsonResponse(_conflict(viewer, error), status=error.status)
    except Illegal as error:
        text = refusal_sentence(viewer, error)
        return _wrong(request, viewer, offer, text, {path: [text] for path in sent.changes}, back)
    context = _context(request, viewer, offer)
    return JsonResponse(
        {
            "receipt": receipt_json(saved.receipt),
            "revision": saved.revision,
            "saved_text": _("Gespeichert, %(time)s") % {"time": money.clock(saved.receipt.at)},
            "values": _values(context, sent.changes),
            "html": _parts(context),
        }
    )


def _saved_plainly(
    request: HttpRequest, viewer: Viewer, save: Command, back: Callable[[], HttpResponse]
) -> HttpResponse:
    refused = told(request, viewer, back, refusal_sentence)
    return answered(request, viewer, save, to=lambda _saved: back(), back=refused)


def _values(context: Mapping[str, Any], paths: Mapping[str, Any]) -> dict[str, Any]:
    fields = context["form"].fields if context["form"] else {}
    return {path: fields[path]["value"] for path in paths if path in fields}


def _wrong(
    request: HttpRequest,
    viewer: Viewer,
    offer: int,
    text: str,
    errors: Mapping[str, list[str]],
    back: Callable[[], HttpResponse],
) -> HttpResponse:
    if not wants_json(request):
        messages.error(request, text)
        return back()
    body = {
        "code": "malformed",
        "message": text,
        "errors": errors,
        "values": _values(_context(request, viewer, offer), errors),
    }
    return JsonResponse(body, status=422)


def _conflict(viewer: Viewer, error: StaleRevision) -> dict[str, Any]:
    scenario = place(viewer).scenario

    def shown(path: str, value: Any) -> dict[str, str]:
        return {"value": control(path, value), "text": described(scenario, path, value)}

    return {
        "code": error.code,
        "message": refusal_sentence(viewer, error),
        "revision": error.context["revision"],
        "conflicts": [
            {
                "path": each["path"],
                "label": field_title(scenario, each["path"]),
                "mine": shown(each["path"], each["mine"]),
                "theirs": shown(each["path"], each["theirs"]),
                "by": each["by"],
            }
            for each in error.context.get("conflicts", ())
        ],
    }


HERE, LIST = page("offer", "offer"), page("agreements")
_command = partial(team_command, back=HERE, says=refusal_sentence)


@_command(HERE, gettext_noop("Gesendet"))
def offer_send(request: HttpRequest, viewer: Viewer, offer: int) -> Command:
    """Send the own draft to all partners."""
    return partial(
        offers.send_offer,
        viewer,
        offer,
        draft_revision=as_number(request.POST.get("revision")),
        note=request.POST.get("note", ""),
    )


@_command(HERE, gettext_noop("Antwort gespeichert"))
def offer_answer(request: HttpRequest, viewer: Viewer, offer: int) -> Command:
    """Say yes or no to the version on the page, or take back what was said."""
    said = request.POST.get("answer", "")
    if said and said not in set(Answer):
        raise Illegal("bad_command", fields=["answer"])
    return partial(
        offers.answer_offer,
        viewer,
        offer,
        revision=as_number(request.POST.get("version")),
        answer=Answer(said) if said else None,
    )


@_command(LIST, gettext_noop("Zurückgezogen"))
def offer_withdraw(_request: HttpRequest, viewer: Viewer, offer: int) -> Command:
    """Take the own offer off the table."""
    return partial(offers.withdraw_offer, viewer, offer)


@_command(HERE, gettext_noop("Neue Fassung begonnen"))
def offer_revise(_request: HttpRequest, viewer: Viewer, offer: int) -> Command:
    """Begin the next version, or a counter-offer."""
    return partial(offer_drafts.draft_from_newest, viewer, offer)


@_command(LIST, gettext_noop("Entwurf verworfen"))
def offer_drop(_request: HttpRequest, viewer: Viewer, offer: int) -> Command:
    """Throw the own draft away."""
    return partial(offer_drafts.drop_draft, viewer, offer)
