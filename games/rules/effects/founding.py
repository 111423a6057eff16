"""What an offer needs to be founded (rules section 5.2)."""

from collections.abc import Iterator
from dataclasses import dataclass

from games.rules.effects.usage import access
from games.rules.model import Mode, Proposal, Scenario
from games.rules.money import part
from games.rules.work import Round, demand

EQUALISE_GATE_STAGE = 4
"""The stage whose entry holds the extra gate of the equalisation for all stages."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an offer fails: who stands in the way, the limit, and what there was instead."""

    reason: str
    who: str = ""
    limit: int = 0
    wanted: int = 0


def gate_of(scenario: Scenario, proposal: Proposal) -> int:
    """Least trust (ten-thousandths) between any two members."""
    extra = scenario.stages[EQUALISE_GATE_STAGE].equalise_gate if proposal.equalise else 0
    return scenario.stages[proposal.stage].gate + extra


def council_gate(scenario: Scenario, stage: int) -> int:
    """Least backing (ten-thousandths) in each member's council; 0 where councils are not asked."""
    rules = scenario.backing
    gate = {3: rules.gate_3, 4: rules.gate_4}.get(stage, 0)
    return gate if scenario.modules.backing else 0


def refusal(game: Round, offer_id: str, proposer: str, proposal: Proposal) -> Refusal | None:
    """The first reason why the offer fails, or None."""
    return _consent(game, offer_id, proposer, proposal) or next(obstacles(game, proposal), None)


def obstacles(game: Round, proposal: Proposal) -> Iterator[Refusal]:
    """What would stand in the way of an offer that all members consent to, in order."""
    for check in (_bound, _trust, _backing, _ways):
        found = check(game, proposal)
        if found is not None:
            yield found


def _consent(game: Round, offer_id: str, proposer: str, proposal: Proposal) -> Refusal | None:
    missing = [
        name
        for name in proposal.members
        if name != proposer and offer_id not in game.towns[name].decision.consents
    ]
    if missing:
        return Refusal("consent", ",".join(sorted(missing)), len(proposal.members) - 1)
    return None


def _bound(game: Round, proposal: Proposal) -> Refusal | None:
    for item in game.agreements:
        if item.service != proposal.service:
            continue
        inside = [name for name in item.members if name in proposal.members]
        if item.id == proposal.replaces:
            left_out = [name for name in item.members if name not in proposal.members]
            if left_out:
                return Refusal("replaces", ",".join(left_out))
        elif inside:
            return Refusal("bound", ",".join(inside))
    return None


def _trust(game: Round, proposal: Proposal) -> Refusal | None:
    trust = game.before.trust
    lowest, who = min(
        (trust[i][j], f"{i},{j}") for i in proposal.members for j in proposal.members if i != j
    )
    gate = gate_of(game.scenario, proposal)
    return Refusal("trust", who, gate, lowest) if lowest < gate else None


def _backing(game: Round, proposal: Proposal) -> Refusal | None:
    gate = council_gate(game.scenario, proposal.stage)
    for name in sorted(proposal.members):
        backing = game.towns[name].backing
        if backing < gate:
            return Refusal("backing", name, gate, backing)
    return None


def _ways(game: Round, proposal: Proposal) -> Refusal | None:
    service = game.scenario.services[proposal.service]
    if service.mode is Mode.OFFICE:
        return _centre(game, proposal, service.far)
    closed = [name for name in proposal.sites if not game.towns[name].has(proposal.service)]
    if closed:
        return Refusal("site_closed", ",".join(sorted(closed)))
    if not service.duty:
        return None
    return _reach(game, proposal) or _places(game, proposal)


def _centre(game: Round, proposal: Proposal, far: int) -> Refusal | None:
    furthest = min(
        max(game.minutes(middle, name) for name in proposal.members) for middle in proposal.members
    )
    return Refusal("far", "", far, furthest) if furthest > far else None


def _reach(game: Round, proposal: Proposal) -> Refusal | None:
    service = game.scenario.services[proposal.service]
    least = game.scenario.quality.duty_access
    for name in sorted(proposal.members):
        best = max(access(service, game.minutes(name, site)) for site in proposal.sites)
        if best < least:
            return Refusal("access", name, least, best)
    return None


def _places(game: Round, proposal: Proposal) -> Refusal | None:
    service = game.scenario.services[proposal.service]
    wished = sum(demand(service, game.towns[name].people) for name in proposal.members)
    places = sum(game.towns[name].services[service.id].places for name in proposal.sites)
    least = part(wished, game.scenario.quality.duty_places)
    return Refusal("places", "", least, places) if places < least else None
