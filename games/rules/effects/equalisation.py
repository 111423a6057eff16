"""Advantage of each partner and the transfers that share it out (rules section 5.5)."""

from collections.abc import Mapping

from games.rules.money import FULL, rdiv, share_out
from games.rules.work import Round


def worth(game: Round, service: str, change: int, inhabitants: int) -> int:
    """Euro a year that a change of quality (ten-thousandths) is worth to a town."""
    services = game.scenario.services
    total_weight = sum(item.weight for item in services.values())
    per_point = game.scenario.quality.value_per_point
    return rdiv(change * services[service].weight * per_point * inhabitants, total_weight * FULL)


def transfers(advantage: Mapping[str, int], weights: Mapping[str, int]) -> dict[str, int]:
    """What each partner receives (positive) or pays so that the gain follows the weights.

    Sums to zero; without a gain there are no transfers.
    """
    gain = sum(advantage.values())
    if gain <= 0:
        return dict.fromkeys(sorted(advantage), 0)
    targets = share_out(gain, weights)
    return {name: targets[name] - advantage[name] for name in sorted(advantage)}
