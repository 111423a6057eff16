"""Moments that the debrief goes back to: what the facilitator noted, where a round was settled."""

from dataclasses import dataclass

from django.urls import reverse

from games.access import ViewerKind, link_token
from games.models import Game, Note
from games.selectors.labels import moment_label
from games.selectors.memo import Newest, Same, shared
from games.selectors.moments.track import track_of
from games.selectors.record import Record

MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that the facilitator noted: number of its log entry, when it was, and the note."""

    number: int
    round_number: int
    phase: str
    text: str

    @property
    def title(self) -> str:
        """When it was."""
        return moment_label(self.round_number, self.phase)


@shared
def moments(game_id: int) -> tuple[Moment, ...]:
    """What the facilitator noted, in order; one query."""
    rows = Note.objects.filter(game_id=game_id, team=None).order_by("sequence")
    return tuple(
        Moment(*row) for row in rows.values_list("sequence", "round_number", "phase", "text")
    )


def moment_of(game: Game, number: int) -> Moment | None:
    """A moment by the number of its log entry, None where it is gone."""
    return next((each for each in moments(game.pk) if each.number == number), None)


def moment_url(game: Game, number: int) -> str:
    """Where a moment can be read in the log."""
    return f"{review_url(game, 'review_time')}?moment={number}"


def settled_at(game: Game, record: Record, number: int) -> int:
    """The number of the last log entry with which a round that counted stood settled."""
    key = (Same(record.settlements[-1]), number)
    known = _settled.get(key)
    if known is None:
        station = track_of(game).station_of(number)
        known = station.shown if station else 0
        _settled.put(key, known)
    return known


def review_url(game: Game, route: str) -> str:
    """A page of the game's review."""
    return reverse(route, kwargs={"token": link_token(ViewerKind.REVIEW, game)})


_settled: Newest[int] = Newest(MOST_KEPT)
