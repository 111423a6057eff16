"""The news of a round: its event card, known before anybody decides."""

from collections.abc import Iterable
from dataclasses import dataclass

from games.rules.effects.news import AS_DRAWN, card_of
from games.rules.model import Effect, Event, PlayedCard, Scenario, State
from games.rules.money import FULL
from games.selectors.blocks import effect_text


@dataclass(frozen=True, slots=True)
class News:
    """The event card of the round, whom it hits, and whether it hits the own municipality.

    ``burden``: something in it makes things worse for those it hits. ``effects``: what it does.
    """

    id: str
    name: str
    text: str
    towns: tuple[str, ...]
    own: bool
    all: bool
    burden: bool
    correction: bool = False
    effects: tuple[str, ...] = ()


def news(scenario: Scenario, state: State, town: str) -> News | None:
    """The card of the round to be played, or None where there is none."""
    drawn = card_of(scenario, state.seed, state.round)
    if drawn is None:
        return None
    return _news(scenario, PlayedCard(scenario.events[drawn.id], drawn.towns), town)


def played_news(scenario: Scenario, number: int, town: str = "") -> tuple[News, ...]:
    """What the facilitator plays in a round: cards for all to see, corrections of the own town.

    ``town`` "": what everybody may see, corrections included, as the settlement books them.
    """
    return cards_news(scenario, scenario.played.get(number, AS_DRAWN).cards, town)


def cards_news(scenario: Scenario, cards: Iterable[PlayedCard], town: str = "") -> tuple[News, ...]:
    """What the facilitator played in a settled round, for one town or (town "") for everybody."""
    return tuple(
        _news(scenario, each, town)
        for each in cards
        if not (each.correction and town) or town in each.towns
    )


def _news(scenario: Scenario, played: PlayedCard, town: str) -> News:
    return News(
        id=played.card.id,
        name=played.card.name,
        text=played.card.text,
        towns=tuple(scenario.municipalities[each].name for each in played.towns),
        own=town in played.towns,
        all=len(played.towns) == len(scenario.municipalities),
        burden=is_burden(played.card),
        correction=played.correction,
        effects=tuple(effect_text(scenario, each) for each in played.card.effects),
    )


def is_burden(card: Event) -> bool:
    """Whether a card makes something worse: less money or tax, dearer, shabbier, emptier."""
    return any(_worsens(effect) for effect in card.effects)


def _worsens(effect: Effect) -> bool:
    match effect.kind:
        case "geld":
            return effect.amount < 0 or effect.per_head < 0
        case "gewerbe":
            return effect.factor < FULL
        case "kosten" | "baukosten":
            return effect.factor > FULL
        case "leerstand":
            return effect.change > 0
        case "zuzug":
            return effect.people < 0
        case _:
            return effect.change < 0
