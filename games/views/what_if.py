"""What if: the played game under other rules or decisions. Reading alone, nothing is stored."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from games.access import Viewer
from games.charts.whatif import region_results
from games.selectors.record import Record
from games.selectors.whatif.page import PARAMETER, query_of, what_if
from games.selectors.whatif.wishes import LEAVES, LEVEL, NEVER, VALUE, typed_value
from games.views.review_pages import for_record, show

MOST_READ = 20
"""Wishes of an address that are looked at."""
ROUTE = "review_what_if"


@for_record
def page(request: HttpRequest, viewer: Viewer, record: Record, token: str) -> HttpResponse:
    """The choices, and the game under those that the address names.

    Choices put together from several fields are led to the one address that stands for them.
    """
    tokens = request.GET.getlist(PARAMETER)[:MOST_READ]
    if made := list(_made(request.GET)):
        address = reverse(ROUTE, kwargs={"token": token})
        return HttpResponseRedirect(f"{address}?{query_of([*filter(None, tokens), *made])}")
    found = what_if(viewer, record, tokens)
    compared = found.compared if found else None
    figure = compared and region_results(
        compared.outcome.played.results, compared.outcome.again.results
    )
    answer = show(
        request,
        "rueckschau/was-waere.html",
        record,
        token,
        ROUTE,
        page=found,
        compared=compared,
        figure=figure,
    )
    if found and found.wrong:
        answer.status_code = 400
    return answer


def _made(given: QueryDict) -> Iterator[str]:
    """Wishes put together in the forms for a rule, a level, and an agreement."""

    def texts(*names: str) -> list[str]:
        # A colon would part words; no choice has one.
        return [given.get(name, "").replace(":", " ") for name in names]

    if given.get("regel"):
        path, value = texts("regel", "wert")
        yield f"{VALUE}:{path}:{typed_value(path, value)}"
    if given.get("stufe"):
        yield ":".join([LEVEL, *texts("gemeinde", "leistung", "runde", "stufe")])
    if given.get("vertrag"):
        agreement, town, when = texts("vertrag", "wer", "wann")
        yield ":".join(
            [NEVER, agreement, town] if when == NEVER else [LEAVES, agreement, town, when]
        )
