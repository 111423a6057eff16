"""What an offer would bring each partner: the figures people look at before they sign.

The round is settled twice with the engine's own steps, once as it is and once with the offer in
force from this round on, all towns else keeping to the defaults. So a preview equals the
settlement where nothing else changes; where the stage starts later, its first year is shown at
this year's prices, because the events to come are nobody's business. Money is whole euro; trust,
backing and quality are ten-thousandths.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from games.rules.bots.memory import once_a_state
from games.rules.effects import agreements, contracts
from games.rules.effects.backing import bodies
from games.rules.effects.founding import Refusal, council_gate, gate_of, obstacles
from games.rules.effects.services import joint_level
from games.rules.fairness import Fairness, Standing, in_full_swing, standings
from games.rules.legality import clean
from games.rules.model import (
    Agreement,
    Decision,
    Note,
    Proposal,
    Scenario,
    Settlement,
    State,
)
from games.rules.settle import STEPS, settle
from games.rules.terms import Terms, proposals
from games.rules.work import Round


@dataclass(frozen=True, slots=True)
class ServiceView:
    """One service of the offer for one partner: first year, full ramp, quality, what happens."""

    service: str
    first: Standing
    full: Standing
    quality_before: int
    quality_after: int
    hosts: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class PartnerView:
    """The whole offer for one partner.

    ``setup``: share of the set-up; ``satisfaction``: change of the mean quality of services;
    ``backing``: in the council when the offer comes up, ``backing_change``: by the founding;
    ``bodies``: in which the town would sit then; ``points``: coordination time it costs.
    """

    town: str
    inhabitants: int
    setup: int
    services: tuple[ServiceView, ...]
    satisfaction: int
    backing: int
    backing_change: int
    bodies_before: int
    bodies: int
    points: int
    account: int

    @property
    def alone(self) -> int:
        """Cost a year on its own, in full swing."""
        return sum(each.full.alone for each in self.services)

    @property
    def pays(self) -> int:
        """Payment a year after equalisation, in full swing."""
        return sum(each.full.pays for each in self.services)

    @property
    def saves(self) -> int:
        """Money saved a year in full swing; negative = it costs more."""
        return self.alone - self.pays

    @property
    def first_pays(self) -> int:
        """Payment in the first year after equalisation."""
        return sum(each.first.pays for each in self.services)

    @property
    def first_saves(self) -> int:
        """Money saved in the first year."""
        return sum(each.first.saves for each in self.services)

    @property
    def worth(self) -> int:
        """Value of better or worse quality a year, in euro."""
        return sum(each.full.worth for each in self.services)

    @property
    def advantage(self) -> int:
        """Money saved and worth of quality, a year in full swing (rules section 5.5)."""
        return self.saves + self.worth


@dataclass(frozen=True, slots=True)
class Year:
    """The joint account of a service in full swing and in its first year, in euro."""

    service: str
    first_total: int
    total: int
    starts: int
    ramp: tuple[int, ...]
    lenses: Fairness


@dataclass(frozen=True, slots=True)
class OfferPreview:
    """An offer for all partners; ``obstacles`` by service, empty = could be founded today.

    ``trust_gate`` and ``council_gate``: least trust of any pair, least backing of any council.
    """

    partners: Mapping[str, PartnerView]
    years: tuple[Year, ...]
    obstacles: Mapping[str, tuple[Refusal, ...]]
    trust_gate: int
    trust: Mapping[tuple[str, str], int]
    council_gate: int
    setup: int

    @property
    def unbacked(self) -> tuple[str, ...]:
        """Partners whose council would refuse."""
        return tuple(n for n, each in self.partners.items() if each.backing < self.council_gate)


def faults(scenario: Scenario, state: State, owner: str, terms: Terms) -> tuple[Note, ...]:
    """What is wrong with an offer in itself, before anybody is asked; time is not asked.

    Without a fault, ``offer_preview`` can work the offer out.
    """
    offers = proposals(terms, owner)
    free = replace(scenario, coordination=replace(scenario.coordination, propose=0))
    found = clean(Round(free, state), owner, Decision(proposals=offers))[1]
    closed = (
        Note("site_closed", owner, f"{owner}#{place}", {"limit": offer.service, "wanted": site})
        for place, offer in enumerate(offers)
        for site in offer.sites
        if not _open(state, site, offer.service)
    )
    return found or tuple(closed)


def _open(state: State, town: str, service: str) -> bool:
    own = state.towns[town].services.get(service)
    return own is not None and own.open


def offer_preview(
    scenario: Scenario, state: State, owner: str, terms: Terms, *, reference: bool = False
) -> OfferPreview:
    """Work out an offer without faults for all its partners.

    ``reference`` adds the Shapley value (in ``years[…].lenses``). Obstacles do not keep the
    figures from being worked out: people want to know what they would miss.
    """
    play = _Play(scenario, state, owner, proposals(terms, owner))
    play.to_the_end()
    years = tuple(
        play.year(place, in_full_swing(scenario, state, item, reference=reference))
        for place, item in enumerate(play.founded)
    )
    return OfferPreview(
        partners={name: play.partner(name, years) for name in terms.members},
        years=years,
        obstacles=play.obstacles,
        trust_gate=gate_of(scenario, proposals(terms, owner)[0]),
        trust={(i, j): state.trust[i][j] for i in terms.members for j in terms.members if i != j},
        council_gate=council_gate(scenario, terms.stage),
        setup=sum(play.setup.values()),
    )


@once_a_state
def untouched(scenario: Scenario, state: State) -> Settlement:
    """The round as it would be settled if nobody decided anything."""
    return settle(scenario, state, {})


class _Play:
    """A round in which the offers are founded and in force at once, whatever stands in the way."""

    def __init__(
        self, scenario: Scenario, state: State, owner: str, offers: tuple[Proposal, ...]
    ) -> None:
        self.scenario = scenario
        self.state = state
        self.owner = owner
        self.game = Round(scenario, state)
        for step in STEPS[: STEPS.index(agreements.check_consents)]:
            step(self.game)
        self.backing = {name: town.backing for name, town in self.game.towns.items()}
        self.obstacles: dict[str, tuple[Refusal, ...]] = {}
        self.ids = [self._found(place, offer) for place, offer in enumerate(offers)]
        self.moved = {n: t.backing - self.backing[n] for n, t in self.game.towns.items()}
        self.bodies = {name: bodies(self.game, name) for name in self.game.towns}
        self.setup = _setup(self.game, self.ids)
        self.starts = [_named(self.game, each).starts for each in self.ids]
        self._start_now()
        self.founded = [_named(self.game, each) for each in self.ids]
        self.first: dict[str, dict[str, Standing]] = {}
        self.totals: dict[str, int] = {}

    def _found(self, place: int, offer: Proposal) -> str:
        self.obstacles[offer.service] = tuple(obstacles(self.game, offer))
        return agreements.establish(self.game, f"{self.owner}#{place}", offer).id

    def _start_now(self) -> None:
        """Let the new agreements start this round; a replacement goes on with its ramp."""
        now = self.game.number
        for each in self.ids:
            item = _named(self.game, each)
            first = now if item.first_started == item.starts else item.first_started
            self.game.replace_agreement(replace(item, starts=now, first_started=first))

    def to_the_end(self) -> None:
        """Run the steps that are left; the first year is looked at before it is booked."""
        for step in STEPS[STEPS.index(agreements.start_due) :]:
            if step is contracts.joint_services:
                self._look()
            step(self.game)

    def _look(self) -> None:
        for each in self.ids:
            item = _named(self.game, each)
            year = contracts.split(self.game, item, joint_level(self.game, item))
            self.first[each] = standings(self.game, item, year)
            self.totals[each] = year.account.total

    def year(self, place: int, lens: Fairness) -> Year:
        """One of the new agreements as a whole."""
        item = self.founded[place]
        return Year(
            service=item.service,
            first_total=self.totals[item.id],
            total=lens.total,
            starts=self.starts[place],
            ramp=self.scenario.services[item.service].ramp,
            lenses=lens,
        )

    def partner(self, name: str, years: tuple[Year, ...]) -> PartnerView:
        """All new agreements for one of the partners."""
        prices = self.scenario.coordination
        each = prices.propose if name == self.owner else prices.join
        here = self.state.towns[name]
        alone = untouched(self.scenario, self.state).state_after.towns[name].values
        return PartnerView(
            town=name,
            inhabitants=here.inhabitants,
            setup=self.setup[name],
            services=tuple(
                self._service(name, item, year)
                for item, year in zip(self.founded, years, strict=True)
            ),
            satisfaction=self.game.towns[name].values.daseinsvorsorge - alone.daseinsvorsorge,
            backing=self.backing[name],
            backing_change=self.moved[name],
            bodies_before=bodies(Round(self.scenario, self.state), name),
            bodies=self.bodies[name],
            points=each * len(self.ids),
            account=here.account,
        )

    def _service(self, name: str, item: Agreement, year: Year) -> ServiceView:
        before = untouched(self.scenario, self.state).services[name][item.service]
        away = bool(item.sites) and name not in item.sites
        return ServiceView(
            service=item.service,
            first=self.first[item.id][name],
            full=year.lenses.members[name],
            quality_before=before.quality,
            quality_after=self.game.results[name][item.service].quality,
            hosts=name in item.sites,
            closes=away and _open(self.state, name, item.service),
        )


def _named(game: Round, agreement_id: str) -> Agreement:
    return next(item for item in game.agreements if item.id == agreement_id)


def _setup(game: Round, ids: list[str]) -> dict[str, int]:
    paid = dict.fromkeys(game.towns, 0)
    for posting in game.ledger.postings:
        if posting.rule == "V2" and posting.cause in ids:
            paid[posting.source] += posting.amount
    return paid
