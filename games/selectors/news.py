"""The news of a round: its event card, known before anybody decides."""

from dataclasses import dataclass

from games.rules.effects.news import card_of
from games.rules.model import Scenario, State


@dataclass(frozen=True, slots=True)
class News:
    """The event card of the round, whom it hits, and whether it hits the own municipality."""

    id: str
    name: str
    text: str
    towns: tuple[str, ...]
    own: bool
    all: bool


def news(scenario: Scenario, state: State, town: str) -> News | None:
    """The card of the round to be played, or None where there is none."""
    drawn = card_of(scenario, state.seed, state.round)
    if drawn is None:
        return None
    card = scenario.events[drawn.id]
    return News(
        id=card.id,
        name=card.name,
        text=card.text,
        towns=tuple(scenario.municipalities[each].name for each in drawn.towns),
        own=town in drawn.towns,
        all=len(drawn.towns) == len(scenario.municipalities),
    )
