"""Live answers over HTTP: for wake-ups, for doubt and for networks without WebSockets."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from games.access import Viewer
from games.live.answer import answers, read_stamp
from games.live.claims import known_stamp
from games.live.screens import SCREENS, Audience, audience_of

STAMP_HEADER = "X-Stand"


@dataclass(frozen=True, slots=True)
class LiveLinks:
    """What a page has to know to stay up to date (attributes of ``body``, docs/live.md).

    ``audience``: with whom it will get the same answers.
    """

    path: str
    socket: str
    stamp: int
    audience: Audience


def live_links(viewer: Viewer, screen: str, request: HttpRequest, base: str = "") -> LiveLinks:
    """Addresses and stamp of a page. Call it *before* reading the page's data.

    ``base``: the screen's own path where the page is another one (an older round).
    """
    path = base or request.path
    language = _language()
    audience = audience_of(viewer, SCREENS[screen], language)
    socket = f"/ws{path}?{urlencode({'sprache': language})}"
    return LiveLinks(f"{path}live/", socket, read_stamp(audience), audience)


def live_response(viewer: Viewer, screen: str, request: HttpRequest) -> HttpResponse:
    """The regions of a screen as they stand, or 204 where ``?v=`` is their stamp."""
    known = known_stamp(request.GET.get("v"))
    audience = audience_of(viewer, SCREENS[screen], _language())
    answer = answers.live_answer(audience, known)
    if answer is None:
        response, stamp = HttpResponse(status=204), known
    else:
        response, stamp = HttpResponse(answer.body), answer.stamp
    response.headers[STAMP_HEADER] = str(stamp)
    response.headers["Cache-Control"] = "no-store"
    return response


def _language() -> str:
    return get_language() or "de"
