"""The three answers of a participants' screen: page, live regions, state for scripts."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from games.access import Viewer
from games.live.answer import answers
from games.live.http import LiveLinks, live_links, live_response
from games.live.screens import SCREENS
from games.selectors import frame, state
from games.views.team_page import may_share, team_page
from games.views.viewers import for_player

View = Callable[..., HttpResponse]
Context = Mapping[str, Any]
State = Callable[[Viewer], Mapping[str, Any]]


class ScreenViews(NamedTuple):
    """What ``games.urls.screen`` gives addresses to."""

    page: View
    live: View
    state: View


def _team_state(viewer: Viewer) -> Mapping[str, Any]:
    return state.team_state(viewer, timezone.now())


def player_screen(
    name: str,
    template: str,
    *,
    fits: Callable[[Context], bool] = lambda _context: True,
    more: Callable[[Viewer], Mapping[str, Any]] | None = None,
    says: State = _team_state,
) -> ScreenViews:
    """Views of the screen ``name`` (``games.live.screens``), its page made by ``template``.

    ``fits``: whether the screen has something to show; otherwise its page leads to the right one.
    ``more``: what the page shows beside its live regions to this person; without it one page serves
    all of a team (``team_page``). ``says``: the keys of ``state.json``.
    """

    @require_safe
    @for_player
    def page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
        live = live_links(viewer, name, request)

        def shown() -> Context | None:
            context = SCREENS[name].context(viewer)
            return context if fits(context) else None

        if more is None:
            answer = page_for(request, viewer, template, live, shown)
            return answer or redirect("game", game_id=game_id)
        context = shown()
        if context is None:
            return redirect("game", game_id=game_id)
        return render(request, template, page_context(viewer, live, {**context, **more(viewer)}))

    @require_safe
    @for_player
    def live(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
        return live_response(viewer, name, request)

    @require_safe
    @for_player
    def said(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
        return JsonResponse(says(viewer))

    return ScreenViews(page, live, said)


def page_for(
    request: HttpRequest,
    viewer: Viewer,
    template: str,
    live: LiveLinks,
    shown: Callable[[], Context | None],
) -> HttpResponse | None:
    """A page on which nothing but the person is personal; None where there is nothing to show."""
    if may_share(request):
        return team_page(request, viewer, template, live, shown)
    context = shown()
    if context is None:
        return None
    return render(request, template, page_context(viewer, live, context))


def page_context(viewer: Viewer, live: LiveLinks, context: Context) -> dict[str, Any]:
    """A screen's context with what belongs to this page and person alone."""
    answers.page_made(live.audience, context)
    return {
        "live": live,
        "me": frame.me(viewer),
        "request_id": uuid.uuid4().hex,
        **context,
    }
