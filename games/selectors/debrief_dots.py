"""When the dots of a step of the board may be told: the one place that decides it.

Not while they are given: two looks at running counts would tell the dots that came between them.
And not where fewer than ``LEAST_ANSWERS`` people gave some, or they would be those of one or two.
"""

from collections.abc import Mapping

from django.db.models import Count, Q

from games.enums import DebriefStep, DebriefVote
from games.models import DebriefDot
from games.selectors.debrief_state import Steered
from games.selectors.memo import shared
from games.selectors.recap import LEAST_ANSWERS


@shared
def voters(game_id: int) -> Mapping[str, int]:
    """How many people have given dots to cards that hang there, by step; one query.

    Dots that belong to nobody any more were those of enough people (``services.forgetting``).
    """
    dots = DebriefDot.objects.filter(card__game_id=game_id, card__hidden_at__isnull=True)
    rows = dots.order_by().values("card__step")
    counted = rows.annotate(
        voters=Count("seat", distinct=True), nobodys=Count("pk", filter=Q(seat=None))
    )
    return {
        step: max(people, LEAST_ANSWERS) if nobodys else people
        for step, people, nobodys in counted.values_list("card__step", "voters", "nobodys")
    }


def vote_over(board: Steered, step: DebriefStep, *, over: bool) -> bool:
    """Whether there was a vote that is over; ``over``: the game has ended, and with it the vote."""
    vote = board.vote(step)
    return vote is DebriefVote.SHOWN or (over and vote is DebriefVote.OPEN)


def shows_dots(board: Steered, step: DebriefStep, voted: int, *, over: bool) -> bool:
    """Whether the dots that ``voted`` people gave to a step may be told."""
    return vote_over(board, step, over=over) and voted >= LEAST_ANSWERS
