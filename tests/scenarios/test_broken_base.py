"""Broken base rules and changed contents name themselves, and the sentence made of it."""

import pytest

from games.errors import ScenarioError
from games.scenarios import load
from games.scenarios.messages import sentence

BP = "ganze Zahl von 0 bis 10000 (Zehntausendstel)"
SLUG = "Kennung aus Kleinbuchstaben, Ziffern und _, am Anfang ein Buchstabe"

BASE = [
    ("levy_rate = 5000", "levy_rate = 50000", "finance.levy_rate", 50000, BP),
    (
        "sz_rate = 7500",
        "sz_rat = 7500\nsz_rate = 7500",
        "finance.sz_rat",
        7500,
        "unbekannter Name, vielleicht sz_rate?",
    ),
    ("least = 5 ", "least = 4 ", "reflection.least", 4, "ganze Zahl von 5 bis 50 (Antworten)"),
    ("leerstand = 25", "leerstand = 26", "scoring", 101, "Gewichte mit der Summe 100"),
    (
        "newcomer_groups = [18,",
        "newcomer_groups = [19,",
        "housing.newcomer_groups",
        101,
        "Gewichte mit der Summe 100",
    ),
    (
        "forecast_bias_min = 500",
        "forecast_bias_min = 1500",
        "people.forecast_bias_min",
        1500,
        "höchstens forecast_bias_max = 1200",
    ),
    (
        "ageing = [1667, 833, 833, 310, 570, 0]",
        "ageing = [1667, 833, 833, 310, 570, 9]",
        "people.ageing.5",
        9,
        "0, nach 80+ kommt keine Gruppe mehr",
    ),
    (
        "start = 4000",
        "start = 100",
        "trust.start",
        100,
        "von low = 200 bis high = 9800",
    ),
    (
        "span = 4500",
        "span = 5000",
        "quality.span",
        5000,
        "höchstens 4500, zusammen mit base 10000",
    ),
    ("level = 4", "level = 3", "stages", [1, 2, 3, 3], "die Stufen 1, 2, 3 und 4, jede einmal"),
    ("near = 20", "near = 45", "services.verwaltung.near", 45, "weniger als far = 45"),
    (
        "rates = [62, 0, 0, 0, 0, 0]",
        "rates = [62, 0, 0, 0, 0]",
        "services.kita.rates",
        [62, 0, 0, 0, 0],
        "Liste mit 6 Einträgen",
    ),
    (
        "per_place = 0",
        "per_place = 5",
        "services.verwaltung.per_place",
        5,
        "0, ein Amt hat keine Plätze",
    ),
    ('mode = "amt"', 'mode = "haus"', "services.verwaltung.mode", "haus", "eines von: amt, ort"),
    (
        'gleich = "Gleiche Teile',
        'gleicher = "Gleiche Teile',
        "keys.gleicher",
        "gleicher",
        "eines von: alleinkosten, bedarf, einwohner, gleich, misch, nutzung, quoten, umlagekraft",
    ),
    ("[funds.nienburg]", "[funds.Nienburg]", "funds.Nienburg", "Nienburg", SLUG),
    (
        "quota_max = 7500",
        "quota_max = 4500",
        "funds.nienburg.quota",
        5000,
        "höchstens quota_max = 4500",
    ),
    (
        'fund = "rendsburg"',
        'fund = "rendsberg"',
        "models.fonds_rendsburg.fund",
        "rendsberg",
        "eines von: lueneburg, nienburg, rendsburg",
    ),
    ("help = true", "help = 1", "modules.help", 1, "true oder false"),
    (
        "schrumpfend = [40,",
        'schrumpfend = ["40",',
        "people.migration.schrumpfend.0",
        "40",
        "ganze Zahl von -5000 bis 5000 (Zehntausendstel)",
    ),
]


@pytest.mark.parametrize(("old", "new", "path", "value", "expected"), BASE)
def test_a_broken_base_names_the_base(own_base, refusal, old, new, path, value, expected):
    file = own_base(old, new)
    error = refusal(file)
    assert error.file == str(file.with_name("grundregeln.toml"))
    assert (error.path, error.value, error.expected) == (path, value, expected)


def test_a_changed_content_is_refused_with_the_name_of_the_scenario(mittelaue):
    mittelaue["finance"]["levy_rate"] = -1
    with pytest.raises(ScenarioError) as caught:
        load.build(mittelaue)
    assert caught.value.file == "Szenario mittelaue"
    assert caught.value.path == "finance.levy_rate"


def test_a_changed_content_is_checked_across_tables(mittelaue):
    mittelaue["scoring"]["leerstand"] = 24
    with pytest.raises(ScenarioError) as caught:
        load.build(mittelaue)
    assert (caught.value.path, caught.value.value) == ("scoring", 99)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            ScenarioError("a.toml", "finance.levy_rate", 12000, "höchstens 10000"),
            "„finance.levy_rate“ in a.toml: „12000“ passt nicht. Erwartet: höchstens 10000.",
        ),
        (
            ScenarioError("a.toml", "modules.help", True, "false"),
            "„modules.help“ in a.toml: „true“ passt nicht. Erwartet: false.",
        ),
        (
            ScenarioError("a.toml", "finance.interest", None, "Angabe fehlt, ganze Zahl"),
            "„finance.interest“ in a.toml: Angabe fehlt, ganze Zahl.",
        ),
        (
            ScenarioError("a.toml", "finance.x", 3, "unbekannter Name, vielleicht y?"),
            "„finance.x“ in a.toml: unbekannter Name, vielleicht y?",
        ),
        (
            ScenarioError("a.toml", "", "x" * 70, "gültiges TOML"),
            f"a.toml: „{'x' * 60}…“ passt nicht. Erwartet: gültiges TOML.",
        ),
    ],
)
def test_the_sentence_names_everything(error, expected):
    assert sentence(error) == expected
