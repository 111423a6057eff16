"""The scenarios a new game can be made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from games.models import ScenarioVersion


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
