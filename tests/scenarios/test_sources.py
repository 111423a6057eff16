import pytest

from games.rules.bots.play import play
from games.scenarios import load, paths
from games.scenarios.comments import Entry, entries, split
from games.scenarios.sources import Source, source, sources

SLUGS = load.available()


@pytest.mark.parametrize("slug", SLUGS)
def test_every_number_of_a_scenario_has_a_source_with_mark_and_unit(slug):
    content = load.read(slug)
    known = sources(slug)
    numbers = {
        paths.name(content, location): leaf
        for location, leaf in paths.leaves(content)
        if isinstance(leaf, int) and not isinstance(leaf, bool)
    }
    assert numbers
    assert {path: known[path].value for path in numbers} == numbers
    assert {found.mark for found in known.values()} == {"A", "B"}
    assert [path for path, found in known.items() if not found.unit] == []


@pytest.mark.parametrize(
    ("path", "value", "text", "mark", "detail", "unit"),
    [
        (
            "finance.sz_rate",
            7500,
            "75 % von (B-S)",
            "B",
            "NFAG Niedersachsen",
            "Zehntausendstel",
        ),
        (
            "finance.revenue_growth",
            150,
            "+1,5 % je Jahr auf Steuern, Bedarf, übrigen Saldo",
            "A",
            "0-300",
            "Zehntausendstel",
        ),
        (
            "people.deaths",
            (7, 1, 4, 33, 225, 980),
            "Sterbefälle je 10000 und Jahr nach Altersgruppe",
            "B",
            "kalibriert an Bundeswerten",
            "Zehntausendstel",
        ),
        ("stages.4.notice", 2, "", "B", "lange Fristen, Zweidrittelmehrheit", "Runden"),
        ("coordination.points", 5, "", "A", "", "Punkte"),
        ("backing.closure", -500, "eigener Standort schließt", "A", "", "Zehntausendstel"),
        ("services.verwaltung.weight", 12, "Gewicht im Index", "A", "", "Gewicht"),
        (
            "services.kita.rates",
            (62, 0, 0, 0, 0, 0),
            "62 % der Kinder 0-5",
            "B",
            "Betreuungsquoten",
            "je 100 Personen",
        ),
        (
            "funds.nienburg.county_rate",
            (150, 150, 100, 100, 100),
            "Kreisanteil an der Kreisumlage: 1,5 / 1,0 %; danach gilt der letzte Wert",
            "B",
            "",
            "Zehntausendstel",
        ),
        (
            "municipalities.kleinholm.nights",
            3000,
            "Übernachtungen im Jahr",
            "A",
            "",
            "Nächte",
        ),
        (
            "municipalities.kleinholm.services.freibad.fixed",
            95000,
            "",
            "A",
            "",
            "Euro",
        ),
        ("trust.start", 4000, "", "B", "Vertrauensspiele 0,4-0,5", "Zehntausendstel"),
    ],
)
def test_what_the_files_say_about_a_number(path, value, text, mark, detail, unit):
    found = sources("mittelaue")[path]
    assert (found.value, found.text, found.mark, found.detail, found.unit) == (
        value,
        text,
        mark,
        detail,
        unit,
    )


def test_a_number_is_told_with_the_file_that_sets_it():
    assert sources("mittelaue")["funds.nienburg.cap"].file == "grundregeln.toml"
    assert sources("einstieg")["funds.nienburg.cap"].file == "einstieg/scenario.toml"
    assert sources("einstieg")["funds.nienburg.cap"].value == 150000


def test_a_stored_scenario_is_explained_by_the_file_while_the_number_is_the_same(mittelaue):
    assert source(mittelaue, "finance.sz_rate") == sources("mittelaue")["finance.sz_rate"]
    mittelaue["finance"]["sz_rate"] = 7000
    assert source(mittelaue, "finance.sz_rate") == Source(
        "finance.sz_rate", 7000, "", "A", "", "Zehntausendstel", ""
    )


def test_a_scenario_that_is_not_delivered_has_units_alone(mittelaue):
    mittelaue["scenario"]["id"] = "neuland"
    assert source(mittelaue, "municipalities.kleinholm.people") == Source(
        "municipalities.kleinholm.people",
        (120, 253, 253, 1099, 396, 179),
        "",
        "A",
        "",
        "Personen",
        "",
    )


def test_what_a_site_leaves_open_comes_from_the_catalogue(mittelaue):
    catalogue = source(mittelaue, "services.freibad.fixed")
    assert source(mittelaue, "municipalities.auestadt.services.freibad.fixed") == catalogue
    assert catalogue.detail == "Kennzahlen 2005, fortgeschrieben"
    own = source(mittelaue, "municipalities.kleinholm.services.freibad.fixed")
    assert (own.path, own.value) == ("municipalities.kleinholm.services.freibad.fixed", 95000)


@pytest.mark.parametrize("strategy", ["kooperativ", "zufall"])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_number_behind_a_posting_has_a_source(slug, strategy):
    content = load.read(slug)
    scenario = load.build(content)
    everyone = dict.fromkeys(scenario.municipalities, strategy)
    read = {
        (path, value)
        for settlement in play(scenario, "quellen", "alles", everyone, scenario.rounds)
        for posting in settlement.postings
        for path, value in posting.parameters.items()
    }
    assert len(read) > 50
    for path, value in read:
        found = source(content, path)
        assert found is not None, path
        assert value in (found.value if isinstance(found.value, tuple) else (found.value,)), path


@pytest.mark.parametrize(
    "path",
    [
        "finance",
        "municipalities.auestadt.services.zoo.fixed",
        "finance.nothing",
        "modules.help",
        "scenario.name",
    ],
)
def test_what_is_no_number_has_no_source(mittelaue, path):
    assert source(mittelaue, path) is None


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        ("a = 1  # eins", ("a = 1", "eins")),
        ("# --- Fonds ----", ("", "Fonds")),
        ('a = "x # y"  # z', ('a = "x # y"', "z")),
        ("a = 'it # is'", ("a = 'it # is'", "")),
        ("a = -5", ("a = -5", "")),
        ("", ("", "")),
    ],
)
def test_a_row_is_split_at_its_comment(row, parts):
    assert split(row) == parts


def test_comments_belong_to_what_they_stand_beside_or_above():
    text = """# Kopf der Datei

[finance]  # Geld [A]
rate = 5  # Satz [B]
free = 1

# Alles Weitere [B]
# in zwei Zeilen
[[towns]]
id = "au"
way = [
  1,  # erste
  2,
]
[towns.sites]
bad = { fixed = 3 }  # teuer
"""
    assert list(entries(text)) == [
        Entry("finance.rate", "Satz [B]", "Geld [A]", ""),
        Entry("finance.free", "", "Geld [A]", ""),
        Entry("towns.au.id", "", "", "Alles Weitere [B] in zwei Zeilen"),
        Entry("towns.au.way", "", "", "Alles Weitere [B] in zwei Zeilen"),
        Entry("towns.au.sites.bad", "teuer", "", "Alles Weitere [B] in zwei Zeilen"),
    ]
