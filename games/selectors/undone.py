"""Whether the running round is decided once more because it was taken back."""

from dataclasses import dataclass
from datetime import datetime

from games.enums import LogKind
from games.models import LogEntry
from games.selectors.memo import shared
from games.selectors.reading import per_chapter


@dataclass(frozen=True, slots=True)
class Undone:
    """A round that was taken back and is decided once more: for the notice on every screen."""

    rounds: tuple[int, ...]
    reason: str
    at: datetime

    @property
    def last(self) -> int:
        """The last of the rounds taken back; 0 where the round was not settled yet."""
        return self.rounds[-1] if self.rounds else 0


def restorable(game_id: int) -> LogEntry | None:
    """The last undoing, where it can be taken back: nothing has been settled or restored since."""
    kinds = (LogKind.ROUNDS_UNDONE, LogKind.ROUNDS_RESTORED, LogKind.ROUND_SETTLED)
    rows = LogEntry.objects.filter(game_id=game_id, kind__in=kinds)
    last = rows.order_by("-sequence").first()
    return last if last is not None and last.kind == LogKind.ROUNDS_UNDONE else None


@shared
@per_chapter
def undone_now(game_id: int) -> Undone | None:
    """The undoing that the running round is a consequence of; one query."""
    entry = restorable(game_id)
    if entry is None:
        return None
    return Undone(tuple(entry.payload["rounds"]), entry.payload["reason"], entry.at)
