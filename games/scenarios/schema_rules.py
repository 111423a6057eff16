"""Tables of the scenario file that hold the numbers of the rules (rules sections 4 and 7 to 9)."""

from typing import Annotated

from pydantic import Field

from games.scenarios.fields import (
    CentPerHead,
    EuroPerHead,
    EuroPerUnit,
    MigrationGroups,
    Minutes,
    Persons,
    PerThousand,
    Points,
    Rounds,
    Share,
    ShareGroups,
    SignedShare,
    Slope,
    Slug,
    Table,
    WeightGroups,
)


class FinanceTable(Table):
    """Fiscal equalisation and growth of prices (rules section 4.1)."""

    base_amount: EuroPerHead
    sz_rate: Share
    sz_floor: Share
    levy_rate: Share
    levy_sz_share: Share
    revenue_growth: Share
    cost_growth: Share
    interest: Share
    credit_limit_per_head: EuroPerHead
    vacancy_free: Share
    vacancy_loss_per_head: EuroPerHead


class PeopleTable(Table):
    """Yearly demographic rates of the six age groups (rules section 4.4)."""

    deaths: ShareGroups
    ageing: ShareGroups
    births: ShareGroups
    noise: Share
    move_strength: Share
    move_groups: WeightGroups
    forecast_years: Rounds
    forecast_bias_min: Share
    forecast_bias_max: Share
    forecast_shared_cut: Share
    migration: Annotated[dict[Slug, MigrationGroups], Field(min_length=1)]


class HousingTable(Table):
    """Building on the edge and in the centre (rules section 4.3)."""

    max_greenfield_per_1000: PerThousand
    max_inner_per_1000: PerThousand
    land_profit: EuroPerUnit
    upkeep: EuroPerUnit
    persons_per_10_dwellings: Persons
    from_region: Share
    newcomer_groups: WeightGroups
    inner_cost: EuroPerUnit
    inner_persons: Persons
    centre_per_head: Share
    vacancy_own: Slope
    vacancy_neighbour: Slope
    neighbour_minutes: Minutes
    vacancy_max: Share


class QualityTable(Table):
    """Condition, upkeep and quality of services (rules section 4.2)."""

    base: Share
    span: Share
    lock_below: Share
    level_sparen: SignedShare
    level_halten: SignedShare
    level_erneuern: SignedShare
    upkeep_rate: Share
    renewal_rate: Share
    small_place: Persons
    small_bonus: Share
    small_school_factor: Share
    value_per_point: CentPerHead
    duty_access: Share
    duty_places: Share


class TrustTable(Table):
    """Rates, signals and breaches of trust (rules section 7)."""

    withhold_rate: Share
    start: Share
    low: Share
    high: Share
    up: Share
    down: Share
    fade: Share
    signal_meeting: Share
    signal_data: Share
    signal_contract: Share
    signal_fund: Share
    signal_help: Share
    signal_guess: Share
    signal_promise: Share
    breach_withhold: Share
    breach_leave: Share
    breach_freeride: Share
    breach_greenfield: Share
    greenfield_free_per_1000: PerThousand
    breach_promise: Share
    breach_veto: Share


class CoordinationTable(Table):
    """Coordination time of a round (rules section 3)."""

    points: Points
    bodies_per_point: Annotated[
        int, Field(ge=1, le=100, json_schema_extra={"unit": "Gremien je Punkt"})
    ]
    minimum: Points
    meeting: Points
    propose: Points
    join: Points
    apply: Points
    data: Points


class BackingTable(Table):
    """Backing in the council (rules section 9)."""

    start: Share
    neutral: Share
    return_rate: Share
    index_step: Share
    index_effect: SignedShare
    closure: SignedShare
    autonomy_3: SignedShare
    autonomy_4: SignedShare
    host: SignedShare
    advantage: SignedShare
    body_excess: SignedShare
    gate_3: Share
    gate_4: Share
