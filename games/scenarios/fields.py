"""Value types of the scenario file: range and unit of every kind of number.

The unit travels in the JSON Schema (key ``unit``) and is what screens show beside a number.
The ranges are wide enough for any honest scenario and narrow enough to catch a slipped digit.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

BP = "Zehntausendstel"
EURO = "Euro"

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
SlugOrNone = Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]*)?$", max_length=40)]
Name = Annotated[str, Field(min_length=1, max_length=80)]
Text = Annotated[str, Field(max_length=400)]

Share = Annotated[int, Field(ge=0, le=10_000, json_schema_extra={"unit": BP})]
"""Part of a whole."""

SignedShare = Annotated[int, Field(ge=-10_000, le=10_000, json_schema_extra={"unit": BP})]
"""Change of a share; the sign says the direction."""

Rate = Annotated[int, Field(ge=0, le=20_000, json_schema_extra={"unit": BP})]
"""Factor around the whole, up to twice as much."""

Migration = Annotated[int, Field(ge=-5_000, le=5_000, json_schema_extra={"unit": BP})]
"""Yearly balance of moves of an age group."""

Euro = Annotated[int, Field(ge=0, le=1_000_000_000, json_schema_extra={"unit": EURO})]
SignedEuro = Annotated[
    int, Field(ge=-1_000_000_000, le=1_000_000_000, json_schema_extra={"unit": EURO})
]
EuroPerHead = Annotated[int, Field(ge=0, le=20_000, json_schema_extra={"unit": "Euro je EW"})]
SignedEuroPerHead = Annotated[
    int, Field(ge=-20_000, le=20_000, json_schema_extra={"unit": "Euro je EW"})
]
CentPerHead = Annotated[int, Field(ge=0, le=100_000, json_schema_extra={"unit": "Cent je EW"})]
EuroPerUnit = Annotated[int, Field(ge=0, le=1_000_000, json_schema_extra={"unit": "Euro je Stück"})]
Persons = Annotated[int, Field(ge=0, le=1_000_000, json_schema_extra={"unit": "Personen"})]
SignedPersons = Annotated[int, Field(ge=-10_000, le=10_000, json_schema_extra={"unit": "Personen"})]
Demand = Annotated[int, Field(ge=0, le=10_000, json_schema_extra={"unit": "je 100 Personen"})]
PerThousand = Annotated[int, Field(ge=0, le=1_000, json_schema_extra={"unit": "je 1000 EW"})]
Weight = Annotated[int, Field(ge=0, le=100, json_schema_extra={"unit": "Gewicht"})]
Count = Annotated[int, Field(ge=0, le=1_000_000, json_schema_extra={"unit": "Anzahl"})]
Minutes = Annotated[int, Field(ge=0, le=240, json_schema_extra={"unit": "Minuten"})]
Rounds = Annotated[int, Field(ge=0, le=20, json_schema_extra={"unit": "Runden"})]
Points = Annotated[int, Field(ge=0, le=100, json_schema_extra={"unit": "Punkte"})]
Score = Annotated[int, Field(ge=0, le=3, json_schema_extra={"unit": "Punkte"})]
Slope = Annotated[int, Field(ge=0, le=1_000, json_schema_extra={"unit": "Steigung"})]
Coordinate = Annotated[int, Field(ge=0, le=100, json_schema_extra={"unit": "Lage"})]
Level = Annotated[int, Field(ge=0, le=4, json_schema_extra={"unit": "Stufe"})]

ShareGroups = Annotated[list[Share], Field(min_length=6, max_length=6)]
MigrationGroups = Annotated[list[Migration], Field(min_length=6, max_length=6)]
DemandGroups = Annotated[list[Demand], Field(min_length=6, max_length=6)]
PersonGroups = Annotated[list[Persons], Field(min_length=6, max_length=6)]
WeightGroups = Annotated[list[Weight], Field(min_length=6, max_length=6)]


class Table(BaseModel):
    """A table of the file: exact types, no unknown names, never changed."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, use_attribute_docstrings=True
    )
