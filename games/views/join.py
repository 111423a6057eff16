"""From a code to a seat: join codes lead to the choice of a municipality, seat codes inside."""

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from games import access
from games.access import HeldSeat
from games.errors import GameError, Illegal
from games.forms.join import JoinForm
from games.selectors.start import join_page, seat_label
from games.services import joining
from games.services.codes import normalised
from games.services.joining import CodeKind, Joined
from games.views.client import client_of
from games.views.messages import sentence
from games.views.start import render_start
from games.views.viewers import seat_cookie


@require_POST
@sensitive_post_parameters("code")
def join(request: HttpRequest) -> HttpResponse:
    """A typed code: on to the choice of a municipality, or straight to the seat."""
    typed = request.POST.get("code", "").strip()
    try:
        target = joining.find_game(code=typed, client=client_of(request))
        if target.kind is CodeKind.SEAT:
            return _claim(request, typed, target.seat_id)
    except GameError as error:
        return _refused(request, error, typed)
    return redirect("join_code", code=normalised(typed))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_code(request: HttpRequest, code: str) -> HttpResponse:
    """Name and municipality for the holder of a join code; a seat code takes its seat.

    Who holds another seat in this browser is asked first, and answers with a POST.
    """
    try:
        target = joining.find_game(code=code, client=client_of(request))
        if target.kind is CodeKind.SEAT:
            if not _is_visit(request):
                return redirect("start")
            return _claim(request, code, target.seat_id)
    except GameError as error:
        return _refused(request, error, code)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _take(request, code, form)
    return _render(request, code, form)


def _is_visit(request: HttpRequest) -> bool:
    """Whether somebody opens the page.

    A preview, a prefetch or a picture in a foreign page must not take a seat: it would sign a
    device out, dismiss a bot, or put another seat into the browser of somebody who has one.
    """
    target = request.headers.get("Sec-Fetch-Dest", "document")
    early = "prefetch" in request.headers.get("Sec-Purpose", "")
    return request.method != "HEAD" and target == "document" and not early


def _take(request: HttpRequest, code: str, form: JoinForm) -> HttpResponse:
    try:
        joined = joining.join(
            code=code,
            name=form.cleaned_data["name"],
            team_id=form.cleaned_data["team"],
            client=client_of(request),
            request_id=form.cleaned_data["request_id"],
        )
    except Illegal as error:
        return _render(request, code, form, error=sentence(error), status=error.status)
    except GameError as error:
        return _refused(request, error, code)
    return _seated(joined)


def _render(
    request: HttpRequest, code: str, form: JoinForm, *, error: str = "", status: int = 200
) -> HttpResponse:
    page = join_page(normalised(code) or "")
    if form.errors:
        status = 422
    context = {"page": page, "form": form, "error": error}
    return render(request, "join/page.html", context, status=status)


def _claim(request: HttpRequest, code: str, seat_id: int | None) -> HttpResponse:
    """Take the seat; a link that is merely opened asks before it replaces another seat."""
    held = access.seat_of(seat_cookie(request))
    if held is not None and held.seat_id == seat_id:
        return _to_game(held.game_public_id)
    if held is not None and seat_id is not None and request.method != "POST":
        return _ask(request, code, held, seat_id)
    return _seated(joining.claim_seat(code=code, client=client_of(request)))


def _ask(request: HttpRequest, code: str, held: HeldSeat, seat_id: int) -> HttpResponse:
    context = {
        "code": code,
        "held": held,
        "here": seat_label(held.seat_id),
        "there": seat_label(seat_id),
    }
    return render(request, "join/switch.html", context)


def _seated(joined: Joined) -> HttpResponse:
    response = _to_game(joined.game_public_id)
    response.set_cookie(
        settings.SEAT_COOKIE_NAME,
        access.sign_device_token(joined.device_token),
        max_age=settings.SEAT_COOKIE_AGE,
        secure=settings.SEAT_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _to_game(public_id: uuid.UUID) -> HttpResponse:
    return redirect("game", game_id=public_id)


def _refused(request: HttpRequest, error: GameError, typed: str) -> HttpResponse:
    response = render_start(request, error=sentence(error), code=typed, status=error.status)
    if "wait_seconds" in error.context:
        response["Retry-After"] = str(error.context["wait_seconds"])
    return response
