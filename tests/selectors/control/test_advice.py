"""Advice on the number of regions: everybody has a seat, and no team stands still or is crowded."""

import pytest

from games.selectors.advice import splits


def shown(people, towns):
    return [(each.regions, each.low, each.high, each.bots) for each in splits(people, towns)]


@pytest.mark.parametrize(
    ("people", "towns", "expected"),
    [
        (30, 6, [(1, 5, 5, 0), (2, 2, 3, 0)]),
        (12, 6, [(1, 2, 2, 0)]),
        (4, 6, [(1, 1, 1, 2)]),
        (31, 6, [(2, 2, 3, 0)]),
        (90, 6, [(3, 5, 5, 0), (4, 3, 4, 0), (5, 3, 3, 0)]),
        (0, 6, []),
    ],
)
def test_splits(people, towns, expected):
    assert shown(people, towns) == expected


@pytest.mark.parametrize("people", range(1, 200))
def test_every_split_seats_everybody(people):
    for split in splits(people, 6):
        teams = split.regions * split.towns
        assert split.low * (teams - split.bots) <= people <= split.high * teams
