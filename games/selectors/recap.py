"""The quick round of questions after each settlement: counts and means, never who said what.

While the questions are open, everybody sees how many have answered and nothing else: two looks at
running results would tell the answer that came between them. Once the phase is over they show, from
``LEAST_ANSWERS`` on; the facilitator sees the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from games.access import Viewer
from games.enums import Phase, RecapQuestion
from games.models import RecapAnswer, Seat, Settlement
from games.rules.legality import limits
from games.rules.model import Measure
from games.rules.money import part, rdiv
from games.selectors.frame import Place, place
from games.selectors.guesses import guesses_after, guesses_for
from games.selectors.memo import shared
from games.selectors.reading import team_rows
from games.selectors.regionmap import mark_of
from games.selectors.rounds import Round
from games.selectors.scenarios import state_after
from games.selectors.stage import Stage

LEAST_ANSWERS = 3
SCALE = (1, 2, 3, 4, 5)
_AFTER_THE_LAST = (Phase.DEBRIEF, Phase.ENDED)


@dataclass(frozen=True, slots=True)
class Results:
    """A question with its results; ``mean`` in hundredths, None while they do not show."""

    question: RecapQuestion
    text: str
    low: str
    high: str
    answered: int
    counts: tuple[int, ...]
    mean: int | None

    @property
    def bars(self) -> tuple[tuple[int, int, int], ...]:
        """Value, count, and share of the most frequent one in thousandths."""
        most = max(self.counts, default=0) or 1
        return tuple(
            (value, count, count * 1000 // most)
            for value, count in zip(SCALE, self.counts, strict=False)
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """A municipality or goal to choose, and whether the team has chosen it."""

    id: str
    name: str
    chosen: bool
    mark: int = 0


@dataclass(frozen=True, slots=True)
class GuessForm:
    """The team's guess of this round: whose goal it may guess, and what it has chosen."""

    towns: tuple[Choice, ...]
    goals: tuple[Choice, ...]
    by: str

    @property
    def made(self) -> str:
        """The guess in words, "" while there is none."""
        chosen = [each.name for each in (*self.towns, *self.goals) if each.chosen]
        return ": ".join(chosen)


@dataclass(frozen=True, slots=True)
class Recap:
    """The questions of a round; ``guess`` None where no goal can be guessed (any more).

    ``round_number``: the round that is asked about, or that was last; 0 before the first.
    """

    round_number: int
    open: bool
    people: int
    results: tuple[Results, ...]
    guess: GuessForm | None


@dataclass(frozen=True, slots=True)
class GuessResult:
    """What became of a guess; ``closes``: part of what is missing to full trust (bp)."""

    town: str
    goal: str
    hit: bool
    closes: int


def live_context(viewer: Viewer) -> Mapping[str, Any]:
    """Everything the questions' regions need; nothing personal."""
    here = place(viewer)
    return {"frame": here.frame, "now": timezone.now(), "recap": recap(here)}


def recap(here: Place) -> Recap | None:
    """The questions about the round, or the results of the last ones; None in the lobby."""
    game = here.game
    if not game.round_number:
        return None
    return _recap(game.pk, Phase(game.phase), game.round_number, people(game.pk), _guess_form(here))


def _recap(
    game_id: int, phase: Phase, round_number: int, people: int, guess: GuessForm | None = None
) -> Recap:
    is_open = phase == Phase.RECAP
    about = round_number if is_open or phase in _AFTER_THE_LAST else round_number - 1
    found = results(game_id, about, closed=not is_open) if about else ()
    return Recap(about, is_open, people, found, guess)


def questions(game_id: int, stage: Stage) -> Recap | None:
    """The questions for the facilitator: how many answered, and right after it the results."""
    phase = Phase(stage.phase)
    if phase not in {Phase.RECAP, Phase.BRIEFING, *_AFTER_THE_LAST}:
        return None
    found = _recap(game_id, phase, stage.round_number, people(game_id))
    return found if found.open or any(each.answered for each in found.results) else None


@shared
def people(game_id: int) -> int:
    """How many people sit in the game."""
    seats = Seat.objects.filter(game_id=game_id, removed_at__isnull=True)
    return seats.exclude(name="").count()


@shared
def results(game_id: int, round_number: int, *, closed: bool) -> tuple[Results, ...]:
    """Both questions, with their results where they are ``closed``; one query."""
    rows = _answers(game_id, round_number)
    found = rows.order_by().values_list("question", "value").annotate(count=Count("pk"))
    counts = {(question, value): count for question, value, count in found}
    return tuple(_results(question, counts, closed=closed) for question in RecapQuestion)


def _answers(game_id: int, round_number: int) -> QuerySet[RecapAnswer]:
    """Answers to the round as it is settled; those to a settlement undone since speak of that."""
    live = Settlement.objects.filter(
        game_id=game_id, round_number=round_number, superseded_at__isnull=True
    )
    return RecapAnswer.objects.filter(
        seat__game_id=game_id,
        round_number=round_number,
        answered_at__gte=live.values("settled_at")[:1],
    )


def _results(
    question: RecapQuestion, counts: Mapping[tuple[str, int], int], *, closed: bool
) -> Results:
    found = tuple(counts.get((question.value, value), 0) for value in SCALE)
    answered = sum(found)
    enough = closed and answered >= LEAST_ANSWERS
    total = sum(value * count for value, count in zip(SCALE, found, strict=True))
    text, low, high = _WORDS[question]()
    return Results(
        question=question,
        text=text,
        low=low,
        high=high,
        answered=answered,
        counts=found if enough else (),
        mean=rdiv(total * 100, answered) if enough else None,
    )


_WORDS = {
    RecapQuestion.FAIR: lambda: (
        _("War das Ergebnis dieser Runde fair?"),
        _("gar nicht"),
        _("ganz und gar"),
    ),
    RecapQuestion.AGAIN: lambda: (
        _("Würden Sie mit denselben Partnern wieder etwas machen?"),
        _("nie wieder"),
        _("jederzeit"),
    ),
}


def own_answers(viewer: Viewer) -> Mapping[str, int]:
    """What this person has answered in the running round, by question: for this person alone."""
    here = place(viewer)
    rows = _answers(here.game.pk, here.game.round_number).filter(seat_id=viewer.seat_id or 0)
    return dict(rows.values_list("question", "value"))


def _guess_form(here: Place) -> GuessForm | None:
    game, scenario = here.game, here.scenario
    if game.phase != Phase.RECAP or game.round_number >= game.rounds:
        return None
    state = state_after(game.pk, game.round_number)
    may = limits(scenario, state, here.team.town).may_guess
    if not may:
        return None
    made = _own_guess(game.pk, here.team.pk, game.round_number)
    town, goal, by = made or ("", "", "")
    return GuessForm(
        towns=tuple(
            Choice(team.town, team.name, team.town == town, mark_of(team.position))
            for team in team_rows(game.pk)
            if team.town in may
        ),
        goals=tuple(
            Choice(each.id, each.name, each.id == goal) for each in scenario.goals.values()
        ),
        by=by,
    )


def _own_guess(game_id: int, team_id: int, round_number: int) -> tuple[str, str, str] | None:
    rows = guesses_after(game_id, round_number).filter(team_id=team_id)
    return rows.values_list("town", "goal", "by").first()


def guess_result(here: Place, played: Round) -> GuessResult | None:
    """What became of the own team's guess in a settled round; one query."""
    made = guesses_for(here.game.pk, played.number).get(here.team.town)
    if made is None or made.goal not in here.scenario.goals:
        return None
    rules, own = here.scenario.trust, here.team.town
    hit = any(
        (cause.measure, cause.code, cause.town, cause.other)
        == (Measure.TRUST, "guess", made.town, own)
        for cause in played.causes
    )
    return GuessResult(
        town=here.scenario.municipalities[made.town].name,
        goal=here.scenario.goals[made.goal].name,
        hit=hit,
        closes=part(rules.up, rules.signal_guess),
    )
