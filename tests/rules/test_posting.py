import re
from pathlib import Path

import pytest

from games.rules.posting import RULES, Ledger
from tests.rules.regions import begin, play

SOURCES = Path(__file__).parents[2] / "games" / "rules" / "effects"


def test_book_moves_money_between_two_accounts():
    ledger = Ledger()
    ledger.book("E1", "welt", "obertal", 100, "steuern", {"inhabitants": 1}, {"a.b": 2})
    ledger.book("L2", "obertal", "welt", 30)
    assert (ledger.balance("obertal"), ledger.balance("welt")) == (70, -70)
    assert ledger.running_result("obertal") == 100
    assert ledger.postings[0].parameters == {"a.b": 2}


def test_nothing_is_booked_for_nothing_and_negative_amounts_flow_back():
    ledger = Ledger()
    ledger.book("E1", "welt", "obertal", 0)
    ledger.book("E4", "welt", "obertal", -5)
    (posting,) = ledger.postings
    assert (posting.source, posting.target, posting.amount) == ("obertal", "welt", 5)


def test_unknown_rule_is_an_error():
    with pytest.raises(KeyError):
        Ledger().book("Q9", "welt", "obertal", 1)


def test_every_rule_of_the_table_is_booked_somewhere_and_no_other():
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCES.glob("*.py"))
    used = set(re.findall(r'\.book\(\s*"([A-Z]\d)"(?: if [\w.]+ else "([A-Z]\d)")?', text))
    used = {rule for pair in used for rule in pair if rule}
    assert used == set(RULES)


def test_running_rules_are_those_of_the_definition():
    running = {rule.id for rule in RULES.values() if rule.running}
    assert running == {"E1", "E2", "E3", "E4", "F1", "F6", "L1", "V1", "V3", "V5", "W3", "Z1"}


def test_every_posting_explains_itself():
    for posting in play(begin()).postings:
        assert posting.cause
        assert posting.inputs
        assert all(re.fullmatch(r"[a-z_]+(\.[a-z_0-9]+)+", path) for path in posting.parameters)
