"""The quick questions after a round: the page, an answer, the team's guess."""

from functools import partial

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _

from games.access import Viewer
from games.forms.decision import as_number
from games.selectors import recap
from games.services import recap as service
from games.views.player_screen import player_screen
from games.views.team_commands import Command, page, team_command

screen = player_screen(
    "recap",
    "blitzlicht/page.html",
    fits=lambda context: context["recap"] is not None,
    more=lambda viewer: {"answers": recap.own_answers(viewer), "scale": recap.SCALE},
)


@team_command(page("recap"), _("Gespeichert"))
def answer(request: HttpRequest, viewer: Viewer) -> Command:
    """One tap: a value for one of the questions."""
    return partial(
        service.answer,
        viewer,
        round_number=as_number(request.POST.get("round")),
        question=request.POST.get("question", ""),
        value=as_number(request.POST.get("value")),
    )


@team_command(page("recap"), _("Gespeichert"))
def guess(request: HttpRequest, viewer: Viewer) -> Command:
    """The team's guess at a neighbour's goal."""
    return partial(
        service.guess,
        viewer,
        round_number=as_number(request.POST.get("round")),
        town=request.POST.get("town", ""),
        goal=request.POST.get("goal", ""),
    )
