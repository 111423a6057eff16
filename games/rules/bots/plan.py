"""The plan of the region: who offers, applies and meets whom in a round.

Decisions are made at the same time, so partners must know each other's steps beforehand. All
simulated players read the same plan from scenario and state; each decides for itself whether to
take its part. People see offers as drafts of the bots and may join in like anybody else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from games.rules.bots.gains import best_sites, office_gain, place_gain, setup_cost
from games.rules.bots.memory import once_a_state
from games.rules.effects.projects import points
from games.rules.effects.threshold import building_cost
from games.rules.legality import coordination_points
from games.rules.model import Agreement, Application, Mode, Project, Proposal, Scenario, State
from games.rules.money import share_out
from games.rules.offers import ALONE_KEY, share_keys
from games.rules.work import Round

FIRST_STAGE = 2
EQUALISING = 3
FEWEST = 2
INVITATION = 3
"""Every so many rounds a union of some towns invites the others in again."""
OFFERS = 2
"""Most offers a round; more would leave no time to meet."""
CARDS = 2
"""Joint cards a round."""
MEETINGS = 3
HEADS = "einwohner"


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer of the plan: who makes it, and under which id the others consent."""

    owner: str
    proposal: Proposal

    @property
    def id(self) -> str:
        """The id that consents name; every town makes at most one offer a round."""
        return f"{self.owner}#0"


def company(scenario: Scenario, state: State) -> tuple[str, ...]:
    """The towns that look willing to work together, from what everybody can see.

    First all; later those that share their data; if still nothing was founded, every round
    one fewer of those the others trust least; once something runs, its members, and from time
    to time all willing ones again.
    """
    towns = sorted(state.towns)
    if state.round == 1:
        return tuple(towns)
    open_ones = [name for name in towns if state.towns[name].shares_data]
    willing = open_ones if scenario.modules.data else towns
    bound = {name for item in state.agreements for name in item.members if not item.notices}
    if bound and state.round % INVITATION:
        return tuple(name for name in willing if name in bound)
    if bound:
        return tuple(willing)
    liked = sorted(willing, key=lambda name: (-_standing(state, name), name))
    return tuple(sorted(liked[: max(FEWEST, len(liked) + 2 - state.round)]))


@once_a_state
def expected_offers(scenario: Scenario, state: State) -> tuple[Offer, ...]:
    """The offers of the round, the most rewarding first; every owner makes one."""
    members = company(scenario, state)
    if scenario.models[state.model].max_stage < FIRST_STAGE or len(members) < FEWEST:
        return ()
    ranked = sorted(_proposals(scenario, state, members), key=_rank)
    game = Round(scenario, state)
    time = min(coordination_points(game, name) for name in members)
    prices = scenario.coordination
    offers: list[Offer] = []
    for number, (_, proposal) in enumerate(ranked[:OFFERS]):
        if prices.propose + number * prices.join > time:
            break
        able = _able_to_offer(state, proposal)
        owner = able[(state.round + number) % len(able)]
        if all(owner != offer.owner for offer in offers):
            offers.append(Offer(owner, proposal))
    return tuple(offers)


@once_a_state
def expected_applications(scenario: Scenario, state: State) -> tuple[tuple[str, Application], ...]:
    """Joint cards of the round with their applicants; own cards are left to each town."""
    fund = scenario.funds.get(scenario.models[state.model].fund)
    if fund is None:
        return ()
    members = state.fund.members if fund.join else tuple(sorted(state.towns))
    size = partial(_partners, least=fund.partners_min)
    cards = [
        card
        for card in scenario.projects.values()
        if not card.town
        and (card.repeat or card.id not in state.finished_projects)
        and FEWEST <= size(card) <= len(members)
    ]
    cards.sort(key=lambda item: (-points(scenario, item, size(item)), item.id))
    found = []
    for number, card in enumerate(cards[:CARDS]):
        start = (state.round * CARDS + number) % len(members)
        team = (members[start:] + members[:start])[: size(card)]
        found.append((team[0], Application(card.id, tuple(team[1:]))))
    return tuple(found)


def expected_meetings(state: State, town: str) -> tuple[str, ...]:
    """Whom a town meets: pairs that change from round to round, so that both name each other."""
    towns = sorted(state.towns)
    me = towns.index(town)
    found = []
    for turn in range(MEETINGS):
        other = (state.round * MEETINGS + turn - me) % len(towns)
        if other != me and towns[other] not in found:
            found.append(towns[other])
    return tuple(found)


def expected_pledges(scenario: Scenario, state: State) -> dict[str, int]:
    """What each town pledges for the joint building, by what it has; none if that is too little."""
    rules = scenario.threshold
    if rules is None or not scenario.modules.threshold or state.threshold_built:
        return {}
    if state.round > rules.last_round:
        return {}
    cost = building_cost(rules, state.round)
    needed = -(-cost * rules.threshold // 10_000) - rules.grant
    spare = {name: max(0, town.account) for name, town in state.towns.items()}
    if 2 * needed > sum(spare.values()) + needed or needed <= 0:
        return {}
    pledges = share_out(needed, spare)
    return {name: amount for name, amount in pledges.items() if amount >= rules.pledge_min}


def _able_to_offer(state: State, proposal: Proposal) -> tuple[str, ...]:
    """All members; what replaces an agreement is offered by one of those who have it."""
    old = next((item for item in state.agreements if item.id == proposal.replaces), None)
    return old.members if old else proposal.members


def _partners(card: Project, least: int) -> int:
    return max(card.partners_min, least)


def _standing(state: State, town: str) -> int:
    return sum(state.trust[other][town] for other in state.towns if other != town)


def _rank(found: tuple[int, Proposal]) -> tuple[int, str]:
    profit, proposal = found
    return -profit, proposal.service


def _proposals(
    scenario: Scenario, state: State, members: tuple[str, ...]
) -> Iterator[tuple[int, Proposal]]:
    for service in scenario.services.values():
        if service.mode is Mode.PLACE and service.duty:
            continue
        standing = [item for item in state.agreements if item.service == service.id]
        if any(item.starts > state.round for item in standing):
            continue
        old = max(standing, key=lambda item: (len(item.members), item.id), default=None)
        elsewhere = {name for item in standing if item is not old for name in item.members}
        team = tuple(name for name in members if name not in elsewhere)
        if old is not None:
            team = tuple(sorted({*team, *old.members}))
        if len(team) >= FEWEST:
            found = _best(scenario, state, service.id, team, old)
            if found is not None:
                yield found


def _best(
    scenario: Scenario, state: State, service: str, team: tuple[str, ...], old: Agreement | None
) -> tuple[int, Proposal] | None:
    """The stage that pays most until the end of the game, if any pays at all."""
    years = scenario.rounds - state.round
    now = _gain(scenario, state, service, old.members, old.sites, old.stage) if old else 0
    best: tuple[int, Proposal] | None = None
    for stage in _stages(scenario, state, team, old):
        sites = _sites(scenario, state, service, team, stage, old)
        if scenario.services[service].mode is Mode.PLACE and not sites:
            continue
        gain = _gain(scenario, state, service, team, sites, stage) - now
        rest = gain * (years - scenario.stages[stage].delay)
        profit = rest - setup_cost(scenario, state, team, stage)
        if profit > 0 and (best is None or profit > best[0]):
            best = (profit, _proposal(scenario, state, service, team, sites, stage, old))
    return best


def _gain(
    scenario: Scenario,
    state: State,
    service: str,
    team: Sequence[str],
    sites: Sequence[str],
    stage: int,
) -> int:
    if scenario.services[service].mode is Mode.OFFICE:
        return office_gain(scenario, state, service, team, stage)
    return place_gain(scenario, state, service, team, sites, stage)


def _sites(
    scenario: Scenario,
    state: State,
    service: str,
    team: tuple[str, ...],
    stage: int,
    old: Agreement | None,
) -> tuple[str, ...]:
    if scenario.services[service].mode is Mode.OFFICE:
        return ()
    if old is not None:
        return old.sites
    return best_sites(scenario, state, service, team, stage)


def _stages(
    scenario: Scenario, state: State, team: tuple[str, ...], old: Agreement | None
) -> Iterator[int]:
    """Stages the team's trust and backing allow, above the one it has."""
    lowest = _lowest_trust(state, team)
    backing = min(state.towns[name].backing for name in team)
    gates = {3: scenario.backing.gate_3, 4: scenario.backing.gate_4}
    first = old.stage + 1 if old else FIRST_STAGE
    for stage in range(first, scenario.models[state.model].max_stage + 1):
        backed = not scenario.modules.backing or backing >= gates.get(stage, 0)
        if lowest >= scenario.stages[stage].gate and backed:
            yield stage


def _lowest_trust(state: State, team: Sequence[str]) -> int:
    return min(state.trust[i][j] for i in team for j in team if i != j)


def _proposal(
    scenario: Scenario,
    state: State,
    service: str,
    team: tuple[str, ...],
    sites: tuple[str, ...],
    stage: int,
    old: Agreement | None,
) -> Proposal:
    """By inhabitants with equalisation where trust allows it, else a key by which nobody loses."""
    extra = scenario.stages[max(scenario.stages)].equalise_gate
    equalise = (
        scenario.models[state.model].equalise
        and stage >= EQUALISING
        and _lowest_trust(state, team) >= scenario.stages[stage].gate + extra
    )
    keys = share_keys(scenario)
    heads = HEADS if HEADS in keys else keys[0]
    fair = ALONE_KEY if ALONE_KEY in keys else heads
    roof = next(
        (
            item.id
            for item in state.agreements
            if item.stage == stage and set(item.members) == set(team)
        ),
        "",
    )
    return Proposal(
        service=service,
        stage=stage,
        members=team,
        sites=sites,
        key=heads if equalise else fair,
        equalise=equalise,
        equalise_key=heads,
        roof=roof,
        replaces=old.id if old else "",
    )
