"""The private working state of one settlement: thawed from a ``State``, changed by the steps."""

from collections.abc import Iterable
from operator import mul
from typing import TYPE_CHECKING

from games.rules.causes import LIMIT, Sign
from games.rules.model import (
    Agreement,
    Award,
    Cause,
    Claim,
    CooperationModel,
    Decision,
    DrawnEvent,
    Fund,
    FundState,
    Measure,
    Municipality,
    Note,
    Proposal,
    Scenario,
    Service,
    ServiceResult,
    ServiceState,
    Site,
    State,
    TownState,
    TownValues,
)
from games.rules.money import FULL, clamp, rdiv
from games.rules.posting import Ledger

if TYPE_CHECKING:
    from games.rules.effects.usage import Usage

NOTHING = Decision()
NO_SERVICE = ServiceState(open=False, condition=0, places=0)


class Town:
    """A town while its round is settled; ``before`` is what it was, ``data`` never changes."""

    __slots__ = (
        "advantage",
        "backing",
        "base",
        "before",
        "bonus",
        "built",
        "data",
        "decision",
        "dwellings",
        "forecast",
        "goal",
        "grant",
        "guessed",
        "guesses_right",
        "id",
        "inhabitants",
        "levy",
        "people",
        "promises_kept",
        "promises_made",
        "services",
        "shares_data",
        "units",
        "vacancy",
        "values",
        "yearly",
    )

    def __init__(self, town_id: str, data: Municipality, before: TownState) -> None:
        self.id = town_id
        self.data = data
        self.before = before
        self.decision = NOTHING
        self.people = list(before.people)
        self.inhabitants = sum(before.people)
        self.vacancy = before.vacancy
        self.dwellings = before.dwellings
        self.backing = before.backing
        self.yearly = before.yearly
        self.bonus = before.bonus
        self.services: dict[str, ServiceState] = dict(before.services)
        self.shares_data = before.shares_data
        self.goal = before.goal
        self.guessed = before.guessed
        self.guesses_right = before.guesses_right
        self.promises_made = before.promises_made
        self.promises_kept = before.promises_kept
        self.values: TownValues = before.values
        self.forecast = before.forecast
        self.built = 0
        self.units = 0
        self.base = 0
        self.grant = 0
        self.levy = 0
        self.advantage: int | None = None

    def has(self, service: str) -> bool:
        """Whether the town's own office or site of this service is open."""
        state = self.services.get(service)
        return state is not None and state.open

    def set_condition(self, service: str, condition: int) -> None:
        """Change the condition of the own office or site (ten-thousandths)."""
        state = self.services[service]
        self.services[service] = ServiceState(state.open, condition, state.places)

    def close(self, service: str) -> None:
        """Close the own office or site for good."""
        state = self.services[service]
        self.services[service] = ServiceState(False, state.condition, state.places)


class Round:
    """A round being settled: scenario, towns in the order of their ids, ledger and notes.

    ``shocks`` holds this year's price and business factors (ten-thousandths) by kind, town and
    service; ``usages`` who went where this year, filled when first asked, emptied by step 9.
    """

    def __init__(self, scenario: Scenario, state: State) -> None:
        self.scenario = scenario
        self.before = state
        self.number = state.round
        self.seed = state.seed
        self.model: CooperationModel = scenario.models[state.model]
        self.variant: Fund | None = scenario.funds[self.model.fund] if self.model.fund else None
        self.revenue = state.revenue_index
        self.cost = state.cost_index
        self.towns = {
            name: Town(name, scenario.municipalities[name], state.towns[name])
            for name in sorted(state.towns)
        }
        self.trust = {i: dict(row) for i, row in state.trust.items()}
        self.agreements: list[Agreement] = list(state.agreements)
        self.founded = state.agreements_founded
        self.claims: tuple[Claim, ...] = state.claims
        self.new_claims: list[Claim] = []
        self.fund: FundState = state.fund
        self.finished = list(state.finished_projects)
        self.built_threshold = state.threshold_built
        self.ledger = Ledger()
        self.notes: list[Note] = []
        self.event: DrawnEvent | None = None
        self.shocks: dict[tuple[str, str, str], int] = {}
        self.building_price = FULL
        self.in_need: set[str] = set()
        self.results: dict[str, dict[str, ServiceResult]] = {name: {} for name in self.towns}
        self.costs: dict[tuple[str, str], int] = {}
        self.signals: dict[tuple[str, str], list[Sign]] = {}
        self.breaches: dict[tuple[str, str], list[Sign]] = {}
        self.causes: list[Cause] = []
        self.proposals: dict[str, Proposal] = {}
        self.founded_offers: dict[str, str] = {}
        self.contributors: set[str] = set()
        self.awards: list[Award] = []
        self.region: TownValues | None = state.region
        self.usages: dict[str, Usage] = {}

    def note(self, code: str, town: str = "", item: str = "", **figures: int | str) -> None:
        """Record something refused or remarkable."""
        self.notes.append(Note(code, town, item, figures))

    def minutes(self, a: str, b: str) -> int:
        """Car minutes between two towns; 0 within a town."""
        return self.scenario.distances[a][b]

    def shock(self, kind: str, town: str, service: str = "") -> int:
        """This year's factor of an event on a town (ten-thousandths; usually the whole)."""
        return self.shocks.get((kind, town, service), FULL)

    def good(self, viewer: str, other: str, signal: int, code: str, item: str = "") -> None:
        """``viewer`` sees ``other`` do something good (rules section 7)."""
        self.signals.setdefault((viewer, other), []).append(Sign(code, item, signal))

    def bad(self, viewer: str, other: str, breach: int, code: str, item: str = "") -> None:
        """``viewer`` sees ``other`` break something."""
        self.breaches.setdefault((viewer, other), []).append(Sign(code, item, breach))

    def explain(
        self, measure: Measure, town: str, code: str, change: int, other: str = "", item: str = ""
    ) -> None:
        """Record why a value moved; what moved nothing is left out."""
        if change:
            self.causes.append(Cause(measure, town, code, change, other, item))

    def move_backing(self, town: Town, code: str, change: int, item: str = "") -> None:
        """Move a council's backing; its bounds are kept at the end of the round."""
        town.backing += change
        self.explain(Measure.BACKING, town.id, code, change, item=item)

    def move_vacancy(
        self, town: Town, code: str, change: int, *, item: str = "", worst: int | None = None
    ) -> None:
        """Move a town's vacancy within 0 and ``worst`` (None: without an upper bound)."""
        self.explain(Measure.VACANCY, town.id, code, change, item=item)
        wanted = town.vacancy + change
        town.vacancy = max(0, wanted) if worst is None else clamp(wanted, 0, worst)
        self.explain(Measure.VACANCY, town.id, LIMIT, town.vacancy - wanted)

    def others(self, town: str) -> list[str]:
        """All towns but one, in order."""
        return [name for name in self.towns if name != town]

    def mean_trust(self, members: Iterable[str]) -> int:
        """Mean over all ordered pairs of the members before this round (0 without a pair)."""
        names = list(members)
        pairs = len(names) * (len(names) - 1)
        if not pairs:
            return 0
        trust = self.before.trust
        return rdiv(sum(trust[i][j] for i in names for j in names if i != j), pairs)

    def running(self) -> list[Agreement]:
        """Agreements that work this year, in order of founding."""
        return [item for item in self.agreements if item.starts <= self.number]

    def agreement_of(self, town: str, service: str) -> Agreement | None:
        """The town's running agreement for a service."""
        for item in self.agreements:
            if item.service == service and item.starts <= self.number and town in item.members:
                return item
        return None

    def replace_agreement(self, changed: Agreement) -> None:
        """Put a changed agreement in the place of the one with the same id."""
        for position, item in enumerate(self.agreements):
            if item.id == changed.id:
                self.agreements[position] = changed
                return

    def populations(self, names: Iterable[str]) -> dict[str, int]:
        """Inhabitants at the start of the round by town."""
        return {name: self.towns[name].inhabitants for name in names}


def site_of(town: Town, service: Service) -> Site:
    """Figures of a town's office or site; those of the catalogue where it had none at the start."""
    return town.data.services.get(service.id) or Site(0, 0, service.fixed, service.value)


def demand(service: Service, people: Iterable[int]) -> int:
    """Yearly visits a population wishes to make (rules section 4.2)."""
    return rdiv(sum(map(mul, people, service.rates)), 100)
