"""Questions before and after a game: what is asked now, and what came of it.

Answers belong to a keyed hash of game and seat: readers see means, spreads and texts in no order,
and nothing at all below the least number of answers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from math import isqrt
from uuid import UUID

from django.utils.crypto import salted_hmac

from games.access import Viewer
from games.enums import Phase
from games.models import Game, ReflectionAnswer, ScenarioVersion
from games.rules.money import rdiv
from games.scenarios import seven_v
from games.selectors.reading import game_row

SALT = "planspiel.reflection"
SCALE = (1, 2, 3, 4, 5)
BEFORE, AFTER = "pre", "post"
VIRTUE = "v_"
STEP = 2_500
"""Ten-thousandths from one value of the scale to the next."""
MOST_KEPT = 32
LEAST = 5
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
    """All questions of a scenario, and how many answers are needed to show any."""

    questions: tuple[Question, ...] = ()
    least: int = LEAST


@dataclass(frozen=True, slots=True)
class Own:
    """A question with the own answer of whoever looks ("" = none)."""

    question: Question
    value: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What somebody is asked now; ``part`` "" = nothing at the moment."""

    part: str
    answered: bool
    questions: tuple[Own, ...]
    ratings: tuple[Own, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """Answers to a scale in one part: mean and standard deviation in hundredths."""

    people: int
    mean: int
    spread: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """A scale before and after; None below the least number.

    ``paired``: by how many hundredths those who answered both times moved, and how many they are.
    """

    question: Question
    before: Side | None
    after: Side | None
    paired: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class TextResult:
    """Words to a question in one part, in no order of people or time; empty below the least."""

    question: Question
    part: str
    people: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What the review shows; ``people``: how many answered anything before and after."""

    least: int
    before: int
    after: int
    scales: tuple[ScaleResult, ...]
    ratings: tuple[ScaleResult, ...]
    texts: tuple[TextResult, ...]

    @property
    def shows(self) -> bool:
        """Whether either part has enough answers."""
        return max(self.before, self.after) >= self.least

    @property
    def shown(self) -> tuple[ScaleResult, ...]:
        """The scales with enough answers on either side."""
        return tuple(each for each in self.scales if each.before or each.after)


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
    part = open_part(game.phase, game.round_number)
    return part if part and questions_of(game, part) else ""


@lru_cache(maxsize=MOST_KEPT)
def _asked(digest: str) -> Asked:
    content = ScenarioVersion.objects.values_list("content", flat=True).get(digest=digest)
    table = content.get("reflection")
    if not table:
        return Asked()
    questions = [_question(each) for each in table.get("questions", ())]
    if table.get("self_rating", True):
        questions += [_rating(each) for each in seven_v.read().virtues]
    return Asked(tuple(questions), table.get("least", LEAST))


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
    """What a player is asked now, with what they answered; three queries."""
    game = game_row(viewer.game_id)
    part = open_part(game.phase, game.round_number)
    asked = questions_of(game, part)
    if not asked or viewer.seat_id is None:
        return Sheet("", answered=False, questions=(), ratings=())
    rows = ReflectionAnswer.objects.filter(
        game=game, person=person_of(game.public_id, viewer.seat_id), part=part
    )
    given = {row.question: row for row in rows}
    own = [_own(each, given.get(each.id)) for each in asked]
    return Sheet(
        part,
        answered=bool(given),
        questions=tuple(each for each in own if not each.question.formula),
        ratings=tuple(each for each in own if each.question.formula),
    )


def _own(question: Question, row: ReflectionAnswer | None) -> Own:
    return Own(question, row.value if row else None, row.text if row else "")


def results(viewer: Viewer) -> Results:
    """Means, spreads and texts of a game's answers; three queries."""
    game = game_row(viewer.game_id)
    asked = asked_in(game)
    given: dict[tuple[str, str], dict[str, ReflectionAnswer]] = defaultdict(dict)
    for row in ReflectionAnswer.objects.filter(game=game):
        given[row.part, row.question][row.person] = row
    people = {
        part: len({p for (of, _), rows in given.items() if of == part for p in rows})
        for part in (BEFORE, AFTER)
    }
    scales = [_scale(q, given, asked.least) for q in asked.questions if q.is_scale]
    return Results(
        least=asked.least,
        before=people[BEFORE],
        after=people[AFTER],
        scales=tuple(each for each in scales if not each.question.formula),
        ratings=tuple(each for each in scales if each.question.formula),
        texts=tuple(
            _texts(question, part, given[part, question.id].values(), asked.least)
            for question in asked.questions
            if not question.is_scale
            for part in question.parts
        ),
    )


def self_ratings(viewer: Viewer) -> dict[str, int]:
    """Mean self-rating of the region in ten-thousandths by formula; only what may be shown."""
    return {
        each.question.formula: rdiv((each.after.mean - 100) * STEP, 100)
        for each in results(viewer).ratings
        if each.after is not None
    }


def _scale(
    question: Question,
    given: Mapping[tuple[str, str], Mapping[str, ReflectionAnswer]],
    least: int,
) -> ScaleResult:
    before = _values(given.get((BEFORE, question.id), {}))
    after = _values(given.get((AFTER, question.id), {}))
    both = before.keys() & after.keys()
    moved = sum(after[person] - before[person] for person in both)
    return ScaleResult(
        question,
        _side(list(before.values()), least),
        _side(list(after.values()), least),
        (rdiv(moved * 100, len(both)), len(both)) if len(both) >= least else None,
    )


def _values(rows: Mapping[str, ReflectionAnswer]) -> dict[str, int]:
    return {person: row.value for person, row in rows.items() if row.value is not None}


def _side(values: Sequence[int], least: int) -> Side | None:
    count = len(values)
    if count < least:
        return None
    total, squares = sum(values), sum(value * value for value in values)
    variance = (squares * count - total * total) * 10_000 // (count * count)
    return Side(
        count,
        rdiv(total * 100, count),
        isqrt(variance),
        tuple(sum(1 for value in values if value == each) for each in SCALE),
    )


def _texts(
    question: Question, part: str, rows: Iterable[ReflectionAnswer], least: int
) -> TextResult:
    texts = [row.text for row in rows if row.text]
    shown = sorted(texts, key=_mixed) if len(texts) >= least else []
    return TextResult(question, part, len(texts), tuple(shown))


def _mixed(text: str) -> str:
    """An order that says nothing about people, and is the same each time."""
    return sha256(text.encode()).hexdigest()
