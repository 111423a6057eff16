"""A player at the town hall."""

from tests.e2e.pages import Player


def at_the_board(player: Player, number: int) -> Player:
    """Go to the town hall of a round and wait until its scripts are at work.

    By address: whoever reads a settlement when the next round begins is left to read it.
    """
    player.open(f"{player.game_path}rathaus/")
    return player.sees_board(number).wait_for_connection()
