"""The scoring of a round as one town sees it: while the board decides, and after the settlement."""

from collections.abc import Sequence

from games.models import Game
from games.rules.board import Table
from games.rules.model import Scenario
from games.selectors import ranking, scoring
from games.selectors.fundmaker import Desk
from games.selectors.reading import decision_rows
from games.selectors.scoretime import scoring_ends_at
from games.selectors.scorevalues import Scoring


def running(desk: Desk, laid: Table, revised: Sequence[str]) -> Scoring:
    """The scoring of the running round; ``revised``: cards that the own town scored anew."""
    game, options = desk.now.place.game, desk.scenario.options
    cards = scoring.applied(laid, desk.names)
    return Scoring(
        closed=scoring.is_closed(decision_rows(game.pk, game.round_number)),
        ends_at=scoring_ends_at(game),
        counts=options.mean_scores,
        secret=options.closed_ballot,
        sheets=scoring.sheets(desk, laid, revised),
        results=scoring.results(desk.scenario, desk.names, cards, scoring.given_now(game)),
    )


def settled(game: Game, scenario: Scenario, number: int) -> Scoring | None:
    """The scoring as it was stored with a round; None where no debate parted it in two."""
    found = ranking.stored_award(game.pk, number)
    given = scoring.given_in(found["decisions"]) if found else {}
    if not given or found is None:
        return None
    names = ranking.town_names(game.pk)
    cards = ranking.scored_of(found["awards"], names)
    return Scoring(
        closed=True,
        ends_at=None,
        counts=scenario.options.mean_scores,
        secret=scenario.options.closed_ballot,
        sheets=(),
        results=scoring.results(scenario, names, cards, given),
    )
