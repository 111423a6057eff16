"""The checks behind ``legality``: one method for each field of a decision."""

from collections.abc import Callable

from games.rules.effects.goals import PROMISES
from games.rules.effects.threshold import building_cost
from games.rules.model import (
    Agreement,
    Application,
    Ballot,
    Decision,
    FundStance,
    Guess,
    Level,
    Note,
    Proposal,
    Service,
)
from games.rules.offers import fault
from games.rules.work import Round

PLACES_MAX = 60
"""Most places that may be added to a site in a round (rules section 3)."""
WITHHOLDING_STAGES = (2, 3)
RELEASING_STAGE = 4
TALKING_STAGE = 1


def has_places(service: Service) -> bool:
    """Whether a service is offered in places that can be built."""
    return bool(service.per_place or service.build_per_place)


class Checker:
    """Checks the decision of one town, field by field, before the round is settled.

    Coordination points are spent as the fields are checked: proposals, consents, applications
    and meetings have to be asked in this order.
    """

    def __init__(self, game: Round, town: str, points: int) -> None:
        self.game = game
        self.town = game.towns[town]
        self.points = points
        self.notes: list[Note] = []

    def refuse(self, code: str, item: str, limit: int | str, wanted: int | str) -> None:
        """Drop an item and say by how much it missed."""
        self.notes.append(Note(code, self.town.id, item, {"limit": limit, "wanted": wanted}))

    def _spend(self, price: int, item: str) -> bool:
        if price > self.points:
            self.refuse("points", item, self.points, price)
            return False
        self.points -= price
        return True

    def _joint(self, service: str) -> bool:
        agreements = self.game.agreements
        return any(service == a.service and self.town.id in a.members for a in agreements)

    # --- own services ---------------------------------------------------------------------------

    def levels(self, decision: Decision) -> dict[str, Level]:
        """Levels of services that are open or joint."""
        return {s: level for s, level in decision.levels.items() if self._level(s, level)}

    def _level(self, service: str, level: Level) -> bool:
        known = service in self.game.scenario.services
        if not known or not (self.town.has(service) or self._joint(service)):
            self.refuse("not_there", service, 0, level.value)
            return False
        if level == Level.CLOSE:
            if self.game.scenario.services[service].duty:
                self.refuse("duty", service, Level.SAVE.value, level.value)
                return False
            if self._joint(service):
                self.refuse("bound", service, Level.SAVE.value, level.value)
                return False
        if level == Level.RENEW and self.town.before.watched:
            self.refuse("watched", service, Level.HOLD.value, level.value)
            return False
        return True

    def places(self, decision: Decision) -> dict[str, int]:
        """Places added to (or taken from) own sites."""
        return {s: count for s, count in decision.places.items() if self._places(s, count)}

    def _places(self, service: str, count: int) -> bool:
        known = self.game.scenario.services.get(service)
        if known is None or not has_places(known) or not self.town.has(service):
            self.refuse("not_there", service, 0, count)
            return False
        if count > 0 and self.town.before.watched:
            self.refuse("watched", service, 0, count)
            return False
        least = -self.town.services[service].places
        if not least <= count <= PLACES_MAX:
            self.refuse("places", service, PLACES_MAX if count > 0 else least, count)
            return False
        return True

    # --- housing --------------------------------------------------------------------------------

    def max_greenfield(self) -> int:
        """Most dwellings on the edge in this round."""
        per_1000 = self.game.scenario.housing.max_greenfield_per_1000
        return self.town.inhabitants * per_1000 // 1000

    def max_inner(self) -> int:
        """Most units in the centre in this round."""
        if self.town.before.watched:
            return 0
        return self.town.inhabitants * self.game.scenario.housing.max_inner_per_1000 // 1000

    def greenfield(self, decision: Decision) -> int:
        """Dwellings on the edge."""
        return self._within("greenfield", decision.greenfield, self.max_greenfield())

    def inner(self, decision: Decision) -> int:
        """Units in the centre."""
        code = "watched" if self.town.before.watched else "inner"
        return self._within(code, decision.inner, self.max_inner(), "inner")

    def _within(self, code: str, wanted: int, most: int, item: str = "") -> int:
        if 0 <= wanted <= most:
            return wanted
        self.refuse(code, item or code, most, wanted)
        return 0

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
        return self._spend(self.game.scenario.coordination.apply, item.project)

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
            elif self._spend(self.game.scenario.coordination.propose, offer_id):
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
        return self._spend(self.game.scenario.coordination.join, item)

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
            lambda item: item.stage in WITHHOLDING_STAGES and item.starts <= self.game.number,
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
        return self._spend(self.game.scenario.coordination.meeting, other)

    def share_data(self, decision: Decision) -> bool | None:
        """Whether data is laid open from now on."""
        wanted = decision.share_data
        if wanted is None or (
            self.game.model.max_stage >= TALKING_STAGE and self.game.scenario.modules.data
        ):
            return wanted
        code = "stage" if self.game.scenario.modules.data else "module_off"
        self.refuse(code, "share_data", 0, int(wanted))
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
