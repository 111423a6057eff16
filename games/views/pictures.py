"""The pictures of a finished game, a page for each theme, and the table behind each as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from games.access import Viewer
from games.charts.pictures.chosen import look_of, query_of
from games.charts.pictures.slider import slider
from games.charts.pictures.themes import BY_SLUG, THEMES, Theme
from games.selectors.record import Record
from games.selectors.review import town_columns
from games.views.figure_files import figure_file
from games.views.review_pages import for_record, show


@for_record
def pictures(request: HttpRequest, viewer: Viewer, record: Record, *, token: str) -> HttpResponse:
    """The first theme."""
    return _page(request, viewer, record, token, THEMES[0])


@for_record
def theme_page(
    request: HttpRequest, viewer: Viewer, record: Record, *, token: str, theme: str
) -> HttpResponse:
    """The pictures of a theme; 404 for one that there is not."""
    return _page(request, viewer, record, token, _theme(theme))


@for_record
def picture_csv(
    request: HttpRequest, viewer: Viewer, record: Record, *, token: str, theme: str, figure: str
) -> HttpResponse:
    """The table of one picture, as chosen on its page; 404 where the theme has no such picture."""
    if not record.rounds:
        raise Http404
    look = look_of(viewer, record, _theme(theme), request.GET)
    return figure_file(_theme(theme).draw(look), figure, record.stage.name)


def _theme(slug: str) -> Theme:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def _page(
    request: HttpRequest, viewer: Viewer, record: Record, token: str, theme: Theme
) -> HttpResponse:
    look = look_of(viewer, record, theme, request.GET)
    return show(
        request,
        "rueckschau/bilder.html",
        record,
        token,
        "review_pictures",
        themes=THEMES,
        theme=theme,
        look=look,
        figures=theme.draw(look) if record.rounds else (),
        rounds=range(1, record.rounds + 1),
        towns=town_columns(record.scenario).values(),
        slider=slider(record, look.round) if theme.stepped else None,
        # The address of a file is this, the figure and what was chosen.
        files=reverse("review_theme", kwargs={"token": token, "theme": theme.slug}),
        files_query=query_of(look),
    )
