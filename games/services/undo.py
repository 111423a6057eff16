"""Taking settled rounds back, and taking that back again; nothing is ever deleted.

Undone settlements are superseded and stay in the record, decisions get a further attempt, offers
lie on the table again. What is undone can be restored as long as no round has been settled anew:
the stored settlements count again after they have been computed once more to the same digest.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from games.access import Viewer
from games.enums import DecisionSource, DecisionStatus, LogKind, OfferStatus, Phase
from games.errors import Illegal, TooLate
from games.models import Offer, Settlement, Team, TeamDecision
from games.roles import Right
from games.rules.codec import decision_from_json
from games.rules.settle import settle
from games.rules.stored import stored_form
from games.selectors.course import course_of
from games.selectors.scenarios import scenario_under, state_after, state_under
from games.selectors.undone import restorable
from games.services.actors import leading
from games.services.phases import Position, enter, phase_over, position
from games.services.receipts import Receipt
from games.services.texts import one_line
from games.services.writing import Writer

REASON_SIGNS = 200

_OF_PEOPLE = frozenset({DecisionSource.TEAM, DecisionSource.DEPUTY})
_DECIDED = (OfferStatus.FOUNDED, OfferStatus.REFUSED, OfferStatus.EXPIRED)


def undo_rounds(
    viewer: Viewer,
    *,
    to_round: int,
    expected: Position,
    reason: str,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Take back all settled rounds from ``to_round`` on: that round is decided once more.

    Where the board of the fund still votes, its round can be taken back to the decisions, too. What
    people had decided lies there as a draft, also for later rounds; bots decide anew. Raises
    TooLate("phase_over") where the game stands elsewhere than ``expected`` (teams may have gone on
    meanwhile), TooLate("nothing_to_undo") where that round is not settled, Illegal for a missing
    or too long ``reason``, NotAllowed for strangers.
    """
    text = one_line(reason, field="reason", limit=REASON_SIGNS)
    with leading(viewer, right=Right.UNDO, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.ROUNDS_UNDONE):
            return writer.receipt
        here = position(writer.game)
        if here != expected:
            raise phase_over(expected, here)
        live = _live(writer.game.pk, to_round)
        if here.phase == Phase.ENDED or not (live or _closed(here, to_round)):
            raise TooLate("nothing_to_undo", round=to_round)
        writer.log(
            LogKind.ROUNDS_UNDONE,
            {
                "to": to_round,
                "rounds": [row.round_number for row in live],
                "settlements": [row.pk for row in live],
                "from": here.round_number,
                "from_phase": here.phase.value,
                "reason": text,
                "steering": writer.game.steering,
                "phases": writer.game.round_phases,
                "decisions": _attempt_anew(writer, to_round),
                "offers": _take_offers_back(writer.game.pk, to_round),
            },
        )
        Settlement.objects.filter(pk__in=[row.pk for row in live]).update(superseded_at=writer.now)
        enter(writer, Position(to_round, Phase.DECIDING))
    return writer.receipt


def restore_rounds(
    viewer: Viewer,
    *,
    expected: Position,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Take the last undoing back: the undone settlements count again, to the same digest.

    Raises TooLate("nothing_to_restore") where nothing was undone or a round has been settled
    since, TooLate("phase_over") as ``undo_rounds``, and Illegal("not_the_same") where this engine
    computes something else than what was stored.
    """
    with leading(viewer, right=Right.UNDO, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.ROUNDS_RESTORED):
            return writer.receipt
        here = position(writer.game)
        undone = restorable(writer.game.pk)
        if undone is None:
            raise TooLate("nothing_to_restore")
        if here != expected:
            raise phase_over(expected, here)
        payload = undone.payload
        # What was intervened since has no place in what comes back.
        writer.game.steering = payload.get("steering", writer.game.steering)
        writer.game.round_phases = payload.get("phases", writer.game.round_phases)
        writer.log(LogKind.ROUNDS_RESTORED, {"to": payload["to"], "rounds": payload["rounds"]})
        _give_decisions_back(writer, payload["decisions"])
        _give_offers_back(writer.game.pk, payload)
        for row in Settlement.objects.filter(pk__in=payload["settlements"]):
            _count_again(writer, row)
        enter(writer, Position(payload["from"], Phase(payload["from_phase"])))
    return writer.receipt


def _closed(here: Position, to_round: int) -> bool:
    """Whether the round's decisions are closed, but not yet settled."""
    return here == Position(to_round, Phase.AWARDING)


def _live(game_id: int, to_round: int) -> list[Settlement]:
    rows = Settlement.objects.filter(
        game_id=game_id, superseded_at__isnull=True, round_number__gte=max(1, to_round)
    )
    found = list(rows.order_by("round_number").defer("state_after", "content"))
    return found if found and found[0].round_number == to_round else []


def _attempt_anew(writer: Writer, to_round: int) -> list[int]:
    """A further attempt of every decision from this round on; the keys of the rows that stood."""
    rows = TeamDecision.objects.filter(team__game=writer.game, round_number__gte=to_round)
    newest = {(row.team_id, row.round_number): row for row in rows.order_by("attempt")}
    TeamDecision.objects.bulk_create([_again(row, writer.now) for row in newest.values()])
    _begin_again(writer)
    return [row.pk for row in newest.values()]


def _again(row: TeamDecision, now: datetime) -> TeamDecision:
    kept = row.source in _OF_PEOPLE and row.status != DecisionStatus.MISSING
    return TeamDecision(
        team_id=row.team_id,
        round_number=row.round_number,
        attempt=row.attempt + 1,
        content=row.content if kept else {},
        field_revisions=row.field_revisions if kept else {},
        revision=row.revision if kept else 0,
        updated_at=now,
    )


def _take_offers_back(game_id: int, to_round: int) -> list[list[Any]]:
    """Lay the offers of the round on the table again, end those of later ones; how they stood."""
    rows = Offer.objects.filter(game_id=game_id, round_number__gte=to_round)
    stood = [[row.pk, row.status, row.round_number, row.outcome] for row in rows.order_by("number")]
    here = rows.filter(round_number=to_round, status__in=_DECIDED)
    here.update(status=OfferStatus.OFFERED, outcome={})
    later = rows.filter(round_number__gt=to_round)
    later.filter(status=OfferStatus.DRAFT).update(round_number=to_round)
    later.exclude(status=OfferStatus.DRAFT).update(status=OfferStatus.UNDONE, outcome={})
    return stood


def _give_offers_back(game_id: int, payload: Mapping[str, Any]) -> None:
    """Put offers as they stood; what was offered since has no place in what comes back."""
    known = {pk: (status, number, outcome) for pk, status, number, outcome in payload["offers"]}
    rows = Offer.objects.filter(game_id=game_id, round_number__gte=payload["to"])
    for row in rows:
        if row.pk in known:
            row.status, row.round_number, row.outcome = known[row.pk]
        elif row.status == OfferStatus.DRAFT:
            # Where that round was settled, what was never sent had moved on with its team.
            row.round_number = payload["from"] + (payload["from"] in payload["rounds"])
        else:
            row.status = OfferStatus.UNDONE
        row.save(update_fields=["status", "round_number", "outcome"])


def _give_decisions_back(writer: Writer, keys: Iterable[int]) -> None:
    """A further attempt that says what the rows with these keys said."""
    attempts = {
        (row.team_id, row.round_number): row.attempt
        for row in TeamDecision.objects.filter(team__game=writer.game).order_by("attempt")
    }
    rows = list(TeamDecision.objects.filter(pk__in=list(keys)))
    for row in rows:
        row.pk = None
        row.attempt = attempts[row.team_id, row.round_number] + 1
    TeamDecision.objects.bulk_create(rows)
    _begin_again(writer)


def _begin_again(writer: Writer) -> None:
    # They say for which phase, and the same phase comes once more.
    Team.objects.filter(game=writer.game).update(ready_for="", time_asked_for="", waived="")
    for team in Team.objects.filter(game=writer.game):
        writer.touch_team(team)


def _count_again(writer: Writer, row: Settlement) -> None:
    """Let a stored settlement count, if this engine still computes it to the same digest."""
    decisions = row.content["decisions"]
    game, number = writer.game, row.round_number
    course = course_of(game)
    computed = settle(
        scenario_under(game, course, number),
        state_under(game, course, state_after(game.pk, number - 1)),
        {town: decision_from_json(each["content"]) for town, each in decisions.items()},
    )
    if stored_form(computed, decisions, course.played.get(number)).digest != row.digest:
        raise Illegal("not_the_same", round=row.round_number)
    row.superseded_at = None
    row.save(update_fields=["superseded_at"])
