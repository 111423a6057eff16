"""The page of a workshop as it stands: rendered for each who asks, as only a few ever do.

Its stamp rises with every change in any region. The page asks for it every two seconds instead of
holding a socket (docs/live.md): pokes name one game, and thirty regions would send them in crowds.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from games.access import WorkshopViewer
from games.live.claims import known_stamp
from games.live.http import STAMP_HEADER
from games.roles import offered
from games.selectors.workshop import workshop_page, workshop_stamp
from games.selectors.workshop_log import workshop_log
from games.services import presence

REGIONS = (
    "veranstaltung/regions/clock.html",
    "veranstaltung/regions/regions.html",
    "veranstaltung/regions/log.html",
)


@dataclass(frozen=True, slots=True)
class PollLinks:
    """What the page has to know to stay up to date without a socket."""

    path: str
    stamp: int


def poll_links(viewer: WorkshopViewer, request: HttpRequest) -> PollLinks:
    """Address and stamp of the page. Call it *before* reading the page's data."""
    return PollLinks(f"{request.path}live/", workshop_stamp(viewer))


def workshop_context(viewer: WorkshopViewer) -> Mapping[str, Any]:
    """Everything the regions of the page need."""
    now = timezone.now()

    def there(seat_ids: Iterable[int]) -> Collection[int]:
        return presence.online(seat_ids, now)

    page = workshop_page(viewer, there)
    return {
        "page": page,
        "may": offered(viewer.role, archived=page.archived_at is not None),
        "entries": workshop_log(viewer),
        "workshop_id": page.public_id,
        "now": now,
    }


def workshop_response(viewer: WorkshopViewer, request: HttpRequest) -> HttpResponse:
    """The regions as they stand, or 204 where ``?v=`` is their stamp."""
    stamp = workshop_stamp(viewer)
    if known_stamp(request.GET.get("v")) == stamp:
        response = HttpResponse(status=204)
    else:
        context = dict(workshop_context(viewer))
        body = "".join(render_to_string(name, context) for name in REGIONS)
        response = HttpResponse(f"{stamp}\n{body}")
    response.headers[STAMP_HEADER] = str(stamp)
    response.headers["Cache-Control"] = "no-store"
    return response
