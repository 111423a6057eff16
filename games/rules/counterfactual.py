"""What-if: the same decisions under other rules (rules section 10).

Scenario, seed and all decisions are kept: the same weather, the same deck, the same hidden biases.
What the other rules do not allow is void and listed. What people would have decided instead
cannot be known; the places where that matters are part of the result, too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from games.errors import ScenarioError
from games.rules.model import CooperationModel, Decision, Note, Scenario, Settlement, State
from games.rules.notes import REFUSED
from games.rules.references import Names, matched, original, pairs, translated
from games.rules.replay import NO_CHANGES, NO_VALUES, Replay, Values, replay
from games.rules.start import start

Decisions = Mapping[str, Decision]

NOT_ASKED, NOT_ANSWERED, OTHER_AGREEMENT = "not_asked", "not_answered", "other_agreement"
GAPS: Final[Mapping[str, str]] = {
    NOT_ASKED: "the other model offers something nobody could decide on in the game",
    NOT_ANSWERED: "a substituted decision asks others who never saw the question",
    OTHER_AGREEMENT: "an id names another agreement than in the game",
}
"""Codes of what cannot be compared, and what they mean."""


@dataclass(frozen=True, slots=True)
class Change:
    """What shall be different; empty = nothing.

    ``model``: another cooperation model from the first round to the last; ``models``: changes of
    the model in place of those of the game, by round; ``scenario``: the same region with other
    rule values (see ``parameters``); ``values``: values of rules by round in place of those of the
    game; ``decisions``: by round and town what takes the place of what was decided, with
    agreements called as in the game.
    """

    model: str = ""
    models: Mapping[int, str] | None = None
    scenario: Scenario | None = None
    values: Values | None = None
    decisions: Mapping[int, Decisions] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that cannot be compared: a code of ``GAPS``, and whom and what it concerns.

    ``round`` 0: it concerns the whole game.
    """

    code: str
    item: str
    round: int = 0
    town: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One round as it was played and again under the change.

    ``void``: what counted in the game and was refused now; ``revived``: the reverse. Both name
    agreements as the game does; ``names`` holds by those ids what ``again`` calls them.
    """

    played: Settlement
    again: Settlement
    void: tuple[Note, ...]
    revived: tuple[Note, ...]
    gaps: tuple[Gap, ...]
    names: Names


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """All rounds side by side; ``gaps`` holds what concerns the whole game."""

    rounds: tuple[Comparison, ...]
    gaps: tuple[Gap, ...]


def play_again(
    scenario: Scenario,
    seed: str,
    model: str,
    rounds: Sequence[Decisions],
    change: Change,
    models: Mapping[int, str] = NO_CHANGES,
    values: Values = NO_VALUES,
    played: Sequence[Settlement] | None = None,
) -> Counterfactual:
    """Replay a game as it was and under a change; ``model`` "" is the scenario's own.

    ``models``: by round the model that held from it on, where it was changed in the game;
    ``values``: likewise values of rules, which hold in both unless the change names others.
    ``played``: the rounds as this engine settled them, where they are known. Raises
    ``ScenarioError`` for a model, round or town that is not there.
    """
    _check(scenario, rounds, change)
    other = change.scenario or scenario
    first = model or scenario.model
    other_first, other_models = _models(change, first, models)
    if played is None:
        played = replay(scenario, seed, first, rounds, models, values)
    other_values = values if change.values is None else change.values
    again = Replay(other, seed, other_first, other_models, other_values)
    before, names = start(scenario, seed, first), dict[str, str]()
    compared = []
    decided = _substituted(rounds, change.decisions)
    for number, (one, old, new) in enumerate(zip(played, rounds, decided, strict=True), start=1):
        gaps = tuple(_round_gaps(number, (before, again.state), old, new, names))
        two = again.settle({town: translated(each, names) for town, each in new.items()})
        before, names = one.state_after, matched(names, one.state_after, two.state_after)
        compared.append(_compared(one, two, gaps, names))
    courses = (
        [scenario.models[name] for name in _course(first, models, len(rounds))],
        [other.models[name] for name in _course(other_first, other_models, len(rounds))],
    )
    return Counterfactual(tuple(compared), tuple(_gaps_of_models(*courses)))


def _compared(
    played: Settlement, again: Settlement, gaps: tuple[Gap, ...], names: Names
) -> Comparison:
    then, now = _refusals(played), [original(note, names) for note in _refusals(again)]
    void, revived = _only_first(now, then), _only_first(then, now)
    return Comparison(played, again, void, revived, gaps, names)


def _models(change: Change, first: str, models: Mapping[int, str]) -> tuple[str, Mapping[int, str]]:
    """The other game's first model and its changes."""
    if change.models is not None:
        return change.model or first, change.models
    return (change.model, NO_CHANGES) if change.model else (first, models)


def _course(first: str, models: Mapping[int, str], rounds: int) -> list[str]:
    """The model of every round; of a game without rounds the first one."""
    course = [first]
    for number in range(1, rounds + 1):
        course.append(models.get(number, course[-1]))
    return course[1:] or course


def _gaps_of_models(
    played: Sequence[CooperationModel], again: Sequence[CooperationModel]
) -> Iterator[Gap]:
    """What was never asked: once where it concerns the whole game, else round by round."""
    pairs = list(zip(played, again, strict=True))
    if all(pair == pairs[0] for pair in pairs):
        yield from _model_gaps(*pairs[0])
        return
    for number, pair in enumerate(pairs, start=1):
        yield from (replace(gap, round=number) for gap in _model_gaps(*pair))


def _check(scenario: Scenario, rounds: Sequence[Decisions], change: Change) -> None:
    other = change.scenario or scenario
    for model in (change.model, *(change.models or {}).values()):
        if model and model not in other.models:
            expected = "eines von: " + ", ".join(other.models)
            raise ScenarioError(other.id, "model", model, expected)
    for number in change.models or {}:
        if not 1 <= number <= len(rounds):
            raise ScenarioError(scenario.id, "models", number, f"Runde 1 bis {len(rounds)}")
    if other.municipalities.keys() != scenario.municipalities.keys():
        towns = ", ".join(scenario.municipalities)
        found = ", ".join(other.municipalities)
        raise ScenarioError(other.id, "municipalities", found, f"dieselben Gemeinden: {towns}")
    for number, decisions in change.decisions.items():
        if not 1 <= number <= len(rounds):
            raise ScenarioError(scenario.id, "decisions", number, f"Runde 1 bis {len(rounds)}")
        for town in decisions:
            if town not in scenario.municipalities:
                expected = "eines von: " + ", ".join(scenario.municipalities)
                raise ScenarioError(scenario.id, f"decisions.{number}", town, expected)


def _substituted(
    rounds: Sequence[Decisions], changes: Mapping[int, Decisions]
) -> tuple[dict[str, Decision], ...]:
    return tuple(
        {**decisions, **changes.get(number, {})} for number, decisions in enumerate(rounds, start=1)
    )


def _only_first(some: Iterable[Note], others: Iterable[Note]) -> tuple[Note, ...]:
    """Refusals of items that the other settlement did not refuse, whatever the reason."""
    known = Counter((note.town, note.item) for note in others)
    found = []
    for note in some:
        if known[note.town, note.item]:
            known[note.town, note.item] -= 1
        else:
            found.append(note)
    return tuple(found)


def _refusals(settled: Settlement) -> list[Note]:
    return [note for note in settled.notes if note.code in REFUSED]


def _model_gaps(played: CooperationModel, again: CooperationModel) -> Iterator[Gap]:
    if again.fund and again.fund != played.fund:
        yield Gap(NOT_ASKED, "fund")
    if again.max_stage > played.max_stage:
        yield Gap(NOT_ASKED, "stage")
    if again.equalise and not played.equalise:
        yield Gap(NOT_ASKED, "equalise")


def _round_gaps(
    number: int, before: tuple[State, State], played: Decisions, again: Decisions, names: Names
) -> Iterator[Gap]:
    others = _others(before, names)
    for town, decision in sorted(again.items()):
        old = played.get(town, Decision())
        for item in _questions(town, decision):
            if item not in _questions(town, old):
                yield Gap(NOT_ANSWERED, item.split(":")[0], number, town)
        for agreement in dict.fromkeys(_references(decision)):
            if agreement in others:
                yield Gap(OTHER_AGREEMENT, agreement, number, town)


def _questions(town: str, decision: Decision) -> list[str]:
    """What a decision asks of others: offers as they are, and joint applications."""
    offers = [f"{town}#{place}:{offer}" for place, offer in enumerate(decision.proposals)]
    joint = [item for item in decision.applications if item.partners]
    return offers + [f"{item.project}:{item.partners}{item.shares}" for item in joint]


def _references(decision: Decision) -> Iterable[str]:
    yield from (*decision.leave, *decision.release, *decision.withhold)
    for offer in decision.proposals:
        yield from (item for item in (offer.roof, offer.replaces) if item)


def _others(before: tuple[State, State], names: Names) -> set[str]:
    """Ids of agreements that are others than in the game; one that is missing is void anyway."""
    return {
        item
        for item, one, two in pairs(names, *before)
        if (one.stage, set(one.members)) != (two.stage, set(two.members))
    }
