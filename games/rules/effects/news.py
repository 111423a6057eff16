"""Event cards: which card comes, whom it hits, what it does at once (rules sections 4 and 9)."""

from collections.abc import Sequence

from games.rules.chance import draw, shuffled
from games.rules.model import DrawnEvent, Effect, Event, Scenario
from games.rules.money import clamp, share_groups
from games.rules.posting import WORLD
from games.rules.work import Round, Town

FIRST_ROUND = 2
ALL = "alle"
WORST, BEST = 0, 10_000


def deck(scenario: Scenario, seed: str, cycle: int) -> list[str]:
    """Order of the cards in one pass through the deck (cycle from 0)."""
    return shuffled(seed, cycle, "karte", scenario.events)


def card_of(scenario: Scenario, seed: str, number: int) -> DrawnEvent | None:
    """The card of a round and the towns it hits; known before deciding."""
    if not scenario.modules.events or number < FIRST_ROUND or not scenario.events:
        return None
    position = number - FIRST_ROUND
    cycle, place = divmod(position, len(scenario.events))
    card = scenario.events[deck(scenario, seed, cycle)[place]]
    return DrawnEvent(card.id, towns_hit(scenario, seed, number, card))


def towns_hit(scenario: Scenario, seed: str, number: int, card: Event) -> tuple[str, ...]:
    """All listed towns, or the one that is drawn from them (no list = every town)."""
    listed: Sequence[str] = sorted(card.towns or scenario.municipalities)
    if card.reach == ALL:
        return tuple(listed)
    return (listed[draw(seed, number, "ort", card.id, len(listed))],)


def news(game: Round) -> None:
    """Step 1: the card of the round takes effect."""
    game.event = card_of(game.scenario, game.seed, game.number)
    if game.event is None:
        return
    game.in_need.update(game.event.towns)
    for effect in game.scenario.events[game.event.id].effects:
        for name in game.event.towns:
            _apply(game, game.towns[name], effect, game.event.id)


def _apply(game: Round, town: Town, effect: Effect, card: str) -> None:
    match effect.kind:
        case "geld":
            _pay(game, town, effect, card)
        case "gewerbe":
            game.shocks["gewerbe", town.id, ""] = effect.factor
        case "kosten":
            game.shocks["kosten", town.id, effect.service] = effect.factor
        case "baukosten":
            game.building_price = effect.factor
        case "zustand":
            _damage(town, effect)
        case "leerstand":
            worst = game.scenario.housing.vacancy_max
            town.vacancy = clamp(town.vacancy + effect.change, 0, worst)
        case "rueckhalt":
            town.backing += effect.change
        case "zuzug":
            _arrive(game, town, effect.people)


def _pay(game: Round, town: Town, effect: Effect, card: str) -> None:
    game.ledger.book(
        "X1",
        WORLD,
        town.id,
        effect.amount + effect.per_head * town.inhabitants,
        card,
        {
            "amount": effect.amount,
            "per_head": effect.per_head,
            "inhabitants": town.inhabitants,
        },
    )


def _damage(town: Town, effect: Effect) -> None:
    if town.has(effect.service):
        state = town.services[effect.service]
        town.set_condition(effect.service, clamp(state.condition + effect.change, WORST, BEST))


def _arrive(game: Round, town: Town, people: int) -> None:
    groups = share_groups(people, game.scenario.housing.newcomer_groups)
    town.people = [max(0, have + new) for have, new in zip(town.people, groups, strict=True)]
    town.inhabitants = sum(town.people)
