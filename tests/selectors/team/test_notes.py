"""Refusals as sentences: what, why, by how much."""

import pytest

from games.rules.legality import check
from games.rules.model import Application, Decision, FundStance, Level, Note
from games.rules.notes import REFUSED, REMARKS
from games.rules.start import start
from games.scenarios.load import build, read
from games.selectors.notes import note_path, note_sentence


@pytest.fixture(scope="module")
def scenario():
    return build(read("mittelaue"))


@pytest.fixture(scope="module")
def state(scenario):
    return start(scenario, "hinweise", "fonds_nienburg")


@pytest.mark.parametrize(
    ("decision", "path", "words"),
    [
        (Decision(greenfield=99), "greenfield", ("höchstens 26", "99")),
        (Decision(inner=40), "inner", ("höchstens 26", "40")),
        (Decision(places={"kita": 61}), "places.kita", ("Kita", "60", "61")),
        (Decision(levels={"kita": Level.CLOSE}), "levels.kita", ("Kita", "Pflichtaufgabe")),
        (Decision(levels={"hallenbad": Level.SAVE}), "levels.hallenbad", ("Hallenbad",)),
        (Decision(fund=FundStance.LEAVE), "fund", ("Mitglieder", "Beitreten")),
        (
            Decision(applications=(Application("dorfladen"),)),
            "applications",
            ("Dorfladen im Pfarrhaus", "anderen Gemeinde"),
        ),
    ],
)
def test_a_refusal_names_thing_limit_and_wish(scenario, state, decision, path, words):
    (note,) = check(scenario, state, "moorweiler", decision)
    sentence = note_sentence(scenario, note)
    assert note_path(note) == path
    for word in words:
        assert word in sentence
    assert "%(" not in sentence


def test_no_time_left_says_how_much_is_missing(scenario, state):
    cards = ("alte_molkerei", "hoefe_kreuzung", "jung_kauft_alt", "leerstandslotse", "radweg")
    wish = Decision(applications=tuple(Application(card) for card in (*cards, "medizin_mobil")))
    (note,) = check(scenario, state, "moorweiler", wish)
    assert note_sentence(scenario, note) == (
        "Sprechstunde auf Rädern: Dafür fehlt Zeit. Nötig ist 1 Punkt, frei noch 0."
    )


def test_no_time_for_a_meeting_names_the_meeting(scenario):
    note = Note("points", "moorweiler", "kleinholm", {"limit": 0, "wanted": 1})
    sentence = note_sentence(scenario, note)
    assert "Gespräch mit Kleinholm" in sentence
    assert "1 Punkt," in sentence


@pytest.mark.parametrize(
    ("limit", "wanted", "words"), [(1, -500, ("ab 1 €", "−500 €")), (50, 900, ("höchstens 50 €",))]
)
def test_an_amount_that_does_not_fit_names_what_is_possible(scenario, limit, wanted, words):
    note = Note("amount", "moorweiler", "kleinholm", {"limit": limit, "wanted": wanted})
    sentence = note_sentence(scenario, note)
    for word in words:
        assert word in sentence


@pytest.mark.parametrize("code", sorted({*REFUSED, *REMARKS}))
def test_every_code_gives_a_finished_sentence(scenario, code):
    figures = {"limit": 10, "wanted": 12, "condition": 1_500, "reason": "money", "who": "kleinholm"}
    sentence = note_sentence(scenario, Note(code, "moorweiler", "kita", figures))
    assert sentence.endswith(".")
    assert "%(" not in sentence


@pytest.mark.parametrize("reason", ["fund_inactive", "not_member", "points", "votes", "money"])
def test_unfunded_projects_say_why(scenario, reason):
    note = Note(
        "project_unfunded", "kleinholm", "dorfladen", {"reason": reason, "limit": 50, "wanted": 3}
    )
    sentences = {
        note_sentence(scenario, Note("project_unfunded", "", "dorfladen", {"reason": other}))
        for other in ("fund_inactive", "not_member", "points", "votes", "money")
    }
    assert len(sentences) == 5
    assert note_sentence(scenario, note).startswith("Dorfladen im Pfarrhaus: kein Geld")


def test_an_offer_is_named_by_who_made_it(scenario):
    note = Note("agreement_not_founded", "moorweiler", "moorweiler#0", {"reason": "consent"})
    assert note_sentence(scenario, note).startswith("Angebot von Moorweiler: ")
