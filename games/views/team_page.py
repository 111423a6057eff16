"""A page of a team, made once and handed to each of its people with what is theirs filled in.

When a phase begins, everybody is led to the same page within a second: 150 browsers want what
differs by nothing but the seat. So a page is made once per team, stamp and language, with marks in
place of what is personal, and kept for a moment. What is on it may be that moment older than its
stamp says, never older than its stamp: whatever changes the stamp makes a page anew.
"""

import secrets
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import get_language

from games.access import Viewer
from games.live.answer import answers
from games.live.http import LiveLinks
from games.selectors.frame import Me, me
from games.selectors.memo import Newest
from games.selectors.money import code_groups

Context = Mapping[str, Any]

KEEP_SECONDS = 2.0
"""As long as the wave lasts; presence and the clock on the page may be that old."""
MOST_KEPT = 256
LOCKS = 64
"""One thread makes a page, the others of its game wait: what the first one reads and reckons, the
next ones find. All at once they would do it all for each team, and take as long."""
_LETTERS = "GHJKMNPQRSTUVWXY"
"""No hexadecimal digits: a mark can stand in no identifier or digest."""


def _mark(length: int = 24) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


_SEAT, _NAME, _REQUEST, _CSRF = (_mark() for _ in range(4))
_CODE: Final = _mark(8)


@dataclass(frozen=True, slots=True)
class _Anybody:
    """Stands for the person in a page that is for all of the team; the fields of ``Me``.

    What cannot be filled in afterwards (``asked``, ``answered``) is part of the key of the page.
    """

    seat_id: str
    name: str
    code: str
    asked: str
    answered: bool


@dataclass(frozen=True, slots=True)
class _Page:
    html: str
    made: float


_pages: Newest[_Page] = Newest(MOST_KEPT)
_locks = tuple(threading.Lock() for _ in range(LOCKS))


def may_share(request: HttpRequest) -> bool:
    """Whether nothing on the page but its person is this request's own."""
    if request.GET or getattr(request, "stead", None) is not None:
        return False
    messages = getattr(request, "_messages", None)
    return messages is None or not len(messages)


def team_page(
    request: HttpRequest,
    viewer: Viewer,
    template: str,
    live: LiveLinks,
    context: Callable[[], Context | None],
) -> HttpResponse | None:
    """The page for this person; ``context`` is asked for where no page of the stamp is kept.

    None where the context is None: the page has nothing to show. ``may_share`` holds.
    """
    person = me(viewer)
    place = (viewer.game_id, viewer.team_id, template, request.get_host(), request.path)
    key = (*place, live, get_language(), bool(person.code), person.asked, person.answered)
    found = _kept(key)
    if found is None:
        with _locks[viewer.game_id % LOCKS]:
            found = _kept(key)
            if found is None:
                values = context()
                if values is None:
                    return None
                answers.page_made(live.audience, values)
                found = _Page(_made(request, template, live, values, person), time.monotonic())
                _pages.put(key, found)
    return HttpResponse(_filled(found.html, request, person))


def forget() -> None:
    """Let go of all pages."""
    _pages.clear()


def _kept(key: Any) -> _Page | None:
    found = _pages.get(key)
    return found if found is not None and time.monotonic() - found.made < KEEP_SECONDS else None


def _made(request: HttpRequest, template: str, live: LiveLinks, values: Context, person: Me) -> str:
    code = _CODE if person.code else ""
    anybody = _Anybody(_SEAT, _NAME, code, person.asked, person.answered)
    marked = {"live": live, "me": anybody, "request_id": _REQUEST, "csrf_token": _CSRF}
    return render_to_string(template, {**values, **marked}, request)


def _filled(html: str, request: HttpRequest, person: Me) -> str:
    for mark, own in (
        (_SEAT, str(person.seat_id)),
        (_NAME, escape(person.name)),
        (code_groups(_CODE), code_groups(person.code)),
        (_REQUEST, uuid.uuid4().hex),
        (_CSRF, get_token(request)),
    ):
        html = html.replace(mark, own)
    return html
