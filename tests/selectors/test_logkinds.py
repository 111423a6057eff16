"""The table of log kinds: every kind has its row, and the row says what the screens need."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from games.enums import LogKind
from games.selectors import logkinds
from games.selectors.logkinds import KINDS, Told
from games.selectors.logkinds.row import Readers

ROOT = Path(__file__).resolve().parents[2]
ALWAYS_THERE = {"team", "name", "round"}


def test_every_kind_has_one_row_and_no_row_is_left_over():
    assert set(KINDS) == set(LogKind)


def test_every_kind_is_told_somewhere():
    told = Told(2, {"seconds": 60, "phase": "deciding", "round": 2}, team="Auestadt")
    for kind, row in KINDS.items():
        if row.readers is Readers.TEAM:
            assert row.receipt, kind
        else:
            assert row.sentence(told), kind


def test_a_sentence_names_only_what_its_row_shows():
    for kind, row in KINDS.items():
        names = set(re.findall(r"%\((\w+)\)", row.says if isinstance(row.says, str) else ""))
        assert names <= ALWAYS_THERE | set(row.shows), kind


def test_every_icon_is_in_the_sprite_of_all_pages():
    sprite = (ROOT / "templates" / "parts" / "sprite.html").read_text()
    assert [k for k, row in KINDS.items() if f'id="i-{row.icon}"' not in sprite] == []


def test_the_glossary_says_what_each_kind_records():
    glossary = (ROOT / "docs" / "glossary.md").read_text()
    assert [kind for kind in LogKind if f"`{kind}`" not in glossary] == []


def test_what_a_team_does_at_its_own_desk_is_a_receipt_and_no_line_for_others():
    assert LogKind.DRAFT_SAVED in logkinds.PRIVATE & logkinds.RECEIPTS & logkinds.EVERYDAY
    assert not logkinds.PRIVATE & logkinds.PUBLIC


def test_what_changes_seats_rounds_or_rules_is_never_everyday_work():
    changes = {
        LogKind.PHASE_STARTED, LogKind.ROUND_SETTLED, LogKind.ROUNDS_UNDONE,
        LogKind.ROUNDS_RESTORED, LogKind.DECISIONS_CLOSED, LogKind.PLAYER_JOINED,
        LogKind.SEAT_MOVED, LogKind.SEAT_REMOVED, LogKind.PEOPLE_MERGED, LogKind.TEAM_BOT_SET,
        LogKind.VALUE_CHANGED, LogKind.MODEL_CHANGED, LogKind.EVENT_PLAYED,
    }  # fmt: skip
    assert not changes & logkinds.EVERYDAY


def test_only_what_the_sentence_needs_is_shown():
    content = {"offer": 3, "content": {"fund": "secret"}}
    assert logkinds.shown(LogKind.OFFER_SENT, content) == {"offer": 3}


@pytest.mark.parametrize(
    ("kind", "told", "german", "english"),
    [
        (
            LogKind.SEAT_CLAIMED, Told(0, {"first": True}, "Auestadt", "Anna"),
            "Anna sitzt jetzt in Auestadt", "Anna now sits in Auestadt",
        ),
        (
            LogKind.PHASE_STARTED, Told(1, {"round": 2, "phase": "deciding"}),
            "Runde 2: Entscheiden", "Round 2: Deciding",
        ),
        (
            LogKind.PHASE_STARTED, Told(4, {"round": 4, "phase": "debrief"}),
            "Auswertung: Alle Runden sind gespielt", "Debrief: all rounds have been played",
        ),
        (LogKind.TIME_EXTENDED, Told(1, {"seconds": -60}), "Zeit geändert: −1 min", "−1 min"),
        (
            LogKind.ROUND_SETTLED, Told(2, {"missing": ["a", "b"]}),
            "Runde 2 abgerechnet · 2 Entscheidungen fehlten", "Round 2 settled",
        ),
        (
            LogKind.DECISION_SUBMITTED, Told(1, {"source": "deputy"}, "Auestadt"),
            "Für Auestadt abgegeben, durch die Spielleitung", "Auestadt",
        ),
        (
            LogKind.MESSAGE_HIDDEN, Told(1, {}),
            "Eine Nachricht der Spielleitung wurde entfernt", "facilitator",
        ),
        (
            LogKind.STEERING_WITHDRAWN, Told(1, {"number": 12, "reason": "100 % falsch"}),
            "Eingriff 12 zurückgenommen. Grund: 100 % falsch", "100 % falsch",
        ),
    ],
)  # fmt: skip
def test_a_sentence_is_made_in_the_language_of_the_screen(kind, told, german, english):
    with translation.override("de"):
        assert logkinds.sentence(kind, told) == german
    with translation.override("en"):
        assert english in logkinds.sentence(kind, told)
