"""The fund: membership, contributions, what is left at the end (rules section 6)."""

from collections.abc import Mapping
from dataclasses import replace

from games.rules.effects.portions import portion
from games.rules.model import Fund, FundStance, FundState, Scenario
from games.rules.money import FULL, part, rdiv, share_out
from games.rules.posting import COUNTY, FUND, LAND
from games.rules.work import Round, Town

MILLION = 1_000_000
NOTICE_ROUNDS = 1
LEVY_STEP = 100
"""The county's part is reckoned on the levy rounded up to this many euro."""
CENTS = 100


def membership(game: Round) -> None:
    """Join, give notice, leave when notice is due or for refusing to pay (step 2)."""
    if game.variant is None or not game.variant.join:
        return
    members = set(game.fund.members)
    given = dict(game.fund.notices)
    for town in game.towns.values():
        if town.decision.fund == FundStance.JOIN:
            members.add(town.id)
            given.pop(town.id, None)
        elif town.decision.fund == FundStance.LEAVE and town.id not in given:
            given[town.id] = game.number + NOTICE_ROUNDS
    for name, due in list(given.items()):
        if due <= game.number:
            members.discard(name)
            del given[name]
    game.fund = replace(game.fund, members=tuple(sorted(members)), notices=given)
    refusing = {name for name in members if game.towns[name].decision.fund == FundStance.REFUSE}
    if refusing:
        _expel(game, refusing)


def is_active(game: Round) -> bool:
    """Whether the fund works this year.

    A fund that is joined starts with enough members and people and then goes on with those it has.
    """
    variant = game.variant
    if variant is None:
        return False
    if not variant.join:
        return True
    if game.fund.started:
        return bool(game.fund.members)
    heads = game.populations(game.towns)
    joined = sum(heads[name] for name in game.fund.members)
    enough_people = joined * FULL >= variant.min_people * sum(heads.values())
    return len(game.fund.members) >= variant.min_members and enough_people


def fund_shares(game: Round, variant: Fund) -> dict[str, int]:
    """Share of every town in millionths, over all towns of the region.

    Without any levy base the inhabitants decide alone, without inhabitants the levy base.
    """
    levy = {name: max(0, town.levy) for name, town in game.towns.items()}
    heads = game.populations(game.towns)
    if not any(heads.values()):
        heads = levy if any(levy.values()) else dict.fromkeys(game.towns, 1)
    if not any(levy.values()):
        levy = heads
    all_levy, all_heads = sum(levy.values()), sum(heads.values())
    weight = key_weight(game, variant)
    return {
        name: rdiv(
            (weight * levy[name] * all_heads + (FULL - weight) * heads[name] * all_levy) * 100,
            all_levy * all_heads,
        )
        for name in game.towns
    }


def key_weight(game: Round, variant: Fund) -> int:
    """Weight of the levy base in the contribution key: as voted, else the variant's."""
    voted = game.fund.weight_tax
    return variant.weight_tax if voted is None else voted


def contribute(game: Round) -> None:
    """Book F1, F2 and F3 of a working fund; part of the inflow is put aside as reserve."""
    variant = game.variant
    if variant is None or not is_active(game):
        return
    inflow = _county(game, variant) + _towns(game, variant) + _start_aid(game, variant)
    game.fund = replace(
        game.fund,
        money=game.fund.money + inflow,
        reserve=game.fund.reserve + part(inflow, variant.reserve),
        started=True,
        active_rounds=game.fund.active_rounds + 1,
    )


def pot(game: Round, variant: Fund) -> int:
    """The county's full part in euro, if all towns were members."""
    return part(rounded_levy(game), county_rate(game.scenario, variant, game.number))


def county_rate(scenario: Scenario, variant: Fund, number: int) -> int:
    """Rate of the county in this round; after the listed rounds the last one stays."""
    rates = variant.county_rate
    return rates[min(number, len(rates)) - 1] if rates else 0


def rounded_levy(game: Round) -> int:
    """County levy of last year in euro, rounded up as the county reckons its part."""
    levy = game.before.county_levy
    return -(-levy // LEVY_STEP) * LEVY_STEP


def joined_share(game: Round, variant: Fund) -> int:
    """Share of the members in the key of the region, in millionths."""
    if not variant.join:
        return MILLION
    shares = fund_shares(game, variant)
    return sum(shares[name] for name in game.fund.members)


def county_part(game: Round, variant: Fund) -> int:
    """The county's part F2 in euro for the present members."""
    per_head = rdiv(sum(game.populations(game.towns).values()) * variant.county_per_head, CENTS)
    return rdiv(pot(game, variant) * joined_share(game, variant), MILLION) + per_head


def _county(game: Round, variant: Fund) -> int:
    joined = joined_share(game, variant)
    amount = county_part(game, variant)
    game.ledger.book(
        "F2",
        COUNTY,
        FUND,
        amount,
        variant.id,
        {
            "levy": rounded_levy(game),
            "joined_millionths": joined,
            "inhabitants": sum(game.populations(game.towns).values()),
            "round": game.number,
        },
        {
            f"funds.{variant.id}.county_rate": county_rate(game.scenario, variant, game.number),
            f"funds.{variant.id}.county_per_head": variant.county_per_head,
        },
    )
    _remember(game, COUNTY, amount)
    return amount


def _towns(game: Round, variant: Fund) -> int:
    if not variant.join:
        return 0
    shares = fund_shares(game, variant)
    total = 0
    for name in game.fund.members:
        town = game.towns[name]
        amount = contribution(game, variant, town, shares)
        _book_contribution(game, variant, town, amount, shares[name])
        total += amount
    _signal(game)
    return total


def contribution(game: Round, variant: Fund, town: Town, shares: Mapping[str, int]) -> int:
    """Contribution F1 of a member in euro."""
    by_share = rdiv(pot(game, variant) * variant.municipal_ratio * shares[town.id], FULL * MILLION)
    levy = 0 if town.data.type == variant.exempt else variant.dwelling_levy * town.built
    return by_share + part(town.levy, variant.levy_on_base) + levy


def _book_contribution(game: Round, variant: Fund, town: Town, amount: int, share: int) -> None:
    game.ledger.book(
        "F1",
        town.id,
        FUND,
        amount,
        variant.id,
        {
            "pot": pot(game, variant),
            "share_millionths": share,
            "levy_base": town.levy,
            "dwellings": town.built,
            "key_weight": key_weight(game, variant),
        },
        {
            f"funds.{variant.id}.municipal_ratio": variant.municipal_ratio,
            f"funds.{variant.id}.weight_tax": variant.weight_tax,
            f"funds.{variant.id}.levy_on_base": variant.levy_on_base,
            f"funds.{variant.id}.dwelling_levy": variant.dwelling_levy,
        },
    )
    if amount:
        game.contributors.add(town.id)
        _remember(game, town.id, amount)


def _expel(game: Round, refusing: set[str]) -> None:
    """Who refuses is out at once; all who were members see it."""
    fund = game.fund
    breach = game.scenario.trust.breach_withhold
    for name in sorted(refusing):
        for member in fund.members:
            if member != name:
                game.bad(member, name, breach, "withhold")
    members = tuple(name for name in fund.members if name not in refusing)
    notices = {name: due for name, due in fund.notices.items() if name not in refusing}
    game.fund = replace(fund, members=members, notices=notices)


def _remember(game: Round, payer: str, amount: int) -> None:
    paid = dict(game.fund.paid_in)
    paid[payer] = paid.get(payer, 0) + amount
    game.fund = replace(game.fund, paid_in=paid)


def _signal(game: Round) -> None:
    for payer in game.contributors:
        for member in game.fund.members:
            if member != payer:
                game.good(member, payer, game.scenario.trust.signal_fund, "fund")


def start_aid(game: Round, variant: Fund) -> int:
    """The state's start aid F3 in euro that is still to come: once, when the fund first works."""
    if game.fund.start_aid_paid:
        return 0
    heads = sum(game.populations(game.towns).values())
    return rdiv(heads * variant.start_aid_cent_per_head, CENTS)


def _start_aid(game: Round, variant: Fund) -> int:
    if game.fund.start_aid_paid:
        return 0
    heads = sum(game.populations(game.towns).values())
    amount = start_aid(game, variant)
    game.ledger.book(
        "F3",
        LAND,
        FUND,
        amount,
        variant.id,
        {"inhabitants": heads},
        {f"funds.{variant.id}.start_aid_cent_per_head": variant.start_aid_cent_per_head},
    )
    game.fund = replace(game.fund, start_aid_paid=True)
    return amount


def wind_up(game: Round) -> None:
    """Give back what a fund still has that another cooperation model ended (F7).

    Without any payer the money came from the state alone and returns there. The start aid is not
    paid a second time.
    """
    ended = game.fund.ending
    if not ended:
        return
    _give_back(game, ended, game.fund.paid_in or {LAND: 1})
    game.fund = FundState(start_aid_paid=game.fund.start_aid_paid)


def _give_back(game: Round, variant: str, payers: Mapping[str, int]) -> None:
    left = game.fund.money
    for payer, amount in share_out(left, payers).items():
        game.ledger.book(
            "F7",
            FUND,
            payer,
            amount,
            variant,
            {
                **portion(payers, payer, left, amount),
                "left": left,
                "paid_in": game.fund.paid_in.get(payer, 0),
            },
        )


def dissolve(game: Round) -> None:
    """After the last round what is left goes back to all payers by what they paid (F7)."""
    if game.number < game.scenario.rounds or game.fund.money <= 0 or not game.fund.paid_in:
        return
    _give_back(game, game.model.fund, game.fund.paid_in)
    game.fund = replace(game.fund, money=0, reserve=0)
