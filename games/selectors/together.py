"""What a game's cockpit has to know of its workshop."""

from dataclasses import dataclass
from uuid import UUID

from games.models import Game
from games.selectors.memo import shared


@dataclass(frozen=True, slots=True)
class Around:
    """The workshop around a game; ``region``: the game's own name among those of the workshop."""

    public_id: UUID
    title: str
    region: str
    regions: int
    one_clock: bool

    @property
    def together(self) -> bool:
        """Start, next phase, time and pause belong to all regions at once."""
        return self.one_clock and self.regions > 1

    @property
    def label(self) -> str:
        """Region and workshop, for the head of every page that acts on this one game."""
        return self.region if self.region == self.title else f"{self.region} · {self.title}"


@shared
def around(game_id: int) -> Around:
    """The workshop of a game; two queries."""
    rows = Game.objects.filter(pk=game_id)
    row = rows.values_list(
        "workshop_id", "workshop__public_id", "workshop__title", "name", "workshop__one_clock"
    ).get()
    regions = Game.objects.filter(workshop_id=row[0]).count()
    return Around(row[1], row[2], row[3], regions, row[4])
