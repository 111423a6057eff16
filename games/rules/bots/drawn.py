"""An offer by lot: any service, partners and options that could be founded (rules section 5.2)."""

from collections.abc import Sequence

from games.rules.bots.gains import is_open
from games.rules.bots.lot import Lot
from games.rules.model import Agreement, Mode, Proposal, Scenario, State
from games.rules.offers import (
    EQUALISING_STAGE,
    FEWEST_MEMBERS,
    LOWEST_STAGE,
    QUOTAS,
    SURCHARGE_MAX,
    equalising_keys,
    share_keys,
)

QUOTA_MAX = 9
CAP_STEP = 50_000
CAP_STEPS = 20
"""Caps are drawn up to so many steps of euro a year."""


def drawn_offer(scenario: Scenario, state: State, town: str) -> Proposal | None:
    """The offer a town draws in this round, if any; the same whoever asks."""
    lot = Lot(state, town)
    if scenario.models[state.model].max_stage < LOWEST_STAGE or not lot.yes("eigenes angebot"):
        return None
    service = lot.pick("leistung", sorted(scenario.services))
    old = next((a for a in state.agreements if a.service == service and town in a.members), None)
    members = _members(scenario, state, lot, town, service, old)
    sites = _sites(scenario, state, lot, service, members)
    office = scenario.services[service].mode is Mode.OFFICE
    if len(members) < FEWEST_MEMBERS or not (office or sites):
        return None
    stage = lot.pick("stufe", _stages(scenario, state, members))
    return _with_options(scenario, state, lot, Proposal(service, stage, members, sites), old)


def _members(
    scenario: Scenario,
    state: State,
    lot: Lot,
    town: str,
    service: str,
    old: Agreement | None,
) -> tuple[str, ...]:
    """All members of the agreement to be replaced, and one or two towns that are free."""
    bound = {name for a in state.agreements if a.service == service for name in a.members}
    free = [name for name in sorted(state.towns) if name not in bound and name != town]
    team = {town, *(old.members if old else ())}
    for number in range(1 + lot.number("partner", 2)):
        if free:
            team.add(lot.pick(f"partner {number}", free))
    return tuple(sorted(team))


def _sites(
    scenario: Scenario, state: State, lot: Lot, service: str, members: Sequence[str]
) -> tuple[str, ...]:
    """The open sites of some members, one at least; offices have none."""
    if scenario.services[service].mode is Mode.OFFICE:
        return ()
    own = [name for name in members if is_open(state, name, service)]
    kept = tuple(name for name in own if lot.yes(f"standort:{name}"))
    return kept or tuple(own[:1])


def _stages(scenario: Scenario, state: State, members: Sequence[str]) -> list[int]:
    """The stages that trust allows, or the lowest one."""
    trust = min(state.trust[i][j] for i in members for j in members if i != j)
    stages = range(LOWEST_STAGE, scenario.models[state.model].max_stage + 1)
    return [stage for stage in stages if scenario.stages[stage].gate <= trust] or [LOWEST_STAGE]


def _with_options(
    scenario: Scenario, state: State, lot: Lot, plain: Proposal, old: Agreement | None
) -> Proposal:
    keys = sorted(share_keys(scenario))
    equalising = sorted(equalising_keys(scenario))
    may_equalise = scenario.models[state.model].equalise and plain.stage >= EQUALISING_STAGE
    roofs = [a.id for a in state.agreements if _same_company(a, plain)]
    surcharge = lot.number("aufschlag", SURCHARGE_MAX + 1) if lot.yes("mit aufschlag") else 0
    capped = lot.pick("gedeckelt", plain.members)
    cap = CAP_STEP * lot.number("deckel", CAP_STEPS)
    key, equalise_key = lot.pick("schlüssel", keys), lot.pick("ausgleichsschlüssel", equalising)
    quotas = {name: 1 + lot.number(f"quote:{name}", QUOTA_MAX) for name in plain.members}
    return Proposal(
        service=plain.service,
        stage=plain.stage,
        members=plain.members,
        sites=plain.sites,
        key=key,
        equalise=may_equalise and lot.yes("ausgleich"),
        equalise_key=equalise_key,
        host_surcharge=surcharge,
        caps={capped: cap} if lot.yes("mit deckel") else {},
        quotas=quotas if QUOTAS in (key, equalise_key) else {},
        roof=roofs[0] if roofs else "",
        replaces=old.id if old else "",
    )


def _same_company(agreement: Agreement, offer: Proposal) -> bool:
    return agreement.stage == offer.stage and set(agreement.members) == set(offer.members)
