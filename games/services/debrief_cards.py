"""What people bring to the board of the debrief: cards, dots, resolutions.

Everybody with a seat, no deputies. The log tells that a card was written and by which municipality,
never the text; that somebody gave dots, never to what.
"""

from collections.abc import Collection
from datetime import datetime

from games.access import Viewer
from games.enums import DebriefVote, LogKind
from games.errors import Illegal, TooLate, TooManyAttempts
from games.models import DebriefCard, DebriefDot, Resolution, Seat, Team
from games.models.debrief import CARD_SIGNS, UNTIL_SIGNS
from games.roles import Right
from games.services.actors import leading, sitting
from games.services.debrief_board import open_board, shown_cards, step_named
from games.services.receipts import Receipt
from games.services.texts import one_line
from games.services.writing import Writer

TEXT_SIGNS = CARD_SIGNS
MOST_CARDS = 8
MOST_DOTS = 3
MOST_RESOLUTIONS = 40
MOST_OWN_RESOLUTIONS = 6


def write(
    viewer: Viewer,
    *,
    step: str,
    text: str,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Put a card to a step.

    Raises Illegal (text_missing, text_too_long, unknown_step), TooLate (debrief_closed,
    debrief_not_begun, vote_runs: while dots are given no card joins), and TooManyAttempts
    ("too_many_cards") beyond eight of a person in a step.
    """
    wanted, shown = step_named(step), one_line(text, field="text", limit=CARD_SIGNS)
    with sitting(viewer, request_id=request_id, now=now) as (writer, seat):
        if writer.first_entry(LogKind.DEBRIEF_CARD_WRITTEN):
            return writer.receipt
        if open_board(writer.game).vote(wanted) is DebriefVote.OPEN:
            raise TooLate("vote_runs")
        own = DebriefCard.objects.filter(game=writer.game, step=wanted, seat=seat)
        if own.count() >= MOST_CARDS:
            raise TooManyAttempts("too_many_cards", limit=MOST_CARDS)
        payload = {"step": wanted.value, "signs": len(shown)}
        entry = writer.log(LogKind.DEBRIEF_CARD_WRITTEN, payload, seat.team)
        DebriefCard.objects.create(
            game=writer.game,
            sequence=entry.sequence,
            at=writer.now,
            step=wanted,
            team=seat.team,
            seat=seat,
            text=shown,
        )
        writer.touch_game()
    return writer.receipt


def vote(
    viewer: Viewer,
    *,
    step: str,
    cards: Collection[int],
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Give one's dots to cards of a step, in place of those given before.

    Raises Illegal("too_many_dots") beyond three, Illegal("unknown_card") for one that is not (or no
    longer) there, and TooLate("vote_not_open").
    """
    wanted, chosen = step_named(step), set(cards)
    if len(chosen) > MOST_DOTS:
        raise Illegal("too_many_dots", limit=MOST_DOTS, wanted=len(chosen))
    with sitting(viewer, request_id=request_id, now=now) as (writer, seat):
        if writer.first_entry(LogKind.DEBRIEF_VOTED):
            return writer.receipt
        if open_board(writer.game).vote(wanted) is not DebriefVote.OPEN:
            raise TooLate("vote_not_open")
        rows = list(shown_cards(writer.game, wanted).filter(sequence__in=chosen))
        if len(rows) != len(chosen):
            raise Illegal("unknown_card")
        # Also dots on cards that are hidden now: nobody has more than three when they come back.
        DebriefDot.objects.filter(card__game=writer.game, card__step=wanted, seat=seat).delete()
        DebriefDot.objects.bulk_create(DebriefDot(card=row, seat=seat) for row in rows)
        writer.log(LogKind.DEBRIEF_VOTED, {"step": wanted.value, "dots": len(rows)}, seat.team)
        writer.touch_game()
    return writer.receipt


def resolve(
    viewer: Viewer,
    *,
    text: str,
    until: str = "",
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Say what the own municipality takes home, and until when (in words; "" = not said).

    Raises as ``write``; TooManyAttempts("too_many_resolutions") beyond six of a municipality.
    """
    with sitting(viewer, request_id=request_id, now=now) as (writer, seat):
        if writer.first_entry(LogKind.RESOLUTION_MADE):
            return writer.receipt
        own = Resolution.objects.filter(game=writer.game, team=seat.team, hidden_at__isnull=True)
        if own.count() >= MOST_OWN_RESOLUTIONS:
            raise TooManyAttempts("too_many_resolutions", limit=MOST_OWN_RESOLUTIONS)
        _resolve(writer, seat.team, seat, text, until)
    return writer.receipt


def resolve_for(
    viewer: Viewer,
    *,
    town: str,
    text: str,
    until: str = "",
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """The facilitator writes down what was agreed in the room; ``town`` "": all take it home.

    Raises as ``resolve``, and Illegal("unknown_town").
    """
    with leading(viewer, right=Right.TALK, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.RESOLUTION_MADE):
            return writer.receipt
        team = Team.objects.filter(game=writer.game, town=town).first() if town else None
        if town and team is None:
            raise Illegal("unknown_town")
        _resolve(writer, team, None, text, until)
    return writer.receipt


def _resolve(writer: Writer, team: Team | None, seat: Seat | None, text: str, until: str) -> None:
    shown = one_line(text, field="text", limit=CARD_SIGNS)
    when = one_line(until, field="until", limit=UNTIL_SIGNS) if until.strip() else ""
    open_board(writer.game)
    if Resolution.objects.filter(game=writer.game).count() >= MOST_RESOLUTIONS:
        raise TooManyAttempts("too_many_resolutions", limit=MOST_RESOLUTIONS)
    entry = writer.log(LogKind.RESOLUTION_MADE, {"signs": len(shown)}, team)
    Resolution.objects.create(
        game=writer.game,
        sequence=entry.sequence,
        at=writer.now,
        team=team,
        seat=seat,
        text=shown,
        until=when,
    )
    writer.touch_game()


def hide_resolution(
    viewer: Viewer, *, number: int, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Take a resolution off the board. Raises Illegal("unknown_resolution")."""
    return _hide(viewer, LogKind.RESOLUTION_HIDDEN, number, request_id, now)


def restore_resolution(
    viewer: Viewer, *, number: int, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Put it back."""
    return _hide(viewer, LogKind.RESOLUTION_RESTORED, number, request_id, now)


def _hide(
    viewer: Viewer, kind: LogKind, number: int, request_id: str, now: datetime | None
) -> Receipt:
    with leading(viewer, right=Right.TALK, request_id=request_id, now=now) as writer:
        if writer.first_entry(kind):
            return writer.receipt
        open_board(writer.game)
        row = Resolution.objects.filter(game=writer.game, sequence=number).first()
        if row is None:
            raise Illegal("unknown_resolution")
        row.hidden_at = writer.now if kind is LogKind.RESOLUTION_HIDDEN else None
        row.save(update_fields=["hidden_at"])
        writer.log(kind, {"resolution": number}, row.team)
        writer.touch_game()
    return writer.receipt
