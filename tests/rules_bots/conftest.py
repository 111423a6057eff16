import pytest

from games.rules.start import start
from games.scenarios import load

SCENARIOS = {slug: load.build(load.read(slug)) for slug in load.available()}


@pytest.fixture
def mittelaue():
    return SCENARIOS["mittelaue"]


@pytest.fixture
def einstieg():
    return SCENARIOS["einstieg"]


@pytest.fixture
def talbad():
    return SCENARIOS["talbad"]


@pytest.fixture
def first_day(mittelaue):
    """Mittelaue before its first round, everything allowed."""
    return start(mittelaue, "erster-tag", "alles")
