"""What the fund costs whom, and what an application would bring: the figures before the award.

Everything is asked of a round that is settled up to the contributions, so that what is shown is
what will be booked (rules F1, F2), as long as the others decide what is assumed here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from games.rules.effects import fund, projects
from games.rules.effects.keyvotes import WEIGHTS, has_key
from games.rules.effects.projects import Bid
from games.rules.model import Decision, Fund, FundStance, Scenario, State
from games.rules.money import FULL, part, rdiv, share_out
from games.rules.settle import up_to
from games.rules.work import Round


@dataclass(frozen=True, slots=True)
class Contribution:
    """One town's contribution F1 in a working fund, step by step.

    ``pot``: the county's full part that the towns match; ``tax_share`` and ``head_share``: of the
    whole region, in ten-thousandths of a percent (millionths), like ``share`` that mixes both;
    ``by_share``, ``by_base`` and ``by_dwellings``: euro of which ``amount`` is the sum.
    """

    town: str
    member: bool
    levy_base: int
    heads: int
    tax_share: int
    head_share: int
    share: int
    by_share: int
    by_base: int
    by_dwellings: int
    dwellings: int

    @property
    def amount(self) -> int:
        """Euro a year."""
        return self.by_share + self.by_base + self.by_dwellings


@dataclass(frozen=True, slots=True)
class FundBook:
    """The fund of a round: who pays what if it works, and whether it does.

    ``weight``: of the levy base in the key (ten-thousandths); ``pot``, ``county``, ``levy``,
    euro; ``county`` is the county's part for the present members; ``missing_members``
    and ``missing_people`` (ten-thousandths of the region): what the start still needs.
    ``joined_share``: of the members in the key (millionths); ``heads``: inhabitants of the region;
    ``start_aid``: euro of the state this round; ``reserve_rate``: of what comes in
    (ten-thousandths); ``money`` and ``reserve``: euro before the round.
    """

    active: bool
    members: tuple[str, ...]
    weight: int
    county_rate: int
    levy: int
    pot: int
    county: int
    joined: int
    missing_members: int
    missing_people: int
    contributions: Mapping[str, Contribution]
    other_keys: Mapping[int, Mapping[str, int]]
    money: int
    reserve: int
    joined_share: int
    heads: int
    start_aid: int
    reserve_rate: int

    @property
    def inflow(self) -> int:
        """Euro that come in this round: nothing before the fund works."""
        return self.county + self.by_members + self.start_aid if self.active else 0

    @property
    def set_aside(self) -> int:
        """Euro of the inflow that stay as reserve."""
        return part(self.inflow, self.reserve_rate)

    @property
    def carried(self) -> int:
        """Euro free from former rounds."""
        return self.money - self.reserve

    @property
    def free(self) -> int:
        """Euro that can be given this round."""
        return max(0, self.carried + self.inflow - self.set_aside)

    @property
    def by_members(self) -> int:
        """Euro that the members pay together."""
        return sum(each.amount for each in self.contributions.values() if each.member)


def fund_book(
    scenario: Scenario, state: State, decisions: Mapping[str, Decision]
) -> FundBook | None:
    """The book of the fund with these decisions; None where the model has no fund."""
    game = up_to(fund.contribute, scenario, state, decisions)
    variant = game.variant
    if variant is None:
        return None
    heads = game.populations(game.towns)
    everybody = sum(heads.values())
    joined = sum(heads[name] for name in game.fund.members)
    paying = tuple(
        name for name in game.fund.members if game.towns[name].decision.fund != FundStance.REFUSE
    )
    return FundBook(
        active=fund.is_active(game),
        members=paying,
        weight=fund.key_weight(game, variant),
        county_rate=fund.county_rate(scenario, variant, game.number),
        levy=fund.rounded_levy(game),
        pot=fund.pot(game, variant),
        county=fund.county_part(game, variant),
        joined=joined * FULL // everybody,
        missing_members=max(0, variant.min_members - len(game.fund.members)),
        missing_people=max(0, variant.min_people - joined * FULL // everybody),
        contributions=_contributions(game, variant, set(paying)),
        other_keys=_other_keys(game, variant),
        money=game.fund.money,
        reserve=game.fund.reserve,
        joined_share=fund.joined_share(game, variant),
        heads=everybody,
        start_aid=fund.start_aid(game, variant),
        reserve_rate=variant.reserve,
    )


def _contributions(game: Round, variant: Fund, paying: set[str]) -> dict[str, Contribution]:
    if not variant.join:
        return {}
    shares = fund.fund_shares(game, variant)
    heads = game.populations(game.towns)
    all_heads = sum(heads.values())
    all_levy = sum(town.levy for town in game.towns.values())
    found = {}
    for name, town in game.towns.items():
        by_base = part(town.levy, variant.levy_on_base)
        exempt = town.data.type == variant.exempt
        by_dwellings = 0 if exempt else variant.dwelling_levy * town.built
        amount = fund.contribution(game, variant, town, shares)
        found[name] = Contribution(
            town=name,
            member=name in paying,
            levy_base=town.levy,
            heads=heads[name],
            tax_share=rdiv(town.levy * fund.MILLION, all_levy),
            head_share=rdiv(heads[name] * fund.MILLION, all_heads),
            share=shares[name],
            by_share=amount - by_base - by_dwellings,
            by_base=by_base,
            by_dwellings=by_dwellings,
            dwellings=town.built,
        )
    return found


def _other_keys(game: Round, variant: Fund) -> dict[int, dict[str, int]]:
    """Contributions in euro by weight of the levy base and town, where there is such a key."""
    if not has_key(variant):
        return {}
    before = game.fund
    found = {}
    for weight in WEIGHTS:
        game.fund = replace(before, weight_tax=weight)
        shares = fund.fund_shares(game, variant)
        found[weight] = {
            name: fund.contribution(game, variant, town, shares)
            for name, town in game.towns.items()
        }
    game.fund = before
    return found


@dataclass(frozen=True, slots=True)
class Expectation:
    """What an application would bring, if there is money enough and the board agrees.

    In euro: ``cost``, ``proceeds``, ``grant``, ``own`` by town (what each pays in the end) and
    what limits the grant: ``by_quota``, ``unprofitable`` and ``cap``. ``points`` of 100,
    ``scores``: what each criterion brings of the most it can, in points; ``with_one_more``: points
    with another partner.
    """

    cost: int
    proceeds: int
    quota: int
    weak: bool
    by_quota: int
    unprofitable: int
    cap: int
    grant: int
    own: Mapping[str, int]
    points: int
    with_one_more: int
    quota_with_one_more: int
    scores: Mapping[str, tuple[int, int]]

    @property
    def bound(self) -> str:
        """Which limit decides on the grant: "quota", "unprofitable" or "cap"."""
        if self.grant == self.by_quota:
            return "quota"
        return "unprofitable" if self.grant == self.unprofitable else "cap"


class Bench:
    """Reckons applications of one round, at the prices that hold in it."""

    def __init__(self, scenario: Scenario, state: State, decisions: Mapping[str, Decision]) -> None:
        self.game = up_to(fund.contribute, scenario, state, decisions)

    def expect(
        self, card_id: str, partners: tuple[str, ...], shares: Mapping[str, int]
    ) -> Expectation:
        """Of a card carried by these towns, the applicant first; ``shares`` empty: by heads."""
        game, card = self.game, self.game.scenario.projects[card_id]
        count, variant = len(partners), self.game.variant
        weak = projects.is_weak(game, partners)
        cost = projects.project_cost(game, card)
        proceeds = projects.project_proceeds(game, card)
        split = shares or game.populations(partners)
        points = projects.points(game.scenario, card, count)
        bid = Bid(card, partners[0], partners, False, points, weak, split)
        grant = max(0, projects.grant_amount(game, variant, bid)) if variant else 0
        rate = projects.quota(variant, count, weak=weak) if variant else 0
        more = projects.quota(variant, count + 1, weak=weak) if variant else 0
        costs = share_out(cost - proceeds, split)
        grants = share_out(grant, split)
        return Expectation(
            cost=cost,
            proceeds=proceeds,
            quota=rate,
            weak=weak,
            by_quota=part(cost, rate),
            unprofitable=cost - proceeds,
            cap=variant.cap * count if variant else 0,
            grant=grant,
            own={name: costs[name] - grants[name] for name in partners},
            points=points,
            with_one_more=projects.points(game.scenario, card, count + 1),
            quota_with_one_more=more,
            scores={
                name: (rdiv(weight * score, projects.SCALE), weight)
                for (name, weight), score in zip(
                    game.scenario.scoring.items(),
                    projects.counted(game.scenario, card, count).values(),
                    strict=True,
                )
            },
        )
