"""The draft council paper of a municipality as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import override

from games.access import Viewer
from games.exports.council_paper import council_docx
from games.selectors.council import council_paper
from games.selectors.record import Record
from games.views.review_files import DOCX, as_file
from games.views.take_home import for_file

LANGUAGE = "de"
"""A German council reads it, whatever the browser speaks."""


@for_file
def council(request: HttpRequest, viewer: Viewer, record: Record, town: str) -> HttpResponse:
    """The paper; 404 where there is no such municipality, or no round was played."""
    return paper_file(viewer, record, town)


def paper_file(viewer: Viewer, record: Record, town: str) -> HttpResponse:
    """The paper of a municipality as an answer. Raises Http404 where there is none."""
    with override(LANGUAGE):
        paper = council_paper(viewer, record, town)
        if paper is None:
            raise Http404
        answer = HttpResponse(council_docx(paper), content_type=DOCX)
        return as_file(answer, f"Beschlussvorlage {paper.town}", "docx")
