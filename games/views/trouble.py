"""When something does not work: a sentence and a way on, as page, fragment or JSON."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from games.errors import GameError, NotAllowed, TooManyAttempts
from games.selectors.start import gone_seat
from games.views.messages import sentence

_SAID = frozenset({"no_seat", "seat_removed", "unknown_code", "lobby_locked"})
"""Reasons for NotAllowed that are told: they concern only who asks, or what they hold a code of."""


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asked that reads JSON (a state address, or ``Accept: application/json``)."""
    return request.path.endswith(".json") or "application/json" in request.headers.get("Accept", "")


def _wants_fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _answer(request: HttpRequest, *, status: int, code: str, title: str, text: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"code": code, "message": text}, status=status)
    template = "fehler/fragment.html" if _wants_fragment(request) else "fehler/page.html"
    context = {"title": title, "text": text, "status": status}
    return render(request, template, context, status=status)


def refused(request: HttpRequest, error: GameError, text: str = "") -> HttpResponse:
    """The answer to a refused command, with the status that the error names.

    ``text``: its sentence, where one can be said that is more to the point.
    What may not be done is answered as if it did not exist, but for the few reasons people need.
    """
    if isinstance(error, NotAllowed) and error.code not in _SAID:
        return not_found(request, error)
    text = text or sentence(error)
    if error.code == "seat_removed" and not (wants_json(request) or _wants_fragment(request)):
        context = {"gone": gone_seat(error.context["seat"])}
        return render(request, "join/removed.html", context, status=error.status)
    if wants_json(request):
        body = {"code": error.code, "message": text, "context": dict(error.context)}
        answer: HttpResponse = JsonResponse(
            body, status=error.status, json_dumps_params={"default": str}
        )
    else:
        answer = _answer(
            request,
            status=error.status,
            code=error.code,
            title=_("Das geht gerade nicht"),
            text=text,
        )
    if isinstance(error, TooManyAttempts):
        answer["Retry-After"] = str(error.context.get("wait_seconds", 60))
    return answer


class RefusalMiddleware:
    """Turns a refusal of the game into an answer for people or for scripts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; refusals surface in ``process_exception``."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django's hook for an exception that a view raised."""
        if isinstance(exception, GameError):
            return refused(request, exception)
        return None


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, the same for unknown and forbidden."""
    return _answer(
        request,
        status=404,
        code="not_found",
        title=_("Diese Seite gibt es nicht"),
        text=_(
            "Der Link ist nicht vollständig oder gilt nicht mehr. "
            "Mit Ihrem Code kommen Sie zurück in Ihr Spiel."
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our own mistake, said plainly."""
    return _answer(
        request,
        status=500,
        code="server_error",
        title=_("Das hat nicht geklappt"),
        text=_("Ihr Entwurf ist sicher. Bitte versuchen Sie es noch einmal."),
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database is away for a moment, mostly because it restarts."""
    return _answer(
        request,
        status=503,
        code="unavailable",
        title=_("Einen Augenblick bitte"),
        text=_("Der Server ist gleich wieder da. Ihr Entwurf ist sicher."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is older than the cookie, mostly after a restart or a long break."""
    return _answer(
        request,
        status=403,
        code="csrf",
        title=_("Die Seite war zu lange offen"),
        text=_("Laden Sie die Seite neu und senden Sie noch einmal ab. Ihr Entwurf ist sicher."),
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the browser sent something that cannot be read."""
    return _answer(
        request,
        status=400,
        code="bad_request",
        title=_("Das konnten wir nicht lesen"),
        text=_("Laden Sie die Seite neu und versuchen Sie es noch einmal."),
    )
