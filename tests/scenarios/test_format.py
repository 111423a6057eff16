"""The documented format, dotted paths, remarks, and the command for authors."""

import json
from pathlib import Path

import pytest

from games.scenarios import describe, load, paths
from games.scenarios.__main__ import main, schema_text
from games.scenarios.lint import lint

SCHEMA = Path(__file__).parents[2] / "docs" / "szenario-schema.json"


def test_the_documented_schema_is_current():
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), (
        "run: python -m games.scenarios schema > docs/szenario-schema.json"
    )


def test_the_schema_has_all_tables_of_a_merged_file():
    tables = json.loads(SCHEMA.read_text(encoding="utf-8"))["properties"]
    for slug in load.available():
        assert set(load.read(slug)) <= set(tables)


@pytest.mark.parametrize("slug", load.available())
def test_every_location_has_a_path_that_leads_back(slug):
    content = load.read(slug)
    for location, leaf in paths.leaves(content):
        path = paths.name(content, location)
        assert paths.location(content, path) == location
        assert paths.value(content, path) == leaf
        assert paths.depth(content, path) == len(location)


def test_paths_name_entries_of_lists_by_id_level_or_position(mittelaue):
    assert paths.value(mittelaue, "stages.3.name") == "Vereinbarung"
    assert paths.value(mittelaue, "services.kita.rates.0") == 62
    assert paths.value(mittelaue, "events.rohrbruch.effects.1.amount") == -60000
    assert paths.value(mittelaue, "events.rohrbruch.effects.7.amount") is None
    assert paths.value(mittelaue, "finance.levy_rate.more") is None
    assert paths.depth(mittelaue, "finance.nothing.more") == 1


@pytest.mark.parametrize(
    ("location", "unit"),
    [
        (("finance", "levy_rate"), "Zehntausendstel"),
        (("people", "migration", "ruhig"), "Zehntausendstel"),
        (("municipalities", 2, "services", "kita", "places"), "Anzahl"),
        (("threshold", "cost"), "Euro"),
        (("distances", "minutes"), "Minuten"),
        (("scenario", "name"), ""),
        (("nowhere", "at", "all"), ""),
    ],
)
def test_units_are_found_by_location(location, unit):
    assert describe.unit(location) == unit


def test_delivered_scenarios_have_few_remarks():
    assert [remark.path for remark in lint(load.read("talbad"))] == []
    assert [tuple(remark) for remark in lint(load.read("einstieg"))] == [
        ("municipalities", "Nur 3 Gemeinden; gedacht ist das Spiel für vier bis acht.")
    ]
    assert {remark.path for remark in lint(load.read("mittelaue"))} == {
        "municipalities.auestadt.services.kita.places",
        "municipalities.sonnenbrueck.services.kita.places",
        "municipalities.sonnenbrueck.services.grundschule.places",
        "municipalities.kleinholm.services.kita.places",
    }


def remark(content, path):
    found = [entry.sentence for entry in lint(content) if entry.path == path]
    assert found
    return found[0]


def test_a_place_nobody_reaches_is_remarked(mittelaue):
    for row in mittelaue["distances"]["minutes"][:5]:
        row[5] = 90
    mittelaue["distances"]["minutes"][5] = [90, 90, 90, 90, 90, 0]
    del mittelaue["municipalities"][5]["services"]["freibad"]
    assert remark(mittelaue, "municipalities.badquellau") == (
        "Freibad: Der nächste Standort ist 90 Minuten entfernt,"
        " ab 35 Minuten fährt niemand mehr hin."
    )


def test_missing_duties_are_remarked(mittelaue):
    del mittelaue["municipalities"][0]["services"]["buecherei"]
    del mittelaue["municipalities"][0]["services"]["kita"]
    sentences = [
        entry.sentence
        for entry in lint(mittelaue)
        if entry.path == "municipalities.auestadt.services"
    ]
    assert sentences == [
        "Kita fehlt, ist aber eine Pflichtaufgabe jeder Gemeinde.",
        "Bücherei fehlt, ist aber ein Amt jeder Gemeinde.",
    ]


def test_too_few_cards_and_idle_parts_are_remarked(mittelaue):
    mittelaue["goals"] = mittelaue["goals"][:2]
    mittelaue["events"] = mittelaue["events"][:3]
    mittelaue["projects"] = []
    mittelaue["funds"]["nienburg"]["exempt"] = "insel"
    del mittelaue["threshold"]
    mittelaue.setdefault("options", {})["joint_building"] = True
    assert remark(mittelaue, "goals") == "2 Ziele für 6 Gemeinden: Einige bekommen dasselbe."
    assert remark(mittelaue, "events") == "3 Karten für 7 Runden: Der Stapel beginnt von vorn."
    assert remark(mittelaue, "projects") == "Es gibt einen Fonds, aber keine Projektkarten."
    assert remark(mittelaue, "options.joint_building") == (
        "Das Szenario beschreibt keinen gemeinsamen Bau."
    )
    assert remark(mittelaue, "funds.nienburg.exempt") == (
        "Keine Gemeinde hat den Typ insel; vorhanden: dorf, gewerbe, kurort, land, stadt, umland."
    )


def test_the_command_approves_a_delivered_file(capsys):
    assert main(["check", "talbad"]) == 0
    assert capsys.readouterr().out == "Die Datei ist in Ordnung.\n"


def test_the_command_names_everything_wrong(capsys, own_file):
    file = own_file("rounds = 8", "rounds = 0\nfarbe = 1")
    assert main(["check", str(file)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        (
            f"„scenario.rounds“ in {file}: „0“ passt nicht."
            " Erwartet: ganze Zahl von 1 bis 12 (Runden)."
        ),
        (
            f"„scenario.farbe“ in {file}: unbekannter Name,"
            " möglich sind: id, name, text, base, rounds, model, services, first_year."
        ),
    ]


def test_the_command_says_what_it_cannot_read(capsys):
    assert main(["check", "atlantis"]) == 1
    assert capsys.readouterr().out.startswith("atlantis: „atlantis“ passt nicht.")


def test_the_command_prints_the_schema_and_its_usage(capsys):
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == schema_text()
    assert main([]) == 2
    assert capsys.readouterr().err == "python -m games.scenarios check DATEI | schema\n"
