"""What a game's cockpit has to know of its workshop."""

from dataclasses import dataclass
from uuid import UUID

from games.models import Game
from games.selectors.memo import shared


@dataclass(frozen=True, slots=True)
class Around:
    """The workshop around a game; ``together``: its regions follow one clock."""

    public_id: UUID
    title: str
    regions: int
    one_clock: bool

    @property
    def together(self) -> bool:
        """Start, next phase, time and pause belong to all regions at once."""
        return self.one_clock and self.regions > 1


@shared
def around(game_id: int) -> Around:
    """The workshop of a game; two queries."""
    rows = Game.objects.filter(pk=game_id)
    row = rows.values_list(
        "workshop_id", "workshop__public_id", "workshop__title", "workshop__one_clock"
    ).get()
    regions = Game.objects.filter(workshop_id=row[0]).count()
    return Around(row[1], row[2], regions, row[3])
