"""Questions of a scenario's own to the six steps of the debrief."""

from typing import Annotated, Literal

from pydantic import Field

from games.scenarios.fields import Slug, Table

MOST_A_STEP = 6
"""Questions of a scenario to one step; more of them nobody talks about."""


class DebriefQuestionTable(Table):
    """A question to a step of the debrief (German: Auswertung)."""

    id: Slug
    step: Literal["gefuehl", "passiert", "gelernt", "wirklichkeit", "was_waere_wenn", "weiter"]
    text: Annotated[str, Field(min_length=1, max_length=200)]
    moment: (
        Literal[
            "vereinbarung",
            "bruch",
            "anstieg",
            "rueckgang",
            "vertrauensbruch",
            "abstimmung",
            "schliessung",
            "bau",
            "bau_verfallen",
            "ereignis",
        ]
        | None
    ) = None
    """The moment of the played game it is about. Where there was none, the question is left out."""
    of: Annotated[str, Field(max_length=40)] = ""
    """What exactly: a value (``anstieg``, ``rueckgang``), a service (``vereinbarung``,
    ``schliessung``), an event card (``ereignis``)."""


class DebriefTable(Table):
    """What people are asked at the board of the debrief."""

    usual: bool = True
    """Whether the questions of the program stand there as well. If not, they are hidden in steps
    that have questions of the scenario; the facilitator can bring them back."""
    questions: Annotated[list[DebriefQuestionTable], Field(max_length=36)] = []
