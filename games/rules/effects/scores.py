"""The teams' scores of applications (decision field ``scores``; option ``mean_scores``).

Without the option scores are kept for the talk and change nothing.
"""

from typing import Final

from games.rules.model import Project
from games.rules.money import rdiv
from games.rules.work import Round

HIGHEST: Final = 3
TENTHS: Final = 10
"""Means are kept in tenths of a point, so that three teams can differ by a third."""


def means(game: Round, card: Project, partners: tuple[str, ...]) -> dict[str, int]:
    """Mean score (tenths of a point, 0..30) by criterion for the application of these partners.

    Applicants do not score themselves. A criterion that nobody scored is missing.
    """
    given: dict[str, list[int]] = {}
    for town in game.towns.values():
        if town.id not in partners:
            for criterion, score in town.decision.scores.get(card.id, {}).items():
                given.setdefault(criterion, []).append(score)
    return {
        criterion: rdiv(TENTHS * sum(given[criterion]), len(given[criterion]))
        for criterion in game.scenario.scoring
        if criterion in given
    }
