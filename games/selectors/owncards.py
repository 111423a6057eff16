"""Cards that the facilitator made and put by, to play them later; ``Game.cards`` holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from games.access import Viewer, require_facilitator
from games.models import Game
from games.rules.model import Effect, Scenario
from games.selectors.blocks import block_of, effect_text
from games.selectors.money import decimal
from games.selectors.reading import game_row

PREFIX = "eigene_"
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class SavedCard:
    """A card put by; ``number``: its place in the log, ``table`` as a file would say it."""

    number: int
    table: Mapping[str, Any]
    towns: tuple[str, ...]

    @property
    def id(self) -> str:
        """Name of the card where one of the scenario would be named."""
        return f"{PREFIX}{self.number}"

    @property
    def name(self) -> str:
        """Its title."""
        return str(self.table["name"])

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What it does."""
        return tuple(Effect(**each) for each in self.table["effects"])


@dataclass(frozen=True, slots=True)
class OwnCard:
    """A card that was put by, in words."""

    id: str
    number: int
    name: str
    text: str
    effects: tuple[str, ...]
    towns: tuple[str, ...]


def saved_cards(game: Game) -> tuple[SavedCard, ...]:
    """The cards of a game that were put by, the newest first; no query."""
    return tuple(
        SavedCard(each["number"], each["table"], tuple(each["towns"]))
        for each in reversed(game.cards)
    )


def saved_card(game: Game, card_id: str) -> SavedCard | None:
    """The card with this id, or None."""
    return next((card for card in saved_cards(game) if card.id == card_id), None)


def own_cards(game: Game, scenario: Scenario) -> tuple[OwnCard, ...]:
    """The cards that were put by, in words."""
    return tuple(
        OwnCard(
            id=card.id,
            number=card.number,
            name=card.name,
            text=str(card.table["text"]),
            effects=tuple(effect_text(scenario, each) for each in card.effects),
            towns=tuple(scenario.municipalities[town].name for town in card.towns),
        )
        for card in saved_cards(game)
    )


def filled_in(viewer: Viewer, card_id: str) -> dict[str, Any]:
    """What the form of own cards holds for a saved card, to change it; empty for an unknown one."""
    require_facilitator(viewer)
    card = saved_card(game_row(viewer.game_id), card_id)
    if card is None:
        return {}
    values: dict[str, Any] = {
        "name": card.name,
        "text": card.table["text"],
        "towns": list(card.towns),
        "replaces": card.number,
        "rows": len(card.effects),
    }
    for row, effect in enumerate(card.effects, start=1):
        block = block_of(effect)
        values[f"effect_{row}"] = block.id
        values[f"amount_{row}"] = _typed(block.typed(getattr(effect, block.figure)))
        values[f"service_{row}"] = effect.service
    return values


def _typed(hundredths: int) -> str:
    whole = hundredths % HUNDRED == 0
    return decimal(hundredths, HUNDRED, 0 if whole else 2)
