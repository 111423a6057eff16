"""A fund that ended with the newest settled round: who got what of the rest (rules F7)."""

from games.rules.posting import FUND
from games.selectors.fundpage import Dissolved, Share
from games.selectors.labels import account_label
from games.selectors.ranking import town_names
from games.selectors.rounds import last_rounds
from games.selectors.situation import Situation

ENDED = "F7"


def dissolved(now: Situation) -> Dissolved | None:
    """What the newest settled round gave back of a fund, or None where none ended in it.

    Shares come in the order of the postings; one small query.
    """
    game = now.place.game
    played = last_rounds(game.pk, now.scenario, 1)
    given = [each for each in played[-1].postings if each.rule == ENDED] if played else []
    if not given:
        return None
    names = town_names(game.pk)
    return Dissolved(
        round_number=played[-1].number,
        left=sum(each.amount for each in given if each.source == FUND),
        shares=tuple(
            Share(
                name=account_label(now.scenario, each.target),
                mark=names[each.target].mark if each.target in names else None,
                own=each.target == now.town,
                paid_in=int(each.inputs["paid_in"]),
                amount=each.amount,
            )
            for each in given
        ),
    )
