"""What ``state.json`` of the conversations adds: every message that the team may read now."""

from datetime import datetime
from typing import Any

from games.access import Viewer
from games.selectors.frame import place
from games.selectors.state import team_state
from games.selectors.talks import Line, Talk, talks

Json = dict[str, Any]


def talk_state(viewer: Viewer, now: datetime) -> Json:
    """The team's state with its conversations, the newest messages of each."""
    said = team_state(viewer, now)
    shown = talks(place(viewer))
    return said | {
        "plenary_locked": shown.plenary_locked,
        "talks": [_talk(talk) for talk in shown.all],
    }


def _talk(talk: Talk) -> Json:
    return {
        "key": talk.key,
        "title": talk.title,
        "unread": talk.unread,
        "older": talk.older,
        "messages": [message_json(line) for line in talk.lines],
    }


def message_json(line: Line) -> Json:
    """A message for scripts; a hidden one has no text but the reason."""
    return {
        "number": line.number,
        "time": line.at.isoformat(),
        "round": line.round_number,
        "author": line.author,
        "own": line.own,
        "text": line.text,
        "promise": line.promise_code,
        "promise_state": line.promise_state,
        "hidden": line.hidden,
        "reason": line.reason,
    }
