"""The members of a fund vote on the weights of its contribution key (option ``key_votes``).

Proposal and vote are one: each member names the weight of the levy base it wants. What at least
two thirds of all members name holds from the next round on: a changed share needs the same
majority as letting a partner go (rules section 5.6), not the rule for single projects.
"""

from dataclasses import replace
from typing import Final

from games.rules.effects.fund import key_weight
from games.rules.model import Fund
from games.rules.money import FULL
from games.rules.work import Round

STEP: Final = 2500
WEIGHTS: Final = tuple(range(0, FULL + 1, STEP))
"""Weights of the levy base (ten-thousandths) that can be named."""


def has_key(variant: Fund) -> bool:
    """Whether members of this fund pay by a key of levy base and inhabitants."""
    return variant.join and variant.municipal_ratio > 0


def needed(members: int) -> int:
    """Votes that change the key."""
    return -(-2 * members // 3)


def vote(game: Round) -> None:
    """Count the votes of the members; the new weight stands in the fund's state."""
    variant = game.variant
    if variant is None or not has_key(variant):
        return
    members = game.fund.members
    wanted = {name: game.towns[name].decision.key_vote for name in members}
    votes = [weight for weight in wanted.values() if weight is not None]
    least = needed(len(members))
    before = key_weight(game, variant)
    adopted = next((weight for weight in set(votes) if votes.count(weight) >= least), None)
    for name, weight in wanted.items():
        if adopted is None and weight is not None and weight != before:
            game.note("key_vote_failed", name, variant.id, limit=least, wanted=votes.count(weight))
        elif adopted is not None and adopted != before:
            game.note("key_changed", name, variant.id, before=before, weight=adopted)
    if adopted is not None:
        game.fund = replace(game.fund, weight_tax=adopted)
