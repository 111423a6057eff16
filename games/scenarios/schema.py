"""Shape of a scenario file after its base rules were merged in.

The models check types, names and ranges of single values; what concerns several tables at once
(references, sums, ways) stands in ``games.scenarios.check``.
"""

from typing import Annotated, Any

from pydantic import Field

from games.scenarios.fields import Name, Slug, Table, Text, Weight
from games.scenarios.schema_catalogue import (
    FundTable,
    IndexTable,
    ModelTable,
    ModulesTable,
    OptionsTable,
    ServiceTable,
    StageTable,
)
from games.scenarios.schema_debrief import DebriefQuestionTable, DebriefTable
from games.scenarios.schema_reflection import QuestionTable, ReflectionTable
from games.scenarios.schema_region import (
    DistancesTable,
    EventTable,
    GoalTable,
    MunicipalityTable,
    ProjectTable,
    ThresholdTable,
)
from games.scenarios.schema_rules import (
    BackingTable,
    CoordinationTable,
    FinanceTable,
    HousingTable,
    PeopleTable,
    QualityTable,
    TrustTable,
)


class ScenarioTable(Table):
    """Head of the file."""

    id: Slug
    name: Name
    text: Text
    base: str = ""
    """File with the values this scenario builds on, beside it or among the delivered ones."""
    rounds: Annotated[int, Field(ge=1, le=12, json_schema_extra={"unit": "Runden"})]
    model: Slug
    services: Annotated[list[Slug], Field(min_length=1)] | None = None
    """Services played; without the list all basic ones."""
    first_year: Annotated[int, Field(ge=1990, le=2200, json_schema_extra={"unit": "Jahr"})] = 2026


class ScenarioFile(Table):
    """A complete scenario (German: Szenario), base rules included."""

    scenario: ScenarioTable
    finance: FinanceTable
    people: PeopleTable
    housing: HousingTable
    quality: QualityTable
    trust: TrustTable
    coordination: CoordinationTable
    backing: BackingTable
    stages: Annotated[list[StageTable], Field(min_length=4, max_length=4)]
    services: Annotated[list[ServiceTable], Field(min_length=1, max_length=40)]
    keys: Annotated[dict[Slug, Text], Field(min_length=1)]
    funds: dict[Slug, FundTable]
    scoring: Annotated[dict[Slug, Weight], Field(min_length=1)]
    models: Annotated[dict[Slug, ModelTable], Field(min_length=1)]
    modules: ModulesTable
    options: OptionsTable = OptionsTable()
    index: IndexTable
    threshold: ThresholdTable | None = None
    distances: DistancesTable
    municipalities: Annotated[list[MunicipalityTable], Field(min_length=2, max_length=8)]
    projects: Annotated[list[ProjectTable], Field(max_length=100)] = []
    events: Annotated[list[EventTable], Field(max_length=100)] = []
    goals: Annotated[list[GoalTable], Field(max_length=40)] = []
    reflection: ReflectionTable | None = None
    """Without it nobody is asked; scenarios of before have none."""
    debrief: DebriefTable | None = None
    """Without it the board has the questions of the program alone, as in scenarios of before."""

    def played_services(self) -> list[ServiceTable]:
        """Services of this scenario in the order of the catalogue."""
        chosen = self.scenario.services
        if chosen is None:
            return [service for service in self.services if service.basic]
        return [service for service in self.services if service.id in chosen]

    def reflection_questions(self) -> list[QuestionTable]:
        """Questions before and after the game."""
        return self.reflection.questions if self.reflection else []

    def debrief_questions(self) -> list[DebriefQuestionTable]:
        """Questions at the board of the debrief."""
        return self.debrief.questions if self.debrief else []


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the merged file; ``unit`` beside a number names its unit."""
    schema = ScenarioFile.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return schema
