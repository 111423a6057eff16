"""Every refusal has a sentence of its own with figures in it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import games.selectors
import games.services
from games.errors import GameError, Illegal, NotAllowed, StaleRevision, TooLate, TooManyAttempts
from games.views.messages import TABLES, sentence

FALLBACK = sentence(GameError("gibt_es_nicht"))
RAISED = re.compile(
    r"(?:NotAllowed|TooLate|Illegal|StaleRevision|TooManyAttempts)\(\s*\"(\w+)\"", re.MULTILINE
)
ACCESS = {
    "not_facilitator", "not_player", "foreign_request", "unknown_game", "unknown_seat",
    "unknown_member", "unknown_workshop", "not_member",
}  # fmt: skip
"""Answered with the page for 404, which says nothing about why."""
FIGURES = {
    "game": "Nord",
    "entry": 17,
    "regions": ["Nord"],
    "wait_seconds": 12,
    "limit": 40,
    "length": 55,
    "round": 2,
    "phase": "deciding",
    "maximum": 60,
    "minimum": 1,
    "value": 99,
    "scenario": "mond",
    "by": "Tobias",
    "field": "name",
    "wanted": 3,
    "total": 9500,
    "revision": 2,
    "backing": 3400,
    "first": 3,
    "rounds": 4,
    "path": "fund.cap",
    "expected": "1 bis 9",
    "name": "Ben",
    "username": "ben",
    "team": "Obertal",
    "card": "Radweg",
    "count": 3,
    "people": 3,
    "left": 12,
    "before": 5000,
    "since": datetime(2026, 11, 22, 10, 32, tzinfo=UTC),
}


def raised_codes():
    folders = [Path(package.__file__).parent for package in (games.services, games.selectors)]
    found = set()
    for file in (each for folder in folders for each in folder.glob("*.py")):
        found |= set(RAISED.findall(file.read_text(encoding="utf-8")))
    return sorted(found - ACCESS)


@pytest.mark.parametrize("code", raised_codes())
def test_every_code_of_the_services_has_a_sentence(code):
    words = sentence(GameError(code, **FIGURES))
    assert words != FALLBACK
    assert words[0].isupper()
    assert words[-1] in ".?"
    assert "%(" not in words


def test_no_code_means_two_things():
    codes = [code for table in TABLES for code in table]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Illegal("too_many_own_cards", limit=20), "Mehr als 20 eigene Karten"),
        (TooManyAttempts("too_many_cards", limit=8), "zu diesem Schritt schon 8 Karten"),
        (Illegal("unknown_agenda_step"), "im Ablaufplan nicht mehr"),
        (Illegal("username_invalid", limit=150), "höchstens 150 Zeichen"),
        (TooLate("round_closed", round=2), "Runde 2 ist schon geschlossen."),
        (TooManyAttempts("too_many_attempts", wait_seconds=31), "in 31 Sekunden"),
        (TooManyAttempts("too_many_attempts", wait_seconds=1), "in 1 Sekunde wieder"),
        (StaleRevision("stale_revision", by="Tobias"), "Tobias hat das gerade geändert."),
        (Illegal("game_full", limit=250), "Alle 250 Plätze sind besetzt."),
        (Illegal("text_too_long", limit=40, length=55), "Höchstens 40 Zeichen, es sind 55."),
        (NotAllowed("unknown_code"), "Diesen Code gibt es nicht."),
        (TooLate("phase_over", round=3, phase="deciding"), "Die Phase Entscheiden von Runde 3"),
        (Illegal("rounds_out_of_range", value=99, minimum=1, maximum=12), "Von 1 bis 12"),
    ],
)
def test_sentences_carry_the_figures(error, words):
    assert words in sentence(error)
