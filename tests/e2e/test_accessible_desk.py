"""The facilitator at a team's screens, at seats and at own cards: axe, reflow and targets."""

import re

import pytest

from tests.e2e import browsing
from tests.e2e.inspector import Inspector
from tests.e2e.pages import Cockpit, Player

pytestmark = pytest.mark.e2e

CARD = (
    "eingriffe/eigene-karte/?round=1&rows=2&name=Starkregen&text=Keller&effect_1=geld"
    "&amount_1=-42000&effect_2=leerstand&amount_2="
)


@pytest.fixture
def inspector():
    """Fails the test with everything it has found."""
    inspector = Inspector()
    yield inspector
    if inspector.found:
        raise AssertionError("\n".join(inspector.found))


def test_look_deputy_check_seats_and_cards(hall, office, visitors, inspector):
    leader = office.create(rounds=1)
    people = [
        Player(visitors.new(hall.url)).scan(leader.code, name, "Auestadt")
        for name in ("Anna", "Ben")
    ]
    leader.until("deciding")
    frieda = Cockpit(visitors.new(hall.url, **browsing.DESKTOP))
    frieda.context.watch.allow("status of 4(04|22)")
    frieda.open("/leitung/anmelden/")
    for label, key in (("Benutzername", "username"), ("Passwort", "password")):
        frieda.page.get_by_label(label).fill(office.account[key])
    frieda.press("Anmelden")
    frieda.sees_heading("Ihre Veranstaltungen")
    team = next(each for each in leader.state["teams"] if each["town"] == "auestadt")
    inspector.look(frieda.open(f"{leader.path}ansehen/{team['id']}/"), "look")
    inspector.look(frieda.open(f"{leader.path}vertretung/{team['id']}/"), "deputy")
    frieda.page.get_by_role("radio", name="Erneuern", exact=True).first.check()
    frieda.press("Entwurf speichern")
    frieda.open(f"{leader.path}vertretung/{team['id']}/pruefen/")
    inspector.look(frieda.sees_heading("Entscheidung von Auestadt"), "check")
    ben = next(seat["id"] for seat in team["seats"] if seat["name"] == "Ben")
    inspector.look(frieda.open(f"{leader.path}platz/{ben}/"), "seat")
    office.post(f"{leader.path}platz/{ben}/entfernen/", reason="Ging früher")
    inspector.look(frieda.open(f"{leader.path}platz/{ben}/"), "seat, taken away")
    inspector.look(frieda.open(leader.path).sees("Aufgelöste Plätze"), "cockpit, somebody gone")
    inspector.look(frieda.open(f"{leader.path}{CARD}"), "own card, wrong")
    frieda.open(f"{leader.path}{CARD}0,5").sees("Probelauf, noch nichts gesendet")
    inspector.look(frieda, "own card, dry run")
    frieda.page.locator("#merken").click()
    inspector.look(frieda.sees(re.compile("Karte gemerkt")), "interventions, with a card")
    people[1].context.watch.allow("status of 404")
    inspector.look(people[1].open(people[1].game_path).sees("Ihr Platz ist aufgelöst"), "removed")
