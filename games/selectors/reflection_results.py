"""What came of the questions before and after a game: whole groups of answers, nothing below them.

Per question and part the answers come out in groups of the scenario's least number, in the order in
which they were first given (``rules.groups``); what is out is never changed any more
(``reflection.own_out``). Those who answered both times are compared in whole groups as well, and
told by direction alone: a difference in figures between overlapping groups would tell two people.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from games.access import Viewer
from games.models import ReflectionAnswer
from games.rules.groups import softened_sum, whole_groups
from games.rules.money import rdiv
from games.selectors.reading import game_row
from games.selectors.reflection import AFTER, BEFORE, SCALE, Question, asked_in

STEP = 2_500
"""Ten-thousandths from one value of the scale to the next."""
GROUPS_FOR_SPREAD = 2
"""Within a single group how far answers lie apart says too much of each."""
MOVED = 50
"""Hundredths of a step that a mean must have moved for it to be told."""
_CLOSE, _MIXED = 64, 169
"""Variances in hundredths: standard deviations of 0.8 and 1.3."""

Spread = Literal["", "close", "mixed", "wide"]


@dataclass(frozen=True, slots=True)
class Side:
    """The groups of a scale that are out in one part: mean in hundredths, ends softened.

    ``spread``: how far answers lie apart, "" where too few groups are out to say so.
    """

    people: int
    mean: int
    spread: Spread


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """A scale before and after; None where no group is out.

    ``moved``: which way those went who answered both times (-1, 0 = nearly the same, 1); None where
    they are too few.
    """

    question: Question
    before: Side | None
    after: Side | None
    moved: int | None


@dataclass(frozen=True, slots=True)
class TextResult:
    """Words to a question in one part, in no order of people or time."""

    question: Question
    part: str
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
        """Whether a group of any question is out."""
        scales = (*self.scales, *self.ratings)
        return any(each.before or each.after for each in scales) or any(
            each.texts for each in self.texts
        )

    @property
    def shown(self) -> tuple[ScaleResult, ...]:
        """The scales with a group on either side."""
        return tuple(each for each in self.scales if each.before or each.after)


@dataclass(frozen=True, slots=True)
class _Out:
    """An answer that is out; ``came``: the answer that made its group full, as a moment."""

    row: ReflectionAnswer
    came: int


_Given = Mapping[tuple[str, str], Sequence[Sequence[ReflectionAnswer]]]


def results(viewer: Viewer) -> Results:
    """Means, spreads and texts of the groups that are out; three queries."""
    game = game_row(viewer.game_id)
    asked = asked_in(game)
    rows: dict[tuple[str, str], list[ReflectionAnswer]] = defaultdict(list)
    people: dict[str, set[str]] = {BEFORE: set(), AFTER: set()}
    for row in ReflectionAnswer.objects.filter(game=game).order_by("pk"):
        rows[row.part, row.question].append(row)
        people[row.part].add(row.person)
    groups = {key: whole_groups(found, asked.least) for key, found in rows.items()}
    scales = [_scale(each, groups, asked.least) for each in asked.questions if each.is_scale]
    return Results(
        least=asked.least,
        before=len(people[BEFORE]),
        after=len(people[AFTER]),
        scales=tuple(each for each in scales if not each.question.formula),
        ratings=tuple(each for each in scales if each.question.formula),
        texts=tuple(
            _texts(question, part, groups.get((part, question.id), ()))
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


def _scale(question: Question, groups: _Given, least: int) -> ScaleResult:
    before = groups.get((BEFORE, question.id), ())
    after = groups.get((AFTER, question.id), ())
    return ScaleResult(question, _side(before), _side(after), _moved(before, after, least))


def _side(groups: Sequence[Sequence[ReflectionAnswer]]) -> Side | None:
    if not groups:
        return None
    sums = [softened_sum(_values(group), SCALE[0], SCALE[-1]) for group in groups]
    values = [value for group in groups for value in _values(group)]
    count = len(values)
    spread = _spread(values) if len(groups) >= GROUPS_FOR_SPREAD else ""
    return Side(count, rdiv(sum(sums) * 100, count), spread)


def _values(rows: Sequence[ReflectionAnswer]) -> list[int]:
    return [row.value for row in rows if row.value is not None]


def _spread(values: Sequence[int]) -> Spread:
    count, total = len(values), sum(values)
    squares = sum(value * value for value in values)
    variance = (squares * count - total * total) * 100 // (count * count)
    if variance < _CLOSE:
        return "close"
    return "mixed" if variance < _MIXED else "wide"


def _moved(
    before: Sequence[Sequence[ReflectionAnswer]],
    after: Sequence[Sequence[ReflectionAnswer]],
    least: int,
) -> int | None:
    was, now = _by_person(before), _by_person(after)
    # In the order in which both sides of a pair were out: later on none can come in between.
    pairs = sorted(
        was.keys() & now.keys(),
        key=lambda each: (max(was[each].came, now[each].came), now[each].row.pk),
    )
    compared = [person for group in whole_groups(pairs, least) for person in group]
    if not compared:
        return None
    change = sum((now[each].row.value or 0) - (was[each].row.value or 0) for each in compared)
    mean = rdiv(change * 100, len(compared))
    return 0 if abs(mean) < MOVED else (1 if mean > 0 else -1)


def _by_person(groups: Sequence[Sequence[ReflectionAnswer]]) -> dict[str, _Out]:
    return {row.person: _Out(row, group[-1].pk) for group in groups for row in group}


def _texts(
    question: Question, part: str, groups: Sequence[Sequence[ReflectionAnswer]]
) -> TextResult:
    texts = [row.text for group in groups for row in group]
    return TextResult(question, part, tuple(sorted(texts, key=_mixed)))


def _mixed(text: str) -> str:
    """An order that says nothing about people, and is the same each time."""
    return sha256(text.encode()).hexdigest()
