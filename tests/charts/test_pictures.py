"""What holds for every picture, and what the pictures of region and services say."""

import csv
import io
import json

import pytest

from bench import eight
from games.charts.pictures import region, services
from games.charts.pictures.themes import BY_SLUG, THEMES
from games.exports.figure_csv import figure_csv
from games.rules.model import Level
from games.selectors.rounds import VALUES
from tests.charts.played import look

GAMES = {
    "six": {},
    "alone": {"model": "allein"},
    "one round": {"rounds": 1},
    "eight": {"rounds": 8, "content": eight.content},
}
# What others than the record holds stands in tables: these themes read the database as well.
PURE = [BY_SLUG[slug] for slug in ("region", "geld", "fonds", "gemeinschaft", "leistungen")]


@pytest.fixture(params=GAMES)
def game(request):
    return GAMES[request.param]


@pytest.mark.parametrize("theme", PURE, ids=lambda theme: theme.slug)
@pytest.mark.parametrize("round_number", [None, 1])
def test_every_picture_has_a_sentence_and_a_whole_table(theme, game, round_number):
    figures = theme.draw(look(round_number if theme.by_round else None, **game))
    assert len({each.id for each in figures}) == len(figures)
    for each in figures:
        assert each.finding.endswith((".", "?")), each.id
        assert "%(" not in each.finding + each.title + each.note
        assert all(len(row) == len(each.table.head) for row in each.table.rows), each.id
        assert [len(row) for row in each.table.values] == [len(row) for row in each.table.rows]
        json.dumps(each.options, allow_nan=False)


def test_addresses_of_themes_are_unique():
    assert len(BY_SLUG) == len(THEMES)


@pytest.mark.parametrize("theme", PURE, ids=lambda theme: theme.slug)
def test_files_hold_bare_numbers_and_safe_texts(theme):
    for figure in theme.draw(look()):
        text = figure_csv(figure).removeprefix("\ufeff")
        head, *lines = csv.reader(io.StringIO(text), delimiter=";")
        assert len(head) == len(figure.table.head)
        assert len(lines) == len(figure.table.rows)
        for line, values in zip(lines, figure.table.values, strict=True):
            for cell, value in zip(line, values, strict=True):
                if isinstance(value, int | float):
                    assert float(cell) == value
                else:
                    assert not cell.startswith(("=", "+", "@", "\t"))


def test_a_municipality_named_like_a_formula_stays_a_text():
    def content():
        made = eight.content()
        made["municipalities"][0]["name"] = "=HYPERLINK(1)"
        return made

    figure = region.draw(look(rounds=1, content=content))[1]
    assert "'=HYPERLINK(1)" in figure_csv(figure).splitlines()[1]


def test_values_of_the_region_are_those_of_the_states():
    seen = look()
    table = region.draw(seen)[0].table
    for number, row in enumerate(table.values):
        state = seen.record.states[number]
        values = [getattr(state.region, name) / 100 for name in VALUES]
        assert list(row[1 : 1 + len(VALUES)]) == values


def test_what_happened_stands_at_its_round():
    seen = look()
    told = region.moments(seen)
    for settled in seen.record.settlements:
        before = {each.id for each in seen.record.states[settled.round - 1].agreements}
        new = {each.id for each in settled.state_after.agreements} - before
        names = told.get(settled.round, [])
        assert len([name for name in names if name.startswith("beschlossen")]) == len(new)
        if settled.event:
            assert seen.record.scenario.events[settled.event.id].name in names
    marked = region.draw(seen)[0].options["series"][0]["markLine"]["data"]
    assert [each["xAxis"] for each in marked] == sorted(told)


@pytest.mark.parametrize("round_number", [None, 1, 2, 4])
def test_quality_is_that_of_the_settlement(round_number):
    seen = look(round_number)
    settled = seen.record.settlements[(round_number or 4) - 1]
    figure = services.draw(seen)[0]
    names = {each.name: each.id for each in seen.record.scenario.services.values()}
    towns = {each.name: each.id for each in seen.record.scenario.municipalities.values()}
    for town, *cells in figure.table.values:
        for name, value in zip(figure.table.head[1:], cells, strict=True):
            found = settled.services[towns[town]].get(names[name])
            assert value == ("" if found is None else found.quality / 100)


def test_decisions_are_those_that_were_made():
    seen = look()
    found = services.decided(seen)
    renewed = sum(
        level is Level.RENEW and seen.record.states[number].towns[town].services[service].open
        for number, decisions in enumerate(seen.record.decisions)
        for town, decision in decisions.items()
        for service, level in decision.levels.items()
        if service in seen.record.states[number].towns[town].services
    )
    assert sum(levels.count(Level.RENEW) for levels in found.values()) == renewed > 0
    only = services.decided(look(2))
    assert all(len(levels) == 1 for levels in only.values())
