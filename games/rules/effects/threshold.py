"""One joint building that needs enough pledges at once (rules section 9, module threshold)."""

from collections.abc import Mapping
from dataclasses import dataclass

from games.rules.effects.agreements import move_backing
from games.rules.effects.portions import portion
from games.rules.model import Agreement, ServiceState, Threshold
from games.rules.money import FULL, part, share_out
from games.rules.posting import WORLD
from games.rules.work import Round

UNION = 4
FEWEST = 2


def building_cost(threshold: Threshold, number: int) -> int:
    """Cost of the building in euro; it rises every round."""
    return threshold.cost + threshold.cost_rise * (number - 1)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the building costs in a round and what a pledge would mean; all in euro.

    ``needed``: that much has to be pledged by all together; ``others``: without the own pledge;
    ``open_cost``: more than that is scaled down; ``loan`` and ``yearly``: where no more than
    ``needed`` is pledged, carried by all pledgers together.
    """

    cost: int
    needed: int
    others: int
    open_cost: int
    loan: int
    yearly: int
    annuity: int

    def yearly_for(self, loan: int) -> int:
        """What a loan costs all partners together in a year."""
        return part(loan, self.annuity)


def outlook(threshold: Threshold, number: int, pledge: int) -> Outlook:
    """The building in a round, for a town that pledges so much (rules section 9)."""
    cost = building_cost(threshold, number)
    open_cost = max(0, cost - threshold.grant)
    needed = max(0, part(cost, threshold.threshold) - threshold.grant)
    loan = open_cost - needed
    return Outlook(
        cost=cost,
        needed=needed,
        others=max(0, needed - pledge),
        open_cost=open_cost,
        loan=loan,
        yearly=part(loan, threshold.annuity),
        annuity=threshold.annuity,
    )


def pledges(game: Round) -> None:
    """Step 7: build if the pledges of this round suffice, else let them all lapse."""
    threshold = game.scenario.threshold
    if threshold is None:
        return
    given = {t.id: t.decision.pledge for t in game.towns.values() if t.decision.pledge}
    if not given:
        return
    cost = building_cost(threshold, game.number)
    needed = part(cost, threshold.threshold)
    raised = sum(given.values()) + threshold.grant
    if raised < needed or threshold.site not in given or len(given) < FEWEST:
        site = int(threshold.site in given)
        game.note("pledges_lapsed", "", threshold.service, limit=needed, wanted=raised, site=site)
        return
    _build(game, threshold, cost, given)


def _build(game: Round, threshold: Threshold, cost: int, given: Mapping[str, int]) -> None:
    open_cost = max(0, cost - threshold.grant)
    paid = dict(given)
    if sum(given.values()) > open_cost:
        paid = share_out(open_cost, given)
    for name, amount in sorted(paid.items()):
        game.ledger.book(
            "V7",
            name,
            WORLD,
            amount,
            threshold.service,
            {
                **portion(given, name, sum(paid.values()), amount),
                "pledge": given[name],
                "cost": cost,
                "pledged": sum(given.values()),
            },
            {"threshold.grant": threshold.grant, "threshold.threshold": threshold.threshold},
        )
    game.built_threshold = True
    game.towns[threshold.site].services[threshold.service] = ServiceState(True, FULL, 0)
    _found(game, threshold, tuple(sorted(given)), open_cost - sum(paid.values()))


def _found(game: Round, threshold: Threshold, members: tuple[str, ...], loan: int) -> None:
    game.founded += 1
    agreement = Agreement(
        id=f"{threshold.service}-{game.founded}",
        service=threshold.service,
        stage=UNION,
        members=members,
        sites=(threshold.site,),
        key=threshold.key,
        founded=game.number,
        starts=game.number + 1,
        first_started=game.number + 1,
        host_surcharge=threshold.host_bonus,
        loan=loan,
    )
    game.agreements.append(agreement)
    move_backing(game, agreement)
