"""Questions before and after a game: what is asked now, and what somebody has answered.

Answers belong to a keyed hash of game and seat; what came of them is in ``reflection_results``.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.utils.crypto import salted_hmac

from games.access import Viewer
from games.enums import Phase
from games.models import Game, ReflectionAnswer, ScenarioVersion
from games.rules.groups import LEAST, whole_groups
from games.scenarios import seven_v
from games.selectors.reading import game_row

SALT = "planspiel.reflection"
SCALE = (1, 2, 3, 4, 5)
BEFORE, AFTER = "pre", "post"
VIRTUE = "v_"
MOST_KEPT = 32
_WHEN = {"vorher": (BEFORE,), "nachher": (AFTER,), "beides": (BEFORE, AFTER)}


@dataclass(frozen=True, slots=True)
class Question:
    """A question; ``formula`` names the one of the seven V that it rates ("" = none)."""

    id: str
    text: str
    is_scale: bool
    parts: tuple[str, ...]
    low: str = ""
    high: str = ""
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """All questions of a scenario, and how many answers come out together."""

    questions: tuple[Question, ...] = ()
    least: int = LEAST


@dataclass(frozen=True, slots=True)
class Own:
    """A question with the own answer of whoever looks ("" = none); ``out``: it has come out."""

    question: Question
    value: int | None
    text: str
    out: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What somebody is asked now; ``part`` "" = nothing at the moment.

    ``least``: how many answers come out together.
    """

    part: str
    least: int
    questions: tuple[Own, ...]
    ratings: tuple[Own, ...]


def open_part(phase: str, round_number: int) -> str:
    """Which part is asked in a phase: before the first round, in the debrief and after it."""
    if phase == Phase.LOBBY or (phase == Phase.BRIEFING and round_number == 1):
        return BEFORE
    return AFTER if phase in (Phase.DEBRIEF, Phase.ENDED) else ""


def person_of(game: UUID, seat_id: int) -> str:
    """The keyed hash that stands for a person of a game."""
    return salted_hmac(SALT, f"{game.hex}:{seat_id}", algorithm="sha256").hexdigest()


def asked_in(game: Game) -> Asked:
    """The questions of a game's scenario; none where it was loaded before there were any."""
    return _asked(game.scenario.digest)


def questions_of(game: Game, part: str) -> tuple[Question, ...]:
    """The questions of one part."""
    return tuple(each for each in asked_in(game).questions if part in each.parts)


def open_questions(game: Game) -> str:
    """The part that is asked at the moment and has questions; "" = none. No query."""
    part = "" if game.archived_at else open_part(game.phase, game.round_number)
    return part if part and questions_of(game, part) else ""


def has_answered(game: Game, seat_id: int, part: str) -> bool:
    """Whether the holder of a seat has answered any question of a part; one query."""
    person = person_of(game.public_id, seat_id)
    return ReflectionAnswer.objects.filter(game=game, person=person, part=part).exists()


@lru_cache(maxsize=MOST_KEPT)
def _asked(digest: str) -> Asked:
    content = ScenarioVersion.objects.values_list("content", flat=True).get(digest=digest)
    table = content.get("reflection")
    if not table:
        return Asked()
    questions = [_question(each) for each in table.get("questions", ())]
    if table.get("self_rating", True):
        questions += [_rating(each) for each in seven_v.read().virtues]
    return Asked(tuple(questions), max(LEAST, table.get("least", LEAST)))


def _question(row: Mapping[str, str]) -> Question:
    return Question(
        id=row["id"],
        text=row["text"],
        is_scale=row["kind"] == "skala",
        parts=_WHEN[row["when"]],
        low=row.get("low", "gar nicht"),
        high=row.get("high", "voll und ganz"),
    )


def _rating(virtue: seven_v.Virtue) -> Question:
    return Question(
        id=f"{VIRTUE}{virtue.id}",
        text=f"{virtue.name}: {virtue.text}",
        is_scale=True,
        parts=(AFTER,),
        low="gar nicht",
        high="voll und ganz",
        formula=virtue.formula,
    )


def sheet(viewer: Viewer) -> Sheet:
    """What a player is asked now, with what they answered; four queries."""
    game = game_row(viewer.game_id)
    part = open_questions(game)
    asked = questions_of(game, part)
    if not asked or viewer.seat_id is None:
        return Sheet("", LEAST, questions=(), ratings=())
    person = person_of(game.public_id, viewer.seat_id)
    rows = ReflectionAnswer.objects.filter(game=game, person=person, part=part)
    given = {row.question: row for row in rows}
    out = own_out(game, person, part)
    own = [_own(each, given.get(each.id), out=each.id in out) for each in asked]
    return Sheet(
        part,
        asked_in(game).least,
        questions=tuple(each for each in own if not each.question.formula),
        ratings=tuple(each for each in own if each.question.formula),
    )


def _own(question: Question, row: ReflectionAnswer | None, *, out: bool) -> Own:
    return Own(question, row.value if row else None, row.text if row else "", out)


def own_out(game: Game, person: str, part: str) -> frozenset[str]:
    """Questions to which this person's answer has come out with its group: it stays as it is.

    If it could be changed, two looks at the group would tell it. One query.
    """
    rows = ReflectionAnswer.objects.filter(game=game, part=part).order_by("pk")
    people: dict[str, list[str]] = defaultdict(list)
    for question, whose in rows.values_list("question", "person"):
        people[question].append(whose)
    least = asked_in(game).least
    return frozenset(
        question
        for question, given in people.items()
        if any(person in group for group in whole_groups(given, least))
    )
