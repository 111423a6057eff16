"""The questions to the six steps: of the program, of the scenario, of the facilitator.

Those of the scenario may be bound to a kind of moment. They stand there if the game had such a
moment, and lead to it; otherwise they are left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from django.utils.translation import gettext as _

from games.access import Viewer, ViewerKind
from games.enums import DebriefStep, DebriefSubject
from games.models import Game, ScenarioVersion
from games.selectors.bound_moments import SIGN, bound_moment
from games.selectors.debrief_moments import moment_of, moment_url, settled_at
from games.selectors.debrief_state import Edited, Steered
from games.selectors.debrief_words import questions_of
from games.selectors.record import record_of

USUAL, SCENARIO, OWN = "usual", "scenario", "own"
MOST_KEPT: Final = 32
STEPS: Final[Mapping[str, DebriefStep]] = {
    "gefuehl": DebriefStep.FEEL,
    "passiert": DebriefStep.HAPPENED,
    "gelernt": DebriefStep.LEARNED,
    "wirklichkeit": DebriefStep.REALITY,
    "was_waere_wenn": DebriefStep.WHAT_IF,
    "weiter": DebriefStep.NEXT,
}
"""The steps as scenario files call them."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question to a step.

    ``key`` names it in commands; ``number`` is that of its log entry, 0 for those that came with
    program or scenario. Where it is bound to a moment: ``moment`` when that was, ``fact`` what
    happened (of a moment that the facilitator noted "": the note is read by all once it is shown),
    ``url`` where to read it, ``at`` its number in the log (for whoever has a link of their own),
    ``show`` what puts it before everybody. ``changed``: the facilitator worded it anew.
    """

    text: str
    key: str
    number: int = 0
    moment: str = ""
    fact: str = ""
    url: str = ""
    at: int = 0
    show: str = ""
    hidden: bool = False
    changed: bool = False


@dataclass(frozen=True, slots=True)
class ScenarioQuestion:
    """A question as the scenario's file has it; ``moment``: kind and what it is about."""

    id: str
    step: DebriefStep
    text: str
    moment: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioQuestions:
    """All of a scenario; ``usual``: those of the program stand beside them."""

    asked: tuple[ScenarioQuestion, ...] = ()
    usual: bool = True


def questions(game: Game, board: Steered, step: DebriefStep) -> tuple[Question, ...]:
    """The questions to a step in the order in which all see them, the hidden ones among them.

    First those of the facilitator's own, the newest before: they are asked now. Then those of the
    scenario, then those that every game has.
    """
    scenario = _of_scenario(game.scenario.digest)
    own = [found for each in scenario.asked if each.step is step and (found := _bound(game, each))]
    replaced = bool(own) and not scenario.usual
    usual = [
        Question(text, f"{USUAL}:{step.value}:{number}", hidden=replaced)
        for number, text in enumerate(questions_of(step), start=1)
    ]
    came = (_edited(each, board.edited.get(each.key)) for each in (*own, *usual))
    return (*reversed(tuple(_asked(game, board, step))), *came)


def question_named(game: Game, board: Steered, key: str) -> Question | None:
    """The question of a key, None where there is none (any more)."""
    return next(
        (each for step in DebriefStep for each in questions(game, board, step) if each.key == key),
        None,
    )


def own_key(number: int) -> str:
    """The key of a question of the facilitator's own."""
    return f"{OWN}:{number}"


def _edited(question: Question, edited: Edited | None) -> Question:
    if edited is None:
        return question
    hidden = question.hidden if edited.hidden is None else edited.hidden
    if not edited.text:
        return replace(question, hidden=hidden)
    return replace(question, hidden=hidden, text=edited.text, changed=True)


def _asked(game: Game, board: Steered, step: DebriefStep) -> Iterator[Question]:
    for each in board.asked:
        if each.step is step:
            plain = Question(each.text, own_key(each.number), each.number)
            moment = moment_of(game, each.moment) if each.moment else None
            yield (
                plain
                if moment is None
                else replace(
                    plain,
                    moment=moment.title,
                    url=moment_url(game, moment.number),
                    at=moment.number,
                    show=f"{DebriefSubject.MOMENT}{SIGN}{moment.number}",
                )
            )


def _bound(game: Game, asked: ScenarioQuestion) -> Question | None:
    """A question of the scenario with its moment; None where the game had no such moment."""
    plain = Question(asked.text, f"{SCENARIO}:{asked.id}")
    if not asked.moment:
        return plain
    record = record_of(Viewer(ViewerKind.REVIEW, game.pk))
    found = bound_moment(record, asked.moment) if record else None
    if record is None or found is None:
        return None
    at = settled_at(game, record, found.round_number)
    return replace(
        plain,
        moment=_("Runde %(number)s") % {"number": found.round_number},
        fact=found.text,
        url=moment_url(game, at),
        at=at,
        show=f"{DebriefSubject.TURNING}{SIGN}{asked.moment}",
    )


@lru_cache(maxsize=MOST_KEPT)
def _of_scenario(digest: str) -> ScenarioQuestions:
    content = ScenarioVersion.objects.values_list("content", flat=True).get(digest=digest)
    table: Mapping[str, Any] = content.get("debrief") or {}
    return ScenarioQuestions(
        tuple(_question(each) for each in table.get("questions", ())), table.get("usual", True)
    )


def _question(row: Mapping[str, str]) -> ScenarioQuestion:
    bound = SIGN.join(part for part in (row.get("moment"), row.get("of")) if part)
    return ScenarioQuestion(row["id"], STEPS[row["step"]], row["text"], bound)
