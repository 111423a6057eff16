"""What a simulated player sees from its chair, and the decision it is putting together."""

from collections.abc import Iterable
from dataclasses import dataclass

from games.rules.legality import limits
from games.rules.model import (
    Agreement,
    Application,
    Ballot,
    CooperationModel,
    Decision,
    Fund,
    FundStance,
    Guess,
    Level,
    Limits,
    Municipality,
    Proposal,
    Scenario,
    Site,
    State,
    TownState,
)
from games.rules.money import part


@dataclass(frozen=True, slots=True)
class Seat:
    """A town's view of the region; secrets of others (their goals) are never asked for."""

    scenario: Scenario
    state: State
    town: str
    limits: Limits

    @property
    def me(self) -> TownState:
        """The own town before the round."""
        return self.state.towns[self.town]

    @property
    def data(self) -> Municipality:
        """The own town as the scenario describes it."""
        return self.scenario.municipalities[self.town]

    @property
    def model(self) -> CooperationModel:
        """The cooperation model played."""
        return self.scenario.models[self.state.model]

    @property
    def fund(self) -> Fund | None:
        """The variant of the fund, if the model has one."""
        return self.scenario.funds[self.model.fund] if self.model.fund else None

    @property
    def in_fund(self) -> bool:
        """Whether the town is a member of the fund."""
        return self.town in self.state.fund.members

    @property
    def others(self) -> tuple[str, ...]:
        """All other towns in order."""
        return tuple(name for name in sorted(self.state.towns) if name != self.town)

    def mean_trust(self) -> int:
        """Mean trust in the others (ten-thousandths)."""
        row = self.state.trust[self.town]
        return sum(row.values()) // max(1, len(row))

    def joint(self, service: str) -> Agreement | None:
        """The town's agreement for a service that runs this round."""
        return next(
            (
                item
                for item in self.state.agreements
                if item.service == service
                and item.starts <= self.state.round
                and self.town in item.members
            ),
            None,
        )

    def renewal_cost(self, town: str, service: str) -> int:
        """Cost in euro of renewing a town's office or site at today's prices."""
        site = site_of(self.scenario, town, service)
        return part(site.value, self.scenario.quality.renewal_rate, self.state.cost_index)


def take(scenario: Scenario, state: State, town: str) -> Seat:
    """Sit down in a town's chair."""
    return Seat(scenario, state, town, limits(scenario, state, town))


def site_of(scenario: Scenario, town: str, service: str) -> Site:
    """Figures of a town's office or site; those of the catalogue where it began with none."""
    known = scenario.services[service]
    return scenario.municipalities[town].services.get(service) or Site(
        0, 0, known.fixed, known.value
    )


class Draft:
    """A decision in the making that keeps within coordination points and spare cash.

    ``reserve`` is what shall stay on the account, in euro per inhabitant.
    """

    def __init__(self, seat: Seat, reserve: int) -> None:
        self.seat = seat
        self.points = seat.limits.points
        self.cash = seat.me.account - reserve * seat.me.inhabitants
        self.fund = FundStance.STAY
        self.greenfield = 0
        self.inner = 0
        self.pledge = 0
        self.share_data: bool | None = None
        self.guess: Guess | None = None
        self.levels: dict[str, Level] = {}
        self.places: dict[str, int] = {}
        self.votes: dict[str, Ballot] = {}
        self.payments: dict[str, int] = {}
        self.scores: dict[str, dict[str, int]] = {}
        self.key_vote: int | None = None
        self.proposals: list[Proposal] = []
        self.consents: list[str] = []
        self.applications: list[Application] = []
        self.meetings: list[str] = []
        self.promises: tuple[str, ...] = ()
        self.leave: list[str] = []
        self.release: list[str] = []
        self.withhold: list[str] = []

    def pay(self, amount: int) -> bool:
        """Set cash aside if it suffices."""
        if amount > self.cash:
            return False
        self.cash -= amount
        return True

    def spend(self, points: int) -> bool:
        """Set coordination points aside if they suffice."""
        if points > self.points:
            return False
        self.points -= points
        return True

    def level(self, service: str, level: Level) -> bool:
        """Choose a level if it is allowed."""
        if level not in self.seat.limits.levels.get(service, ()):
            return False
        self.levels[service] = level
        return True

    def offer(self, proposal: Proposal) -> bool:
        """Make an offer if there is time for it."""
        if not self.spend(self.seat.scenario.coordination.propose):
            return False
        self.proposals.append(proposal)
        return True

    def consent(self, item: str) -> bool:
        """Consent to an offer or to a joint card if there is time for it."""
        if item in self.consents or not self.spend(self.seat.scenario.coordination.join):
            return False
        self.consents.append(item)
        return True

    def apply(self, application: Application) -> bool:
        """Apply for a card if it may be had and there is time for it."""
        free = application.project in self.seat.limits.projects
        taken = any(item.project == application.project for item in self.applications)
        if not free or taken or not self.spend(self.seat.scenario.coordination.apply):
            return False
        self.applications.append(application)
        return True

    def meet(self, towns: Iterable[str]) -> None:
        """Name towns to meet as long as there is time."""
        for town in towns:
            if (
                self.seat.limits.may_meet
                and town not in self.meetings
                and self.spend(self.seat.scenario.coordination.meeting)
            ):
                self.meetings.append(town)

    def decision(self) -> Decision:
        """The finished decision."""
        return Decision(
            levels=self.levels,
            places=self.places,
            greenfield=self.greenfield,
            inner=self.inner,
            fund=self.fund,
            proposals=tuple(self.proposals),
            consents=tuple(self.consents),
            leave=tuple(self.leave),
            release=tuple(self.release),
            withhold=tuple(self.withhold),
            applications=tuple(self.applications),
            votes=self.votes,
            meetings=tuple(self.meetings),
            share_data=self.share_data,
            payments=self.payments,
            promises=self.promises,
            guess=self.guess,
            pledge=self.pledge,
            scores=self.scores,
            key_vote=self.key_vote,
        )
