"""What ``state.json`` of meetings and promises adds; of others what this team may know."""

from datetime import datetime
from typing import Any

from games.access import Viewer
from games.selectors.building import Building
from games.selectors.pacts import live_context
from games.selectors.state import team_state

Json = dict[str, Any]


def pact_state(viewer: Viewer, now: datetime) -> Json:
    """The team's state with its time budget, meetings, promises and the joint building."""
    said = team_state(viewer, now)
    context = live_context(viewer)
    pacts, budget = context["pacts"], context["budget"]
    if pacts is None:
        return said
    return said | {
        "time_budget": {
            "points": budget.points,
            "used": budget.used,
            "left": budget.left,
            "spent": {each.code: each.points for each in budget.spent},
        },
        "meetings": [
            {"town": each.town, "asked": each.asked, "asks": each.asks} for each in pacts.meetings
        ],
        "promises": [
            {
                "town": each.town,
                "promise": each.code,
                "round": each.round_number,
                "state": each.state,
            }
            for each in pacts.given
        ],
        "building": _building(pacts.building) if pacts.building else None,
    }


def _building(bau: Building) -> Json:
    return {
        "cost": bau.now.cost,
        "needed": bau.now.needed,
        "grant": bau.grant,
        "pledge": bau.pledge,
        "open": bau.open,
        "built_in": bau.built.round_number if bau.built else None,
        "attempts": [
            {"round": each.round_number, "raised": each.raised, "needed": each.needed}
            for each in bau.attempts
        ],
    }
