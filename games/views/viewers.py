"""Who asks: decorators that hand a view its ``Viewer`` or answer as if the page did not exist.

Unknown, removed and forbidden give the same 404. Only a facilitator's page asked for by somebody
who is not logged in leads to the login form, and it does so for every game id, existing or not.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from games import access
from games.access import Viewer, ViewerKind
from games.errors import NotAllowed

P = ParamSpec("P")
ViewerView = Callable[Concatenate[HttpRequest, Viewer, P], HttpResponse]
PlainView = Callable[..., HttpResponse]
Resolver = Callable[[HttpRequest, Any], Viewer | None]


def seat_cookie(request: HttpRequest) -> str | None:
    """The signed device cookie of a participant, as sent."""
    return request.COOKIES.get(settings.SEAT_COOKIE_NAME)


def user_id(request: HttpRequest) -> int | None:
    """Primary key of the logged-in facilitator, or None."""
    user = request.user
    return user.pk if user.is_authenticated else None


def resolve_player(request: HttpRequest, game_id: uuid.UUID) -> Viewer | None:
    """The seat that this browser holds in the game."""
    return access.player(game_id, seat_cookie(request))


def resolve_facilitator(request: HttpRequest, game_id: uuid.UUID) -> Viewer | None:
    """The logged-in owner of the game."""
    return access.facilitator(game_id, user_id(request))


def resolve_projector(_request: HttpRequest, token: str) -> Viewer | None:
    """Whoever holds the projector's link."""
    return access.by_link(ViewerKind.PROJECTOR, token)


def resolve_review(_request: HttpRequest, token: str) -> Viewer | None:
    """Whoever holds the link of the review."""
    return access.by_link(ViewerKind.REVIEW, token)


def _guarded(view: ViewerView[...], resolver: Resolver, key: str, *, login: bool) -> PlainView:
    @wraps(view)
    @never_cache
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if login and user_id(request) is None:
            return redirect_to_login(request.get_full_path())
        viewer = resolver(request, kwargs[key])
        if viewer is None:
            raise Http404
        return view(request, viewer, *args, **kwargs)

    return inner


def for_player(view: ViewerView[...]) -> PlainView:
    """``view(request, viewer, game_id=…)`` for the holder of a seat in the game; else 404."""
    return _guarded(view, resolve_player, "game_id", login=False)


def check_team(request: HttpRequest, viewer: Viewer) -> None:
    """Refuse a command from a page of another team (``?team=``), left open by somebody moved since.

    Raises NotAllowed("no_seat"): what was meant for one team must not be stored for another.
    """
    named = request.GET.get("team")
    if named is not None and named != str(viewer.team_id):
        raise NotAllowed("no_seat")


def for_facilitator(view: ViewerView[...]) -> PlainView:
    """``view(request, viewer, game_id=…)`` for the owner; 404 for others, login for nobody."""
    return _guarded(view, resolve_facilitator, "game_id", login=True)


def for_facilitator_data(view: ViewerView[...]) -> PlainView:
    """As ``for_facilitator`` for answers that a script reads: 404 instead of a login page."""
    return _guarded(view, resolve_facilitator, "game_id", login=False)


def for_projector(view: ViewerView[...]) -> PlainView:
    """``view(request, viewer, token=…)`` for whoever holds the projector's link; else 404."""
    return _guarded(view, resolve_projector, "token", login=False)


def for_review(view: ViewerView[...]) -> PlainView:
    """``view(request, viewer, token=…)`` for whoever holds the review's link; else 404."""
    return _guarded(view, resolve_review, "token", login=False)
