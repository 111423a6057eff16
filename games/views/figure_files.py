"""The table behind a picture as a file, for every page whose pictures are taken along."""

from collections.abc import Iterable

from django.http import Http404, HttpResponse

from games.charts.figure import Figure
from games.exports.figure_csv import figure_csv
from games.views.review_files import as_file


def figure_file(figures: Iterable[Figure], figure_id: str, of: str) -> HttpResponse:
    """The picture of this id as CSV, named after what it is ``of``. Raises Http404 without one."""
    found = next((each for each in figures if each.id == figure_id), None)
    if found is None:
        raise Http404
    answer = HttpResponse(figure_csv(found), content_type="text/csv; charset=utf-8")
    return as_file(answer, f"{of} {found.title}", "csv")
