"""The facilitator's own event cards: put by to be played later, changed, thrown away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from games.access import Viewer
from games.enums import LogKind, Phase
from games.errors import Illegal, TooLate
from games.roles import Right
from games.scenarios.change import own_card
from games.selectors.owncards import PREFIX, saved_cards
from games.selectors.scenarios import content_of, scenario_of
from games.services.actors import leading
from games.services.receipts import Receipt
from games.services.steering import checked
from games.services.writing import Writer

MAX_CARDS = 40


def save_card(
    viewer: Viewer,
    table: Mapping[str, Any],
    *,
    towns: tuple[str, ...] = (),
    replaces: int | None = None,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Put a card by (``table`` as a scenario file would say it), or a new version of one.

    Raises Illegal("out_of_bounds") for what no card may say, Illegal("too_many_own_cards"),
    Illegal("unknown_town"), and TooLate("game_ended").
    """
    with leading(viewer, right=Right.STEER, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.CARD_SAVED):
            return writer.receipt
        game = writer.game
        if game.phase == Phase.ENDED:
            raise TooLate("game_ended")
        kept = [each for each in game.cards if each["number"] != replaces]
        if len(kept) >= MAX_CARDS:
            raise Illegal("too_many_own_cards", limit=MAX_CARDS)
        if not set(towns) <= set(scenario_of(game).municipalities):
            raise Illegal("unknown_town")
        number = game.log_sequence + 1
        checked(lambda: own_card(content_of(game), {**table, "id": f"{PREFIX}{number}"}))
        plain = {"number": number, "table": dict(table), "towns": list(towns)}
        _store(writer, [*kept, plain])
        writer.log(LogKind.CARD_SAVED, {"name": table["name"], "card": plain, "replaces": replaces})
    return writer.receipt


def drop_card(
    viewer: Viewer, number: int, *, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Throw a card away; what it did where it was played stays.

    Raises Illegal("unknown_own_card").
    """
    with leading(viewer, right=Right.STEER, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.CARD_DROPPED):
            return writer.receipt
        card = next((each for each in saved_cards(writer.game) if each.number == number), None)
        if card is None:
            raise Illegal("unknown_own_card")
        _store(writer, [each for each in writer.game.cards if each["number"] != number])
        writer.log(LogKind.CARD_DROPPED, {"number": number, "name": card.name})
    return writer.receipt


def _store(writer: Writer, cards: list[dict[str, Any]]) -> None:
    writer.game.cards = cards
    writer.touch_game()
