"""Conversations of a team: the plenary, one with each municipality, one with the facilitator."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.db.models import BigIntegerField, Case, F, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _

from games.access import Viewer
from games.enums import DRAFTING_PHASES, Channel, Phase
from games.models import Message, Team
from games.rules.effects.goals import PROMISES
from games.rules.model import Scenario
from games.selectors.frame import Frame, Place, place
from games.selectors.labels import promise_label
from games.selectors.memo import one_reading
from games.selectors.mentions import Part, parts_of
from games.selectors.past_offers import numbers
from games.selectors.promises import last_settled, promises
from games.selectors.reading import seat_rows, team_rows
from games.selectors.regionmap import mark_of
from games.selectors.talk_rows import FACILITATOR, PLENARY, conversation_of, visible_to

PromiseState = Literal["", "announced", "void", "open", "kept", "broken"]
SHOWN = 12
"""Newest messages of a conversation in live answers; older ones are a page of their own."""
PAGE = 40
PREVIEW_SIGNS = 80


@dataclass(frozen=True, slots=True)
class Line:
    """A message as a reader sees it; ``text`` is empty where the facilitator has hidden it.

    ``promise_state``: "announced" until the round is settled, "void" where it was taken back.
    ``mark`` is that of the sender's municipality (None: the facilitator), ``promise`` is in words.
    ``parts``: the text in pieces, offers that it names and that concern the reader as such.
    """

    number: int
    at: datetime
    round_number: int
    own: bool
    author: str
    mark: int | None
    person: str
    text: str
    hidden: bool
    reason: str
    reported: bool
    promise: str
    promise_code: str
    promise_state: PromiseState
    parts: tuple[Part, ...]

    @property
    def may_report(self) -> bool:
        """Whether the reader can show it to the facilitator."""
        return not (self.own or self.hidden or self.reported or self.mark is None)

    @property
    def preview(self) -> str:
        """Its beginning, on one line."""
        words = " ".join(self.text.split())
        return words if len(words) <= PREVIEW_SIGNS else f"{words[: PREVIEW_SIGNS - 1]}…"


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation with its newest messages, the oldest of them first.

    ``older``: there are more before them. ``private``: read by the two municipalities alone.
    """

    key: str
    title: str
    mark: int | None
    bot: bool
    unread: int
    lines: tuple[Line, ...]
    older: bool

    @property
    def private(self) -> bool:
        """Whether it is one with another municipality."""
        return self.key not in (PLENARY, FACILITATOR)

    @property
    def last(self) -> Line | None:
        """The newest message."""
        return self.lines[-1] if self.lines else None


@dataclass(frozen=True, slots=True)
class Talks:
    """All conversations of a team, in their fixed order."""

    plenary: Talk
    facilitator: Talk
    towns: tuple[Talk, ...]
    open: bool
    plenary_locked: bool
    may_promise: bool
    round_number: int
    promises: tuple[tuple[str, str], ...] = field(default=())

    @property
    def all(self) -> tuple[Talk, ...]:
        """Every conversation."""
        return (self.plenary, *self.towns, self.facilitator)

    def find(self, key: str) -> Talk | None:
        """The conversation with this key."""
        return next((talk for talk in self.all if talk.key == key), None)


@one_reading()
def live_context(viewer: Viewer) -> Mapping[str, Any]:
    """Everything the regions of the conversations need; two queries besides the frame."""
    here = place(viewer)
    return {"frame": here.frame, "now": timezone.now(), "talks": talks(here)}


def talks(here: Place) -> Talks:
    """The conversations of a place's team; two queries where the game is known."""
    game = here.game
    found: dict[str, list[Message]] = {}
    for row in _newest(game.pk, here.team.pk):
        found.setdefault(_key(row, here.team, _towns(game.pk)), []).append(row)
    make = _Maker(here, found)
    others = [team for team in team_rows(game.pk) if team.pk != here.team.pk]
    running = game.phase not in (Phase.LOBBY, Phase.ENDED)
    return Talks(
        plenary=make.talk(PLENARY, _("Alle Gemeinden")),
        facilitator=make.talk(FACILITATOR, _("Spielleitung")),
        towns=tuple(make.talk(team.town, team.name, team) for team in others),
        open=running,
        plenary_locked=game.plenary_locked,
        may_promise=here.scenario.modules.promises and game.phase in DRAFTING_PHASES,
        round_number=game.round_number,
        promises=_promises(here.scenario, here.frame),
    )


def _promises(scenario: Scenario, frame: Frame) -> tuple[tuple[str, str], ...]:
    if not scenario.modules.promises:
        return ()
    following = frame.stage.round_number + 1
    return tuple((code, promise_label(code, following)) for code in PROMISES)


def _towns(game_id: int) -> dict[int, Team]:
    return {team.pk: team for team in team_rows(game_id)}


def _newest(game_id: int, team_id: int) -> QuerySet[Message]:
    """The newest messages of every conversation, and one more to know whether there are older."""
    partner = Case(
        When(channel=Channel.PLENARY, then=Value(0)),
        When(channel=Channel.FACILITATOR, then=Value(-1)),
        When(sender_id=team_id, then=F("recipient_id")),
        default=F("sender_id"),
        output_field=BigIntegerField(),
    )
    place_in_talk = Window(RowNumber(), partition_by=[partner], order_by=F("sequence").desc())
    rows = Message.objects.filter(visible_to(team_id), game_id=game_id)
    return rows.annotate(place=place_in_talk).filter(place__lte=SHOWN + 1).order_by("sequence")


def _key(row: Message, team: Team, teams: Mapping[int, Team]) -> str:
    if row.channel == Channel.PLENARY:
        return PLENARY
    if row.channel == Channel.FACILITATOR:
        return FACILITATOR
    other = row.recipient_id if row.sender_id == team.pk else row.sender_id
    return teams[other or 0].town


class _Maker:
    """Makes conversations and lines out of rows."""

    def __init__(self, here: Place, rows: Mapping[str, list[Message]]) -> None:
        self.team = here.team
        self.rows = rows
        self.teams = _towns(here.game.pk)
        self.names = {seat.pk: seat.name for seat in seat_rows(here.game.pk)}
        self.given = {(each.town, each.code, each.round_number): each for each in promises(here)}
        self.settled = last_settled(here)

    def talk(self, key: str, title: str, other: Team | None = None) -> Talk:
        rows = self.rows.get(key, [])
        return Talk(
            key=key,
            title=title,
            mark=mark_of(other.position) if other else None,
            bot=bool(other and other.bot),
            unread=int(self.team.unread.get(key, 0)),
            lines=tuple(self.line(row) for row in rows[-SHOWN:]),
            older=len(rows) > SHOWN,
        )

    def line(self, row: Message) -> Line:
        sender = self.teams.get(row.sender_id or 0)
        hidden = row.hidden_at is not None
        promised = row.promise and not hidden
        text = "" if hidden else row.text
        return Line(
            number=row.sequence,
            at=row.at,
            round_number=row.round_number,
            own=row.sender_id == self.team.pk,
            author=sender.name if sender else _("Spielleitung"),
            mark=mark_of(sender.position) if sender else None,
            person=self.names.get(row.seat_id or 0, ""),
            text=text,
            hidden=hidden,
            reason=row.hidden_reason if hidden else "",
            reported=row.reported_by_id == self.team.pk and row.reported_at is not None,
            promise=promise_label(row.promise, row.round_number + 1) if promised else "",
            promise_code=row.promise if promised else "",
            promise_state=self._state(row, sender) if promised else "",
            parts=parts_of(text, lambda: numbers(self.team.game_id, self.team.town)),
        )

    def _state(self, row: Message, sender: Team | None) -> PromiseState:
        """What became of a promise: settled rounds alone know, never a draft."""
        if row.round_number > self.settled:
            return "announced"
        town = sender.town if sender else ""
        given = self.given.get((town, row.promise, row.round_number))
        return given.state if given else "void"


@one_reading()
def older_lines(viewer: Viewer, key: str, before: int) -> tuple[tuple[Line, ...], bool]:
    """Messages of a conversation before a number, oldest first; and whether there are more."""
    here = place(viewer)
    rows = conversation_of(here.game.pk, here.team, key).filter(sequence__lt=before)
    found = list(rows.order_by("-sequence")[: PAGE + 1])
    make = _Maker(here, {})
    return tuple(make.line(row) for row in reversed(found[:PAGE])), len(found) > PAGE


def line_of(viewer: Viewer, number: int) -> Line | None:
    """One message that the viewer's team may read."""
    here = place(viewer)
    rows = Message.objects.filter(visible_to(here.team.pk), game_id=here.game.pk)
    row = rows.filter(sequence=number).first()
    return _Maker(here, {}).line(row) if row else None
