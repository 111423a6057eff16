"""The fund: what it costs, who is in it, applications, the vote on them, their scores."""

from functools import partial

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from games.access import Viewer
from games.forms.decision import as_number
from games.selectors.fund import fund_state
from games.services import rescoring
from games.views.player_screen import player_screen
from games.views.team_commands import Command, page, team_command

SCORE = "score."
"""Names of the fields of a sheet begin with it; the criterion follows."""

fund = player_screen(
    "fund",
    "fonds/page.html",
    fits=lambda context: context["fund"] is not None,
    says=lambda viewer: fund_state(viewer, timezone.now()),
)


@team_command(page("fund"), _("Bewertung geändert"))
def revise(request: HttpRequest, viewer: Viewer) -> Command:
    """Score an application anew, once, after the first scoring."""
    return partial(
        rescoring.revise,
        viewer,
        round_number=as_number(request.POST.get("round")),
        card=request.POST.get("card", ""),
        scores=_scores(request.POST),
    )


def _scores(posted: QueryDict) -> dict[str, int]:
    """The scores of a sheet by criterion; what is left open is not among them."""
    return {
        name.removeprefix(SCORE): as_number(posted.get(name))
        for name in posted
        if name.startswith(SCORE) and posted.get(name)
    }
