"""The story page of the review: every round in sentences, the turning points on top."""

from django.http import HttpRequest, HttpResponse

from games.access import Viewer
from games.selectors.record import Record
from games.selectors.stories.page import story
from games.selectors.turning_points import turning_points
from games.views.review_pages import for_record, show


@for_record
def story_page(request: HttpRequest, viewer: Viewer, record: Record, token: str) -> HttpResponse:
    """What happened, round by round, with the lines that prove each sentence."""
    return show(
        request,
        "rueckschau/geschichte.html",
        record,
        token,
        "review_story",
        rounds=story(record),
        points=turning_points(record),
    )
