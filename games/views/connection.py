"""Is the connection of this device good enough? For anybody's phone, and for the server itself."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from games.services.preflight import is_token
from games.views.client import client_of

COOKIE = ("__Host-" if settings.HTTPS else "") + "planspiel-probe"
COOKIE_SECONDS = 600


@never_cache
@require_safe
def connection(request: HttpRequest) -> HttpResponse:
    """The page: measures by script, and says without one what can be said."""
    tried = "nochmal" in request.GET
    context = {"cookie": COOKIE in request.COOKIES, "tried": tried, "now": timezone.now()}
    return _with_cookie(render(request, "verbindung/page.html", context))


@never_cache
@require_safe
def connection_time(request: HttpRequest) -> HttpResponse:
    """The server's time in milliseconds, and whether the cookie of before came back."""
    now_ms = round(timezone.now().timestamp() * 1000)
    return _with_cookie(JsonResponse({"now_ms": now_ms, "cookie": COOKIE in request.COOKIES}))


@never_cache
@require_safe
def connection_seen(request: HttpRequest) -> HttpResponse:
    """What arrived of this request; for the server's own question alone, which brings a token."""
    if not is_token(request.GET.get("s", "")):
        raise Http404
    seen: dict[str, Any] = {
        "host": request.get_host(),
        "secure": request.is_secure(),
        "remote": client_of(request),
        "forwarded": request.headers.get("X-Forwarded-Proto", ""),
    }
    return JsonResponse(seen)


def _with_cookie(response: HttpResponse) -> HttpResponse:
    response.set_cookie(
        COOKIE, "1", max_age=COOKIE_SECONDS, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )
    return response
