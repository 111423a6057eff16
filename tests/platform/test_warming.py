"""What a server loads before anybody asks for it."""

from contextlib import contextmanager

import pytest
from django.template import engines
from django.utils.translation import override

from games.management.warming import WarmingThread, template_names
from games.scenarios.sources import sources


@pytest.fixture
def cold(settings):
    """Nothing is loaded; one language suffices."""
    settings.LANGUAGES = [("de", "Deutsch")]
    loader = engines["django"].engine.template_loaders[0]
    loader.reset()
    sources.cache_clear()
    return loader


@contextmanager
def warming():
    ahead = WarmingThread()
    yield ahead
    ahead.stop(seconds=60)


def test_all_templates_and_sources_are_there_in_the_end(cold):
    with warming() as ahead:
        ahead.start()
        ahead._thread.join(60)
    with override("de"):
        keys = {cold.cache_key(name) for name in template_names()}
    assert "rueckschau/bilder.html" in template_names()
    assert keys <= cold.get_template_cache.keys()
    assert sources.cache_info().currsize


def test_one_that_is_stopped_leaves_the_rest(cold):
    with warming() as ahead:
        ahead.stop()
        ahead.start()
        ahead._thread.join(60)
    assert not cold.get_template_cache
    assert not sources.cache_info().currsize
