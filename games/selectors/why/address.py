"""Addresses within the page of reasons: a figure, a posting, or what stood in the way of more."""

from urllib.parse import urlencode

from games.selectors.why.measured import Figure

LIMITS = "grenzen"
"""Stands in the place of a figure for what stood in the way of more."""


def figure_query(figure: Figure) -> str:
    """The query of a figure's page."""
    words = {
        "zahl": figure.measured.value,
        "gemeinde": figure.town,
        "in": figure.other,
        "runde": str(figure.round_number),
    }
    return urlencode({name: value for name, value in words.items() if value})


def posting_query(round_number: int, place: int) -> str:
    """The query of a posting's page; ``place`` from 1 as in all lists and exports."""
    return urlencode({"runde": round_number, "buchung": place})


def limits_query(round_number: int, town: str) -> str:
    """The query of what limited a town in a round."""
    return urlencode({"zahl": LIMITS, "gemeinde": town, "runde": round_number})
