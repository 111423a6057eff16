"""What is chosen of a theme's pictures, read from an address and written into one."""

from collections.abc import Mapping
from urllib.parse import urlencode

from games.access import Viewer
from games.charts.pictures.look import Look
from games.charts.pictures.themes import Theme
from games.selectors.marks import marks_of
from games.selectors.record import Record

ROUND, TOWN = "runde", "gemeinde"


def whole(viewer: Viewer, record: Record) -> Look:
    """The whole game."""
    return Look(viewer, record, marks=marks_of(record.game_id))


def look_of(viewer: Viewer, record: Record, theme: Theme, asked: Mapping[str, str]) -> Look:
    """What was asked for, where the theme heeds it and the record has it; else everything."""
    town = asked.get(TOWN, "")
    return Look(
        viewer,
        record,
        _round(record, theme, asked.get(ROUND, "")),
        town if theme.by_town and town in record.scenario.municipalities else "",
        marks_of(record.game_id),
    )


def _round(record: Record, theme: Theme, number: str) -> int | None:
    """The round that was asked for; without one the last step of a slider, else all rounds."""
    if theme.stepped:
        return {str(each): each for each in range(record.rounds)}.get(number, record.rounds)
    known = {str(each): each for each in range(1, record.rounds + 1)}
    return known.get(number) if theme.by_round else None


def query_of(look: Look) -> str:
    """The choice as the query of an address, "" where nothing was chosen."""
    chosen = {ROUND: look.round, TOWN: look.town or None}
    text = urlencode({name: value for name, value in chosen.items() if value is not None})
    return f"?{text}" if text else ""
