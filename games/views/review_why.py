"""The page of reasons: from a figure to its lines, from a line to its rule and its decision.

Behind the review's link nobody's name is shown. A team and the facilitators have the same page at
an address of their own; there a team reads the names of its own people.
"""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from games.access import Viewer
from games.selectors.memo import one_reading
from games.selectors.record import Record, record_of
from games.selectors.why.page import Question, why
from games.views.review_pages import for_record, show
from games.views.viewers import for_facilitator, for_player

TEMPLATE = "rueckschau/warum.html"
DIGITS = 4
"""More than any round or posting has."""


@for_record
def why_page(request: HttpRequest, viewer: Viewer, record: Record, token: str) -> HttpResponse:
    """Why a figure is what it is; 404 for what the game does not have."""
    return show(request, TEMPLATE, record, token, "review_why", **_answer(request, viewer, record))


@require_safe
@for_player
def why_of_team(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The same for a team, with the names of its own people; before the end to its own page."""
    return _own(request, viewer, "game", game_id)


@require_safe
@for_facilitator
def why_of_lead(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The same for the facilitator, with names; before the end to the cockpit."""
    return _own(request, viewer, "cockpit", game_id)


def _own(request: HttpRequest, viewer: Viewer, home: str, game_id: uuid.UUID) -> HttpResponse:
    with one_reading():
        record = record_of(viewer)
        if record is None:
            return redirect(home, game_id=game_id)
        context = {"record": record, "stage": record.stage, "home": home, "game_id": game_id}
        return render(request, TEMPLATE, context | _answer(request, viewer, record))


def _answer(request: HttpRequest, viewer: Viewer, record: Record) -> dict[str, Any]:
    asked = request.GET
    question = Question(
        measured=asked.get("zahl", ""),
        town=asked.get("gemeinde", ""),
        other=asked.get("in", ""),
        round_number=_number(asked.get("runde", "")),
        posting=_number(asked.get("buchung", "")),
    )
    try:
        return {"why": why(viewer, record, question)}
    except KeyError:
        raise Http404 from None


def _number(text: str) -> int | None:
    """A number of the address. Raises Http404 for anything else."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or len(text) > DIGITS:
        raise Http404
    return int(text)
