"""Project cards: points, votes, grants, costs and effects (rules section 6)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from games.rules.effects.fund import is_active
from games.rules.model import Application, Ballot, Fund, Project, Scenario
from games.rules.money import FULL, clamp, part, rdiv, share_out
from games.rules.posting import FUND, WORLD
from games.rules.work import Round

TOGETHER = "gemeinsam"
MOST = 3
WEAK_BELOW = 8500
"""Tax base per head below this share of the regional mean makes applicants weak."""
VACANCY_MIN = 0


@dataclass(frozen=True, slots=True)
class Bid:
    """An application that is complete: card, partners with the applicant first, points."""

    card: Project
    applicant: str
    partners: tuple[str, ...]
    anyway: bool
    points: int
    weak: bool


def points(scenario: Scenario, card: Project, partners: int) -> int:
    """Points (0-100) of a card carried by this many towns."""
    total = 0
    for name, weight in scenario.scoring.items():
        score = card.scores.get(name, 0)
        if name == TOGETHER:
            score = min(MOST, max(score, partners - 1))
        total += weight * score
    return rdiv(total, MOST)


def is_weak(game: Round, partners: tuple[str, ...]) -> bool:
    """Whether the applicants' tax base per head is well below the mean of the region."""
    base = sum(game.towns[name].before.tax_base for name in partners)
    heads = sum(game.towns[name].inhabitants for name in partners)
    all_base = sum(town.before.tax_base for town in game.towns.values())
    all_heads = sum(town.inhabitants for town in game.towns.values())
    return base * all_heads * FULL < WEAK_BELOW * all_base * heads


def yearly_effects(game: Round) -> None:
    """Book what the finished cards bring or cost a town every year (F6)."""
    for town in game.towns.values():
        game.ledger.book("F6", WORLD, town.id, town.yearly, "projekte", {"yearly": town.yearly})


def award(game: Round) -> None:
    """Award the money of the fund in order of points, then carry out the cards."""
    bids = _bids(game)
    variant = game.variant
    if variant is not None and variant.decision == "kreis":
        bids.sort(key=lambda bid: (not bid.weak, -bid.points, bid.card.id, bid.applicant))
    else:
        bids.sort(key=lambda bid: (-bid.points, bid.card.id, bid.applicant))
    done: set[str] = set()
    for bid in bids:
        if bid.card.id in done:
            game.note("project_taken", bid.applicant, bid.card.id)
            continue
        granted = _grant(game, bid)
        if granted or bid.anyway:
            _carry_out(game, bid, granted)
            if not bid.card.repeat:
                done.add(bid.card.id)


def _bids(game: Round) -> list[Bid]:
    found = []
    for town in game.towns.values():
        for application in town.decision.applications:
            bid = _bid(game, town.id, application)
            if bid is not None:
                found.append(bid)
    return found


def _bid(game: Round, applicant: str, application: Application) -> Bid | None:
    card = game.scenario.projects[application.project]
    partners = (applicant, *application.partners)
    missing = [
        name for name in application.partners if card.id not in game.towns[name].decision.consents
    ]
    least = _least_partners(game, card, anyway=application.anyway)
    if missing or len(partners) < least:
        game.note(
            "project_partners_missing",
            applicant,
            card.id,
            missing=",".join(missing),
            limit=least,
            wanted=len(partners) - len(missing),
        )
        return None
    score = points(game.scenario, card, len(partners))
    _signal(game, applicant, partners, card)
    return Bid(card, applicant, partners, application.anyway, score, is_weak(game, partners))


def _least_partners(game: Round, card: Project, *, anyway: bool) -> int:
    variant = game.variant
    if anyway or variant is None:
        return card.partners_min
    return max(card.partners_min, variant.partners_min)


def _signal(game: Round, applicant: str, partners: tuple[str, ...], card: Project) -> None:
    breach = game.scenario.trust.breach_veto
    for town in game.towns.values():
        if town.id not in partners and town.decision.votes.get(card.id) == Ballot.NO:
            for partner in partners:
                game.bad(partner, town.id, breach)


def project_cost(game: Round, card: Project) -> int:
    """Cost of a card this year in euro."""
    return part(card.cost, game.cost, game.building_price)


def project_proceeds(game: Round, card: Project) -> int:
    """Proceeds of a card this year in euro."""
    return part(card.proceeds, game.cost)


def _grant(game: Round, bid: Bid) -> int:
    variant = game.variant
    if variant is None or not is_active(game):
        return _refuse(game, bid, "fund_inactive", 0, 0)
    outside = [name for name in bid.partners if name not in game.fund.members]
    if variant.join and outside:
        return _refuse(game, bid, "not_member", 0, len(outside))
    if bid.points < variant.points_min:
        return _refuse(game, bid, "points", variant.points_min, bid.points)
    if not _approved(game, variant, bid):
        return _refuse(game, bid, "votes", 0, 0)
    amount = grant_amount(game, variant, bid)
    left = game.fund.money - game.fund.reserve
    amount = min(amount, left)
    if amount < variant.floor:
        return _refuse(game, bid, "money", variant.floor, amount)
    return amount


def _refuse(game: Round, bid: Bid, reason: str, limit: int, wanted: int) -> int:
    game.note(
        "project_unfunded", bid.applicant, bid.card.id, reason=reason, limit=limit, wanted=wanted
    )
    return 0


def _approved(game: Round, variant: Fund, bid: Bid) -> bool:
    voters = [
        game.towns[name].decision.votes.get(bid.card.id)
        for name in game.fund.members
        if name not in bid.partners
    ]
    yes, no = voters.count(Ballot.YES), voters.count(Ballot.NO)
    if variant.decision == "zweidrittel":
        return 3 * yes >= 2 * (yes + no)
    return variant.decision != "einstimmig" or no == 0


def quota(variant: Fund, partners: int, *, weak: bool) -> int:
    """Share of the cost that the fund pays (ten-thousandths)."""
    bonus = min(variant.partner_bonus * (partners - 1), variant.partner_bonus_max)
    extra = variant.weak_bonus if weak else 0
    return min(variant.quota + bonus + extra, variant.quota_max)


def grant_amount(game: Round, variant: Fund, bid: Bid) -> int:
    """Grant in euro before asking what is left in the fund."""
    cost = project_cost(game, bid.card)
    rate = quota(variant, len(bid.partners), weak=bid.weak)
    return min(
        part(cost, rate),
        cost - project_proceeds(game, bid.card),
        variant.cap * len(bid.partners),
    )


def _carry_out(game: Round, bid: Bid, granted: int) -> None:
    heads = game.populations(bid.partners)
    _book_grant(game, bid, granted, heads)
    _book_cost(game, bid, heads)
    game.fund = replace(game.fund, money=game.fund.money - granted)
    whole = sum(heads.values())
    for name in bid.partners:
        town = game.towns[name]
        town.vacancy = max(VACANCY_MIN, town.vacancy - bid.card.vacancy)
        town.bonus += bid.card.bonus
        town.yearly += rdiv(bid.card.yearly * heads[name], whole)
        if bid.card.service and town.has(bid.card.service):
            condition = town.services[bid.card.service].condition + bid.card.condition
            town.set_condition(bid.card.service, clamp(condition, 0, FULL))
        for other in bid.partners:
            if other != name:
                game.good(name, other, game.scenario.trust.signal_contract)
    if not bid.card.repeat:
        game.finished.append(bid.card.id)


def _book_grant(game: Round, bid: Bid, granted: int, heads: Mapping[str, int]) -> None:
    variant = game.variant
    if variant is None or not granted:
        return
    rate = quota(variant, len(bid.partners), weak=bid.weak)
    for name, amount in share_out(granted, heads).items():
        game.ledger.book(
            "F4",
            FUND,
            name,
            amount,
            bid.card.id,
            {
                "grant": granted,
                "points": bid.points,
                "quota": rate,
                "partners": len(bid.partners),
                "cost": project_cost(game, bid.card),
            },
            {f"funds.{variant.id}.quota": variant.quota, f"funds.{variant.id}.cap": variant.cap},
        )


def _book_cost(game: Round, bid: Bid, heads: Mapping[str, int]) -> None:
    cost, proceeds = project_cost(game, bid.card), project_proceeds(game, bid.card)
    for name, amount in share_out(cost - proceeds, heads).items():
        game.ledger.book(
            "F5",
            name,
            WORLD,
            amount,
            bid.card.id,
            {"cost": cost, "proceeds": proceeds, "price_factor": game.building_price},
            {
                f"projects.{bid.card.id}.cost": bid.card.cost,
                f"projects.{bid.card.id}.proceeds": bid.card.proceeds,
            },
        )
