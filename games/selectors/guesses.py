"""Guesses at goals, as they enter the settlement that follows them."""

from collections.abc import Mapping

from django.db.models import QuerySet

from games.models import Settlement, TeamGuess
from games.models.prepared import Prepared
from games.rules.model import Guess


def guesses_after(game_id: int, round_number: int) -> QuerySet[TeamGuess]:
    """The guesses made after a round as it is settled; one after a settlement undone is void."""
    live = Settlement.objects.filter(
        game_id=game_id, round_number=round_number, superseded_at__isnull=True
    )
    return TeamGuess.objects.filter(
        team__game_id=game_id,
        round_number=round_number,
        guessed_at__gte=live.values("settled_at")[:1],
    )


def guesses_for(game_id: int, round_number: int) -> Mapping[str, Guess]:
    """The guesses that count in a round's settlement, by the town that made them."""
    return {own: Guess(town, goal) for own, town, goal in _guesses(game_id, round_number - 1)}


_guesses = Prepared(
    lambda game, number: guesses_after(game, number).values_list("team__town", "town", "goal"), 2
)
