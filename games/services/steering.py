"""The facilitator intervenes: plays cards, corrects figures, changes rules and the model.

Each command gives a reason, is a fact in the log, and can be withdrawn until the round it holds in
is settled. What holds stands in ``Game.steering`` (read by ``selectors.course`` alone), so that
screens, bots, settlement and replay meet the same game.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from games.access import Viewer
from games.enums import DRAFTING_PHASES, UNSETTLED_PHASES, LogKind, Phase
from games.errors import Illegal, ScenarioError, TooLate
from games.models import Game
from games.roles import Right
from games.rules.course import EVENT, FIGURE, MODEL, SKIP, VALUE, Entry
from games.selectors.course import course_mark, course_of
from games.selectors.steering import Draft, entry_of, tried
from games.services.actors import leading
from games.services.receipts import Receipt, receipt_of
from games.services.texts import one_line
from games.services.writing import Writer

T = TypeVar("T")

MAX_REASON = 200
MAX_ENTRIES = 60

KINDS: Mapping[str, LogKind] = {
    MODEL: LogKind.MODEL_CHANGED,
    EVENT: LogKind.EVENT_PLAYED,
    SKIP: LogKind.EVENT_SKIPPED,
    FIGURE: LogKind.FIGURE_CORRECTED,
    VALUE: LogKind.VALUE_CHANGED,
}


def intervene(
    viewer: Viewer,
    draft: Draft,
    *,
    seen: str = "",
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Carry out an intervention that has been previewed.

    ``seen``: mark of the interventions (``course_mark``) that the preview reckoned with; where
    another one was made or taken back since, TooLate("steering_moved"): two facilitators who
    publish the same event publish it once. Raises TooLate where its round is closed or does not
    come any more, Illegal without a reason, Illegal("out_of_bounds") with path, value and
    expectation for what the rules cannot bear, and as ``tried``.
    """
    reason = one_line(draft.reason, field="reason", limit=MAX_REASON)
    with leading(viewer, right=Right.STEER, request_id=request_id, now=now) as writer:
        if writer.first_entry(KINDS[draft.kind]):
            return writer.receipt
        game = writer.game
        if seen and seen != course_mark(game):
            raise TooLate("steering_moved")
        check_round(game, draft.kind, draft.round_number)
        if len(game.steering) >= MAX_ENTRIES:
            raise Illegal("too_many_interventions", limit=MAX_ENTRIES)
        entry = checked(lambda: tried(game, entry_of(game, draft, game.log_sequence + 1)))
        _store(writer, [*game.steering, _plain(entry, reason)])
        payload = {"round": entry.round_number, "reason": reason, **entry.content}
        writer.log(KINDS[draft.kind], payload)
    return writer.receipt


def withdraw(
    viewer: Viewer,
    number: int,
    *,
    reason: str,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Take an intervention back, as if it had not been made; the log keeps both.

    Withdrawn before: that receipt. Raises TooLate("intervention_settled") where its round has been
    settled, Illegal("unknown_intervention") for a number that is none.
    """
    why = one_line(reason, field="reason", limit=MAX_REASON)
    with leading(viewer, right=Right.STEER, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.STEERING_WITHDRAWN):
            return writer.receipt
        game = writer.game
        entry = next((each for each in course_of(game).entries if each.number == number), None)
        if entry is None:
            return _withdrawn(writer, number)
        if not is_open(game, entry.round_number):
            raise TooLate("intervention_settled", round=entry.round_number)
        _store(writer, [each for each in game.steering if each["number"] != number])
        payload = {"number": number, "kind": entry.kind, "round": entry.round_number, "reason": why}
        writer.log(LogKind.STEERING_WITHDRAWN, payload)
    return writer.receipt


def is_open(game: Game, round_number: int) -> bool:
    """Whether a round has not been settled yet."""
    return round_number > game.round_number or (
        round_number == game.round_number and game.phase in UNSETTLED_PHASES
    )


def check_round(game: Game, kind: str, round_number: int) -> None:
    """Raise TooLate where an intervention of this kind cannot hold in the round any more."""
    if game.phase in (Phase.LOBBY, Phase.DEBRIEF, Phase.ENDED):
        raise TooLate("no_round_running", phase=game.phase)
    if round_number > game.rounds:
        raise TooLate("no_round_left", round=round_number, rounds=game.rounds)
    now = kind in (EVENT, SKIP, FIGURE) and game.phase in DRAFTING_PHASES
    first = game.round_number if now else game.round_number + 1
    if round_number < first:
        raise TooLate("intervention_too_late", round=round_number, first=first)


def checked(make: Callable[[], T]) -> T:
    """What ``make`` gives; a value that no scenario may have is refused with its bounds."""
    try:
        return make()
    except ScenarioError as error:
        raise Illegal(
            "out_of_bounds", path=error.path, value=error.value, expected=error.expected
        ) from None


def _plain(entry: Entry, reason: str) -> dict[str, Any]:
    return {
        "number": entry.number,
        "kind": entry.kind,
        "round_number": entry.round_number,
        "reason": reason,
        "content": dict(entry.content),
    }


def _store(writer: Writer, steering: list[dict[str, Any]]) -> None:
    writer.game.steering = steering
    writer.touch_game()


def _withdrawn(writer: Writer, number: int) -> Receipt:
    """The receipt of the withdrawal that came first."""
    found = writer.game.log.filter(kind=LogKind.STEERING_WITHDRAWN, payload__number=number).first()
    if found is None:
        raise Illegal("unknown_intervention", number=number)
    return receipt_of(found)
