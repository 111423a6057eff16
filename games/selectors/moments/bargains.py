"""Agreements in force at a moment, and the offers of its round as the log tells them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from games.enums import Answer, LogKind, OfferStatus
from games.errors import Illegal
from games.models import LogEntry, OfferRevision
from games.rules import terms as papers
from games.rules.model import Agreement, Scenario
from games.selectors.deals import Current
from games.selectors.moments.here import Here
from games.selectors.moments.track import Fact
from games.selectors.offer_words import Row, content_of, offer_title, rows, stage_name, style_of
from games.selectors.offers import Side, sides, status_words
from games.selectors.review_values import TownColumn

SENT = (LogKind.OFFER_SENT, LogKind.OFFER_COUNTERED)
_ANSWERED: Mapping[str, Answer | None] = {
    LogKind.OFFER_ACCEPTED: Answer.ACCEPTED,
    LogKind.OFFER_DECLINED: Answer.DECLINED,
    LogKind.OFFER_REOPENED: None,
}
_TABLE = (*SENT, *_ANSWERED, LogKind.OFFER_WITHDRAWN)
_DESK = (LogKind.OFFER_DRAFTED, LogKind.OFFER_SAVED, LogKind.OFFER_DROPPED)


@dataclass(frozen=True, slots=True)
class Bond:
    """An agreement as it stood; ``leaves``: members that gave notice, with the round it counts."""

    id: str
    title: str
    stage: str
    style: int
    founded: int
    starts: int
    running: bool
    members: tuple[TownColumn, ...]
    leaves: tuple[tuple[str, int], ...]
    terms: tuple[Row, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class Bargain:
    """An offer as those it concerns saw it; ``draft``: it lay on the own desk alone."""

    number: int
    title: str
    stage: str
    style: int
    revision: int
    words: str
    tone: str
    sides: tuple[Side, ...]
    terms: tuple[Row, ...]
    draft: bool


def bonds(here: Here) -> tuple[Bond, ...]:
    """What had been founded and not ended by the last settlement, the own ones first."""
    if here.last is None:
        return ()
    state = here.state(here.last)
    found = [_bond(here, item, state.round) for item in state.agreements]
    return tuple(sorted(found, key=lambda each: (not each.own, each.founded, each.id)))


def _bond(here: Here, item: Agreement, number: int) -> Bond:
    scenario = here.scenario
    return Bond(
        id=item.id,
        title=offer_title(scenario, [item.service]),
        stage=stage_name(scenario, item.stage, equalise=item.equalise),
        style=style_of(item.stage, equalise=item.equalise),
        founded=item.founded,
        starts=item.starts,
        running=item.starts <= number,
        members=tuple(here.columns[town] for town in item.members),
        leaves=tuple((here.columns[town].name, due) for town, due in item.notices.items()),
        terms=rows(scenario, content_of(item)),
        own=here.town in item.members,
    )


class _Row(NamedTuple):
    sequence: int
    kind: str
    at: datetime
    team_id: int
    payload: dict[str, Any]


def bargains(here: Here) -> tuple[Bargain, ...]:
    """The offers of the round that concerned the own town, and those it was writing.

    Only for whoever may look inside; up to two queries.
    """
    if not here.inside or not here.number:
        return ()
    read = _read(here)
    found = [offer for offer in _table(here, read) if here.town in offer.towns]
    lines = [_bargain(here, offer) for offer in reversed(found)]
    drafts = () if here.settled else _drafts(here, read)
    return (*(_draft(here, *each) for each in drafts), *lines)


def _read(here: Here) -> list[_Row]:
    team = here.team
    rows = LogEntry.objects.filter(
        game_id=here.game.pk, sequence__lte=here.moment, kind__in=(*_TABLE, *_DESK)
    )
    rows = rows.filter(team__isnull=False)
    found = (_Row(*row) for row in rows.order_by("sequence").values_list(*_Row._fields))
    own = team.pk if team else None
    return [row for row in found if row.kind in _TABLE or row.team_id == own]


def _table(here: Here, read: Iterable[_Row]) -> list[Current]:
    """All offers of the round, each in its newest version."""
    towns = {pk: team.town for pk, team in here.teams.items()}
    found: dict[int, Current] = {}
    played: dict[int, int] = {}
    for row in _with_undoings(here, read):
        if isinstance(row, Fact):
            _taken_back(found, played, row.payload["to"])
        elif row.kind in SENT:
            _sent(found, row, towns[row.team_id])
            played.setdefault(row.payload["offer"], _round_of(here, row.sequence))
        elif (offer := found.get(row.payload.get("offer", 0))) and row.kind in _TABLE:
            _answered(offer, row, towns[row.team_id])
    here_now = [offer for number, offer in found.items() if played[number] == here.number]
    _with_contents(here, here_now)
    for offer in here_now:
        _ended(here, offer)
    return here_now


def _with_undoings(here: Here, read: Iterable[_Row]) -> list[_Row | Fact]:
    marks = [f for f in here.track.until(here.moment) if f.kind == LogKind.ROUNDS_UNDONE]
    return sorted([*read, *marks], key=lambda each: each.sequence)


def _taken_back(found: Mapping[int, Current], played: Mapping[int, int], to: int) -> None:
    """Offers of the round lie on the table again, those of later ones are gone."""
    for number, offer in found.items():
        if played[number] > to:
            offer.status = OfferStatus.UNDONE


def _round_of(here: Here, moment: int) -> int:
    return here.track.station(moment).round_number


def _sent(found: dict[int, Current], row: _Row, town: str) -> None:
    number, content = row.payload["offer"], {"members": row.payload["members"]}
    before = found.get(number)
    found[number] = Current(
        pk=0,
        number=number,
        status=OfferStatus.OFFERED,
        owner=before.owner if before else town,
        revision=before.revision + 1 if before else 1,
        author=town,
        content=content,
        outcome={},
        answers={town: Answer.ACCEPTED},
    )


def _answered(offer: Current, row: _Row, town: str) -> None:
    if row.kind == LogKind.OFFER_WITHDRAWN:
        offer.status = OfferStatus.WITHDRAWN
        return
    if row.payload.get("revision", offer.revision) != offer.revision:
        return
    answer = _ANSWERED.get(row.kind)
    offer.answers.pop(town, None)
    if answer is not None:
        offer.answers[town] = answer
    refused = Answer.DECLINED in offer.answers.values()
    offer.status = OfferStatus.DECLINED if refused else OfferStatus.OFFERED


def _with_contents(here: Here, offers: Iterable[Current]) -> None:
    """What each version said: a version that was sent never changes."""
    wanted = {(offer.number, offer.revision): offer for offer in offers}
    sent = OfferRevision.objects.filter(
        offer__game_id=here.game.pk, offer__number__in=[number for number, _revision in wanted]
    )
    for number, revision, content in sent.values_list("offer__number", "number", "content"):
        if (number, revision) in wanted:
            wanted[number, revision].content = content


def _ended(here: Here, offer: Current) -> None:
    """What the settlement made of an offer, where the round had been settled."""
    if not here.settled or offer.status not in (OfferStatus.OFFERED, OfferStatus.DECLINED):
        return
    if founded(offer, here.state(here.live[here.number]).agreements, here.number):
        offer.status = OfferStatus.FOUNDED
    elif offer.status is OfferStatus.OFFERED:
        yes = sum(answer is Answer.ACCEPTED for answer in offer.answers.values())
        whole = yes == len(offer.content.get("members", ()))
        offer.status = OfferStatus.REFUSED if whole else OfferStatus.EXPIRED


def founded(offer: Current, agreements: Iterable[Agreement], number: int) -> bool:
    """Whether one of the agreements of a round came of an offer."""
    members = set(offer.content.get("members", ()))
    services = offer.content.get("services", ())
    return any(
        item.founded == number and item.service in services and set(item.members) == members
        for item in agreements
    )


def _bargain(here: Here, offer: Current) -> Bargain:
    words, tone = status_words(offer, here.town)
    head = _head(here.scenario, offer.content)
    return Bargain(
        offer.number, *head, offer.revision, words, tone, sides(here.scenario, offer),
        rows(here.scenario, offer.content), draft=False,
    )  # fmt: skip


def _head(scenario: Scenario, content: Mapping[str, Any]) -> tuple[str, str, int]:
    stage, equalise = int(content.get("stage", 2)), bool(content.get("equalise"))
    return (
        offer_title(scenario, content.get("services", ())),
        stage_name(scenario, stage, equalise=equalise),
        style_of(stage, equalise=equalise),
    )


def _drafts(here: Here, read: Iterable[_Row]) -> list[tuple[int, Mapping[str, Any]]]:
    """What lay on the own desk: by number of the offer, the newest content."""
    desk: dict[int, Mapping[str, Any]] = {}
    team = here.team
    for row in read:
        number = row.payload.get("offer", 0)
        if row.kind == LogKind.OFFER_DRAFTED:
            desk[number] = row.payload["content"]
        elif row.kind == LogKind.OFFER_SAVED and number in desk:
            desk[number] = _changed(desk[number], row.payload["changes"])
        elif row.kind in (LogKind.OFFER_DROPPED, LogKind.OFFER_WITHDRAWN) or (
            row.kind in SENT and team is not None and row.team_id == team.pk
        ):
            desk.pop(number, None)
    return sorted(desk.items(), reverse=True)


def _changed(content: Mapping[str, Any], changes: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        return papers.changed(content, changes)
    except Illegal:
        # A field of an older version of the rules: the draft is shown without it.
        return content


def _draft(here: Here, number: int, content: Mapping[str, Any]) -> Bargain:
    head = _head(here.scenario, content)
    return Bargain(
        number, *head, 0, "", "open", (), rows(here.scenario, content), draft=True
    )  # fmt: skip
