"""The time machine: a finished game at any moment, for the review, its players and who leads it."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from games.access import Viewer
from games.enums import Phase
from games.live.http import live_links
from games.selectors import frame
from games.selectors.memo import one_reading
from games.selectors.moments.asked import Asked, Kinds, Screen, Stride
from games.selectors.moments.page import moment, moment_of, stage_over
from games.selectors.stage import Stage
from games.views.player_screen import page_context
from games.views.review_pages import head
from games.views.viewers import for_facilitator, for_player, for_review

MOST_DIGITS = 12
ROUTE = "review_time"
E = TypeVar("E", bound=StrEnum)


@require_safe
@for_review
def review_time(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponse:
    """A moment as all could see it, without names; until the game is over the review's page."""
    with one_reading():
        stage = stage_over(viewer)
        if stage is None:
            return redirect("review", token=token)
        context = {"layout": "layouts/review.html", **head(token, ROUTE)}
        return _page(request, viewer, stage, context)


@require_safe
@for_player
def player_time(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """A moment for somebody of a team, with what was on the team's own desk."""
    with one_reading():
        stage = stage_over(viewer)
        if stage is None:
            return redirect("game", game_id=game_id)
        here = frame.place(viewer)
        base = reverse("history", kwargs={"game_id": game_id})
        live = live_links(viewer, "history", request, base=base)
        context = page_context(viewer, live, {"frame": here.frame, "layout": "layouts/seat.html"})
        return _page(request, viewer, stage, context, eyes=here.team.town)


@require_safe
@for_facilitator
def lead_time(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """A moment for who leads the game, through the eyes of any team."""
    with one_reading():
        stage = stage_over(viewer)
        if stage is None:
            return redirect("cockpit", game_id=game_id)
        context = {"layout": "layouts/cockpit.html", "game_id": game_id}
        return _page(request, viewer, stage, context)


def _page(
    request: HttpRequest, viewer: Viewer, stage: Stage, context: Mapping[str, Any], eyes: str = ""
) -> HttpResponse:
    asked = _asked(request, eyes)
    number = _number(request, "runde")
    if number is not None:
        found = moment_of(viewer, number, _one(Phase, request.GET.get("phase", "")))
        return redirect(request.path + replace(asked, moment=found).query())
    page = moment(viewer, asked)
    return render(request, "zeit/page.html", {**context, "stage": stage, "page": page})


def _asked(request: HttpRequest, eyes: str) -> Asked:
    wanted = request.GET
    return Asked(
        moment=_number(request, "moment"),
        eyes=wanted.get("sicht", eyes),
        screen=_one(Screen, wanted.get("schirm", "")) or Screen.SITUATION,
        stride=_one(Stride, wanted.get("schritt", "")) or Stride.PHASE,
        team=wanted.get("gemeinde", ""),
        kinds=_one(Kinds, wanted.get("art", "")) or Kinds.ALL,
        agreement=wanted.get("vereinbarung", ""),
        rule=wanted.get("regel", ""),
        before=_number(request, "liste"),
    )


def _one(kinds: type[E], value: str) -> E | None:
    return kinds(value) if value in kinds else None


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    plain = value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS
    return int(value) if plain else None
