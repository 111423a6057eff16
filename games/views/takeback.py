"""The way back that is offered right after a command: another command, ready to be sent.

It is one of the commands that stand elsewhere in the cockpit, too, and stays there when the offer
is gone; here it is one press away for the moment in which a slip is noticed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from json import dumps
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from games.access import Viewer
from games.enums import Phase
from games.roles import Right
from games.selectors.reading import game_row
from games.services.phases import Position, position

Fields = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Back:
    """A command that takes back what was just done: where it goes, and what it carries."""

    url: str
    fields: Fields

    @property
    def content(self) -> dict[str, object]:
        """The same as JSON, with a name of its own: pressed twice it acts once."""
        return {"url": self.url, "fields": {**self.fields, "request_id": uuid4().hex}}

    @property
    def text(self) -> str:
        """The same as text, to travel with a message to the next page."""
        return dumps(self.content)


def back_to(viewer: Viewer, name: str, **fields: str | int) -> Back:
    """The command at the address called ``name`` of the viewer's game."""
    public_id = game_row(viewer.game_id).public_id
    return Back(reverse(name, kwargs={"game_id": public_id}), fields)


def stands(viewer: Viewer) -> dict[str, str | int]:
    """Round and phase that the game stands in now, as a command names them."""
    return _named(position(game_row(viewer.game_id)))


def back_from_settling(viewer: Viewer, round_number: int) -> Back | None:
    """Back to the decisions of a round that has just been closed or settled."""
    here = position(game_row(viewer.game_id))
    if here.phase == Phase.DECIDING or not viewer.may(Right.UNDO):
        return None
    return back_to(
        viewer,
        "cockpit_undo",
        to_round=round_number,
        reason=_("Gleich rückgängig gemacht"),
        **_named(here),
    )


def _named(here: Position) -> dict[str, str | int]:
    return {"expected_round": here.round_number, "expected_phase": here.phase.value}
