"""Agreements: the list, the page of one, and beginning an offer from a template."""

import uuid
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from games.access import Viewer
from games.errors import Illegal, NotAllowed
from games.forms.decision import as_number
from games.live.http import live_links
from games.live.screens import SCREENS
from games.selectors.agreement_state import agreements_state
from games.selectors.agreements import start_content, starts_with
from games.selectors.past_offers import origins, past_of
from games.services import offer_drafts
from games.views.offer_answers import refusal_sentence
from games.views.player_screen import page_context, player_screen
from games.views.team_commands import answered, told
from games.views.viewers import check_team, for_player

_screen = player_screen(
    "agreements",
    "vereinbarungen/page.html",
    fits=lambda context: context["page"] is not None,
    says=agreements_state,
)


@require_safe
@for_player
def _page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """The list; ``?mit=town`` puts a neighbour into every template."""
    live = live_links(viewer, "agreements", request)
    context = SCREENS["agreements"].context(viewer)
    if context["page"] is None:
        return redirect("game", game_id=game_id)
    more = {**starts_with(viewer, request.GET.get("mit", "")), "past": past_of(viewer)}
    return render(
        request, "vereinbarungen/page.html", page_context(viewer, live, {**context, **more})
    )


agreements = _screen._replace(page=_page)
"""Offers that concern the team, signed agreements of all, templates."""


@require_safe
@for_player
def agreement_page(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, agreement: str
) -> HttpResponse:
    """One signed agreement: conditions, payments, history, and what leaving would mean."""
    base = reverse("agreements", kwargs={"game_id": game_id})
    live = live_links(viewer, "agreements", request, base=base)
    context = SCREENS["agreements"].context(viewer)
    page = context["page"]
    found = next((each for each in page.signed if each.id == agreement), None) if page else None
    if found is None:
        raise Http404
    return render(
        request,
        "vereinbarungen/vereinbarung.html",
        page_context(
            viewer, live, {**context, "each": found, "origins": origins(viewer, agreement)}
        ),
    )


@require_POST
@for_player
def offer_create(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Put a new offer on the desk: from a template, for a neighbour, or about an agreement."""
    check_team(request, viewer)

    def create(**named: Any) -> Any:
        template = request.POST.get("template", "")
        content = start_content(
            viewer,
            template=template,
            partner=request.POST.get("partner", ""),
            agreement=request.POST.get("agreement", ""),
            again=as_number(request.POST.get("again")),
        )
        if content is None:
            # On the page the template was there; a settlement or another offer came between.
            raise Illegal("template_gone") if template else NotAllowed("unknown_offer")
        return offer_drafts.create_offer(
            viewer, round_number=as_number(request.POST.get("round")), content=content, **named
        )

    back = partial(redirect, "agreements", game_id=game_id)
    return answered(
        request,
        viewer,
        create,
        to=lambda saved: redirect("offer", game_id=game_id, offer=saved.number),
        back=told(request, viewer, back, refusal_sentence),
        says=refusal_sentence,
    )
