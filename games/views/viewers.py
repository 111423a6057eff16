"""Who asks: decorators that hand a view its ``Viewer`` or answer as if the page did not exist.

Unknown, removed and forbidden give the same 404. Only a facilitator's page asked for by somebody
who is not logged in leads to the login form, and it does so for every game id, existing or not.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import never_cache

from games import access
from games.access import Viewer, ViewerKind, WorkshopViewer
from games.errors import Illegal, NotAllowed, RoleMayNot
from games.roles import ARCHIVE_ROUTES, CLOCK_ROUTES, right_for
from games.selectors.archived import archive_of
from games.selectors.together import around

P = ParamSpec("P")
ViewerView = Callable[Concatenate[HttpRequest, Viewer, P], HttpResponse]
MemberView = Callable[Concatenate[HttpRequest, WorkshopViewer, P], HttpResponse]
PlainView = Callable[..., HttpResponse]
Resolver = Callable[[HttpRequest, Any], Viewer | WorkshopViewer | None]


@dataclass(frozen=True, slots=True)
class Stead:
    """The facilitator at a team's screens, to look at them or (``deputy``) to decide.

    ``viewer`` has the rights of the team; all addresses on its pages stand below ``prefix``.
    ``other`` leads from looking to deciding and back.
    """

    viewer: Viewer
    game_id: uuid.UUID
    deputy: bool
    team: str
    prefix: str
    other: str
    cockpit: str
    check: str


def seat_cookie(request: HttpRequest) -> str | None:
    """The signed device cookie of a participant, as sent."""
    return request.COOKIES.get(settings.SEAT_COOKIE_NAME)


def user_id(request: HttpRequest) -> int | None:
    """Primary key of the logged-in facilitator, or None."""
    user = request.user
    return user.pk if user.is_authenticated else None


def resolve_player(request: HttpRequest, game_id: uuid.UUID) -> Viewer | None:
    """The seat that this browser holds in the game, or the team whose screens are looked at."""
    stead: Stead | None = getattr(request, "stead", None)
    if stead is not None and stead.game_id == game_id:
        return stead.viewer
    return access.player(game_id, seat_cookie(request))


def resolve_facilitator(request: HttpRequest, game_id: uuid.UUID) -> Viewer | None:
    """The logged-in account with its role in the game."""
    return access.facilitator(game_id, user_id(request))


def resolve_projector(_request: HttpRequest, token: str) -> Viewer | None:
    """Whoever holds the projector's link."""
    return access.by_link(ViewerKind.PROJECTOR, token)


def resolve_review(_request: HttpRequest, token: str) -> Viewer | None:
    """Whoever holds the link of the review."""
    return access.by_link(ViewerKind.REVIEW, token)


def resolve_member(request: HttpRequest, workshop_id: uuid.UUID) -> WorkshopViewer | None:
    """The logged-in account with its role in the workshop."""
    return access.workshop_member(workshop_id, user_id(request))


def _guarded(
    view: Callable[..., HttpResponse], resolver: Resolver, key: str, *, login: bool
) -> PlainView:
    @wraps(view)
    @never_cache
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if login and user_id(request) is None:
            return redirect_to_login(request.get_full_path())
        viewer = resolver(request, kwargs[key])
        if viewer is None:
            raise Http404
        _check_role(request, viewer)
        if login:
            _note_archive(request, viewer)
        return view(request, viewer, *args, **kwargs)

    return inner


def _check_role(request: HttpRequest, viewer: Viewer | WorkshopViewer) -> None:
    """Raises RoleMayNot where the address takes a right that the role does not include.

    And Illegal("one_clock") for a region alone where all of them follow one clock.
    """
    role, match = viewer.role, request.resolver_match
    if role is None or match is None:
        return
    route = match.url_name or ""
    right = right_for(route)
    if not viewer.may(right):
        raise RoleMayNot("role_may_not", role=role.value, right=right.value)
    if route in CLOCK_ROUTES and isinstance(viewer, Viewer) and around(viewer.game_id).together:
        raise Illegal("one_clock")


def _note_archive(request: HttpRequest, viewer: Viewer | WorkshopViewer) -> None:
    """For the frame of a facilitator's page: that it is read only (``layouts/cockpit.html``)."""
    archive = archive_of(viewer)
    match = request.resolver_match
    open_page = match is not None and match.url_name in ARCHIVE_ROUTES
    request.archive = archive  # type: ignore[attr-defined]
    request.only_read = archive is not None and not open_page  # type: ignore[attr-defined]


def for_player(view: ViewerView[...]) -> PlainView:
    """``view(request, viewer, game_id=…)`` for the holder of a seat in the game; else 404.

    Whose seat was taken away is refused with NotAllowed("seat_removed"), which is told.
    """
    guarded = _guarded(view, resolve_player, "game_id", login=False)

    @wraps(guarded)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return guarded(request, *args, **kwargs)
        except Http404:
            seat = access.removed_seat(kwargs["game_id"], seat_cookie(request))
            if seat is None:
                raise
            raise NotAllowed("seat_removed", seat=seat) from None

    return inner


def check_team(request: HttpRequest, viewer: Viewer) -> None:
    """Refuse a command from a page of another team (``?team=``), left open by somebody moved since.

    Raises NotAllowed("no_seat"): what was meant for one team must not be stored for another.
    """
    named = request.GET.get("team")
    if named is not None and named != str(viewer.team_id):
        raise NotAllowed("no_seat")


def for_facilitator(view: ViewerView[...]) -> PlainView:
    """``view(request, viewer, game_id=…)`` for whoever leads or helps; 404 for others.

    Login for nobody, 403 where the role does not include the address (``games.roles``). The layout
    names the region in the head (``request.around``): several may be open side by side.
    """

    @wraps(view)
    def named(request: HttpRequest, viewer: Viewer, *args: Any, **kwargs: Any) -> HttpResponse:
        where = SimpleLazyObject(partial(around, viewer.game_id))
        request.around = where  # type: ignore[attr-defined]
        return view(request, viewer, *args, **kwargs)

    return _guarded(named, resolve_facilitator, "game_id", login=True)


def for_member(view: MemberView[...]) -> PlainView:
    """``view(request, viewer, workshop_id=…)`` for a member of the workshop; 404 for others."""
    return _guarded(view, resolve_member, "workshop_id", login=True)


def for_member_data(view: MemberView[...]) -> PlainView:
    """As ``for_member`` for answers that a script reads: 404 instead of a login page."""
    return _guarded(view, resolve_member, "workshop_id", login=False)


def for_facilitator_data(view: ViewerView[...]) -> PlainView:
    """As ``for_facilitator`` for answers that a script reads: 404 instead of a login page."""
    return _guarded(view, resolve_facilitator, "game_id", login=False)


def for_projector(view: ViewerView[...]) -> PlainView:
    """``view(request, viewer, token=…)`` for whoever holds the projector's link; else 404."""
    return _guarded(view, resolve_projector, "token", login=False)


def for_review(view: ViewerView[...]) -> PlainView:
    """``view(request, viewer, token=…)`` for whoever holds the review's link; else 404."""
    return _guarded(view, resolve_review, "token", login=False)
