"""A person answers before or after the game: each question once, changeable while it is asked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from games.access import Viewer
from games.errors import Illegal, TooLate
from games.models import Game, ReflectionAnswer
from games.selectors.reflection import SCALE, Question, open_part, person_of, questions_of
from games.services.actors import sitting
from games.services.texts import prose_or_nothing

TEXT_SIGNS = 400


def reflect(
    viewer: Viewer, *, part: str, values: Mapping[str, str], now: datetime | None = None
) -> int:
    """Store what a person answered, by question; "" takes an answer back. How many there are now.

    No fact of the game: nothing is logged, or the log would tell who answered when. Raises
    TooLate("reflection_closed") where this part is not asked now, Illegal("answer_out_of_range"),
    Illegal("text_too_long"). Questions that are not asked are passed over.
    """
    with sitting(viewer, now=now) as (writer, seat):
        game = writer.game
        if open_part(game.phase, game.round_number) != part:
            raise TooLate("reflection_closed")
        person = person_of(game.public_id, seat.pk)
        for question in questions_of(game, part):
            if question.id in values:
                _store(game, person, part, question, values[question.id])
        own = ReflectionAnswer.objects.filter(game=game, person=person, part=part)
        return own.count()


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
