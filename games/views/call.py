"""A team calls the facilitator: with a text or without, takes it back, asks for more time."""

from functools import partial

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _

from games.access import Viewer
from games.services import calls
from games.views.player_screen import player_screen
from games.views.team_commands import Command, page, team_command

screen = player_screen("help", "hilfe/page.html", more=lambda _viewer: {"limit": calls.TEXT_SIGNS})
"""The way to the facilitator."""


@team_command(page("help"), _("Gerufen"))
def ask(request: HttpRequest, viewer: Viewer) -> Command:
    """Call the facilitator."""
    return partial(calls.ask_help, viewer, text=request.POST.get("text", ""))


@team_command(page("help"), _("Zurückgenommen"))
def take_back(_request: HttpRequest, viewer: Viewer) -> Command:
    """The team has found out by itself."""
    return partial(calls.take_back, viewer)


@team_command(page("help"), _("Um mehr Zeit gebeten"))
def ask_time(_request: HttpRequest, viewer: Viewer) -> Command:
    """The team needs more time."""
    return partial(calls.ask_time, viewer)
