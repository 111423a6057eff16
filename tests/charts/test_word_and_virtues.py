"""Promises, guesses and the seven V: held against what the engine counted itself."""

from dataclasses import replace

import pytest

from games.charts.guessed import goals, goals_figure, tips, tips_figure
from games.charts.promised import by_round_figure, by_town_figure, promises
from games.charts.radar import Axis, seven_v_figure
from games.rules.effects.goals import reached


def test_kept_and_broken_promises_are_those_the_engine_counted(played):
    given = promises(played.states, played.settlements)
    figure = by_town_figure(played.scenario, given)

    for row, town in zip(figure.table.values, played.scenario.municipalities, strict=True):
        here = played.end.towns[town]
        assert row[1] == here.promises_kept
        assert row[1] + row[2] == here.promises_made
        assert row[3] == len(here.promises)
    kept = sum(town.promises_kept for town in played.end.towns.values())
    made = sum(town.promises_made for town in played.end.towns.values())
    assert 0 < kept < made
    assert figure.finding.startswith(f"{kept} von {made} ")


def test_every_promise_has_its_line_with_the_round_in_which_it_was_checked(played):
    given = promises(played.states, played.settlements)
    rows = by_round_figure(played.scenario, given, 6).table.values

    assert len(rows) == sum(len(t.promises) for s in played.states for t in s.towns.values())
    for row in rows:
        number = int(row[2].removeprefix("R"))
        assert row[3] == ("" if number == 6 else f"R{number + 1}")
        assert (row[4] == "nicht mehr geprüft") == (number == 6)


def test_without_a_checked_promise_the_sentence_says_so(played):
    assert "keine Zusage geprüft" in by_town_figure(played.scenario, ()).finding
    assert "keine Zusage geprüft" in by_round_figure(played.scenario, (), 6).finding


def test_hits_and_misses_are_those_the_engine_counted(played):
    found = tips(played.states, played.decisions)
    figure = tips_figure(played.scenario, found)

    for town in played.scenario.municipalities:
        mine = [row for row in figure.table.values if row[0] == played.name(town)]
        assert sum(row[4] == "getroffen" for row in mine) == played.end.towns[town].guesses_right
        assert {row[1] for row in mine} == {
            played.name(other) for other in played.end.towns[town].guessed
        }
    assert {row[4] for row in figure.table.values} == {"getroffen", "daneben"}


def test_a_guess_that_the_rules_refused_is_none(played):
    found = tips(played.states, played.decisions)
    first = found[0]
    repeated = [dict(made) for made in played.decisions]
    again = repeated[first.round_number][first.town]
    guess = played.decisions[first.round_number - 1][first.town].guess
    before, after = played.states[first.round_number : first.round_number + 2]
    towns = {
        **after.towns,
        first.town: replace(after.towns[first.town], guessed=before.towns[first.town].guessed),
    }
    states = list(played.states)
    states[first.round_number + 1] = replace(after, towns=towns)
    repeated[first.round_number][first.town] = replace(again, guess=guess)

    counted = tips(states[: first.round_number + 2], repeated[: first.round_number + 1])

    assert [tip for tip in counted if tip.town == first.town] == [
        tip for tip in found if tip.town == first.town and tip.round_number == first.round_number
    ]


def test_goals_are_open_with_who_recognised_them_and_whether_they_were_reached(played):
    found = tips(played.states, played.decisions)
    start, end = played.states[0], played.end
    opened = goals(played.scenario, played.states, played.decisions)
    rows = goals_figure(played.scenario, opened).table.values

    for row, town in zip(rows, played.scenario.municipalities, strict=True):
        goal = played.scenario.goals[end.towns[town].goal]
        assert row[1] == goal.name
        assert row[2] == ("ja" if reached(played.scenario, goal, town, start, end) else "nein")
        hit = {tip.town for tip in found if tip.about == town and tip.goal == goal.id}
        assert set(filter(None, row[3].split(", "))) == {played.name(other) for other in hit}


AXES = (
    Axis("Vertrauen", "Halten alle Wort?", None, 6400),
    Axis("Vorteil", "Gewinnen alle?", None, 2500),
    Axis("Verstetigung", "Hält es?", None, None),
)


def test_without_answers_the_net_shows_what_was_reckoned_and_says_so():
    figure = seven_v_figure("die Region", AXES, "Rekonstruktion")

    (series,) = figure.options["series"]
    assert [line["name"] for line in series["data"]] == ["aus dem Spiel berechnet"]
    assert series["data"][0]["value"] == [64, 25, "-"]
    assert "eine Selbsteinschätzung liegt nicht vor" in figure.finding
    assert "Vertrauen (64 von 100)" in figure.finding
    assert "Ohne Wert, weil das Spiel keinen Anlass gab: Verstetigung." in figure.note


def test_self_ratings_come_first_and_the_widest_gap_is_named():
    rated = [replace(axis, felt=felt) for axis, felt in zip(AXES, (7000, 6000, 5000), strict=True)]
    figure = seven_v_figure("die Region", rated, "Rekonstruktion")

    (series,) = figure.options["series"]
    assert [line["name"] for line in series["data"]] == [
        "Selbsteinschätzung",
        "aus dem Spiel berechnet",
    ]
    assert "bei Vorteil: 60 zu 25" in figure.finding
    assert figure.table.head[1:3] == ("Selbsteinschätzung", "berechnet")
    assert figure.table.values[1][1:3] == (pytest.approx(60), pytest.approx(25))
