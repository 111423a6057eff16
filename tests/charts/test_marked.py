"""Signs on the chart of values: one of each kind a round, with what they stand for beside it."""

import re

import pytest

from games.charts.indices import indices_figure
from games.charts.marked import CIRCLED, LETTERS, marked
from games.charts.pictures import region
from games.exports.figure_csv import figure_csv
from games.rules.course import NO_CHANGES
from games.selectors.marks import Mark
from tests.charts.played import look

TOLD = {1: ["Starkregen", "beschlossen: Bauhof"], 3: ["Neue Förderung"]}


class Row:
    def __init__(self, number):
        self.number, self.values = number, (5000 + 100 * number, 4000)


def plain(rounds=4):
    return indices_figure(["Finanzen", "Vertrauen"], [Row(number) for number in range(rounds + 1)])


def mark(number, round_number, text="Hier kippte es", by="", **more):
    return Mark(number, round_number, "negotiating" if round_number else "lobby", by, text, **more)


def lines(figure):
    """The signs at each round, as they are drawn."""
    found = figure.options["series"][0].get("markLine", {"data": []})["data"]
    return {
        each["xAxis"]: re.findall(r"\{(\w+)\|(.)\}", each["label"]["formatter"]) for each in found
    }


def test_a_round_has_one_sign_of_each_kind_however_much_there_is():
    marks = [mark(9, 2), mark(11, 2, by="Kleinholm"), mark(20, 3, questions=("Warum?",))]
    figure = marked(plain(), TOLD, marks)
    assert lines(figure) == {
        1: [("event", CIRCLED[0])],
        2: [("mark", LETTERS[0])],
        3: [("mark", LETTERS[1]), ("event", CIRCLED[1])],
    }
    assert figure.options["grid"]["top"] > marked(plain(), TOLD, []).options["grid"]["top"]


def test_every_sign_is_told_and_a_mark_leads_to_its_moment():
    marks = [mark(9, 0), mark(11, 2, by="Kleinholm"), mark(12, 2, text="")]
    told = [(each.sign, each.text, each.moment) for each in marked(plain(), TOLD, marks).marks]
    assert told == [
        ("①", "Runde 1: Starkregen; beschlossen: Bauhof", 0),
        ("②", "Runde 3: Neue Förderung", 0),
        ("A", "Vor der ersten Runde: Hier kippte es (Spielleitung)", 9),
        ("B", "Runde 2 · Verhandeln: Hier kippte es (Kleinholm)", 11),
        ("B", "Runde 2 · Verhandeln: Lesezeichen (Spielleitung)", 12),
    ]


def test_a_moment_of_a_question_alone_tells_the_question_and_no_note():
    figure = marked(plain(), {}, [mark(9, 2, text=None, questions=("Wer sah es?", "Und dann?"))])
    assert figure.marks[0].text == "Runde 2 · Verhandeln: Frage: Wer sah es? · Frage: Und dann?"


def test_the_table_and_its_file_tell_both_beside_the_figures():
    marks = [mark(9, 2, text="=1+1"), mark(11, 2, by="Kleinholm")]
    figure = marked(plain(), TOLD, marks)
    assert figure.table.head[-2:] == ("Was geschah", "Merkzeichen")
    assert figure.table.rows[2][-2:] == ("", "=1+1 (Spielleitung) · Hier kippte es (Kleinholm)")
    assert figure.table.values[1][1:] == (51.0, 40.0, "Starkregen; beschlossen: Bauhof", "")
    assert "'=1+1 (Spielleitung)" in figure_csv(figure).splitlines()[3]


def test_without_marks_there_is_no_column_and_without_anything_no_sign():
    assert marked(plain(), TOLD, []).table.head[-1] == "Was geschah"
    bare = marked(plain(), {}, [])
    assert (bare.table, bare.options, bare.marks) == (plain().table, plain().options, ())


def test_a_mark_of_a_round_that_was_never_settled_stands_at_the_last_one():
    figure = marked(plain(rounds=2), {}, [mark(9, 3)])
    assert list(lines(figure)) == [2]
    assert figure.marks[0].text.startswith("Runde 3")


@pytest.mark.parametrize("rounds", [1, 4, 12])
def test_a_game_of_any_length_has_enough_signs(rounds):
    told = {number: ["Karte"] for number in range(1, rounds + 1)}
    marks = [mark(number, number) for number in range(rounds + 1)]
    figure = marked(plain(rounds), told, marks)
    assert len(figure.marks) == 2 * rounds + 1
    assert len({each.sign for each in figure.marks}) == 2 * rounds + 1


def test_the_picture_of_the_region_shows_the_marks_it_is_given():
    seen = look()
    with_marks = type(seen)(seen.viewer, seen.record, marks=(mark(9, 2),))
    assert seen.record.course == NO_CHANGES
    figure, without = region.draw(with_marks)[0], region.draw(seen)[0]
    assert next(each for each in figure.marks if each.moment).text.endswith("(Spielleitung)")
    assert not [each for each in without.marks if each.moment]
    assert figure.table.head[:-1] == without.table.head
