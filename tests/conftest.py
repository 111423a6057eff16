"""Fixtures for all tests, and which tests belong to which database.

On SQLite (the default) everything runs but the tests marked ``postgres`` or ``redis``. With
DATABASE_URL and REDIS_URL naming servers, those run and, a second time, all tests of services:
that is where SQLite would hide races.
"""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

from games.live.answer import answers
from tests import renderings

SERVICES = Path(__file__).parent / "services"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Leave each test to the run whose database it is about."""
    keep = [item for item in items if _belongs_here(item)]
    if len(keep) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in set(keep)])
        items[:] = keep
    # Playwright keeps an event loop running in this thread, where Django refuses to query: browser
    # tests come last, whatever order chance gave them.
    items.sort(key=lambda item: bool(item.get_closest_marker("e2e")))


def _belongs_here(item):
    needs_servers = item.get_closest_marker("postgres") or item.get_closest_marker("redis")
    if settings.EMBEDDED:
        return not needs_servers
    return bool(needs_servers) or SERVICES in item.path.parents


@pytest.fixture(autouse=True)
def _fresh_process_memory():
    """Brakes, presence and rendered answers of one test mean nothing to the next one."""
    cache.clear()
    answers._slots.clear()
    renderings.forget()
    with translation.override("de"):
        yield
