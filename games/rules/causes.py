"""Causes of values that move without money: their codes, and how they are recorded in a round.

A posting explains every euro; these explain trust, backing, vacancy and people. The causes of one
value add up to its change, so that a screen can show them as a sum.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from games.rules.model_codes import Measure
from games.rules.money import share_groups

TRUST_GOOD: Final[Mapping[str, str]] = {
    "meeting": "both named a meeting",
    "data": "the other lays its data open",
    "contract": "a joint service was paid (item: service)",
    "project": "a joint project was carried out (item: card)",
    "fund": "the other paid into the fund",
    "help": "the other helped in need",
    "guess": "the other guessed the goal",
    "promise_kept": "the other kept a promise (item: promise)",
}
TRUST_BAD: Final[Mapping[str, str]] = {
    "withhold": "the other kept back a payment (item: service; empty: the fund)",
    "leave": "the other gave notice (item: service)",
    "freeride": "the other used a joint site without paying (item: service)",
    "greenfield": "the other built on the edge beyond what is tolerated",
    "veto": "the other voted against a project (item: card)",
    "promise_broken": "the other broke a promise (item: promise)",
}
LIMIT: Final = "limit"
"""What a value could not move because it has a lowest and a highest."""

CODES: Final[Mapping[Measure, Mapping[str, str]]] = {
    Measure.TRUST: {**TRUST_GOOD, **TRUST_BAD, "fade": "no sign: back to normal", LIMIT: "bound"},
    Measure.BACKING: {
        "return": "back to normal",
        "services": "services rose or fell",
        "advantage": "joint services pay, or do not",
        "bodies": "too many bodies",
        "autonomy": "fear of losing importance in a new agreement (item: service)",
        "host": "host of a joint site (item: service)",
        "closure": "an own site was closed (item: service)",
        "event": "event card (item: card)",
        "correction": "corrected by the facilitator (item: correction)",
        LIMIT: "bound",
    },
    Measure.VACANCY: {
        "drift": "what goes on without anybody's doing",
        "edge": "building on the edge (other: who built)",
        "centre": "units renewed in the centre",
        "project": "project of the fund (item: card)",
        "event": "event card (item: card)",
        "correction": "corrected by the facilitator (item: correction)",
        LIMIT: "bound",
    },
    Measure.PEOPLE: {
        "births": "born",
        "deaths": "died",
        "migration": "came and left, with chance",
        "newcomers": "moved into the own new dwellings",
        "edge": "moved to another town's new dwellings (other: who built)",
        "centre": "moved into renewed units from outside",
        "moves": "moved for better services",
        "event": "event card (item: card)",
    },
}
"""Every code a cause may have, by measure, and what it means."""


class Sign(NamedTuple):
    """A sign of trust or a breach seen by one town: what, about what, and how strong (bp)."""

    code: str
    item: str
    value: int


def portions(change: int, signs: Sequence[Sign]) -> list[int]:
    """A change split by the strength of the signs that brought it about; adds up exactly."""
    return share_groups(change, (sign.value for sign in signs)) if signs else []
