"""Every figure of the handbook's examples is what the engine says."""

import re

import pytest

from games.rules.posting import RULES
from tests.architecture import source
from tests.docs import handbook

EXAMPLES = handbook.examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: str(one.number))
def test_figures_of_the_example_are_those_of_the_engine(example):
    played = handbook.Play(example.setting)
    found = [
        (row.label, handbook.shown(played.answer(row.question), row.written))
        for row in example.rows
    ]
    assert found == [(row.label, row.written) for row in example.rows]


def test_every_table_of_the_handbook_is_an_example():
    text = source.text(handbook.DOCUMENT)
    tables = re.findall(r"(?<!\|)\n(\|[^\n]*)\n\|---", text)
    assert len(tables) == len(EXAMPLES)
    assert all(head.rstrip().endswith("| Frage |") for head in tables)
    assert all(example.rows for example in EXAMPLES)


def test_every_rule_that_books_money_is_shown_in_an_example():
    asked = {word for one in EXAMPLES for row in one.rows for word in row.question.split()}
    assert set(RULES) - asked == set()


def test_sections_are_numbered_and_have_an_example_where_something_is_reckoned():
    text = source.text(handbook.DOCUMENT)
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert [int(one.split(".")[0]) for one in sections] == list(range(1, len(sections) + 1))
    assert [one.splitlines()[0] for one in sections if "<!-- beispiel" not in one] == []


@pytest.mark.parametrize(
    ("value", "written", "expected"),
    [
        (-1860215, "0 €", "−1.860.215 €"),
        (0, "5 €", "0 €"),
        (4585, "0,00 Punkte", "45,85 Punkte"),
        (4585, "0 %", "46 %"),
        (4585, "0,0 %", "45,9 %"),
        (72, "1", "72"),
        (24063, "0 Menschen", "24.063 Menschen"),
    ],
)
def test_figures_are_written_in_the_form_of_the_document(value, written, expected):
    assert handbook.shown(value, written) == expected


def test_wrong_figure_would_be_noticed():
    example = next(one for one in EXAMPLES if any(r.question == "V1 obertal" for r in one.rows))
    row = next(r for r in example.rows if r.question == "V1 obertal")
    played = handbook.Play(example.setting)
    assert handbook.shown(played.answer(row.question), "−1.860.216 €") != "−1.860.216 €"
