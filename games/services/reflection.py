"""A person answers before or after the game: each question once, changeable until it comes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from games.access import Viewer
from games.errors import Illegal, TooLate
from games.models import Game, ReflectionAnswer
from games.selectors.reflection import (
    SCALE,
    Question,
    open_part,
    own_out,
    person_of,
    questions_of,
)
from games.services.actors import sitting
from games.services.texts import prose_or_nothing

TEXT_SIGNS = 400


@dataclass(frozen=True, slots=True)
class Stored:
    """How many answers a person has given; ``kept``: some had come out and stay as they were."""

    answers: int
    kept: bool


def reflect(
    viewer: Viewer, *, part: str, values: Mapping[str, str], now: datetime | None = None
) -> Stored:
    """Store what a person answered, by question; "" takes an answer back.

    No fact of the game: nothing is logged, or the log would tell who answered when. What has come
    out with its group is passed over, or two looks at the group would tell the change. Raises
    TooLate("reflection_closed") where this part is not asked now, Illegal("answer_out_of_range"),
    Illegal("text_too_long"). Questions that are not asked are passed over.
    """
    with sitting(viewer, now=now) as (writer, seat):
        game = writer.game
        if open_part(game.phase, game.round_number) != part:
            raise TooLate("reflection_closed")
        person = person_of(game.public_id, seat.pk)
        out = own_out(game, person, part)
        for question in questions_of(game, part):
            if question.id in values and question.id not in out:
                _store(game, person, part, question, values[question.id])
        own = ReflectionAnswer.objects.filter(game=game, person=person, part=part)
        return Stored(own.count(), kept=bool(out & values.keys()))


def _store(game: Game, person: str, part: str, question: Question, given: str) -> None:
    key: dict[str, Any] = {"game": game, "person": person, "part": part, "question": question.id}
    if question.is_scale:
        value, text = _number(given), ""
    else:
        value, text = None, prose_or_nothing(given, field=question.id, limit=TEXT_SIGNS)
    if value is None and not text:
        ReflectionAnswer.objects.filter(**key).delete()
        return
    ReflectionAnswer.objects.update_or_create(**key, defaults={"value": value, "text": text})


def _number(given: str) -> int | None:
    if not given.strip():
        return None
    allowed = {str(value): value for value in SCALE}
    if given not in allowed:
        raise Illegal("answer_out_of_range", value=given[:20], minimum=SCALE[0], maximum=SCALE[-1])
    return allowed[given]
