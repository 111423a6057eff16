"""How an offer came about: its versions with what each changed, and who said what to it when."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from games.enums import Answer, LogKind
from games.models import LogEntry, OfferAnswer
from games.rules.terms import differing
from games.selectors.offer_view import Tone
from games.selectors.offer_words import Row, row, rows
from games.selectors.offers import Version, decline_words
from games.selectors.regionmap import mark_of
from games.selectors.situation import Situation

_KINDS: Mapping[str, Answer | None] = {
    LogKind.OFFER_ACCEPTED: Answer.ACCEPTED,
    LogKind.OFFER_DECLINED: Answer.DECLINED,
    LogKind.OFFER_REOPENED: None,
}


class _Told(NamedTuple):
    """An answer as it was given (None: taken back) to the version of this number."""

    at: datetime
    town: str
    revision: int
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Said:
    """What a municipality did about a version at a moment, in words."""

    at: datetime
    name: str
    mark: int
    words: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Step:
    """A version in the history: what it changed (the first one: all it says), and the answers."""

    version: Version
    changes: tuple[Row, ...]
    said: tuple[Said, ...]


def history(
    now: Situation, number: int, known: Sequence[Version], *, newest: bool
) -> tuple[Step, ...]:
    """The versions that the team knows, oldest first, each with its answers; two queries.

    ``newest``: the last of them is the offer's newest one, so its end concerns the team as well.
    """
    if not known:
        return ()
    by_version: dict[int, list[Said]] = {}
    for revision, said in _said(now, number):
        if revision or newest:
            by_version.setdefault(revision or known[-1].number, []).append(said)
    return tuple(
        Step(version, changes, tuple(by_version.get(version.number, ())))
        for version, changes in _changed(now, known)
    )


def _changed(now: Situation, known: Iterable[Version]) -> Iterator[tuple[Version, tuple[Row, ...]]]:
    before: Mapping[str, Any] | None = None
    for version in known:
        changes = rows(now.scenario, version.content)
        if before is not None:
            names = differing(before, version.content)
            changes = tuple(row(now.scenario, version.content, name) for name in names)
        yield version, changes
        before = version.content


def _said(now: Situation, number: int) -> Iterator[tuple[int, Said]]:
    """All that was said, in order, each with the number of its version (0: to the whole offer).

    What the log knows, and the answers of bots that planned together and were not asked.
    """
    reasons, logged, gone = _reasons(now, number), *_logged(now, number)
    for told in sorted(reasons.keys() | logged, key=lambda each: (each.at, logged.get(each, 0))):
        yield told.revision, _line(now, told.at, told.town, _words(told, reasons.get(told, "")))
    for at, town in gone:
        yield 0, _line(now, at, town, (_("zieht das Angebot zurück"), "no"))


def _logged(now: Situation, number: int) -> tuple[dict[_Told, int], list[tuple[datetime, str]]]:
    """Answers with their place in the log, and when the offer was taken off the table."""
    entries = LogEntry.objects.filter(
        game_id=now.place.game.pk,
        kind__in=(*_KINDS, LogKind.OFFER_WITHDRAWN),
        payload__offer=number,
    ).order_by("sequence")
    answers: dict[_Told, int] = {}
    gone = []
    for at, town, kind, revision, sequence in entries.values_list(
        "at", "team__town", "kind", "payload__revision", "sequence"
    ):
        if kind == LogKind.OFFER_WITHDRAWN:
            gone.append((at, town))
        else:
            answers[_Told(at, town, revision, _KINDS[kind])] = sequence
    return answers, gone


def _reasons(now: Situation, number: int) -> dict[_Told, str]:
    """The answers that stand, with the reasons of bots.

    The author of a version signs it by sending it, so that is no answer of its own.
    """
    given = OfferAnswer.objects.filter(
        revision__offer__game_id=now.place.game.pk, revision__offer__number=number
    )
    return {
        _Told(at, town, revision, Answer(answer)): reason
        for at, town, revision, answer, reason, author in given.values_list(
            "at", "team__town", "revision__number", "answer", "reason", "revision__team__town"
        )
        if town != author
    }


def _line(now: Situation, at: datetime, town: str, said: tuple[str, Tone]) -> Said:
    places = list(now.scenario.municipalities)
    name = now.scenario.municipalities[town].name
    return Said(at, name, mark_of(places.index(town)), *said)


def _words(told: _Told, reason: str) -> tuple[str, Tone]:
    if told.answer is Answer.ACCEPTED:
        return _("stimmt zu"), "ok"
    if told.answer is Answer.DECLINED:
        return decline_words(reason), "no"
    return _("überlegt noch einmal"), "open"
