"""The facilitator looks at a team's screen: nothing changes, but the team can read that it was."""

from datetime import datetime

from games.access import Viewer
from games.enums import LogKind
from games.errors import NotAllowed
from games.models import Team
from games.roles import Right
from games.services.actors import leading
from games.services.receipts import Receipt


def look(
    viewer: Viewer, *, team_id: int, screen: str, deputy: bool = False, now: datetime | None = None
) -> Receipt:
    """Note that the facilitator is shown a screen of a team, to look at it or as its deputy."""
    right = Right.DEPUTY if deputy else Right.STEAD
    with leading(viewer, right=right, now=now) as writer:
        team = Team.objects.filter(pk=team_id, game=writer.game).first()
        if team is None:
            raise NotAllowed("unknown_team")
        writer.log(LogKind.SCREEN_SEEN, {"screen": screen, "deputy": deputy}, team)
        writer.touch_team(team)
    return writer.receipt
