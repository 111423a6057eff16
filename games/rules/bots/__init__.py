"""Simulated players: pure functions of scenario, state and town (rules sections 3 and 14)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from games.rules.bots import allein, fonds, kooperativ, reziprok, trittbrett, zufall
from games.rules.model import Decision, Scenario, State

Strategy = Callable[[Scenario, State, str], Decision]
"""A decision that depends on nothing but its arguments and is always legal."""

STRATEGIES: Final[Mapping[str, Strategy]] = MappingProxyType(
    {
        "allein": allein.decide,
        "trittbrett": trittbrett.decide,
        "reziprok": reziprok.decide,
        "fonds": fonds.decide,
        "kooperativ": kooperativ.decide,
        "zufall": zufall.decide,
    }
)

TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "allein": allein.TITLE,
        "trittbrett": trittbrett.TITLE,
        "reziprok": reziprok.TITLE,
        "fonds": fonds.TITLE,
        "kooperativ": kooperativ.TITLE,
        "zufall": zufall.TITLE,
    }
)
"""German titles for the choice of a bot."""
