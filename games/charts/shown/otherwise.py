"""The game under another rule by name: "was-waere?anders=modell:allein", as its page's address."""

from django.http import QueryDict
from django.utils.translation import get_language

from games.access import Viewer, ViewerKind
from games.charts.figure import Beside, Figure
from games.charts.whatif import region_results
from games.models import Game
from games.selectors.memo import Newest, Same
from games.selectors.money import euro_change
from games.selectors.record import record_of
from games.selectors.whatif.page import PARAMETER, Compared, query_of, what_if
from games.selectors.whatif.wishes import MOST

PATH = "was-waere"
ITEM_SIGNS = 400
MOST_KEPT = 64


def query_in(address: str) -> str:
    """The query of an address of "what if" as it was pasted; "" where it is none."""
    query = QueryDict(address.strip().partition("?")[2].partition("#")[0])
    return query_of(query.getlist(PARAMETER)[:MOST])[:ITEM_SIGNS]


def item_of(query: str) -> str:
    """The name of the chart for a query, "" for none."""
    return f"{PATH}?{query}" if query else ""


def compared(game: Game, item: str) -> Figure | None:
    """Both games as lines, and beside them what changes for whom; None where nothing is asked."""
    path, _mark, query = item.partition("?")
    record = record_of(Viewer(ViewerKind.REVIEW, game.pk))
    if path != PATH or not query or record is None or not record.rounds:
        return None
    key = (Same(record.settlements[-1]), query, get_language())
    known = _kept.get(key)
    if known is None:
        tokens = QueryDict(query).getlist(PARAMETER)[:MOST]
        page = what_if(Viewer(ViewerKind.REVIEW, game.pk), record, tokens)
        known = (_figure(page.compared) if page and page.compared and not page.wrong else None,)
        _kept.put(key, known)
    return known[0]


def _figure(found: Compared) -> Figure:
    outcome = found.outcome
    return region_results(
        outcome.played.results,
        outcome.again.results,
        title=found.title,
        finding=found.finding,
        beside=tuple(
            Beside(each.town.mark, each.town.name, euro_change(each.row.difference))
            for each in found.towns
        ),
    )


_kept: Newest[tuple[Figure | None]] = Newest(MOST_KEPT)
