"""The town hall: the page, submitting, taking back, being ready to go on."""

from functools import partial

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _

from games.access import Viewer
from games.forms.decision import as_number
from games.services import drafts, flow
from games.views.player_screen import player_screen
from games.views.team_commands import Command, page, team_command

board = player_screen(
    "board", "rathaus/page.html", fits=lambda context: context["board"] is not None
)
"""The decisions of the running round; before the start back to the waiting room."""


@team_command(page("game"), _("Abgegeben"))
def submit(request: HttpRequest, viewer: Viewer) -> Command:
    """Hand the decision in."""
    return partial(
        drafts.submit,
        viewer,
        round_number=_round(request),
        revision=as_number(request.POST.get("revision")),
        reason=request.POST.get("reason", ""),
    )


@team_command(page("game"), _("Zurückgeholt"))
def reopen(request: HttpRequest, viewer: Viewer) -> Command:
    """Take the decision back to go on editing."""
    return partial(drafts.reopen, viewer, round_number=_round(request))


@team_command(page("game"), _("Als bereit gemeldet"))
def ready(request: HttpRequest, viewer: Viewer) -> Command:
    """The team is ready to go on to the next phase."""
    phase = request.POST.get("phase", "")
    return partial(flow.mark_ready, viewer, round_number=_round(request), phase=phase)


def _round(request: HttpRequest) -> int:
    return as_number(request.POST.get("round"))
