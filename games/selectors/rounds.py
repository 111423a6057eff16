"""Settled rounds as they were stored: figures, postings, notes, decisions, for review and export.

Screen, CSV and JSON all read the values made here, so that their figures cannot differ.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from games.enums import DecisionSource, DecisionStatus
from games.models import Settlement, TeamDecision
from games.rules.codec import card_from_json
from games.rules.model import Cause, Measure, PlayedCard, Scenario
from games.selectors.memo import Newest, Same, shared
from games.selectors.reading import per_chapter
from games.selectors.scenarios import Key, settled_keys

Json = Mapping[str, Any]
ROUNDS_KEPT = 256
"""Settled rounds that stay in memory with their postings; a game of eight rounds has nine."""
VALUES = ("daseinsvorsorge", "finanzen", "ortskern", "vertrauen", "gesamt")
"""The four values and their mean, in the order of the screens."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A team's figures after a round: euro, persons, values and vacancy in ten-thousandths."""

    town: str
    inhabitants: int
    account: int
    running: int
    vacancy: int
    values: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class BookedPosting:
    """One posting with its place in the settled order (from 1); amount in euro, always positive."""

    round_number: int
    number: int
    rule: str
    source: str
    target: str
    amount: int
    cause: str
    inputs: Mapping[str, int | str]
    parameters: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class BookedNote:
    """Something the engine refused or remarked, with the figures for its sentence."""

    code: str
    town: str
    item: str
    figures: Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class PlayedDecision:
    """What a team decided: ``content`` lists only what differs from the stated default."""

    town: str
    status: DecisionStatus
    source: DecisionSource
    submitted_at: datetime | None
    content: Json

    @property
    def missing(self) -> bool:
        """Nothing was decided; the stated default was played."""
        return self.status == DecisionStatus.MISSING


@dataclass(frozen=True, slots=True)
class Round:
    """A settled round; round 0 is the start and has figures only. ``region`` holds values in bp."""

    number: int
    settled_at: datetime
    engine_version: int
    digest: str
    region: Mapping[str, int]
    figures: tuple[Figures, ...]
    fund_money: int
    fund_members: tuple[str, ...]
    postings: tuple[BookedPosting, ...] = ()
    notes: tuple[BookedNote, ...] = ()
    causes: tuple[Cause, ...] = ()
    event: str = ""
    event_towns: tuple[str, ...] = ()
    played: tuple[PlayedCard, ...] = ()
    decisions: tuple[PlayedDecision, ...] = field(default=())

    def figures_of(self, town: str) -> Figures:
        """The figures of one town."""
        return next(each for each in self.figures if each.town == town)


BALLOT = ("votes", "scores")
"""What a closed ballot hides of a decision, for ever and from everybody."""


def settled_rounds(game_id: int, scenario: Scenario) -> tuple[Round, ...]:
    """All settled rounds of a game from the start (round 0) on; at most three queries."""
    hidden = BALLOT if scenario.options.closed_ballot else ()
    decisions = _decisions(game_id, hidden)
    return tuple(
        replace(each, decisions=tuple(decisions.get(each.number, ())))
        for each in stored_rounds(settled_keys(game_id), Same(scenario))
    )


def last_rounds(game_id: int, scenario: Scenario, count: int = 2) -> tuple[Round, ...]:
    """The newest settled rounds in order of play, without decisions.

    One small query once the process knows them: a settled round never changes.
    """
    newest = _newest(game_id, count)
    return stored_rounds(newest[::-1], Same(scenario))


@shared
@per_chapter
def _newest(game_id: int, count: int) -> tuple[Key, ...]:
    rows = Settlement.objects.filter(game_id=game_id, superseded_at__isnull=True)
    return tuple(rows.order_by("-round_number").values_list("digest", "pk")[:count])


def stored_rounds(keys: Sequence[Key], scenario: Same[Scenario]) -> tuple[Round, ...]:
    """Stored settlements without decisions, also such as were taken back.

    One query for all that the process does not know yet. Raises KeyError where one is gone.
    """
    return _rounds.all(
        [(scenario, key) for key in keys],
        lambda unknown: _read_rounds([key for _scenario, key in unknown], scenario),
    )


_Told = tuple[Same[Scenario], Key]


def _read_rounds(keys: Sequence[Key], scenario: Same[Scenario]) -> Mapping[_Told, Round]:
    rows = Settlement.objects.filter(pk__in=[pk for _digest, pk in keys])
    return {(scenario, (row.digest, row.pk)): _round(row, scenario.value) for row in rows}


_rounds: Newest[Round] = Newest(ROUNDS_KEPT)


def rounds_at(game_id: int, scenario: Scenario, *numbers: int) -> Mapping[int, Round]:
    """Some settled rounds by number, without decisions; those not settled are left out.

    One small query once the process knows them, as all towns of a region ask for the same ones.
    """
    keys = settled_keys(game_id)
    wanted = [keys[number] for number in numbers if 0 <= number < len(keys)]
    return {each.number: each for each in stored_rounds(wanted, Same(scenario))}


def _round(row: Settlement, scenario: Scenario) -> Round:
    state: Json = row.state_after
    content: Json = row.content
    event: Json = content.get("event") or {}
    return Round(
        number=row.round_number,
        settled_at=row.settled_at,
        engine_version=row.engine_version,
        digest=row.digest,
        region=_values(state.get("region") or {}),
        figures=tuple(_figures(town, state["towns"][town]) for town in scenario.municipalities),
        fund_money=state["fund"]["money"],
        fund_members=tuple(state["fund"]["members"]),
        postings=tuple(_postings(row.round_number, content.get("postings", ()))),
        notes=tuple(
            BookedNote(
                note["code"], note.get("town", ""), note.get("item", ""), note.get("figures", {})
            )
            for note in content.get("notes", ())
        ),
        causes=tuple(_causes(content.get("causes", ()))),
        event=event.get("id", ""),
        event_towns=tuple(event.get("towns", ())),
        played=tuple(card_from_json(card) for card in content.get("played", ())),
    )


def _values(values: Json) -> dict[str, int]:
    return {name: values[name] for name in VALUES if name in values}


def _figures(town: str, state: Json) -> Figures:
    return Figures(
        town=town,
        inhabitants=sum(state["people"]),
        account=state["account"],
        running=state["running"],
        vacancy=state["vacancy"],
        values=_values(state["values"]),
    )


def _postings(round_number: int, postings: Sequence[Json]) -> Iterator[BookedPosting]:
    for number, posting in enumerate(postings, start=1):
        yield BookedPosting(
            round_number=round_number,
            number=number,
            rule=posting["rule"],
            source=posting["source"],
            target=posting["target"],
            amount=posting["amount"],
            cause=posting.get("cause", ""),
            inputs=posting.get("inputs", {}),
            parameters=posting.get("parameters", {}),
        )


def _causes(causes: Sequence[Json]) -> Iterator[Cause]:
    for cause in causes:
        yield Cause(
            Measure(cause["measure"]),
            cause["town"],
            cause["code"],
            cause["change"],
            cause["other"],
            cause["item"],
        )


def _decisions(game_id: int, hidden: Sequence[str]) -> dict[int, list[PlayedDecision]]:
    """Decisions by round: of several attempts at a round the last one, teams in seating order.

    ``hidden``: fields that nobody may see.
    """
    rows = (
        TeamDecision.objects.filter(team__game_id=game_id)
        .order_by("round_number", "team__position", "attempt")
        .values_list("round_number", "team__town", "status", "source", "submitted_at", "content")
    )
    last: dict[int, dict[str, PlayedDecision]] = {}
    for number, town, status, source, submitted_at, content in rows:
        last.setdefault(number, {})[town] = PlayedDecision(
            town,
            DecisionStatus(status),
            DecisionSource(source),
            submitted_at,
            {name: value for name, value in content.items() if name not in hidden},
        )
    return {number: list(by_town.values()) for number, by_town in last.items()}
