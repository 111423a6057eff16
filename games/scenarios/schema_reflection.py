"""Questions before and after a game, and the seven V as people rate themselves."""

from typing import Annotated, Literal

from pydantic import Field

from games.rules.groups import LEAST
from games.scenarios.fields import Name, Table, Text


class QuestionTable(Table):
    """A question of the reflection (German: Rückmeldung): a scale from 1 to 5, or words."""

    id: Annotated[
        str, Field(pattern=r"^([a-uw-z][a-z0-9_]*|v([a-z0-9][a-z0-9_]*)?)$", max_length=40)
    ]
    """Not beginning with ``v_``: so the questions of the self-rating are called."""
    text: Text
    kind: Literal["skala", "text"]
    when: Literal["vorher", "nachher", "beides"]
    low: Name = "gar nicht"
    """What 1 means."""
    high: Name = "voll und ganz"
    """What 5 means."""


class ReflectionTable(Table):
    """What people are asked before the first round and in the debrief; answers are voluntary."""

    questions: Annotated[list[QuestionTable], Field(max_length=20)] = []
    self_rating: bool = True
    """Whether people rate their region by the seven V in the debrief."""
    least: Annotated[int, Field(ge=LEAST, le=50, json_schema_extra={"unit": "Antworten"})] = LEAST
    """Answers come out in groups of so many, question by question; fewer are shown to nobody."""
