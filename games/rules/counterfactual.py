"""What-if: the same decisions under other rules (rules section 10).

Scenario, seed and all decisions are kept: the same weather, the same deck, the same hidden biases.
What the other rules do not allow is void and listed. What people would have decided instead
cannot be known; the places where that matters are part of the result, too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from games.errors import ScenarioError
from games.rules.model import CooperationModel, Decision, Note, Scenario, Settlement, State
from games.rules.notes import REFUSED
from games.rules.replay import replay
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

    ``model``: another cooperation model; ``scenario``: the same region with other rule values (see
    ``parameters``); ``decisions``: by round and town what takes the place of what was decided.
    """

    model: str = ""
    scenario: Scenario | None = None
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

    ``void``: what counted in the game and was refused now; ``revived``: the reverse.
    """

    played: Settlement
    again: Settlement
    void: tuple[Note, ...]
    revived: tuple[Note, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """All rounds side by side; ``gaps`` holds what concerns the whole game."""

    rounds: tuple[Comparison, ...]
    gaps: tuple[Gap, ...]


def play_again(
    scenario: Scenario, seed: str, model: str, rounds: Sequence[Decisions], change: Change
) -> Counterfactual:
    """Replay a game as it was and under a change; ``model`` "" is the scenario's own.

    Raises ``ScenarioError`` for a model, round or town that is not there.
    """
    _check(scenario, rounds, change)
    other = change.scenario or scenario
    played_model = model or scenario.model
    decided = _substituted(rounds, change.decisions)
    played = replay(scenario, seed, played_model, rounds)
    again = replay(other, seed, change.model or played_model, decided)
    before = (start(scenario, seed, played_model), start(other, seed, change.model or played_model))
    compared = []
    for number, (one, two) in enumerate(zip(played, again, strict=True)):
        compared.append(
            Comparison(
                played=one,
                again=two,
                void=_only_first(two, one),
                revived=_only_first(one, two),
                gaps=tuple(_round_gaps(number + 1, before, rounds[number], decided[number])),
            )
        )
        before = (one.state_after, two.state_after)
    models = (scenario.models[played_model], other.models[change.model or played_model])
    return Counterfactual(tuple(compared), tuple(_model_gaps(*models)))


def _check(scenario: Scenario, rounds: Sequence[Decisions], change: Change) -> None:
    other = change.scenario or scenario
    if change.model and change.model not in other.models:
        expected = "eines von: " + ", ".join(other.models)
        raise ScenarioError(other.id, "model", change.model, expected)
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


def _only_first(one: Settlement, other: Settlement) -> tuple[Note, ...]:
    """Refusals of items that the other settlement did not refuse, whatever the reason."""
    known = Counter((note.town, note.item) for note in _refusals(other))
    found = []
    for note in _refusals(one):
        if known[note.town, note.item]:
            known[note.town, note.item] -= 1
        else:
            found.append(note)
    return tuple(found)


def _refusals(settled: Settlement) -> Iterator[Note]:
    return (note for note in settled.notes if note.code in REFUSED)


def _model_gaps(played: CooperationModel, again: CooperationModel) -> Iterator[Gap]:
    if again.fund and again.fund != played.fund:
        yield Gap(NOT_ASKED, "fund")
    if again.max_stage > played.max_stage:
        yield Gap(NOT_ASKED, "stage")
    if again.equalise and not played.equalise:
        yield Gap(NOT_ASKED, "equalise")


def _round_gaps(
    number: int, before: tuple[State, State], played: Decisions, again: Decisions
) -> Iterator[Gap]:
    for town, decision in sorted(again.items()):
        old = played.get(town, Decision())
        for item in _questions(town, decision):
            if item not in _questions(town, old):
                yield Gap(NOT_ANSWERED, item.split(":")[0], number, town)
        for agreement in dict.fromkeys(_references(decision)):
            if _differs(agreement, *before):
                yield Gap(OTHER_AGREEMENT, agreement, number, town)


def _questions(town: str, decision: Decision) -> list[str]:
    """What a decision asks of others: offers as they are, and joint applications."""
    offers = [f"{town}#{place}:{offer}" for place, offer in enumerate(decision.proposals)]
    joint = [item for item in decision.applications if item.partners]
    return offers + [f"{item.project}:{item.partners}" for item in joint]


def _references(decision: Decision) -> Iterable[str]:
    yield from (*decision.leave, *decision.release, *decision.withhold)
    for offer in decision.proposals:
        yield from (item for item in (offer.roof, offer.replaces) if item)


def _differs(agreement_id: str, one: State, other: State) -> bool:
    """Whether an id stands for two different agreements; one that is missing is void anyway."""
    found = [
        (item.service, item.stage, item.members, item.founded)
        for state in (one, other)
        for item in state.agreements
        if item.id == agreement_id
    ]
    return len(set(found)) > 1
