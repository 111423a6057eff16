"""The properties a balanced game must have, measured with simulated players (rules section 14)."""

from typing import Final

from games.rules.balance import funds, keys, land, lessons, strategies
from games.rules.balance.finding import Property

PROPERTIES: Final[tuple[Property, ...]] = (
    lessons.TOGETHER,
    lessons.TEMPTATION,
    strategies.NO_BEST,
    keys.QUARREL,
    funds.VARIANTS,
    land.DATA,
    land.EDGE,
)
"""P1 to P7 in order; speed (P8) is measured where clocks are allowed."""
