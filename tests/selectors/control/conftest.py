"""The cast in a game, and who of them is there."""

import pytest

from tests.cast import assemble


@pytest.fixture
def cast(db):
    return assemble()


@pytest.fixture
def nobody():
    """Nobody has a page open."""
    return lambda _seats: set()


@pytest.fixture
def everybody():
    """Everybody has a page open."""
    return set
