"""Event cards: which card comes, whom it hits, what it does at once (rules sections 4 and 9)."""

from collections.abc import Sequence

from games.rules.chance import draw, shuffled
from games.rules.model import (
    DrawnEvent,
    Effect,
    Event,
    Measure,
    PlayedCard,
    RoundPlay,
    Scenario,
)
from games.rules.money import FULL, clamp, part, share_groups
from games.rules.posting import WORLD
from games.rules.work import Round, Town

FIRST_ROUND = 2
ALL = "alle"
WORST, BEST = 0, 10_000
AS_DRAWN = RoundPlay()


def deck(scenario: Scenario, seed: str, cycle: int) -> list[str]:
    """Order of the cards in one pass through the deck (cycle from 0)."""
    return shuffled(seed, cycle, "karte", scenario.events)


def card_of(scenario: Scenario, seed: str, number: int) -> DrawnEvent | None:
    """The deck's card of a round and the towns it hits; known before deciding.

    None also where the facilitator has taken it out (``Scenario.played``).
    """
    if not scenario.played.get(number, AS_DRAWN).deck:
        return None
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


def known_card(scenario: Scenario, card: str) -> Event | None:
    """A card by its id: of the deck, or one that the facilitator plays."""
    if card in scenario.events:
        return scenario.events[card]
    for play in scenario.played.values():
        for each in play.cards:
            if each.card.id == card:
                return each.card
    return None


def news(game: Round) -> None:
    """Step 1: the card of the round takes effect, then what the facilitator plays."""
    game.event = card_of(game.scenario, game.seed, game.number)
    if game.event is not None:
        _play(game, PlayedCard(game.scenario.events[game.event.id], game.event.towns))
    for played in game.scenario.played.get(game.number, AS_DRAWN).cards:
        _play(game, played)


def _play(game: Round, played: PlayedCard) -> None:
    if not played.correction:
        game.in_need.update(played.towns)
    price = game.building_price
    for effect in played.card.effects:
        for name in played.towns:
            if effect.kind == "baukosten":
                # Of the region: once a card, however many towns it names.
                game.building_price = part(price, effect.factor)
            else:
                _apply(game, game.towns[name], effect, played)


def _apply(game: Round, town: Town, effect: Effect, played: PlayedCard) -> None:
    card, code = played.card.id, "correction" if played.correction else "event"
    match effect.kind:
        case "geld":
            _pay(game, town, effect, played)
        case "gewerbe":
            _shock(game, ("gewerbe", town.id, ""), effect.factor)
        case "kosten":
            _shock(game, ("kosten", town.id, effect.service), effect.factor)
        case "zustand":
            _damage(town, effect)
        case "leerstand":
            worst = game.scenario.housing.vacancy_max
            game.move_vacancy(town, code, effect.change, item=card, worst=worst)
        case "rueckhalt":
            game.move_backing(town, code, effect.change, card)
        case "zuzug":
            _arrive(game, town, effect.people, card)


def _shock(game: Round, what: tuple[str, str, str], factor: int) -> None:
    """Factors of several cards multiply."""
    game.shocks[what] = part(game.shocks.get(what, FULL), factor)


def _pay(game: Round, town: Town, effect: Effect, played: PlayedCard) -> None:
    game.ledger.book(
        "X2" if played.correction else "X1",
        WORLD,
        town.id,
        effect.amount + effect.per_head * town.inhabitants,
        played.card.id,
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


def _arrive(game: Round, town: Town, people: int, card: str) -> None:
    groups = share_groups(people, game.scenario.housing.newcomer_groups)
    town.people = [max(0, have + new) for have, new in zip(town.people, groups, strict=True)]
    change = sum(town.people) - town.inhabitants
    game.explain(Measure.PEOPLE, town.id, "event", change, item=card)
    town.inhabitants += change
