"""Contributions of five published types of municipality under four keys, to the printed precision.

The levy base per head is tax power + 90 % of the grant, the county's levy half of it, 1.5 % of that
the pot of the towns. The table goes on with rounded sums: the columns by heads and in equal parts
with a levy of 32.8 million euro, the column by levy base with the levy it comes from.
"""

from dataclasses import replace

import pytest

from games.rules.effects import fund
from games.rules.money import part, rdiv, share_out
from games.rules.work import Round
from tests.rules.regions import begin, scenario

# Town of the same type: inhabitants, tax power and grant per head (euro).
TYPES = {
    "auestadt": (24000, 1150, 230),
    "sonnenbrueck": (9000, 1250, 40),
    "hammerfurt": (5000, 2300, 0),
    "moorweiler": (6500, 780, 390),
    "kleinholm": (2300, 850, 340),
}
# Thousand euro, and tenths of a euro per head, by key: heads, levy base, half of each, equal parts.
PRINTED = {
    "auestadt": ((252, 105), (244, 102), (248, 103), (98, 41)),
    "sonnenbrueck": ((95, 105), (87, 96), (91, 101), (98, 109)),
    "hammerfurt": ((53, 105), (86, 173), (69, 139), (98, 197)),
    "moorweiler": ((68, 105), (55, 85), (62, 95), (98, 151)),
    "kleinholm": ((24, 105), (20, 87), (22, 96), (98, 428)),
}
WEIGHTS = (0, 10000, 5000)
LEVY = 32_800_000
BY_LEVY_BASE = 1


def _game(levy=LEVY):
    bases = {
        name: rdiv(heads * (10 * s + 9 * grant), 10) for name, (heads, s, grant) in TYPES.items()
    }
    state = begin("mittelaue", county_levy=levy or part(sum(bases.values()), 5000))
    towns = {
        name: replace(state.towns[name], people=(heads, 0, 0, 0, 0, 0))
        for name, (heads, _, _) in TYPES.items()
    }
    game = Round(scenario("mittelaue"), replace(state, towns=towns))
    for name, base in bases.items():
        game.towns[name].levy = base
    return game


def _paid(game, weight):
    variant = replace(game.variant, weight_tax=weight)
    shares = fund.fund_shares(game, variant)
    return {
        name: fund.contribution(game, variant, town, shares) for name, town in game.towns.items()
    }


def test_pot_is_that_of_the_published_example():
    game = _game()
    levy = part(sum(town.levy for town in game.towns.values()), 5000)
    assert sum(game.populations(game.towns).values()) == 46800
    assert rdiv(levy, 100_000) == LEVY // 100_000
    assert fund.pot(game, game.variant) == 492_000


@pytest.mark.parametrize("key", range(4), ids=["heads", "levy base", "half and half", "equal"])
def test_contributions_come_out_as_printed(key):
    game = _game(None if key == BY_LEVY_BASE else LEVY)
    if key < len(WEIGHTS):
        paid = _paid(game, WEIGHTS[key])
    else:
        paid = share_out(fund.pot(game, game.variant), dict.fromkeys(TYPES, 1))
    for name, (heads, _, _) in TYPES.items():
        assert (rdiv(paid[name], 1000), rdiv(paid[name] * 10, heads)) == PRINTED[name][key]
