"""Tables of the region: towns, ways, project cards, events, goals and the threshold project."""

from typing import Annotated, Literal

from pydantic import Field

from games.scenarios.fields import (
    BP,
    Coordinate,
    Count,
    Euro,
    EuroPerHead,
    Minutes,
    Name,
    PersonGroups,
    Rounds,
    Score,
    Share,
    SignedEuro,
    SignedEuroPerHead,
    SignedPersons,
    SignedShare,
    Slug,
    SlugOrNone,
    Table,
    Text,
)

Towns = Annotated[int, Field(ge=1, le=8, json_schema_extra={"unit": "Gemeinden"})]
Factor = Annotated[int, Field(ge=1, le=30_000, json_schema_extra={"unit": BP})]


class DistancesTable(Table):
    """Car minutes between all towns, in the order named."""

    order: Annotated[list[Slug], Field(min_length=2, max_length=8)]
    minutes: Annotated[list[list[Minutes]], Field(min_length=2, max_length=8)]


class SiteTable(Table):
    """What a town starts with for one service; what is missing comes from the catalogue."""

    condition: Share
    places: Count | None = None
    fixed: Euro | None = None
    value: Euro | None = None


class MunicipalityTable(Table):
    """A town at the start of the game."""

    id: Slug
    name: Name
    type: Slug
    text: Text
    x: Coordinate
    y: Coordinate
    people: PersonGroups
    type_migration: Slug
    tax_per_head: EuroPerHead
    business: Euro
    need_weight: Annotated[int, Field(ge=1, le=30_000, json_schema_extra={"unit": BP})]
    other_per_head: SignedEuroPerHead
    result_per_head: SignedEuroPerHead
    account: SignedEuro
    vacancy: Share
    vacancy_drift: SignedShare
    nights: Annotated[int, Field(ge=0, le=100_000_000, json_schema_extra={"unit": "Nächte"})]
    services: Annotated[dict[Slug, SiteTable], Field(min_length=1)]
    trust: dict[Slug, Share] = {}
    """Trust in single towns that differs from the usual start."""


class ProjectTable(Table):
    """A project card of the fund (rules section 6); without town it is regional."""

    id: Slug
    name: Name
    text: Text
    town: SlugOrNone = ""
    partners_min: Towns = 1
    repeat: bool = False
    cost: Euro
    proceeds: Euro
    vacancy: Share
    """How much the vacancy of every partner falls."""
    bonus: Share
    """How much the services value of every partner rises."""
    yearly: SignedEuro
    service: SlugOrNone = ""
    condition: Share = 0
    scores: dict[Slug, Score]


class EffectTable(Table):
    """One effect of an event card; ``kind`` says which figure counts."""

    kind: Literal[
        "geld", "gewerbe", "kosten", "zustand", "leerstand", "zuzug", "baukosten", "rueckhalt"
    ]
    service: SlugOrNone = ""
    factor: Factor | None = None
    amount: SignedEuro | None = None
    per_head: SignedEuroPerHead | None = None
    change: SignedShare | None = None
    people: SignedPersons | None = None


class EventTable(Table):
    """An event card; it hits one drawn town or all of those named."""

    id: Slug
    name: Name
    text: Text
    reach: Literal["eine", "alle"]
    towns: list[Slug] = []
    effects: Annotated[list[EffectTable], Field(min_length=1, max_length=5)]


class GoalTable(Table):
    """A secret goal, measured at the end of the game."""

    id: Slug
    name: Name
    text: Text
    metric: Annotated[
        str,
        Field(pattern=r"^(running|vacancy_change|people_share|vertrauen|(site|reach):[a-z0-9_]+)$"),
    ]
    target: Annotated[
        int, Field(ge=-1_000_000, le=1_000_000, json_schema_extra={"unit": "Zielwert"})
    ]


class ThresholdTable(Table):
    """The joint building that needs enough pledges (rules section 9)."""

    service: Slug
    site: Slug
    cost: Euro
    cost_rise: Euro
    grant: Euro
    threshold: Share
    pledge_min: Euro
    last_round: Rounds
    key: Slug
    host_bonus: Annotated[int, Field(ge=0, le=3_000, json_schema_extra={"unit": BP})]
    annuity: Share
