"""A scenario's own questions to the debrief: what is allowed, and how a broken one names itself."""

import pytest

from games.enums import DebriefStep
from games.scenarios import load
from games.scenarios.lint import lint
from games.scenarios.messages import sentence
from games.scenarios.schema import ScenarioFile

HOCHWASSER = 'moment = "ereignis"\nof = "hochwasser"'
WATER = "debrief.questions.hochwasser"
MOMENTS = (
    "eines von: vereinbarung, bruch, anstieg, rueckgang, vertrauensbruch, abstimmung, schliessung,"
    " bau, bau_verfallen, ereignis"
)
STEPS = "eines von: gefuehl, passiert, gelernt, wirklichkeit, was_waere_wenn, weiter"
SERVICES = (
    "eines von: bauhof, buecherei, feuerwehr, freibad, grundschule, hallenbad, kita, verwaltung"
)
VALUES = "eines von: daseinsvorsorge, finanzen, ortskern, vertrauen"

BROKEN = [
    (HOCHWASSER, 'moment = "unwetter"', f"{WATER}.moment", "unwetter", MOMENTS),
    (HOCHWASSER, 'of = "hochwasser"', f"{WATER}.of", "hochwasser", "nur zusammen mit moment"),
    (
        HOCHWASSER,
        'moment = "bruch"\nof = "hochwasser"',
        f"{WATER}.of",
        "hochwasser",
        "keine Angabe bei bruch",
    ),
    (
        HOCHWASSER,
        'moment = "schliessung"\nof = "zoo"',
        f"{WATER}.of",
        "zoo",
        SERVICES,
    ),
    (
        HOCHWASSER,
        'moment = "rueckgang"\nof = "stimmung"',
        f"{WATER}.of",
        "stimmung",
        VALUES,
    ),
    ('step = "gefuehl"', 'step = "anfang"', "debrief.questions.fuer_wen.step", "anfang", STEPS),
    (
        'step = "gefuehl"\n',
        "",
        "debrief.questions.fuer_wen.step",
        None,
        f"Angabe fehlt, {STEPS}",
    ),
    (
        'text = "Wann haben Sie für Ihre Gemeinde gesprochen, und wann für die Region?"',
        'text = ""',
        "debrief.questions.fuer_wen.text",
        "",
        "Text mit 1 bis 200 Zeichen",
    ),
    (
        'id = "doppelt"\n',
        'id = "doppelt"\nwann = "nachher"\n',
        "debrief.questions.doppelt.wann",
        "nachher",
        "unbekannter Name, möglich sind: id, step, text, moment, of",
    ),
    (
        '[[debrief.questions]]\nid = "fuer_wen"',
        '[debrief]\nusual = "nein"\n[[debrief.questions]]\nid = "fuer_wen"',
        "debrief.usual",
        "nein",
        "true oder false",
    ),
    (
        'id = "nachbarn"',
        'id = "doppelt"',
        "debrief.questions.doppelt.id",
        "doppelt",
        "jede Kennung nur einmal",
    ),
]


@pytest.mark.parametrize(("old", "new", "path", "value", "expected"), BROKEN)
def test_a_broken_question_names_itself(own_file, old, new, path, value, expected, refusal):
    file = own_file(old, new)
    error = refusal(file)
    assert (error.file, error.path, error.value, error.expected) == (
        str(file),
        path,
        value,
        expected,
    )
    assert path in sentence(error)


def test_an_event_has_to_be_named(own_file, refusal):
    error = refusal(own_file(HOCHWASSER, 'moment = "ereignis"'))
    assert (error.path, error.value) == (f"{WATER}.of", "")
    assert "hochwasser" in error.expected


def test_a_step_bears_six_questions(own_file, refusal):
    more = "".join(
        f'[[debrief.questions]]\nid = "mehr_{n}"\nstep = "weiter"\ntext = "Was noch?"\n'
        for n in range(6)
    )
    first = '[[debrief.questions]]\nid = "fuer_wen"'
    error = refusal(own_file(first, more + first))
    assert (error.path, error.value, error.expected) == (
        "debrief.questions",
        7,
        "höchstens 6 im Schritt weiter",
    )


def test_questions_of_the_reflection_have_ids_of_their_own(own_file, refusal):
    again = '[[reflection.questions]]\nid = "neu"\ntext = "?"\nkind = "skala"\nwhen = "vorher"\n'
    error = refusal(own_file("[distances]", f"{again}{again}[distances]"))
    assert (error.path, error.expected) == (
        "reflection.questions.neu.id",
        "jede Kennung nur einmal",
    )


def test_a_question_to_what_cannot_come_is_remarked(own_file):
    remarks = lint(load.read(own_file('moment = "schliessung"', 'moment = "bau"')))
    assert "debrief.questions.schliessung.moment" not in {each.path for each in remarks}
    bound = '[[debrief.questions]]\nid = "bad"\nstep = "weiter"\ntext = "?"\nmoment = "bau"\n'
    first = '[[debrief.questions]]\nid = "zahl"'
    path = own_file(first, bound + first, slug="einstieg")
    found = {each.path: each.sentence for each in lint(load.read(path))}
    assert found["debrief.questions.bad.moment"] == (
        "Das Szenario beschreibt keinen gemeinsamen Bau."
    )


def test_a_question_to_a_card_that_is_never_drawn_is_remarked(mittelaue):
    mittelaue["modules"]["events"] = False
    found = {each.path: each.sentence for each in lint(mittelaue)}
    assert found[f"{WATER}.moment"] == "Ereigniskarten sind ausgeschaltet (modules.events)."


def test_a_scenario_without_the_table_is_as_good_as_before(mittelaue):
    del mittelaue["debrief"]
    assert ScenarioFile.model_validate(mittelaue).debrief_questions() == []
    assert load.build(mittelaue) == load.build(load.read("mittelaue"))


@pytest.mark.parametrize("slug", load.available())
def test_every_delivered_scenario_asks_in_every_step(slug):
    asked = ScenarioFile.model_validate(load.read(slug)).debrief_questions()
    own = {each.step for each in asked if each.id not in ("bruch", "vertrauensbruch", "abstimmung")}
    assert len(own) >= len(DebriefStep) - 1
    assert all(each.text.endswith("?") for each in asked)
