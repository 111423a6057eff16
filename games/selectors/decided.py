"""What the towns decided in a round, with the offers they signed and what they guessed."""

from collections.abc import Mapping
from dataclasses import replace

from games.models import Game, TeamDecision
from games.rules.codec import decision_from_json
from games.rules.composition import composed
from games.rules.model import Decision, Guess
from games.selectors.deals import deals_of
from games.selectors.guesses import guesses_for
from games.selectors.reading import team_rows


def decided(game: Game, rows: Mapping[int, TeamDecision]) -> dict[str, Decision]:
    """The engine's decisions of the running round by town; ``rows``: what is saved, by team.

    Towns that saved nothing play the default with their offers. Three queries.
    """
    deals = deals_of(game.pk, game.round_number)
    guesses = guesses_for(game.pk, game.round_number)
    return {
        team.town: _with_guess(
            composed(
                decision_from_json(rows[team.pk].content if team.pk in rows else {}),
                team.town,
                deals,
            ),
            guesses.get(team.town),
        )
        for team in team_rows(game.pk)
    }


def _with_guess(decision: Decision, guess: Guess | None) -> Decision:
    """What people guessed after the last round; a bot that plays for nobody guesses by itself."""
    return decision if guess is None else replace(decision, guess=guess)
