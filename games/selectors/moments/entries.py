"""Entries of the log near a moment, as far as the viewer may read them, narrowed down at will."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from games.access import ViewerKind
from games.enums import LogKind
from games.models import LogEntry, Message
from games.selectors.logkinds import (
    PRIVATE,
    PUBLIC,
    RECEIPTS,
    Told,
    icon,
    receipt_label,
    sentence,
    shown,
)
from games.selectors.logkinds.course import COURSE
from games.selectors.logkinds.offers import OFFERS
from games.selectors.logkinds.people import PEOPLE
from games.selectors.logkinds.steering import STEERING
from games.selectors.logkinds.talking import TALKING
from games.selectors.logkinds.work import WORK
from games.selectors.marks import Mark, marks_of
from games.selectors.moments.asked import Kinds
from games.selectors.moments.bargains import SENT
from games.selectors.moments.here import Here
from games.selectors.moments.index import Index, index_of
from games.selectors.moments.words import Said, readable, said
from games.selectors.reading import seat_rows
from games.selectors.review_values import TownColumn

PAGE, AFTER = 11, 4
"""Entries in the list up to the moment, and after it."""

GROUPS: Mapping[Kinds, tuple[LogKind, ...]] = {
    Kinds.COURSE: tuple(COURSE),
    Kinds.WORK: tuple(WORK),
    Kinds.OFFERS: tuple(OFFERS),
    Kinds.TALKS: tuple(TALKING),
    Kinds.STEERING: tuple(STEERING),
    Kinds.PEOPLE: tuple(PEOPLE),
}
_TOLD = frozenset({LogKind.DECISION_SUBMITTED, LogKind.DECISION_REOPENED})
"""Beside what all may read: everybody saw who had handed in, and who had not."""
_UNDOING = frozenset({LogKind.ROUNDS_UNDONE, LogKind.ROUNDS_RESTORED})


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry in words; ``now``: it is the newest of the moment. ``undone``: it counts no more."""

    number: int
    at: datetime
    icon: str
    text: str
    town: TownColumn | None
    said: Said | None
    round_number: int
    undone: bool
    now: bool
    later: bool
    href: str


@dataclass(frozen=True, slots=True)
class Entries:
    """The list, the oldest first; addresses of the parts before and after, "" where there is none.

    ``back`` and ``on``: the moments of the entries right before and after the moment.
    """

    lines: tuple[Entry, ...]
    earlier: str
    later: str
    back: int | None
    on: int | None


class _Row(NamedTuple):
    sequence: int
    at: datetime
    kind: str
    round_number: int
    team_id: int | None
    seat_id: int | None
    payload: dict[str, Any]


def entries(here: Here) -> Entries:
    """The entries near the moment, or those before ``asked.before``; up to five queries."""
    rows = _wanted(here)
    end = here.asked.before or here.moment
    upto = _read(rows.filter(sequence__lte=end).order_by("-sequence"), PAGE + 1)
    after = _read(rows.filter(sequence__gt=end).order_by("sequence"), AFTER)
    found = [*reversed(upto[:PAGE]), *after]
    messages = _messages(here, found)
    newest = next((row.sequence for row in upto if row.sequence <= here.moment), 0)
    lines = tuple(_entry(here, row, messages, newest) for row in found)
    return Entries(
        lines=lines,
        earlier=here.asked.query(before=upto[PAGE].sequence) if len(upto) > PAGE else "",
        later=here.asked.query(before=_page_after(rows, end)) if len(after) == AFTER else "",
        back=rows.filter(sequence__lt=here.moment)
        .order_by("-sequence")
        .values_list("sequence", flat=True)
        .first(),
        on=rows.filter(sequence__gt=here.moment)
        .order_by("sequence")
        .values_list("sequence", flat=True)
        .first(),
    )


def _read(rows: QuerySet[LogEntry], most: int) -> list[_Row]:
    return [_Row(*row) for row in rows.values_list(*_Row._fields)[:most]]


def _page_after(rows: QuerySet[LogEntry], end: int) -> int | None:
    found = list(
        rows.filter(sequence__gt=end).order_by("sequence").values_list("sequence", flat=True)[:PAGE]
    )
    return found[-1] if found else None


def _wanted(here: Here) -> QuerySet[LogEntry]:
    rows = LogEntry.objects.filter(_allowed(here), game_id=here.game.pk)
    asked = here.asked
    if asked.kinds:
        rows = rows.filter(kind__in=GROUPS[asked.kinds])
    if asked.team:
        rows = rows.filter(_about(here, asked.team))
    if asked.agreement or asked.rule:
        rows = rows.filter(_of_record(here, index_of(here)))
    return rows


def _about(here: Here, town: str) -> Q:
    """What a team did, what was done to it, and offers that named it."""
    pks = [pk for pk, team in here.teams.items() if team.town == town]
    index = index_of(here)
    named = [number for number, towns in index.offers.items() if town in towns]
    written = Message.objects.filter(game_id=here.game.pk, recipient_id__in=pks)
    return (
        Q(team_id__in=pks)
        | Q(sequence__in=index.concerning(town))
        | Q(kind__in=OFFERS, payload__offer__in=named)
        | Q(kind=LogKind.MESSAGE_SENT, sequence__in=written.values("sequence"))
    )


def _of_record(here: Here, index: Index) -> Q:
    """Entries of an agreement (offers, settlements that booked it), or with postings of a rule."""
    wanted = Q()
    if here.asked.rule:
        wanted &= Q(sequence__in=index.settled_with_rule(here.asked.rule, here.asked.team))
    if here.asked.agreement:
        numbers = index.offers_of(here.asked.agreement)
        booked = Q(sequence__in=index.settled_with(here.asked.agreement))
        wanted &= booked | Q(kind__in=OFFERS, payload__offer__in=numbers)
    return wanted


def _allowed(here: Here) -> Q:
    """What the viewer may read of the log, through these eyes."""
    said_here = Q(
        kind=LogKind.MESSAGE_SENT,
        sequence__in=Message.objects.filter(readable(here), game_id=here.game.pk).values(
            "sequence"
        ),
    )
    marked = Q(sequence__in=_marks(here))
    everybody = Q(kind__in=PUBLIC | _TOLD) | said_here | marked
    if here.lead and not here.town:
        return Q(kind__in=[kind for kind in LogKind if kind not in PRIVATE]) | said_here | marked
    if not here.inside:
        return everybody
    team = here.team
    own = Q(team_id=team.pk if team else 0, kind__in=_own_kinds(here))
    named = [number for number, towns in index_of(here).offers.items() if here.town in towns]
    table = tuple(kind for kind in OFFERS if kind not in PRIVATE)
    return reduce(or_, (everybody, own, Q(kind__in=table, payload__offer__in=named)))


def _marks(here: Here) -> Mapping[int, Mark]:
    """What people marked for everybody, by its number."""
    return {each.number: each for each in marks_of(here.game.pk)}


def _own_kinds(here: Here) -> list[LogKind]:
    """What a team reads of its own work; messages are told apart, notes to who wrote them."""
    left_out = {LogKind.MESSAGE_SENT}
    if here.viewer.kind is not ViewerKind.PLAYER:
        left_out |= {LogKind.NOTE_MADE, LogKind.RECAP_ANSWERED, LogKind.GUESS_MADE}
    return [kind for kind in RECEIPTS if kind not in left_out]


def _messages(here: Here, rows: Sequence[_Row]) -> dict[int, Said]:
    numbers = [row.sequence for row in rows if row.kind == LogKind.MESSAGE_SENT]
    if not numbers:
        return {}
    found = Message.objects.filter(readable(here), game_id=here.game.pk, sequence__in=numbers)
    return {row.sequence: said(here, row) for row in found}


def _entry(here: Here, row: _Row, messages: Mapping[int, Said], newest: int) -> Entry:
    team = here.teams.get(row.team_id or 0)
    return Entry(
        number=row.sequence,
        at=row.at,
        icon=icon(row.kind),
        text="" if row.sequence in messages else _text(here, row),
        town=here.columns[team.town] if team else None,
        said=messages.get(row.sequence),
        round_number=row.round_number,
        undone=row.kind not in _UNDOING and bool(here.track.station(row.sequence).undone),
        now=row.sequence == newest,
        later=row.sequence > here.moment,
        href=here.asked.query(moment=row.sequence),
    )


def _text(here: Here, row: _Row) -> str:
    mark = _marks(here).get(row.sequence) if row.kind == LogKind.NOTE_MADE else None
    if mark is not None:
        return _("Merkzeichen: %(said)s") % {"said": mark.said}
    team = here.teams.get(row.team_id or 0)
    payload = shown(row.kind, row.payload)
    if not here.lead and row.kind in _TOLD:
        # Why somebody decided in a team's stead was told to the team alone.
        payload.pop("reason", None)
    seat = ""
    if here.lead:
        names = {each.pk: each.name for each in seat_rows(here.game.pk)}
        seat = names.get(row.payload.get("seat", row.seat_id) or 0, "")
    text = sentence(row.kind, Told(row.round_number, payload, team.name if team else "", seat))
    readable_by_all = here.lead or row.kind in PUBLIC | _TOLD or row.kind in (*SENT, *OFFERS)
    return text if text and readable_by_all else receipt_label(row.kind)
