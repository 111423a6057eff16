"""The checks behind ``legality``: one method for each field of a decision."""

from collections.abc import Callable

from games.rules.effects.goals import PROMISES
from games.rules.effects.threshold import building_cost
from games.rules.legality_options import OptionsChecker
from games.rules.model import (
    Agreement,
    Application,
    Ballot,
    Decision,
    FundStance,
    Guess,
    Proposal,
    State,
)
from games.rules.offers import fault

WITHHOLDING_STAGES = (2, 3)
RELEASING_STAGE = 4
TALKING_STAGE = 1


def may_withhold(state: State, agreement: Agreement) -> bool:
    """Whether members of an agreement may pay less than their share this round."""
    return agreement.stage in WITHHOLDING_STAGES and agreement.starts <= state.round


class Checker(OptionsChecker):
    """Checks the decision of one town, field by field, before the round is settled.

    Coordination points are spent as the fields are checked: proposals, consents, applications
    and meetings have to be asked in this order.
    """

    # --- fund -----------------------------------------------------------------------------------

    def fund(self, decision: Decision) -> FundStance:
        """Stance towards a fund that is joined."""
        stance = decision.fund
        if stance == FundStance.STAY:
            return stance
        variant = self.game.variant
        if variant is None or not variant.join:
            self.refuse("no_fund", "fund", FundStance.STAY.value, stance.value)
            return FundStance.STAY
        inside = self.town.id in self.game.fund.members
        if stance != FundStance.JOIN and not inside:
            self.refuse("not_member", "fund", FundStance.JOIN.value, stance.value)
            return FundStance.STAY
        return stance

    def card_free(self, card: str) -> bool:
        """Whether the town may apply for a card: own or regional, and not carried out yet."""
        project = self.game.scenario.projects.get(card)
        return (
            project is not None
            and project.town in ("", self.town.id)
            and (project.repeat or card not in self.game.finished)
        )

    def applications(self, decision: Decision) -> tuple[Application, ...]:
        """Applications for free cards, one for each card."""
        kept: dict[str, Application] = {}
        for item in decision.applications:
            if self._application(item, kept):
                kept[item.project] = item
        return tuple(kept.values())

    def _application(self, item: Application, kept: dict[str, Application]) -> bool:
        card = self.game.scenario.projects.get(item.project)
        if card is None:
            self.refuse("not_there", item.project, 0, item.project)
            return False
        if card.town not in ("", self.town.id):
            self.refuse("foreign_card", item.project, card.town, self.town.id)
            return False
        if not self.card_free(item.project) or item.project in kept:
            self.refuse("card_done", item.project, 1, 2)
            return False
        named = set(item.partners)
        known = named <= self.game.towns.keys() - {self.town.id}
        if not known or len(named) < len(item.partners):
            self.refuse("partners", item.project, len(self.game.towns) - 1, len(item.partners))
            return False
        if self.game.variant is None and not item.anyway:
            self.refuse("no_fund", item.project, 0, 1)
            return False
        price = self.game.scenario.coordination.apply
        return self.shares_fit(item) and self.spend(price, item.project)

    def votes(self, decision: Decision) -> dict[str, Ballot]:
        """Votes of members of the fund on known cards."""
        return {card: ballot for card, ballot in decision.votes.items() if self._vote(card, ballot)}

    def _vote(self, card: str, ballot: Ballot) -> bool:
        if card not in self.game.scenario.projects:
            self.refuse("not_there", card, 0, ballot.value)
            return False
        variant = self.game.variant
        if variant is None or not variant.join:
            self.refuse("no_fund", card, 0, ballot.value)
            return False
        return True

    # --- agreements -----------------------------------------------------------------------------

    def proposals(self, decision: Decision) -> tuple[Proposal, ...]:
        """Offers that could be founded; ``Round.proposals`` takes them by ``town#index``."""
        kept = []
        for index, offer in enumerate(decision.proposals):
            offer_id = f"{self.town.id}#{index}"
            found = fault(self.game, self.town.id, offer)
            if found is not None:
                self.refuse(found.code, offer_id, found.limit, found.wanted)
            elif self.spend(self.game.scenario.coordination.propose, offer_id):
                kept.append(offer)
                self.game.proposals[offer_id] = offer
        return tuple(kept)

    def consents(self, decision: Decision) -> tuple[str, ...]:
        """Consents to others' offers and to joint projects."""
        return tuple(item for item in dict.fromkeys(decision.consents) if self._consent(item))

    def _consent(self, item: str) -> bool:
        owner, is_offer, _ = item.partition("#")
        if is_offer and owner == self.town.id:
            self.refuse("own_offer", item, 0, 1)
            return False
        if (owner not in self.game.towns) if is_offer else item not in self.game.scenario.projects:
            self.refuse("not_there", item, 0, item)
            return False
        return self.spend(self.game.scenario.coordination.join, item)

    def _agreements(
        self, ids: tuple[str, ...], allowed: Callable[[Agreement], bool]
    ) -> tuple[str, ...]:
        kept = []
        mine = {a.id: a for a in self.game.agreements if self.town.id in a.members}
        for item in dict.fromkeys(ids):
            agreement = mine.get(item)
            if agreement is None:
                self.refuse("not_there", item, 0, item)
            elif not allowed(agreement):
                self.refuse("stage", item, self.game.number, agreement.stage)
            else:
                kept.append(item)
        return tuple(kept)

    def leave(self, decision: Decision) -> tuple[str, ...]:
        """Agreements the town gives notice to."""
        return self._agreements(decision.leave, lambda _: True)

    def release(self, decision: Decision) -> tuple[str, ...]:
        """Agreements of stage 4 in which the town lets those go who gave notice."""
        return self._agreements(decision.release, lambda item: item.stage == RELEASING_STAGE)

    def withhold(self, decision: Decision) -> tuple[str, ...]:
        """Running agreements of stages 2 and 3 that the town does not pay in full."""
        return self._agreements(
            decision.withhold,
            lambda item: may_withhold(self.game.before, item),
        )

    # --- neighbours -----------------------------------------------------------------------------

    def meetings(self, decision: Decision) -> tuple[str, ...]:
        """Towns to meet."""
        return tuple(item for item in dict.fromkeys(decision.meetings) if self._meeting(item))

    def _meeting(self, other: str) -> bool:
        most = self.game.model.max_stage
        if most < TALKING_STAGE:
            self.refuse("stage", other, most, TALKING_STAGE)
            return False
        if other not in self.game.towns or other == self.town.id:
            self.refuse("not_there", other, 0, other)
            return False
        return self.spend(self.game.scenario.coordination.meeting, other)

    def share_data(self, decision: Decision) -> bool | None:
        """Whether data is laid open from now on; a sign of trust even without forecasts."""
        wanted = decision.share_data
        most = self.game.model.max_stage
        if not wanted or most >= TALKING_STAGE:
            return wanted
        self.refuse("stage", "share_data", most, TALKING_STAGE)
        return None

    def payments(self, decision: Decision) -> dict[str, int]:
        """Help for other towns."""
        return {
            town: amount for town, amount in decision.payments.items() if self._pay(town, amount)
        }

    def _pay(self, other: str, amount: int) -> bool:
        if not self.game.scenario.modules.help:
            self.refuse("module_off", other, 0, amount)
            return False
        if other not in self.game.towns or other == self.town.id:
            self.refuse("not_there", other, 0, amount)
            return False
        if amount <= 0:
            self.refuse("amount", other, 1, amount)
            return False
        return True

    # --- modules --------------------------------------------------------------------------------

    def promises(self, decision: Decision) -> tuple[str, ...]:
        """Promises for the next round."""
        return tuple(item for item in dict.fromkeys(decision.promises) if self._promise(item))

    def _promise(self, promise: str) -> bool:
        if not self.game.scenario.modules.promises:
            self.refuse("module_off", promise, 0, 1)
            return False
        if promise not in PROMISES:
            self.refuse("not_there", promise, ",".join(PROMISES), promise)
            return False
        return True

    def guess(self, decision: Decision) -> Guess | None:
        """A guess of a neighbour's goal."""
        made = decision.guess
        if made is None:
            return None
        scenario = self.game.scenario
        known = made.town in self.game.towns and made.town != self.town.id
        if not scenario.modules.goals:
            self.refuse("module_off", made.town, 0, made.goal)
        elif not known or made.goal not in scenario.goals:
            self.refuse("not_there", made.town, 0, made.goal)
        elif made.town in self.town.guessed:
            self.refuse("guessed", made.town, 1, 2)
        else:
            return made
        return None

    def may_pledge(self) -> bool:
        """Whether pledges for the joint building are still taken."""
        threshold = self.game.scenario.threshold
        return (
            self.game.scenario.modules.threshold
            and threshold is not None
            and not self.game.built_threshold
            and self.game.number <= threshold.last_round
        )

    def pledge(self, decision: Decision) -> int:
        """Pledge for the joint building."""
        wanted = decision.pledge
        threshold = self.game.scenario.threshold
        if not wanted:
            return 0
        if threshold is None or not self.game.scenario.modules.threshold:
            self.refuse("module_off", "pledge", 0, wanted)
            return 0
        if not self.may_pledge():
            self.refuse("pledge", "pledge", threshold.last_round, self.game.number)
            return 0
        most = building_cost(threshold, self.game.number)
        if not threshold.pledge_min <= wanted <= most:
            too_small = wanted < threshold.pledge_min
            self.refuse("amount", "pledge", threshold.pledge_min if too_small else most, wanted)
            return 0
        return wanted
