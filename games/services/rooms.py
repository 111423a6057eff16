"""How many people a game takes."""

from games.errors import Illegal
from games.models import Game, Seat

MAX_SEATS = 250


def check_room(game: Game) -> None:
    """Raises Illegal("game_full") where there is no room for a further seat."""
    if Seat.objects.filter(game=game, removed_at__isnull=True).count() >= MAX_SEATS:
        raise Illegal("game_full", limit=MAX_SEATS)
