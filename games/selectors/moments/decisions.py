"""What the teams had drafted and submitted by a moment, out of the log."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NamedTuple

from django.db.models import Q

from games.enums import DecisionSource, DecisionStatus, LogKind, Phase
from games.errors import Illegal
from games.models import LogEntry
from games.rules import fields
from games.rules.board import BOARD_FIELDS
from games.rules.model import Scenario
from games.selectors.choices import Choice, choices_of
from games.selectors.moments.here import Here, content_of
from games.selectors.moments.track import Fact, Stored
from games.selectors.review_values import TownColumn
from games.selectors.rounds import BALLOT

Json = dict[str, Any]
Standing = Literal["open", "draft", "submitted", "missing"]

_HANDED = (LogKind.DECISION_SUBMITTED, LogKind.DECISION_REOPENED, LogKind.DECISION_GIVEN_BACK)
_DESK = (LogKind.DRAFT_SAVED, LogKind.SCORES_REVISED)
_COMPOSED = frozenset({"proposals", "consents", "guess"})
"""What the settlement adds to a decision: offers on the table and the guess at a goal."""


@dataclass(frozen=True, slots=True)
class Decided:
    """How a town's decision stood; ``choices`` None: nobody but the town knew them.

    ``settled``: it is what the settlement counted.
    """

    town: TownColumn
    standing: Standing
    source: DecisionSource
    at: datetime | None
    choices: tuple[Choice, ...] | None
    settled: bool


class _Row(NamedTuple):
    sequence: int
    kind: str
    at: datetime
    team_id: int
    seat_id: int | None
    payload: Json


@dataclass(slots=True)
class _Desk:
    """A team's decision while the log is read. ``content`` None: a bot's, which is not logged."""

    content: Json | None = field(default_factory=dict)
    standing: Standing = "open"
    source: DecisionSource = DecisionSource.TEAM
    at: datetime | None = None
    of_team: "_Desk | None" = None

    def take(self, row: _Row) -> None:
        deputy = row.seat_id is None and "bot" not in row.payload
        self._remember(deputy=deputy)
        if row.kind == LogKind.DECISION_GIVEN_BACK:
            self._give_back(row.at)
        elif row.kind == LogKind.DECISION_REOPENED:
            self.standing, self.at = "draft", row.at
        elif row.kind == LogKind.DECISION_SUBMITTED:
            self._submitted(row, deputy=deputy)
        elif "bot" not in row.payload:
            self._changed(row, deputy=deputy)

    def _remember(self, *, deputy: bool) -> None:
        if not deputy:
            self.of_team = None
        elif self.of_team is None and self.standing != "open":
            self.of_team = deepcopy(self)

    def _give_back(self, at: datetime) -> None:
        if self.of_team is not None:
            stood = self.of_team
            self.content, self.standing, self.source = stood.content, stood.standing, stood.source
        self.of_team, self.at = None, at

    def _submitted(self, row: _Row, *, deputy: bool) -> None:
        bot = "bot" in row.payload
        self.content = None if bot else row.payload.get("content", self.content)
        self.standing, self.at = "submitted", row.at
        self.source = (
            DecisionSource.BOT if bot
            else DecisionSource.DEPUTY if deputy else DecisionSource.TEAM
        )  # fmt: skip

    def _changed(self, row: _Row, *, deputy: bool) -> None:
        changes = row.payload.get("changes")
        if row.kind == LogKind.SCORES_REVISED:
            card = row.payload["card"]
            changes = {f"scores.{card}.{name}": n for name, n in row.payload["scores"].items()}
        if self.content is not None and changes:
            try:
                self.content = fields.changed(self.content, changes)
            except Illegal:
                # A field of an older version of the rules: the draft is shown without it.
                return
        if self.standing == "open":
            self.standing = "draft"
            self.source = DecisionSource.DEPUTY if deputy else DecisionSource.TEAM
        self.at = row.at

    def undone(self) -> None:
        """The round was taken back: what people had lies there as a draft, bots begin anew."""
        people = self.source is not DecisionSource.BOT and self.standing != "open"
        self.content = self.content if people else {}
        self.standing = "draft" if people else "open"
        self.source, self.at, self.of_team = DecisionSource.TEAM, None, None


def decided(here: Here) -> tuple[Decided, ...]:
    """How the decision of every town stood at the moment, in seating order; up to three queries."""
    if here.settled:
        return tuple(_settled(here, here.live[here.number]))
    if not here.number:
        return ()
    desks = _desks(here)
    public = _counted(here, desks)
    closed = here.station.phase is Phase.AWARDING
    found = []
    for pk, team in here.teams.items():
        desk = desks.get(pk, _Desk())
        own = here.inside and team.town == here.town
        content = _own_content(here, desk, team.town) if own else public.get(pk)
        missing = closed and desk.standing != "submitted"
        shown = None if content is None else _choices(here, content)
        found.append(
            Decided(
                here.columns[team.town],
                _seen(desk, own=own, missing=missing),
                desk.source,
                desk.at if own or desk.standing == "submitted" else None,
                shown,
                settled=False,
            )
        )
    return tuple(found)


def _seen(desk: _Desk, *, own: bool, missing: bool) -> Standing:
    if missing:
        return "missing"
    # Whether others have begun nobody else can see.
    return "open" if desk.standing == "draft" and not own else desk.standing


def _settled(here: Here, stored: Stored) -> Iterable[Decided]:
    made = content_of(stored)["decisions"]
    for town, column in here.columns.items():
        if town not in made:
            continue
        standing: Standing = (
            "missing" if made[town]["status"] == DecisionStatus.MISSING
            else "submitted" if made[town]["status"] == DecisionStatus.SUBMITTED else "draft"
        )  # fmt: skip
        source = DecisionSource(made[town]["source"])
        choices = _choices(here, made[town]["content"])
        yield Decided(column, standing, source, None, choices, settled=True)


def _desks(here: Here) -> dict[int, _Desk]:
    """The desks of all teams; the contents of the own one alone are read."""
    wanted = Q(kind__in=_HANDED)
    team = here.team
    if here.inside and team is not None:
        wanted |= Q(kind__in=_DESK, team_id=team.pk)
    rows = LogEntry.objects.filter(
        wanted, game_id=here.game.pk, round_number=here.number, sequence__lte=here.moment
    )
    rows = rows.filter(team__isnull=False)
    found = [_Row(*row) for row in rows.order_by("sequence").values_list(*_Row._fields)]
    return _folded(here, found)


def _folded(here: Here, rows: list[_Row]) -> dict[int, _Desk]:
    desks: dict[int, _Desk] = {}
    kept: dict[int, _Desk] = {}
    marks = [
        fact
        for fact in here.track.until(here.moment)
        if fact.kind in (LogKind.ROUNDS_UNDONE, LogKind.ROUNDS_RESTORED)
        and fact.payload["to"] <= here.number
    ]
    both: list[_Row | Fact] = [*rows, *marks]
    for row in sorted(both, key=lambda each: each.sequence):
        if isinstance(row, _Row):
            desks.setdefault(row.team_id, _Desk()).take(row)
        elif row.kind == LogKind.ROUNDS_UNDONE:
            kept = deepcopy(desks)
            for desk in desks.values():
                desk.undone()
        else:
            desks = kept
    return desks


def _own_content(here: Here, desk: _Desk, town: str) -> Json | None:
    if desk.content is not None:
        return desk.content
    found = here.track.next_settlement(here.moment, here.number)
    # Bots decide once: what was settled is what they had submitted.
    return _before_board(content_of(found[1])["decisions"][town]["content"]) if found else None


def _counted(here: Here, desks: Mapping[int, _Desk]) -> dict[int, Json]:
    """What was submitted by then and counted in the end, by team: all of it became public."""
    submitted = {pk for pk, desk in desks.items() if desk.standing == "submitted"}
    found = here.track.next_settlement(here.moment, here.number)
    if not submitted or found is None:
        return {}
    sequence, stored = found
    changed = LogEntry.objects.filter(
        game_id=here.game.pk,
        kind__in=(LogKind.DECISION_REOPENED, LogKind.DECISION_GIVEN_BACK),
        sequence__gt=here.moment,
        sequence__lt=sequence,
    )
    submitted -= set(changed.values_list("team_id", flat=True))
    made = content_of(stored)["decisions"]
    return {
        pk: _before_board(made[here.teams[pk].town]["content"])
        for pk in submitted
        if here.teams[pk].town in made
    }


def _before_board(content: Mapping[str, Any]) -> Json:
    return {name: value for name, value in content.items() if name not in BOARD_FIELDS}


def _choices(here: Here, content: Mapping[str, Any]) -> tuple[Choice, ...]:
    hidden = hidden_of(here.scenario)
    open_content = {name: value for name, value in content.items() if name not in hidden}
    return choices_of(here.scenario, open_content)


def hidden_of(scenario: Scenario) -> frozenset[str]:
    """Fields of a decision that are not for showing.

    A closed ballot stays closed; offers and guesses have screens of their own.
    """
    return _COMPOSED | frozenset(BALLOT if scenario.options.closed_ballot else ())
