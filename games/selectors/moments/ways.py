"""Where one can go from a moment: rounds, phases, steps back and forward, attempts taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from games.enums import Phase
from games.selectors.labels import phase_label
from games.selectors.moments.asked import Stride
from games.selectors.moments.entries import Entries
from games.selectors.moments.here import Here
from games.selectors.moments.track import EARLY, Station, Track, Undoing


@dataclass(frozen=True, slots=True)
class Way:
    """A link: where to, in words, and whether one is there; ``undone``: it counts no more."""

    text: str
    href: str
    here: bool = False
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt at a round that counts no more, from when to when it was played."""

    round_number: int
    turn: int
    begun: datetime
    ended: datetime
    reason: str
    restored: bool
    here: bool
    href: str


@dataclass(frozen=True, slots=True)
class Ways:
    """All ways from a moment; ``place``: index of its round in ``rounds``.

    ``instead``: what counted in the place of a moment that was taken back; "" where this one does.
    """

    place: int
    rounds: tuple[Way, ...]
    phases: tuple[Way, ...]
    strides: tuple[Way, ...]
    attempts: tuple[Attempt, ...]
    back: str
    on: str
    instead: str


def ways(here: Here, listed: Entries) -> Ways:
    """The ways from a moment; ``listed``: the entries around it."""
    back, on = _steps(here, listed)
    rounds = tuple(_rounds(here))
    return Ways(
        place=next((place for place, way in enumerate(rounds) if way.here), 0),
        rounds=rounds,
        phases=tuple(_phases(here)),
        strides=tuple(
            Way(text, here.asked.query(stride=stride), here.asked.stride is stride)
            for stride, text in _stride_words()
        ),
        attempts=tuple(_attempts(here)),
        back=here.asked.query(moment=back) if back else "",
        on=here.asked.query(moment=on) if on else "",
        instead=_instead(here),
    )


def _stride_words() -> tuple[tuple[Stride, str], ...]:
    return (
        (Stride.ROUND, _("Runde")),
        (Stride.PHASE, _("Phase")),
        (Stride.ENTRY, _("Eintrag")),
    )


def station_words(station: Station) -> str:
    """A station in words: "Runde 2, Entscheiden"."""
    if not station.round_number or station.phase in (Phase.DEBRIEF, Phase.ENDED):
        return phase_label(station.phase)
    return _("Runde %(round)d, %(phase)s") % {
        "round": station.round_number,
        "phase": phase_label(station.phase),
    }


def _steps(here: Here, listed: Entries) -> tuple[int | None, int | None]:
    stride, moment = here.asked.stride, here.moment
    if stride is Stride.ENTRY:
        return listed.back, listed.on
    marks = [
        each.shown
        for each in here.track.stations
        if stride is Stride.PHASE or each.phase in (Phase.LOBBY, Phase.SETTLED)
    ]
    back = max((each for each in marks if each < moment), default=None)
    return back, min((each for each in marks if each > moment), default=None)


def _rounds(here: Here) -> Iterable[Way]:
    start = next(each for each in here.track.stations if each.phase is Phase.LOBBY)
    yield Way(_("Start"), here.asked.query(moment=start.shown), not here.number)
    for number in range(1, max(each.round_number for each in here.track.stations) + 1):
        station = here.track.station_of(number)
        if station is not None:
            yield Way(
                _("R%(number)d") % {"number": number},
                here.asked.query(moment=station.shown),
                number == here.number,
            )


def _phases(here: Here) -> Iterable[Way]:
    """The phases of the round in the attempt one stands in."""
    of_round = [s for s in here.track.stations if s.round_number == here.number and s.phase]
    late = [s for s in of_round if s.phase not in EARLY and not s.undone]
    turn = here.station.turn
    if here.station.phase in EARLY and not here.station.undone:
        turn = late[-1].turn if late else turn
    found: dict[Phase, Station] = {}
    for each in of_round:
        kept = each.turn == turn or (each.phase in EARLY and not each.undone)
        if kept and (each.phase not in found or found[each.phase] != here.station):
            found[each.phase] = each
    for phase, each in found.items():
        yield Way(
            phase_label(phase),
            here.asked.query(moment=each.shown),
            each == here.station,
            bool(each.undone),
        )


def _attempts(here: Here) -> Iterable[Attempt]:
    groups: dict[tuple[int, int], list[Station]] = {}
    for station in here.track.stations:
        if station.undone and station.round_number:
            groups.setdefault((station.undone, station.round_number), []).append(station)
    for (sequence, number), found in groups.items():
        undoing = _undoing(here.track, sequence)
        restored = undoing.sequence != sequence
        yield Attempt(
            round_number=number,
            turn=found[0].turn,
            begun=found[0].at,
            ended=undoing.at if not restored else found[-1].at,
            reason="" if restored else undoing.reason,
            restored=restored,
            here=here.station in found,
            href=here.asked.query(moment=_showing(found).shown),
        )


def _showing(found: list[Station]) -> Station:
    """Where an attempt shows most: its settlement, else its beginning."""
    return next((each for each in found if each.phase is Phase.SETTLED), found[0])


def _undoing(track: Track, sequence: int) -> Undoing:
    return next(each for each in track.undoings if sequence in (each.sequence, each.restored))


def _instead(here: Here) -> str:
    if not here.station.undone:
        return ""
    counted = here.track.station_of(here.number, here.station.phase)
    counted = counted or here.track.station_of(here.number)
    return here.asked.query(moment=counted.shown) if counted else ""
