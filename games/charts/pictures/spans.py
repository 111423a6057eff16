"""The part of a game that was chosen: its settlements, what stood before, and what it is called."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from games.charts.pictures.look import Look
from games.rules.model import Posting, Settlement, State
from games.selectors.labels import cause_label


def settlements(look: Look) -> Sequence[Settlement]:
    """The settlement of the chosen round, or of all rounds."""
    played = look.record.settlements
    return played if look.round is None else played[look.round - 1 : look.round]


def postings(look: Look) -> Iterator[Posting]:
    """What was posted in it, in settled order."""
    return (posting for settled in settlements(look) for posting in settled.postings)


def before(look: Look) -> State:
    """The region before it."""
    return look.record.states[0 if look.round is None else look.round - 1]


def after(look: Look) -> State:
    """The region after it."""
    return look.record.states[-1 if look.round is None else look.round]


def span_title(look: Look) -> str:
    """What it is called within a heading."""
    if look.round is None:
        return _("alle Runden")
    return _("Runde %(number)d") % {"number": look.round}


def town_names(look: Look) -> dict[str, str]:
    """The municipalities in seating order, by id."""
    return {town.id: town.name for town in look.record.scenario.municipalities.values()}


def agreement_names(look: Look, agreements: Sequence[str]) -> dict[str, str]:
    """Agreements as people call them; with their number where the game had several of a name."""
    scenario, states = look.record.scenario, look.record.states
    ever = {item.id for state in states for item in state.agreements}.union(agreements)
    known = Counter(cause_label(scenario, each) for each in ever)
    names = {each: cause_label(scenario, each) for each in agreements}
    return {
        each: f"{name} ({each.rpartition('-')[2]})" if known[name] > 1 else name
        for each, name in names.items()
    }
