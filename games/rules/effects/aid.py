"""Help among neighbours and interest on overdrafts (rules sections 4 and 9)."""

from games.rules.money import part
from games.rules.posting import WORLD
from games.rules.work import Round


def help_neighbours(game: Round) -> None:
    """Book freely given help (H1); help in need is remembered."""
    for town in game.towns.values():
        for other, amount in sorted(town.decision.payments.items()):
            game.ledger.book("H1", town.id, other, amount, "hilfe", {"amount": amount})
            if other in game.in_need or game.towns[other].before.watched:
                game.good(other, town.id, game.scenario.trust.signal_help, "help")


def interest(game: Round) -> None:
    """Book interest on what the account was short of at the start of the round (Z1)."""
    rate = game.scenario.finance.interest
    for town in game.towns.values():
        short = max(0, -town.before.account)
        game.ledger.book(
            "Z1",
            town.id,
            WORLD,
            part(short, rate),
            "kassenkredit",
            {"account": town.before.account},
            {"finance.interest": rate},
        )
