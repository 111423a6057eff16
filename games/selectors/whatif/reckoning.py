"""A played game under wishes: the engine's change, and what came of it in both games."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from games.rules.counterfactual import Change, Gap, play_again
from games.rules.model import Decision, Level, Note, Proposal, Scenario, Settlement
from games.rules.parameters import with_parameters
from games.rules.replay import NO_CHANGES, Values
from games.rules.settle import ENGINE_VERSION
from games.rules.sidebyside import Parting, Side, TownRow, parting, side, town_rows
from games.rules.substitutes import (
    Rounds,
    changes,
    leaves,
    never_in_fund,
    never_members,
    on_its_own,
    with_key,
    with_level,
    without_agreement,
    without_edge,
    without_equalisation,
)
from games.selectors.memo import Newest, Same
from games.selectors.whatif import wishes
from games.selectors.whatif.wishes import Ground, Wish

MOST_KEPT: Final = 256
"""Outcomes in memory: figures alone, a few kilobytes each."""
DIFFERENCES: Final = 4


@dataclass(frozen=True, slots=True)
class Service:
    """A service at the end of a game: where it is open, and who carries it together."""

    sites: int
    members: int


@dataclass(frozen=True, slots=True)
class GapFound:
    """A gap, and the offer it is about where it is one."""

    gap: Gap
    offer: Proposal | None


@dataclass(frozen=True, slots=True)
class RoundFound:
    """What cannot be compared in a round."""

    number: int
    void: tuple[Note, ...]
    revived: tuple[Note, ...]
    gaps: tuple[GapFound, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Both games boiled down; ``gaps`` concern the whole game, ``services`` what was changed.

    ``older``: rounds of the game were settled by an earlier engine, so that the game itself was
    reckoned again, too.
    """

    played: Side
    again: Side
    towns: tuple[TownRow, ...]
    parting: Parting | None
    rounds: tuple[RoundFound, ...]
    gaps: tuple[Gap, ...]
    services: tuple[tuple[str, Service, Service], ...]
    older: bool


kept: Newest[Outcome] = Newest(MOST_KEPT)
_one_at_a_time = threading.Lock()


def outcome_of(ground: Ground, wanted: Sequence[Wish]) -> Outcome:
    """The game under wishes, from memory where it was asked for before. No query.

    One at a time in a process: a hall that asks keeps no more than one core from those who play.
    """
    key = _key(ground, wanted)
    found = kept.get(key)
    if found is not None:
        return found
    with _one_at_a_time:
        found = kept.get(key)
        if found is None:
            found = _reckoned(ground, wanted)
            kept.put(key, found)
    return found


def is_known(ground: Ground, wanted: Sequence[Wish]) -> bool:
    """Whether the outcome is in memory."""
    return kept.get(_key(ground, wanted)) is not None


def _key(ground: Ground, wanted: Sequence[Wish]) -> tuple[Same[Settlement], tuple[str, ...]]:
    return Same(ground.record.settlements[-1]), tuple(sorted(wish.token for wish in wanted))


def _reckoned(ground: Ground, wanted: Sequence[Wish]) -> Outcome:
    record = ground.record
    older = any(each.engine_version != ENGINE_VERSION for each in record.settlements)
    change = change_of(ground, wanted)
    found = play_again(
        ground.scenario,
        record.seed,
        record.model,
        record.decisions,
        change,
        record.course.models,
        record.course.values,
        None if older else record.settlements,
    )
    first = record.states[0]
    rounds = []
    for number, each in enumerate(found.rounds, start=1):
        decided = {**record.decisions[number - 1], **change.decisions.get(number, {})}
        gaps = tuple(GapFound(gap, _offer_of(gap, decided)) for gap in each.gaps)
        rounds.append(RoundFound(number, each.void, each.revived, gaps))
    services = {
        ground.founding(wish.needs[0]).agreement.service
        for wish in wanted
        if wish.kind in (wishes.WITHOUT, wishes.NEVER, wishes.LEAVES)
    }
    last = found.rounds[-1]
    return Outcome(
        played=side(first, [each.played for each in found.rounds]),
        again=side(first, [each.again for each in found.rounds]),
        towns=town_rows(found),
        parting=parting(found, DIFFERENCES),
        rounds=tuple(rounds),
        gaps=found.gaps,
        services=tuple(
            (name, _service(last.played, name), _service(last.again, name))
            for name in sorted(services)
        ),
        older=older,
    )


def _service(settled: Settlement, service: str) -> Service:
    state = settled.state_after
    own = [town.services[service] for town in state.towns.values() if service in town.services]
    joint = [item for item in state.agreements if item.service == service]
    return Service(
        sites=sum(each.open for each in own), members=sum(len(item.members) for item in joint)
    )


def _offer_of(gap: Gap, decided: Mapping[str, Decision]) -> Proposal | None:
    owner, is_offer, place = gap.item.partition("#")
    return decided[owner].proposals[int(place)] if is_offer else None


def change_of(ground: Ground, wanted: Sequence[Wish]) -> Change:
    """What the engine is to do otherwise."""
    by_kind: dict[str, list[tuple[str, ...]]] = {}
    for wish in wanted:
        by_kind.setdefault(wish.kind, []).append(wish.needs)
    (model,) = by_kind[wishes.MODEL][0] if wishes.MODEL in by_kind else ("",)
    scenario, values = _rules(ground, by_kind)
    rounds = _decided(ground, by_kind)
    return Change(
        model=model,
        models=NO_CHANGES if model else None,
        scenario=scenario,
        values=values,
        decisions=changes(ground.record.decisions, rounds),
    )


Kinds = dict[str, list[tuple[str, ...]]]


def _rules(ground: Ground, by_kind: Kinds) -> tuple[Scenario | None, Values | None]:
    """The scenario with another fund and other values, which hold from the first round on."""
    scenario, values = ground.scenario, None
    for (fund,) in by_kind.get(wishes.FUND, ()):
        variant = "" if fund == wishes.NONE else fund
        models = {name: replace(model, fund=variant) for name, model in scenario.models.items()}
        scenario = replace(scenario, models=models)
    given = {path: int(value) for path, value in by_kind.get(wishes.VALUE, ())}
    if given:
        scenario = with_parameters(scenario, given)
        values = {
            number: {path: value for path, value in held.items() if path not in given}
            for number, held in ground.record.course.values.items()
        }
    return (None if scenario is ground.scenario else scenario), values


def _decided(ground: Ground, by_kind: Kinds) -> Rounds:
    """The decisions under the wishes; those that name offers come first, as ids may move."""
    rounds: Rounds = ground.record.decisions
    left_out: dict[str, set[str]] = {}
    for agreement, town in by_kind.get(wishes.NEVER, ()):
        left_out.setdefault(agreement, set()).add(town)
    for (agreement,) in by_kind.get(wishes.WITHOUT, ()):
        rounds = without_agreement(rounds, ground.founding(agreement))
    if left_out:
        rounds = never_members(rounds, ground.founded, left_out)
    for agreement, town, number in by_kind.get(wishes.LEAVES, ()):
        rounds = leaves(rounds, agreement, town, int(number))
    for town, service, number, level in by_kind.get(wishes.LEVEL, ()):
        rounds = with_level(rounds, town, service, int(number), Level(level))
    return _of_towns(ground, by_kind, rounds)


def _of_towns(ground: Ground, by_kind: Kinds, rounds: Rounds) -> Rounds:
    def towns(town: str) -> tuple[str, ...]:
        return tuple(ground.scenario.municipalities) if town == wishes.NONE else (town,)

    for (town,) in by_kind.get(wishes.NO_JOINING, ()):
        rounds = never_in_fund(rounds, towns(town))
    for (town,) in by_kind.get(wishes.EDGE, ()):
        rounds = without_edge(rounds, towns(town))
    for (town,) in by_kind.get(wishes.ALONE, ()):
        rounds = on_its_own(rounds, town)
    for (key,) in by_kind.get(wishes.KEY, ()):
        rounds = with_key(rounds, key)
    if wishes.EQUALISE in by_kind:
        rounds = without_equalisation(rounds)
    return rounds
