"""Scenario files become immutable rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from games.errors import Illegal
from games.models import ScenarioVersion
from games.rules.canonical import digest
from games.scenarios import load


@dataclass(frozen=True, slots=True)
class LoadedScenario:
    """What loading one file did: ``created`` tells whether it differed from all before."""

    slug: str
    digest: str
    created: bool


def load_scenarios(*, now: datetime | None = None) -> tuple[LoadedScenario, ...]:
    """Store every delivered scenario whose content is new; loading again changes nothing.

    A file that has returned to an earlier content makes that version the newest again. Raises
    ScenarioError for a broken file; then nothing is stored.
    """
    now = now or timezone.now()
    contents = {slug: load.read(slug) for slug in load.available()}
    with transaction.atomic(durable=True):
        return tuple(_store(slug, content, now) for slug, content in contents.items())


def _store(slug: str, content: dict[str, Any], now: datetime) -> LoadedScenario:
    key = digest(content)
    versions = ScenarioVersion.objects.filter(slug=slug)
    newest = versions.order_by("-loaded_at").values_list("digest", flat=True).first()
    if newest == key:
        return LoadedScenario(slug, key, created=False)
    _, created = ScenarioVersion.objects.update_or_create(
        digest=key,
        defaults={"loaded_at": now},
        create_defaults={
            "slug": slug,
            "name": content["scenario"]["name"],
            "content": content,
            "loaded_at": now,
        },
    )
    return LoadedScenario(slug, key, created)


def newest_version(slug: str) -> ScenarioVersion:
    """The stored version that new games are made from. Raises Illegal where there is none."""
    version = ScenarioVersion.objects.filter(slug=slug).order_by("-loaded_at").first()
    if version is None:
        raise Illegal("unknown_scenario", scenario=slug)
    return version
