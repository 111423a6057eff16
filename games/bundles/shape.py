"""Shape of the file: what may stand in it, and of which type.

Times are ISO 8601, money is euro, shares are ten-thousandths. What the engine reads itself
(decisions, states, the scenario) is only bounded here and checked where it is read.
"""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

FORMAT: Final = "planspiel-partie"
VERSION: Final = 2
"""Version 2 adds the board of the debrief; files of version 1 have none and are read as before."""

Json = dict[str, Any]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=50)]
Number = Annotated[int, Field(ge=0, le=12)]
Time = Annotated[str, Field(max_length=40)]
Entry = Annotated[int, Field(ge=1)]
Step = Literal["feel", "happened", "learned", "reality", "what_if", "next"]


class Part(BaseModel):
    """A table of the file: nothing may be missing, nothing may be added."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ScenarioPart(Part):
    """The scenario as it was loaded, base rules included; ``digest`` is over ``content``."""

    slug: Slug
    digest: Digest
    content: Json


class EntryPart(Part):
    """An intervention of the facilitator that holds (``games.rules.course.Entry``)."""

    number: Annotated[int, Field(ge=0)]
    kind: Literal["model", "event", "skip", "figure", "value"]
    round_number: Number
    reason: Annotated[str, Field(max_length=400)]
    content: Json


class GamePart(Part):
    """How the game was set up."""

    name: Name
    rounds: Annotated[int, Field(ge=1, le=12)]
    model: Annotated[str, Field(max_length=40)]
    seed: Annotated[str, Field(max_length=64)]
    options: dict[str, bool]
    phases: list[Annotated[str, Field(max_length=12)]]
    minutes: dict[str, Annotated[int, Field(ge=0, le=240)]]
    steering: list[EntryPart]


class RoundPart(Part):
    """A round as it was settled and stored; round 0 is the start.

    ``digest`` is over round, engine, state and content. ``superseded_at``: when it was undone
    ("" = it counts). ``settled_at`` is "" where times were left out.
    """

    round: Number
    attempt: Annotated[int, Field(ge=1)]
    engine: Annotated[int, Field(ge=1)]
    settled_at: Time
    superseded_at: Time
    digest: Digest
    state: Json
    content: Json


class LogPart(Part):
    """An entry of the log; ``digest`` is over everything else and the digest before.

    ``payload`` is null where the content belongs to a team alone (drafts, its messages and notes):
    such an entry keeps its place in the chain, but its own digest cannot be checked.
    """

    sequence: Entry
    kind: Annotated[str, Field(max_length=24)]
    at: Time
    round: Number
    phase: Annotated[str, Field(max_length=12)]
    town: Annotated[str, Field(max_length=50)]
    payload: Json | None
    request: Annotated[str, Field(max_length=64)]
    digest: Digest


class CardPart(Part):
    """A card of the debrief; ``number`` is that of its log entry, which tells when it was written.

    ``text`` and ``group`` are null where the game was anonymised. ``dots`` is null where no vote
    showed any. ``digest`` is over everything else in it.
    """

    number: Entry
    step: Step
    town: Annotated[str, Field(max_length=50)]
    text: Annotated[str, Field(min_length=1, max_length=280)] | None
    group: Annotated[str, Field(max_length=60)] | None
    dots: Annotated[int, Field(ge=0)] | None
    hidden: bool
    digest: Digest


class ResolutionPart(Part):
    """What is done after the game; ``town`` "": all take it home. The rest as with a card."""

    number: Entry
    town: Annotated[str, Field(max_length=50)]
    text: Annotated[str, Field(min_length=1, max_length=280)] | None
    until: Annotated[str, Field(max_length=60)] | None
    hidden: bool
    digest: Digest


class AskedPart(Part):
    """A question of the facilitator's own, bound to an entry of the log (0 = to none)."""

    number: Entry
    step: Step
    text: Annotated[str, Field(min_length=1, max_length=200)] | None
    moment: Annotated[int, Field(ge=0)]
    digest: Digest


class EditedPart(Part):
    """What the facilitator made of a question that came with program or scenario.

    ``text`` "": as it came; ``hidden`` null: shown or not as it came.
    """

    key: Annotated[str, Field(max_length=60)]
    text: Annotated[str, Field(max_length=200)]
    hidden: bool | None
    digest: Digest


class BoardPart(Part):
    """The board of the debrief; of a team's own: its cards, its resolutions and those of all.

    ``votes`` by step, where there was one. ``digest`` is over everything else in it.
    """

    votes: dict[Step, Literal["open", "shown"]]
    asked: list[AskedPart]
    edited: list[EditedPart]
    cards: list[CardPart]
    resolutions: list[ResolutionPart]
    digest: Digest


class Bundle(Part):
    """A finished game. ``variant`` "anonymous": no names, texts, times, log; "team": of one team.

    ``rounds`` starts with round 0; ``undone`` holds what was superseded. ``board`` is null where
    the debrief had none, and in an anonymous file. ``digest`` is over everything else in the file.
    """

    format: Literal["planspiel-partie"]
    version: Annotated[int, Field(ge=1)]
    variant: Literal["full", "team", "anonymous"]
    engine: Annotated[int, Field(ge=1)]
    written_at: Time
    scenario: ScenarioPart
    game: GamePart
    towns: dict[str, Name]
    rounds: Annotated[list[RoundPart], Field(min_length=1, max_length=13)]
    undone: list[RoundPart]
    log: list[LogPart]
    board: BoardPart | None = None
    digest: Digest


def json_schema() -> Json:
    """The JSON Schema of the file, as it stands in the documentation."""
    return Bundle.model_json_schema() | {"title": "Eine gespielte Partie"}
