"""Project cards: points, votes, grants, costs and effects (rules section 6)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from games.rules.effects.fund import is_active
from games.rules.effects.portions import portion
from games.rules.effects.scores import TENTHS, means
from games.rules.model import Application, Award, Ballot, Fund, Project, Scenario
from games.rules.money import FULL, clamp, part, rdiv, share_out
from games.rules.posting import FUND, WORLD
from games.rules.work import Round

TOGETHER = "gemeinsam"
MOST = 3
GRANT_PARAMETERS = (
    "quota",
    "partner_bonus",
    "partner_bonus_max",
    "weak_bonus",
    "quota_max",
    "cap",
)
"""Numbers of a fund that a grant depends on."""
SCALE: Final = TENTHS * MOST
"""The highest score of a criterion, in tenths of a point."""
WEAK_BELOW = 8500
"""Tax base per head below this share of the regional mean makes applicants weak."""
NOT_SCORED: Final[Mapping[str, int]] = {}
TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Bid:
    """An application that is complete: card, partners with the applicant first, points.

    ``shares``: weights by which grant, cost and yearly effect are split: those agreed, else
    inhabitants.
    """

    card: Project
    applicant: str
    partners: tuple[str, ...]
    anyway: bool
    points: int
    weak: bool
    shares: Mapping[str, int]


def points(
    scenario: Scenario, card: Project, partners: int, scored: Mapping[str, int] = NOT_SCORED
) -> int:
    """Points (0-100) of a card carried by this many towns.

    ``scored``: mean scores in tenths of a point that replace the card's own.
    """
    scores = counted(scenario, card, partners, scored)
    total = sum(weight * scores[name] for name, weight in scenario.scoring.items())
    return rdiv(total, SCALE)


def counted(
    scenario: Scenario, card: Project, partners: int, scored: Mapping[str, int] = NOT_SCORED
) -> dict[str, int]:
    """The score of each criterion as it counts, in tenths of a point (0-30)."""
    scores = {
        name: scored.get(name, TENTHS * card.scores.get(name, 0)) for name in scenario.scoring
    }
    if TOGETHER in scores:
        scores[TOGETHER] = min(SCALE, max(scores[TOGETHER], TENTHS * (partners - 1)))
    return scores


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
    for bid, row in ranking(game):
        if row.reason == TAKEN:
            game.note("project_taken", bid.applicant, bid.card.id)
        elif row.reason:
            game.note(
                "project_unfunded",
                bid.applicant,
                bid.card.id,
                reason=row.reason,
                limit=row.limit,
                wanted=row.wanted,
            )
        if row.carried_out:
            _carry_out(game, bid, row.grant)
        game.awards.append(row)


def ranking(game: Round) -> tuple[tuple[Bid, Award], ...]:
    """All complete applications in the order in which money is given, each with its verdict.

    Nothing is booked: a trial of the board and the settlement ask the same question.
    """
    found: list[tuple[Bid, Award]] = []
    left = game.fund.money - game.fund.reserve
    done: set[str] = set()
    for bid in _in_order(game, complete_bids(game)):
        row = _verdict(game, bid, left, taken=bid.card.id in done)
        left = row.left
        if row.carried_out and not bid.card.repeat:
            done.add(bid.card.id)
        found.append((bid, row))
    return tuple(found)


def _in_order(game: Round, bids: list[Bid]) -> list[Bid]:
    variant = game.variant
    weak_first = variant is not None and variant.decision == "kreis"
    return sorted(
        bids,
        key=lambda bid: (weak_first and not bid.weak, -bid.points, bid.card.id, bid.applicant),
    )


def complete_bids(game: Round) -> list[Bid]:
    """Applications whose partners agreed, in order of towns; a note for each of the others."""
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
    _signal(game, applicant, partners, card)
    return Bid(
        card,
        applicant,
        partners,
        application.anyway,
        points(game.scenario, card, len(partners), scored(game, card, partners)),
        is_weak(game, partners),
        application.shares or _by_people(game, partners),
    )


def scored(game: Round, card: Project, partners: tuple[str, ...]) -> Mapping[str, int]:
    """Mean scores that count (tenths of a point); none unless the option says so."""
    return means(game, card, partners) if game.scenario.options.mean_scores else NOT_SCORED


def means_of(game: Round, bid: Bid) -> Mapping[str, int]:
    """As ``scored``, for a bid."""
    return scored(game, bid.card, bid.partners)


def _least_partners(game: Round, card: Project, *, anyway: bool) -> int:
    variant = game.variant
    if anyway or variant is None:
        return card.partners_min
    return max(card.partners_min, variant.partners_min)


def _signal(game: Round, applicant: str, partners: tuple[str, ...], card: Project) -> None:
    if game.scenario.options.closed_ballot:
        # Nobody knows whose vote it was, so nobody can be trusted less for it.
        return
    breach = game.scenario.trust.breach_veto
    for town in game.towns.values():
        if town.id not in partners and town.decision.votes.get(card.id) == Ballot.NO:
            for partner in partners:
                game.bad(partner, town.id, breach, "veto", card.id)


def project_cost(game: Round, card: Project) -> int:
    """Cost of a card this year in euro."""
    return part(card.cost, game.cost, game.building_price)


def project_proceeds(game: Round, card: Project) -> int:
    """Proceeds of a card this year in euro."""
    return part(card.proceeds, game.cost)


def _verdict(game: Round, bid: Bid, left: int, *, taken: bool) -> Award:
    """What becomes of a bid while ``left`` euro can still be given."""
    yes, no = ballots(game, bid)
    asked = grant_amount(game, game.variant, bid) if game.variant else 0
    refusal = (TAKEN, 1, 2) if taken else _refusal(game, bid, min(asked, left))
    grant = 0 if refusal else min(asked, left)
    reason, limit, wanted = refusal or ("", 0, 0)
    return Award(
        card=bid.card.id,
        applicant=bid.applicant,
        partners=bid.partners,
        points=bid.points,
        scores=counted(game.scenario, bid.card, len(bid.partners), means_of(game, bid)),
        weak=bid.weak,
        cost=project_cost(game, bid.card),
        proceeds=project_proceeds(game, bid.card),
        quota=quota(game.variant, len(bid.partners), weak=bid.weak) if game.variant else 0,
        asked=max(0, asked),
        grant=grant,
        left=left - grant,
        yes=yes,
        no=no,
        reason=reason,
        limit=limit,
        wanted=wanted,
        carried_out=bool(grant or bid.anyway) and not taken,
    )


def _refusal(game: Round, bid: Bid, amount: int) -> tuple[str, int, int] | None:
    """Why there is no money: reason, what would be needed, what there is."""
    variant = game.variant
    if variant is None or not is_active(game):
        return ("fund_inactive", 0, 0)
    outside = [name for name in bid.partners if name not in game.fund.members]
    if variant.join and outside:
        return ("not_member", 0, len(outside))
    if bid.points < variant.points_min:
        return ("points", variant.points_min, bid.points)
    if not _approved(game, variant, bid):
        return ("votes", 0, 0)
    if amount < variant.floor:
        return ("money", variant.floor, amount)
    return None


def ballots(game: Round, bid: Bid) -> tuple[int, int]:
    """Votes for and against, of members that do not apply themselves."""
    voters = [
        game.towns[name].decision.votes.get(bid.card.id)
        for name in game.fund.members
        if name not in bid.partners
    ]
    return voters.count(Ballot.YES), voters.count(Ballot.NO)


def _approved(game: Round, variant: Fund, bid: Bid) -> bool:
    yes, no = ballots(game, bid)
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


def _by_people(game: Round, partners: tuple[str, ...]) -> dict[str, int]:
    """Weights by inhabitants; equal ones where nobody lives."""
    heads = game.populations(partners)
    return heads if any(heads.values()) else dict.fromkeys(heads, 1)


def _carry_out(game: Round, bid: Bid, granted: int) -> None:
    _book_grant(game, bid, granted)
    _book_cost(game, bid)
    game.fund = replace(game.fund, money=game.fund.money - granted)
    whole = sum(bid.shares.values())
    for name in bid.partners:
        town = game.towns[name]
        game.move_vacancy(town, "project", -bid.card.vacancy, item=bid.card.id)
        town.bonus += bid.card.bonus
        town.yearly += rdiv(bid.card.yearly * bid.shares[name], whole)
        if bid.card.service and town.has(bid.card.service):
            condition = town.services[bid.card.service].condition + bid.card.condition
            town.set_condition(bid.card.service, clamp(condition, 0, FULL))
        for other in bid.partners:
            if other != name:
                game.good(name, other, game.scenario.trust.signal_contract, "project", bid.card.id)
    if not bid.card.repeat:
        game.finished.append(bid.card.id)


def _book_grant(game: Round, bid: Bid, granted: int) -> None:
    variant = game.variant
    if variant is None or not granted:
        return
    rate = quota(variant, len(bid.partners), weak=bid.weak)
    for name, amount in share_out(granted, bid.shares).items():
        game.ledger.book(
            "F4",
            FUND,
            name,
            amount,
            bid.card.id,
            {
                "grant": granted,
                "points": bid.points,
                "weak": int(bid.weak),
                "quota": rate,
                "partners": len(bid.partners),
                "cost": project_cost(game, bid.card),
                "proceeds": project_proceeds(game, bid.card),
                "left": game.fund.money - game.fund.reserve,
                **portion(bid.shares, name, granted, amount),
            },
            {f"funds.{variant.id}.{name}": getattr(variant, name) for name in GRANT_PARAMETERS},
        )


def _book_cost(game: Round, bid: Bid) -> None:
    cost, proceeds = project_cost(game, bid.card), project_proceeds(game, bid.card)
    for name, amount in share_out(cost - proceeds, bid.shares).items():
        game.ledger.book(
            "F5",
            name,
            WORLD,
            amount,
            bid.card.id,
            {
                "cost": cost,
                "proceeds": proceeds,
                "price_factor": game.building_price,
                "cost_index": game.cost,
                **portion(bid.shares, name, cost - proceeds, amount),
            },
            {
                f"projects.{bid.card.id}.cost": bid.card.cost,
                f"projects.{bid.card.id}.proceeds": bid.card.proceeds,
            },
        )
