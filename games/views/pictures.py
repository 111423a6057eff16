"""The pictures of a finished game, a page for each theme, and the table behind each as a file."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from games.access import Viewer
from games.charts.pictures.look import Look
from games.charts.pictures.slider import slider
from games.charts.pictures.themes import BY_SLUG, THEMES, Theme
from games.selectors.record import Record
from games.selectors.review import town_columns
from games.views.figure_files import figure_file
from games.views.review_pages import for_record, show

ROUND, TOWN = "runde", "gemeinde"


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
    look = _look(request, viewer, record, _theme(theme))
    return figure_file(_theme(theme).draw(look), figure, record.stage.name)


def _theme(slug: str) -> Theme:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def _page(
    request: HttpRequest, viewer: Viewer, record: Record, token: str, theme: Theme
) -> HttpResponse:
    look = _look(request, viewer, record, theme)
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
        files_query=_query(look),
    )


def _look(request: HttpRequest, viewer: Viewer, record: Record, theme: Theme) -> Look:
    """What was asked for, where the theme heeds it and the record has it; else everything."""
    number, town = request.GET.get(ROUND, ""), request.GET.get(TOWN, "")
    return Look(
        viewer,
        record,
        _round(record, theme, number),
        town if theme.by_town and town in record.scenario.municipalities else "",
    )


def _round(record: Record, theme: Theme, number: str) -> int | None:
    """The round that was asked for; without one the last step of a slider, else all rounds."""
    if theme.stepped:
        return {str(each): each for each in range(record.rounds)}.get(number, record.rounds)
    known = {str(each): each for each in range(1, record.rounds + 1)}
    return known.get(number) if theme.by_round else None


def _query(look: Look) -> str:
    chosen = {ROUND: look.round, TOWN: look.town or None}
    text = urlencode({name: value for name, value in chosen.items() if value is not None})
    return f"?{text}" if text else ""
