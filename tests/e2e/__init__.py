"""Journeys in real browsers against real servers."""

import pytest

pytest.register_assert_rewrite("tests.e2e.review", "tests.e2e.pages")
