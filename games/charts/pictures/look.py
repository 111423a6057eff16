"""What a theme's pictures are drawn from."""

from dataclasses import dataclass

from games.access import Viewer
from games.selectors.marks import Mark
from games.selectors.record import Record


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks at which part of a finished game.

    ``round``: the chosen round, None = all of them; ``town``: the chosen municipality, "" = all.
    Both are of the record. The record holds what a closed ballot hides and texts of teams:
    themes show neither (see ``record_of``). ``marks``: what people wrote that everybody may read.
    """

    viewer: Viewer
    record: Record
    round: int | None = None
    town: str = ""
    marks: tuple[Mark, ...] = ()
