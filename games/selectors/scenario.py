"""Scenarios in memory: each stored version is read and built once per process, it never changes."""

from functools import lru_cache

from games.models import ScenarioVersion
from games.rules.model import Scenario
from games.scenarios.load import build


@lru_cache(maxsize=32)
def scenario_of(version_id: int) -> Scenario:
    """The engine's scenario of a stored version; costs a query only the first time."""
    content = ScenarioVersion.objects.values_list("content", flat=True).get(pk=version_id)
    return build(content)
