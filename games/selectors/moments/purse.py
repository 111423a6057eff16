"""The fund as it stood at a moment: money, members, what the last settled round did with it."""

from dataclasses import dataclass

from games.rules.posting import FUND
from games.selectors.applied import AppliedLine, award_lines
from games.selectors.moments.here import Here, content_of
from games.selectors.ranking import town_names
from games.selectors.review_values import TownColumn


@dataclass(frozen=True, slots=True)
class Purse:
    """Euro. ``after``: the round whose settlement it is; ``paid``: by members in that round."""

    after: int
    money: int
    members: tuple[TownColumn, ...]
    paid: tuple[tuple[TownColumn, int], ...]
    applications: tuple[AppliedLine, ...]


def purse(here: Here) -> Purse | None:
    """The fund after the last settlement that counted; None before the game began."""
    if here.last is None:
        return None
    played = here.round(here.last)
    paid: dict[str, int] = {}
    for posting in played.postings:
        if posting.target == FUND and posting.source in here.columns:
            paid[posting.source] = paid.get(posting.source, 0) + posting.amount
    return Purse(
        after=played.number,
        money=played.fund_money,
        members=tuple(here.columns[town] for town in played.fund_members),
        paid=tuple((column, paid[town]) for town, column in here.columns.items() if town in paid),
        applications=_applications(here),
    )


def _applications(here: Here) -> tuple[AppliedLine, ...]:
    stored = here.last
    if stored is None or not stored.round_number:
        return ()
    number = stored.round_number
    model = here.course.model_in(number, here.game.cooperation_model)
    names = town_names(here.game.pk)
    return tuple(award_lines(here.scenario, names, model, number, content_of(stored)))
