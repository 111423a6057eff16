"""A facilitator's games and the scenarios a new one can be made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from games.models import Game, ScenarioVersion


@dataclass(frozen=True, slots=True)
class GameRow:
    """One line of the list of games."""

    public_id: UUID
    name: str
    scenario: str
    phase: str
    round_number: int
    rounds: int
    seats_taken: int
    created_at: datetime
    is_demo: bool


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A cooperation model that a scenario offers."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ScenarioChoice:
    """A scenario to choose: what it is about, how long, for how many people."""

    slug: str
    name: str
    text: str
    rounds: int
    towns: int
    people_min: int
    people_max: int
    models: tuple[ModelChoice, ...]


def my_games(user_id: int) -> tuple[GameRow, ...]:
    """The games of a facilitator, newest first."""
    taken = Count("seats", filter=Q(seats__removed_at__isnull=True) & ~Q(seats__name=""))
    rows = (
        Game.objects.filter(owner_id=user_id)
        .annotate(seats_taken=taken)
        .values_list(
            "public_id",
            "name",
            "scenario__name",
            "phase",
            "round_number",
            "rounds",
            "seats_taken",
            "created_at",
            "is_demo",
        )
        .order_by("-created_at", "-pk")
    )
    return tuple(GameRow(*row) for row in rows)


def scenario_choices() -> tuple[ScenarioChoice, ...]:
    """The newest stored version of every scenario, by name; two queries."""
    versions = ScenarioVersion.objects.order_by("loaded_at", "pk")
    newest = dict(versions.values_list("slug", "pk"))
    chosen = ScenarioVersion.objects.filter(pk__in=newest.values()).order_by("name")
    return tuple(_choice(version) for version in chosen)


def _choice(version: ScenarioVersion) -> ScenarioChoice:
    head: Mapping[str, Any] = version.content["scenario"]
    towns = len(version.content["municipalities"])
    return ScenarioChoice(
        slug=version.slug,
        name=version.name,
        text=head["text"],
        rounds=head["rounds"],
        towns=towns,
        people_min=towns,
        people_max=5 * towns,
        models=tuple(
            ModelChoice(key, model["name"]) for key, model in version.content["models"].items()
        ),
    )
