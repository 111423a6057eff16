"""Tables of the catalogue: stages, services, funds, models (rules sections 4 to 6)."""

from typing import Annotated, Literal

from pydantic import Field

from games.scenarios.fields import (
    BP,
    CentPerHead,
    DemandGroups,
    Euro,
    EuroPerUnit,
    Level,
    Minutes,
    Name,
    Persons,
    Points,
    Rounds,
    Share,
    Slope,
    Slug,
    SlugOrNone,
    Table,
    Text,
    Weight,
)


class StageTable(Table):
    """A stage of cooperation (rules section 5.1)."""

    level: Annotated[int, Field(ge=1, le=4, json_schema_extra={"unit": "Stufe"})]
    name: Name
    text: Text
    gate: Share
    setup: Euro = 0
    setup_member: Euro = 0
    delay: Rounds = 0
    realised: Share = 0
    overhead: Share = 0
    notice: Rounds = 0
    exit_rate: Share = 0
    penalty: Annotated[int, Field(ge=-1, le=20_000, json_schema_extra={"unit": BP})] = 0
    """-1: the levy can be enforced, nobody can withhold it."""
    equalise_gate: Share = 0
    """Only the value of stage 4 is read; it holds for all stages."""


class ServiceTable(Table):
    """A service with its default values; a town may replace fixed cost and value."""

    id: Slug
    name: Name
    text: Text
    basic: bool
    """Played unless the scenario names its services."""
    mode: Literal["amt", "ort"]
    duty: bool
    open_use: bool = False
    fixed: Euro
    per_use: EuroPerUnit
    income: EuroPerUnit
    per_place: EuroPerUnit
    """Above 0: the service has places, and every town that runs it names them."""
    rates: DemandGroups
    near: Minutes
    far: Minutes
    pool: Share
    ramp: Annotated[list[Share], Field(min_length=1, max_length=10)]
    value: Euro
    build_per_place: EuroPerUnit = 0
    min_load: Persons = 0
    weight: Weight


class FundTable(Table):
    """A variant of the fund (rules section 6)."""

    name: Name
    text: Text
    county_rate: Annotated[list[Share], Field(min_length=1, max_length=20)]
    """One value a round; the last one goes on."""
    municipal_ratio: Annotated[int, Field(ge=0, le=30_000, json_schema_extra={"unit": BP})]
    weight_tax: Share
    dwelling_levy: EuroPerUnit
    levy_on_base: Share
    county_per_head: CentPerHead
    join: bool
    min_members: Annotated[int, Field(ge=0, le=8, json_schema_extra={"unit": "Gemeinden"})]
    min_people: Share
    quota: Share
    quota_max: Share
    partner_bonus: Share
    partner_bonus_max: Share
    weak_bonus: Share
    cap: Euro
    floor: Euro
    partners_min: Annotated[int, Field(ge=1, le=8, json_schema_extra={"unit": "Gemeinden"})]
    points_min: Points
    decision: Literal["zweidrittel", "einstimmig", "kreis"]
    reserve: Share
    start_aid_cent_per_head: CentPerHead
    exempt: SlugOrNone = ""


class ModelTable(Table):
    """A preset of what towns may do together (rules section 9)."""

    name: Name
    max_stage: Level
    fund: SlugOrNone
    equalise: bool


class ModulesTable(Table):
    """Optional parts of the rules (rules section 9)."""

    backing: bool
    data: bool
    goals: bool
    promises: bool
    events: bool
    help: bool
    threshold: bool


class OptionsTable(Table):
    """Rules beyond the base rules; all off = exactly the base rules."""

    mean_scores: bool = False
    """The teams' mean scores replace the points of a project card."""
    own_shares: bool = False
    """Applicants may agree who bears and receives which part of a joint project."""
    key_votes: bool = False
    """Members of a fund may change its contribution key with two thirds."""
    no_alone_key: bool = False
    """Offers may not use the key ``alleinkosten``."""
    closed_ballot: bool = False
    """Nobody sees how another member of a fund voted; counts alone are shown."""
    joint_building: bool = False
    """The module ``threshold`` is on, where the scenario describes its building."""


class IndexTable(Table):
    """Weights (sum 100) and slopes of the four values (rules section 8)."""

    daseinsvorsorge: Weight
    finanzen: Weight
    ortskern: Weight
    vertrauen: Weight
    finance_result_bp_per_euro: Slope
    finance_account_bp_per_euro: Slope
    centre_vacancy_factor: Slope
    centre_land_bp_per_dwelling: Slope
