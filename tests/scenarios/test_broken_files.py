"""Every broken file names file, path, value and expectation, exactly."""

import pytest

from games.errors import ScenarioError
from games.scenarios import load

BP = "ganze Zahl von 0 bis 10000 (Zehntausendstel)"
SERVICES = (
    "eines von: bauhof, buecherei, feuerwehr, freibad, grundschule, hallenbad, kita, verwaltung"
)
TOWNS = "eines von: auestadt, badquellau, hammerfurt, kleinholm, moorweiler, sonnenbrueck"
SLUG = "Kennung aus Kleinbuchstaben, Ziffern und _, am Anfang ein Buchstabe"
CRITERIA = (
    "genau die Kriterien ehrenamt, flaeche, folgekosten, gemeinsam, leerstand, soziales, umnutzung"
)

OWN = [
    ("rounds = 8", "rounds = 0", "scenario.rounds", 0, "ganze Zahl von 1 bis 12 (Runden)"),
    ("rounds = 8", 'rounds = "8"', "scenario.rounds", "8", "ganze Zahl von 1 bis 12 (Runden)"),
    ("rounds = 8", "rounds = true", "scenario.rounds", True, "ganze Zahl von 1 bis 12 (Runden)"),
    ("rounds = 8", "rounds = 8.5", "scenario.rounds", 8.5, "ganze Zahl von 1 bis 12 (Runden)"),
    ("rounds = 8", "", "scenario.rounds", None, "Angabe fehlt, ganze Zahl von 1 bis 12 (Runden)"),
    (
        "rounds = 8",
        "round = 8\nrounds = 8",
        "scenario.round",
        8,
        "unbekannter Name, vielleicht rounds?",
    ),
    (
        "rounds = 8",
        "xyzzy = 8\nrounds = 8",
        "scenario.xyzzy",
        8,
        "unbekannter Name, möglich sind: id, name, text, base, rounds, model, services, first_year",
    ),
    ('id = "mittelaue"', 'id = "Mittel Aue"', "scenario.id", "Mittel Aue", SLUG),
    (
        'name = "Mittelaue"',
        'name = ""',
        "scenario.name",
        "",
        "Text mit 1 bis 80 Zeichen",
    ),
    (
        'model = "alles"',
        'model = "alle"',
        "scenario.model",
        "alle",
        (
            "eines von: allein, alles, austausch, fonds_lueneburg, fonds_nienburg, fonds_rendsburg,"
            " verband, vertraege"
        ),
    ),
    (
        "rounds = 8",
        'rounds = 8\nservices = ["verwaltung", "zoo"]',
        "scenario.services.1",
        "zoo",
        (
            "eines von: bauhof, buecherei, buergerbus, feuerwehr, freibad, gesundheit, grundschule,"
            " hallenbad, kita, standesamt, tourismus, verwaltung"
        ),
    ),
    ("x = 48", "x = 480", "municipalities.auestadt.x", 480, "ganze Zahl von 0 bis 100 (Lage)"),
    (
        "people = [1344, 2712, 3216, 11400, 3624, 1704]",
        "people = [1344, 2712, 3216, 11400, 3624]",
        "municipalities.auestadt.people",
        [1344, 2712, 3216, 11400, 3624],
        "Liste mit 6 Einträgen",
    ),
    (
        "[1344, 2712,",
        "[-1, 2712,",
        "municipalities.auestadt.people.0",
        -1,
        "ganze Zahl von 0 bis 1000000 (Personen)",
    ),
    (
        "tax_per_head = 806\n",
        "",
        "municipalities.auestadt.tax_per_head",
        None,
        "Angabe fehlt, ganze Zahl von 0 bis 20000 (Euro je EW)",
    ),
    (
        'type_migration = "stabil"',
        'type_migration = "still"',
        "municipalities.auestadt.type_migration",
        "still",
        "eines von: kurort, schrumpfend, stabil, wachsend",
    ),
    (
        "trust = { sonnenbrueck = 3300 }",
        "trust = { sonnenbruck = 3300 }",
        "municipalities.auestadt.trust.sonnenbruck",
        "sonnenbruck",
        "eines von: badquellau, hammerfurt, kleinholm, moorweiler, sonnenbrueck",
    ),
    (
        "trust = { sonnenbrueck = 3300 }",
        "trust = { sonnenbrueck = 100 }",
        "municipalities.auestadt.trust.sonnenbrueck",
        100,
        "von low = 200 bis high = 9800",
    ),
    (
        "verwaltung = { condition = 6500, value = 3000000 }",
        "verwaltung = { condition = 12000, value = 3000000 }",
        "municipalities.auestadt.services.verwaltung.condition",
        12000,
        BP,
    ),
    (
        "buecherei = { condition = 6500, fixed = 120000, value = 1500000 }",
        "zoo = { condition = 6500 }",
        "municipalities.auestadt.services.zoo",
        "zoo",
        SERVICES,
    ),
    (
        "kita = { condition = 6000, places = 820, value = 9000000 }",
        "kita = { condition = 6000, value = 9000000 }",
        "municipalities.auestadt.services.kita.places",
        None,
        "mindestens 1, Kosten je Platz",
    ),
    (
        "freibad = { condition = 5500 }",
        "freibad = { condition = 5500, places = 5 }",
        "municipalities.auestadt.services.freibad.places",
        5,
        "keine Angabe, ohne Kosten je Platz",
    ),
    (
        'id = "sonnenbrueck"',
        'id = "auestadt"',
        "municipalities.auestadt.id",
        "auestadt",
        "jede Kennung nur einmal",
    ),
    (
        'order = ["auestadt", ',
        'order = ["altstadt", ',
        "distances.order",
        ["altstadt", "sonnenbrueck", "hammerfurt", "moorweiler", "kleinholm", "badquellau"],
        (
            "jede Gemeinde einmal: auestadt, badquellau, hammerfurt, kleinholm, moorweiler,"
            " sonnenbrueck"
        ),
    ),
    (
        "  [26, 33, 17, 11, 0, 38],\n",
        "",
        "distances.minutes",
        [6, 6, 6, 6, 6],
        "6 Zeilen zu je 6",
    ),
    (
        "  [26, 33, 17, 11, 0, 38],",
        "  [26, 33, 17, 11, 0],",
        "distances.minutes",
        [6, 6, 6, 6, 5, 6],
        "6 Zeilen zu je 6",
    ),
    (
        "[0, 10, 14, 22, 26, 19]",
        "[5, 10, 14, 22, 26, 19]",
        "distances.minutes.0.0",
        5,
        "0, der Weg zu sich selbst",
    ),
    (
        "[0, 10, 14, 22, 26, 19]",
        "[0, 11, 14, 22, 26, 19]",
        "distances.minutes.0.1",
        11,
        "10 wie auf dem Rückweg",
    ),
    (
        "[0, 10, 14, 22, 26, 19]",
        "[0, 0, 14, 22, 26, 19]",
        "distances.minutes.0.1",
        0,
        "mindestens 1 Minute zwischen zwei Gemeinden",
    ),
    ('town = "moorweiler"', 'town = "moor"', "projects.alte_molkerei.town", "moor", TOWNS),
    (
        "proceeds = 40000",
        "proceeds = 4000000",
        "projects.alte_molkerei.proceeds",
        4000000,
        "höchstens cost = 420000",
    ),
    (
        "ehrenamt = 2 }",
        "ehrenamt = 4 }",
        "projects.alte_molkerei.scores.ehrenamt",
        4,
        "ganze Zahl von 0 bis 3 (Punkte)",
    ),
    (
        ", ehrenamt = 2 }",
        " }",
        "projects.alte_molkerei.scores",
        ["flaeche", "folgekosten", "gemeinsam", "leerstand", "soziales", "umnutzung"],
        CRITERIA,
    ),
    (
        'service = "buecherei"\ncondition = 1500',
        'service = "buecherei"',
        "projects.kaufhaus_auestadt.condition",
        0,
        "nur zusammen mit service, dann über 0",
    ),
    (
        'service = "buecherei"\ncondition = 1500',
        'service = "zoo"\ncondition = 1500',
        "projects.kaufhaus_auestadt.service",
        "zoo",
        SERVICES,
    ),
    (
        "partners_min = 3",
        "partners_min = 7",
        "projects.leerstandslotse.partners_min",
        7,
        "höchstens 6 Gemeinden",
    ),
    (
        'towns = ["hammerfurt"]',
        'towns = ["hammer"]',
        "events.werk_kurzarbeit.towns.0",
        "hammer",
        TOWNS,
    ),
    (
        'reach = "eine"',
        'reach = "keine"',
        "events.werk_kurzarbeit.reach",
        "keine",
        "eines von: eine, alle",
    ),
    (
        'kind = "gewerbe", factor = 6000',
        'kind = "gewerbe", amount = 6000',
        "events.werk_kurzarbeit.effects.0",
        {"amount": 6000},
        "bei gewerbe genau factor",
    ),
    (
        'kind = "zustand", service = "freibad", change = -1200',
        'kind = "zustand", change = -1200',
        "events.rohrbruch.effects.0",
        {"change": -1200},
        "bei zustand genau change und service",
    ),
    (
        'kind = "geld", amount = -60000',
        'kind = "geld"',
        "events.rohrbruch.effects.1",
        {},
        "bei geld genau amount oder per_head",
    ),
    (
        'kind = "gewerbe", factor = 6000',
        'kind = "gewitter", factor = 6000',
        "events.werk_kurzarbeit.effects.0.kind",
        "gewitter",
        "eines von: geld, gewerbe, kosten, zustand, leerstand, zuzug, baukosten, rueckhalt",
    ),
    (
        'metric = "site:grundschule"',
        'metric = "site:zoo"',
        "goals.schule_halten.metric",
        "site:zoo",
        "nach dem Doppelpunkt " + SERVICES,
    ),
    (
        'metric = "running"',
        'metric = "reichtum"',
        "goals.haushalt_plus.metric",
        "reichtum",
        "running, vacancy_change, people_share, vertrauen, site:<Leistung> oder reach:<Leistung>",
    ),
    (
        'base = "grundregeln.toml"',
        'base = "andere.toml"',
        "scenario.base",
        "andere.toml",
        "vorhandene Datei",
    ),
    (
        'base = "grundregeln.toml"',
        'base = "../grundregeln.toml"',
        "scenario.base",
        "../grundregeln.toml",
        "Dateiname ohne Ordner",
    ),
    ('base = "grundregeln.toml"', "", "finance", None, "Angabe fehlt, Tabelle"),
    (
        "[distances]",
        "[index]\nfinanzen = 31\n[distances]",
        "index",
        101,
        "Gewichte mit der Summe 100",
    ),
    (
        "[distances]",
        '[[stages]]\nlevel = 5\nname = "Kreis"\ntext = ""\ngate = 0\n[distances]',
        "stages",
        5,
        "Liste mit 4 Einträgen",
    ),
]


@pytest.mark.parametrize(("old", "new", "path", "value", "expected"), OWN)
def test_a_broken_scenario_names_itself(own_file, old, new, path, value, expected, refusal):
    file = own_file(old, new)
    error = refusal(file)
    assert (error.file, error.path, error.expected) == (str(file), path, expected)
    assert error.value == value
    assert type(error.value) is type(value)


def test_a_town_may_not_be_called_like_an_account(own_file, refusal):
    text = own_file().read_text(encoding="utf-8").replace('"kleinholm"', '"kreis"')
    file = own_file()
    file.write_text(text.replace("kleinholm = 5000", "kreis = 5000"), encoding="utf-8")
    error = refusal(file)
    assert (error.path, error.value, error.expected) == (
        "municipalities.kreis.id",
        "kreis",
        "keine der Kennungen fonds, kreis, land, verband, welt",
    )


def test_an_unknown_scenario_names_the_known_ones(refusal):
    error = refusal("atlantis")
    assert (error.file, error.path, error.value, error.expected) == (
        "atlantis",
        "",
        "atlantis",
        "eine Datei oder eines von: einstieg, mittelaue, talbad",
    )


def test_a_joint_building_that_is_not_described_is_refused():
    einstieg = load.read("einstieg")
    einstieg.setdefault("modules", {})["threshold"] = True
    with pytest.raises(ScenarioError) as refused:
        load.build(einstieg)
    error = refused.value
    assert (error.path, error.value) == ("modules.threshold", True)
    assert error.expected == "false oder eine Tabelle threshold"


def test_broken_toml_names_line_and_column(own_file, refusal):
    file = own_file("rounds = 8", "rounds = ")
    error = refusal(file)
    assert (error.file, error.path, error.expected) == (str(file), "", "gültiges TOML")
    assert error.value == "Invalid value (at line 10, column 10)"


def test_a_file_that_is_not_utf_8_is_refused(tmp_path, refusal):
    file = tmp_path / "alt.toml"
    file.write_bytes("[scenario]\nname = 'Grün'".encode("latin-1"))
    error = refusal(file)
    assert (error.file, error.value, error.expected) == (str(file), "Byte 21", "Text in UTF-8")


def test_a_file_in_the_delivered_folder_is_named_without_the_folders_above():
    assert load.file_name(load.DATA / "talbad" / "scenario.toml") == "talbad/scenario.toml"


def test_all_problems_are_found_at_once(own_file):
    file = own_file("rounds = 8", "rounds = 0\nfarbe = 1")
    _, problems = load.inspect(file)
    assert [problem.path for problem in problems] == ["scenario.rounds", "scenario.farbe"]
