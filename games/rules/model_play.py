"""Decisions and the state of the region between two rounds; frozen (units: ``model``)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from games.rules.model_codes import Ballot, FundStance, Level


@dataclass(frozen=True, slots=True)
class Proposal:
    """An offer of a joint service (rules section 5.2)."""

    service: str
    stage: int
    members: tuple[str, ...]
    sites: tuple[str, ...] = ()
    key: str = "einwohner"
    equalise: bool = False
    equalise_key: str = "einwohner"
    host_surcharge: int = 0
    caps: Mapping[str, int] = field(default_factory=dict)
    quotas: Mapping[str, int] = field(default_factory=dict)
    roof: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Application:
    """An application for a project card of the fund.

    ``shares``: agreed parts of applicant and partners in ten-thousandths, together 10000; they
    replace the split by inhabitants (option ``own_shares``). Empty = by inhabitants.
    ``rationale``: what the applicant says for it, for the board; it changes no figure.
    """

    project: str
    partners: tuple[str, ...] = ()
    anyway: bool = False
    shares: Mapping[str, int] = field(default_factory=dict)
    rationale: str = ""


@dataclass(frozen=True, slots=True)
class Guess:
    """A perspective guess: the goal that another town is thought to follow."""

    town: str
    goal: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What one town decides for a round; empty = the stated defaults (rules section 3).

    ``scores``: points 0..3 by card and criterion for the projects of others; ``key_vote``: the
    weight of the levy base (ten-thousandths) that the town wants in the key of the fund from the
    next round on (option ``key_votes``), None = abstain.
    """

    levels: Mapping[str, Level] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    greenfield: int = 0
    inner: int = 0
    fund: FundStance = FundStance.STAY
    proposals: tuple[Proposal, ...] = ()
    consents: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    release: tuple[str, ...] = ()
    withhold: tuple[str, ...] = ()
    applications: tuple[Application, ...] = ()
    votes: Mapping[str, Ballot] = field(default_factory=dict)
    meetings: tuple[str, ...] = ()
    share_data: bool | None = None
    payments: Mapping[str, int] = field(default_factory=dict)
    promises: tuple[str, ...] = ()
    guess: Guess | None = None
    pledge: int = 0
    scores: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    key_vote: int | None = None


@dataclass(frozen=True, slots=True)
class ServiceState:
    """A town's own service: open or closed for good, condition in bp, places."""

    open: bool
    condition: int
    places: int


@dataclass(frozen=True, slots=True)
class TownValues:
    """The four values of section 8 and their weighted mean, in bp."""

    daseinsvorsorge: int
    finanzen: int
    ortskern: int
    vertrauen: int
    gesamt: int


@dataclass(frozen=True, slots=True)
class TownState:
    """A town between two rounds (rules section 2)."""

    people: tuple[int, ...]
    account: int
    running: int
    running_before: int
    tax_base: int
    vacancy: int
    dwellings: int
    backing: int
    yearly: int
    bonus: int
    shares_data: bool
    watched: bool
    services: Mapping[str, ServiceState]
    values: TownValues
    forecast: int
    goal: str = ""
    guessed: tuple[str, ...] = ()
    guesses_right: int = 0
    promises: tuple[str, ...] = ()
    promises_made: int = 0
    promises_kept: int = 0
    rounds_data_shared: int = 0

    @property
    def inhabitants(self) -> int:
        """Persons of all age groups (EW)."""
        return sum(self.people)


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement in force or founded; see rules section 5.

    ``alone``: each member's own service as it was before the first of the agreements that followed
    one another; ``last_shares``: what members paid last round; ``notices``: member and the round
    in which it leaves; ``releases``: leaver and who released it; ``replaces``: the agreement that
    ends when this one starts; ``loan``: euro of a threshold project, served every year.
    """

    id: str
    service: str
    stage: int
    members: tuple[str, ...]
    sites: tuple[str, ...]
    key: str
    founded: int
    starts: int
    first_started: int
    equalise: bool = False
    equalise_key: str = "einwohner"
    host_surcharge: int = 0
    caps: Mapping[str, int] = field(default_factory=dict)
    quotas: Mapping[str, int] = field(default_factory=dict)
    roof: str = ""
    alone: Mapping[str, ServiceState] = field(default_factory=dict)
    last_shares: Mapping[str, int] = field(default_factory=dict)
    notices: Mapping[str, int] = field(default_factory=dict)
    releases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    loan: int = 0
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A penalty due in the next round (rules section 5.6, V4); ``stage`` is the agreement's."""

    debtor: str
    creditors: Mapping[str, int]
    agreement: str
    amount: int
    stage: int = 3


@dataclass(frozen=True, slots=True)
class FundState:
    """The fund between two rounds.

    ``weight_tax``: weight of the levy base in the key that the members voted for, in
    ten-thousandths; None = the one of the variant. ``ending``: the variant whose money goes back
    in the next settlement, because the cooperation model was changed.
    """

    members: tuple[str, ...] = ()
    money: int = 0
    reserve: int = 0
    started: bool = False
    start_aid_paid: bool = False
    paid_in: Mapping[str, int] = field(default_factory=dict)
    notices: Mapping[str, int] = field(default_factory=dict)
    active_rounds: int = 0
    weight_tax: int | None = None
    ending: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """The whole region before a round; ``round`` is the number of the round to be played.

    ``county_levy``: euro of county levy (E3) that all towns paid last year together.
    """

    round: int
    seed: str
    model: str
    revenue_index: int
    cost_index: int
    towns: Mapping[str, TownState]
    trust: Mapping[str, Mapping[str, int]]
    agreements: tuple[Agreement, ...] = ()
    claims: tuple[Claim, ...] = ()
    fund: FundState = FundState()
    finished_projects: tuple[str, ...] = ()
    region: TownValues | None = None
    threshold_built: bool = False
    agreements_founded: int = 0
    county_levy: int = 0
