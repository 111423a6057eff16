"""The settlement of a round, with every posting explained."""

import uuid
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from games.access import Viewer
from games.live.http import live_links
from games.live.seats import framed
from games.selectors import settlement, state
from games.views.player_screen import ScreenViews, page_for, player_screen
from games.views.viewers import for_player


@require_safe
@for_player
def settlement_page(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, number: int | None = None
) -> HttpResponse:
    """A settled round, by default the newest; before the first one when it will come."""
    base = reverse("settlement", kwargs={"game_id": game_id})
    live = live_links(viewer, "settlement", request, base=base)

    def shown() -> Mapping[str, Any] | None:
        context = framed("settlement", partial(settlement.context_of, number=number), viewer)
        if context["page"] is None and number is not None:
            return None
        old = number is not None and number != context["frame"].stage.round_number
        return {"old": old, **context}

    answer = page_for(request, viewer, "abrechnung/page.html", live, shown)
    if answer is None:
        raise Http404
    return answer


@require_safe
@for_player
def settlement_state(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, number: int
) -> HttpResponse:
    """An older settlement for scripts."""
    found = state.settlement_state(viewer, timezone.now(), number)
    if found is None:
        raise Http404
    return JsonResponse(found)


def _newest(viewer: Viewer) -> Mapping[str, Any]:
    return state.settlement_state(viewer, timezone.now(), None) or {}


_screen = player_screen("settlement", "abrechnung/page.html", says=_newest)
newest = ScreenViews(settlement_page, _screen.live, _screen.state)
"""The newest settled round."""
