"""Codes in words: accounts, causes, decisions."""

from dataclasses import fields

import pytest

from games.rules.codec import decision_to_json
from games.rules.model import Application, Decision, FundStance, Guess, Level, Proposal
from games.scenarios.load import build, read
from games.selectors.choices import Choice, choices_of
from games.selectors.labels import account_label, cause_label, phase_label, subject_label


@pytest.fixture(scope="module")
def scenario():
    return build(read("mittelaue"))


@pytest.mark.parametrize(
    ("account", "name"),
    [
        ("auestadt", "Auestadt"),
        ("kreis", "Landkreis"),
        ("fonds", "Fonds"),
        ("verband:freibad-3", "Freibad gemeinsam"),
    ],
)
def test_accounts_have_names(scenario, account, name):
    assert account_label(scenario, account) == name


def test_a_cause_without_a_name_keeps_its_code_and_is_no_subject(scenario):
    assert cause_label(scenario, "steuern") == "steuern"
    assert subject_label(scenario, "steuern") == ""
    assert subject_label(scenario, "kita") == "Kita"


def test_every_phase_has_a_name_of_its_own():
    from games.enums import Phase

    assert len({phase_label(phase) for phase in Phase}) == len(Phase)


def test_the_default_decision_has_nothing_to_tell(scenario):
    assert choices_of(scenario, decision_to_json(Decision())) == ()


def test_a_decision_reads_item_by_item(scenario):
    decision = Decision(
        levels={"kita": Level.SAVE, "freibad": Level.CLOSE},
        places={"kita": -20},
        greenfield=1,
        inner=12,
        fund=FundStance.JOIN,
        applications=(Application(next(iter(scenario.projects)), partners=("kleinholm",)),),
        payments={"kleinholm": 12_500},
        share_data=False,
    )

    told = [
        f"{choice.subject}: {choice.text}"
        for choice in choices_of(scenario, decision_to_json(decision))
    ]

    project = next(iter(scenario.projects.values())).name
    assert told == [
        "Kita: sparen",
        "Freibad: schließen",
        "Kita: −20 Plätze",
        "Bauland am Ortsrand: 1 Wohnung",
        "Innenentwicklung: 12 Einheiten",
        "Fonds: beitreten",
        f"Antrag: {project}, mit Kleinholm",
        "Daten: nicht offen",
        "Hilfe: 12.500\N{NO-BREAK SPACE}€ an Kleinholm",
    ]


def test_no_field_of_a_decision_is_left_without_words(scenario):
    full = Decision(
        levels={"kita": Level.RENEW},
        places={"kita": 5},
        greenfield=2,
        inner=2,
        fund=FundStance.LEAVE,
        proposals=(Proposal("bauhof", 3, ("auestadt", "kleinholm")),),
        consents=("auestadt#0",),
        leave=("freibad-1",),
        release=("freibad-1",),
        withhold=("freibad-1",),
        applications=(Application("unbekannt", anyway=True),),
        votes={"auestadt#0": "ja"},
        meetings=("kleinholm",),
        share_data=True,
        payments={"kleinholm": 1},
        promises=("fonds",),
        guess=Guess("kleinholm", next(iter(scenario.goals))),
        pledge=100,
        scores={"unbekannt": {"leerstand": 3, "flaeche": 1}},
        key_vote=7500,
    )
    content = decision_to_json(full)

    told = choices_of(scenario, content)

    assert set(content) == {field.name for field in fields(Decision)}
    assert len(told) == len(content)
    assert all(choice.subject and choice.text for choice in told)
    assert Choice("Zusage", "in den Fonds einzahlen") in told
    assert Choice("Zustimmung", "Angebot von Auestadt") in told


def test_scores_shares_and_key_votes_read_like_sentences(scenario):
    card = next(iter(scenario.projects))
    content = decision_to_json(
        Decision(
            applications=(
                Application(card, ("kleinholm",), shares={"kleinholm": 2500, "auestadt": 7500}),
            ),
            scores={card: {"leerstand": 3, "flaeche": 1}},
            key_vote=2500,
        )
    )
    name = scenario.projects[card].name
    told = [f"{each.subject}: {each.text}" for each in choices_of(scenario, content)]
    assert [line.replace("\N{NO-BREAK SPACE}", " ") for line in told] == [
        f"Antrag: {name}, mit Kleinholm (Kleinholm 25 %, Auestadt 75 %)",
        f"Bewertung: {name}: Leerstand 3, Fläche sparen 1",
        "Stimme zum Fondsschlüssel: Umlagekraft 25 %, Einwohner 75 %",
    ]
