"""Regions of a workshop, and of earlier ones of the same account, side by side."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from games.access import WorkshopViewer
from games.charts import regions as charts
from games.charts.figure import Figure
from games.selectors.compare_regions import Comparison, comparison
from games.selectors.compare_words import comparable
from games.selectors.labels import value_label
from games.selectors.rounds import VALUES
from games.views.figure_files import figure_file
from games.views.viewers import for_member

WITH, VALUE = "mit", "wert"
MOST_ASKED = 100
"""So many ids of an address are looked at."""


@require_safe
@for_member
def page(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """What was done differently, and figures on the same scale; the address is permanent."""
    found, value = _chosen(request, viewer)
    context: Mapping[str, Any] = {
        "page": found,
        "words": comparable(found),
        "values": [(name, value_label(name), _query(found, name)) for name in VALUES],
        "value": value,
        "figures": _figures(found, value),
        # The address of a file is this, the figure and what was chosen.
        "files": reverse("workshop_compare", kwargs={"workshop_id": workshop_id}),
        "files_query": f"?{_query(found, value)}",
    }
    return render(request, "veranstaltung/vergleich.html", context)


@require_safe
@for_member
def picture_csv(
    request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID, chart: str
) -> HttpResponse:
    """The table of one picture, as chosen on the page; 404 where it has no such picture."""
    found, value = _chosen(request, viewer)
    return figure_file(_figures(found, value), chart, found.title)


def _chosen(request: HttpRequest, viewer: WorkshopViewer) -> tuple[Comparison, str]:
    """What was asked for, as far as the account may see it. Raises Http404 where it is nothing."""
    found = comparison(viewer, frozenset(_asked(request.GET)))
    if found is None:
        raise Http404
    value = request.GET.get(VALUE, "")
    return found, value if value in VALUES else VALUES[-1]


def _asked(sent: QueryDict) -> Iterator[uuid.UUID]:
    """The workshops that were asked for; what is no id is none."""
    for text in sent.getlist(WITH)[:MOST_ASKED]:
        try:
            yield uuid.UUID(text)
        except ValueError:
            continue


def _query(found: Comparison, value: str) -> str:
    query = QueryDict(mutable=True)
    query[VALUE] = value
    query.setlist(WITH, [str(each.public_id) for each in found.candidates if each.chosen])
    return query.urlencode()


def _figures(found: Comparison, value: str) -> list[Figure]:
    """All pictures; none before a round is settled."""
    return list(_drawn(found, value)) if found.regions else []


def _drawn(found: Comparison, value: str) -> Iterator[Figure]:
    yield charts.over_rounds(found.regions, value, found.upto)
    yield charts.results(found.regions, found.upto)
    yield charts.trust(found.regions, found.upto)
    yield charts.deficits(found.regions, found.upto)
    fund = charts.fund(found.regions, found.upto)
    if fund:
        yield fund
