"""The scenario: everything a game is played with; frozen, read-only (units: ``model``)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from games.rules.model_codes import Mode


@dataclass(frozen=True, slots=True)
class Finance:
    """Fiscal equalisation and price growth (rules section 4.1)."""

    base_amount: int
    sz_rate: int
    sz_floor: int
    levy_rate: int
    levy_sz_share: int
    revenue_growth: int
    cost_growth: int
    interest: int
    credit_limit_per_head: int
    vacancy_free: int
    vacancy_loss_per_head: int


@dataclass(frozen=True, slots=True)
class People:
    """Yearly demographic rates per ten thousand.

    By age group: 0-5, 6-17, 18-29, 30-64, 65-79, 80+.
    """

    deaths: tuple[int, ...]
    ageing: tuple[int, ...]
    births: tuple[int, ...]
    noise: int
    move_strength: int
    move_groups: tuple[int, ...]
    forecast_years: int
    forecast_bias_min: int
    forecast_bias_max: int
    forecast_shared_cut: int
    migration: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Housing:
    """Greenfield and inner development (rules section 4.3)."""

    max_greenfield_per_1000: int
    max_inner_per_1000: int
    land_profit: int
    upkeep: int
    persons_per_10_dwellings: int
    from_region: int
    newcomer_groups: tuple[int, ...]
    inner_cost: int
    inner_persons: int
    centre_per_head: int
    vacancy_own: int
    vacancy_neighbour: int
    neighbour_minutes: int
    vacancy_max: int


@dataclass(frozen=True, slots=True)
class Quality:
    """Condition, upkeep, renewal and quality of services (rules section 4.2)."""

    base: int
    span: int
    lock_below: int
    level_sparen: int
    level_halten: int
    level_erneuern: int
    upkeep_rate: int
    renewal_rate: int
    small_place: int
    small_bonus: int
    small_school_factor: int
    value_per_point: int
    duty_access: int
    duty_places: int


@dataclass(frozen=True, slots=True)
class Trust:
    """Directed trust: rates, signals and breaches (rules section 7)."""

    withhold_rate: int
    start: int
    low: int
    high: int
    up: int
    down: int
    fade: int
    signal_meeting: int
    signal_data: int
    signal_contract: int
    signal_fund: int
    signal_help: int
    signal_guess: int
    signal_promise: int
    breach_withhold: int
    breach_leave: int
    breach_freeride: int
    breach_greenfield: int
    greenfield_free_per_1000: int
    breach_promise: int
    breach_veto: int


@dataclass(frozen=True, slots=True)
class Coordination:
    """Time budget of a round, in points (rules section 3)."""

    points: int
    bodies_per_point: int
    minimum: int
    meeting: int
    propose: int
    join: int
    apply: int
    data: int


@dataclass(frozen=True, slots=True)
class Backing:
    """Council support: start, drift, effects and gates (rules section 9)."""

    start: int
    neutral: int
    return_rate: int
    index_step: int
    index_effect: int
    closure: int
    autonomy_3: int
    autonomy_4: int
    host: int
    advantage: int
    body_excess: int
    gate_3: int
    gate_4: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of cooperation, 1 to 4 (rules section 5.1)."""

    level: int
    name: str
    text: str
    gate: int
    setup: int = 0
    setup_member: int = 0
    delay: int = 0
    realised: int = 0
    overhead: int = 0
    notice: int = 0
    exit_rate: int = 0
    penalty: int = 0
    equalise_gate: int = 0


@dataclass(frozen=True, slots=True)
class Service:
    """A service of the catalogue with its default values (rules section 4.2)."""

    id: str
    name: str
    text: str
    basic: bool
    mode: Mode
    duty: bool
    fixed: int
    per_use: int
    income: int
    per_place: int
    rates: tuple[int, ...]
    near: int
    far: int
    pool: int
    ramp: tuple[int, ...]
    value: int
    weight: int
    open_use: bool = False
    build_per_place: int = 0
    min_load: int = 0

    @property
    def has_places(self) -> bool:
        """Whether it is offered in places that can be built and run short."""
        return bool(self.per_place or self.build_per_place)


@dataclass(frozen=True, slots=True)
class Fund:
    """One variant of the fund (rules section 6)."""

    id: str
    name: str
    text: str
    county_rate: tuple[int, ...]
    municipal_ratio: int
    weight_tax: int
    dwelling_levy: int
    levy_on_base: int
    county_per_head: int
    join: bool
    min_members: int
    min_people: int
    quota: int
    quota_max: int
    partner_bonus: int
    partner_bonus_max: int
    weak_bonus: int
    cap: int
    floor: int
    partners_min: int
    points_min: int
    decision: str
    reserve: int
    start_aid_cent_per_head: int
    exempt: str = ""


@dataclass(frozen=True, slots=True)
class CooperationModel:
    """A preset of what the towns may do together (rules section 9)."""

    id: str
    name: str
    max_stage: int
    fund: str
    equalise: bool


@dataclass(frozen=True, slots=True)
class Modules:
    """Optional parts of the rules (rules section 9)."""

    backing: bool
    data: bool
    goals: bool
    promises: bool
    events: bool
    help: bool
    threshold: bool


@dataclass(frozen=True, slots=True)
class Options:
    """Rules beyond the base rules, chosen for a game; all off = exactly the base rules.

    ``mean_scores``: the teams' mean scores replace the points of a card; ``own_shares``: applicants
    may agree who bears and receives which part of a project; ``key_votes``: the members of a fund
    may change its contribution key; ``no_alone_key``: offers may not use the key ``alleinkosten``,
    under which nobody ever loses; ``closed_ballot``: nobody sees how another member of a fund
    voted, neither before nor after, so that no vote moves trust either; ``joint_building``: the
    module ``threshold`` is on, where the scenario describes its building.
    """

    mean_scores: bool = False
    own_shares: bool = False
    key_votes: bool = False
    no_alone_key: bool = False
    closed_ballot: bool = False
    joint_building: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    """Weights and slopes of the four values (rules section 8)."""

    daseinsvorsorge: int
    finanzen: int
    ortskern: int
    vertrauen: int
    finance_result_bp_per_euro: int
    finance_account_bp_per_euro: int
    centre_vacancy_factor: int
    centre_land_bp_per_dwelling: int


@dataclass(frozen=True, slots=True)
class Site:
    """What a municipality starts with for one service."""

    condition: int
    places: int
    fixed: int
    value: int


@dataclass(frozen=True, slots=True)
class Municipality:
    """A town as the scenario describes it; ``services`` lists what it provides at the start."""

    id: str
    name: str
    type: str
    text: str
    x: int
    y: int
    people: tuple[int, ...]
    type_migration: str
    tax_per_head: int
    business: int
    need_weight: int
    other_per_head: int
    result_per_head: int
    account: int
    vacancy: int
    vacancy_drift: int
    nights: int
    services: Mapping[str, Site]
    trust: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Project:
    """A project card of the fund; ``town`` empty = regional (rules section 6)."""

    id: str
    name: str
    text: str
    cost: int
    proceeds: int
    vacancy: int
    bonus: int
    yearly: int
    scores: Mapping[str, int]
    town: str = ""
    partners_min: int = 1
    repeat: bool = False
    service: str = ""
    condition: int = 0


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect of an event card; which figures count depends on ``kind``."""

    kind: str
    service: str = ""
    factor: int = 0
    amount: int = 0
    per_head: int = 0
    change: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """An event card; ``reach`` "eine" hits one drawn town, "alle" all listed (or all)."""

    id: str
    name: str
    text: str
    reach: str
    effects: tuple[Effect, ...]
    towns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlayedCard:
    """A card that the facilitator plays, and whom it hits; a correction brings nobody into need."""

    card: Event
    towns: tuple[str, ...]
    correction: bool = False


@dataclass(frozen=True, slots=True)
class RoundPlay:
    """What the facilitator plays in one round: without the deck's card (or with it), and more."""

    deck: bool = True
    cards: tuple[PlayedCard, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """A secret goal, measured at the end of the game."""

    id: str
    name: str
    text: str
    metric: str
    target: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """One joint building that needs enough pledges (rules section 9, module threshold)."""

    service: str
    site: str
    cost: int
    cost_rise: int
    grant: int
    threshold: int
    pledge_min: int
    last_round: int
    key: str
    host_bonus: int
    annuity: int


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything a game is played with; never changes during play.

    ``played``: by round what the facilitator plays; empty for a game as the file has it.
    """

    id: str
    name: str
    text: str
    rounds: int
    model: str
    finance: Finance
    people: People
    housing: Housing
    quality: Quality
    trust: Trust
    coordination: Coordination
    backing: Backing
    stages: Mapping[int, Stage]
    services: Mapping[str, Service]
    keys: Mapping[str, str]
    funds: Mapping[str, Fund]
    scoring: Mapping[str, int]
    models: Mapping[str, CooperationModel]
    modules: Modules
    index: Index
    distances: Mapping[str, Mapping[str, int]]
    municipalities: Mapping[str, Municipality]
    projects: Mapping[str, Project]
    events: Mapping[str, Event]
    goals: Mapping[str, Goal]
    threshold: Threshold | None = None
    options: Options = Options()
    first_year: int = 2026
    played: Mapping[int, RoundPlay] = field(default_factory=dict)
