"""The questions in the debrief, answered by keyboard, and what the review shows of them."""

import pytest
from playwright.sync_api import expect

from tests.e2e.pages import Person

pytestmark = pytest.mark.e2e


@pytest.fixture
def people(recorded, visitors):
    """Three people of a finished game, each in a browser of their own, and the game."""
    server, game = recorded
    found = {}
    for name, cookie in game["cookies"].items():
        person = found[name] = Person(visitors.new(server.url))
        person.context.add_cookies([{"name": game["cookie"], "value": cookie, "url": server.url}])
    return found, game


def test_answers_are_given_by_keyboard_changed_and_never_asked_for(people, inspector):
    found, game = people
    anna = found["Anna"].open(f"{game['play']}abrechnung/")
    page = anna.page
    page.locator(".rm-invite").get_by_role("link", name="Antworten").press("Enter")
    anna.sees_heading("Rückmeldung")
    inspector.look(anna, "sheet of the reflection")
    first = page.get_by_role("group", name="Ich verlasse mich darauf")
    first.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(first.get_by_role("radio", name="3", exact=True)).to_be_checked()
    page.get_by_label("Was nehmen Sie mit in Ihre Arbeit?").fill("Früher reden")
    page.get_by_role("button", name="Antworten speichern").press("Enter")
    expect(page.get_by_text("Danke. Ihre Antworten sind gespeichert.")).to_be_visible()
    anna.open(f"{game['play']}abrechnung/")
    expect(page.locator(".rm-invite")).to_have_count(0)
    page.get_by_role("link", name="Eigene Antworten ansehen").press("Enter")
    anna.sees_heading("Rückmeldung")

    anna.open(f"{game['play']}rueckmeldung/")
    expect(first.get_by_role("radio", name="3", exact=True)).to_be_checked()
    first.get_by_role("radio", name="doch keine Angabe").check()
    anna.press("Antworten speichern")
    anna.open(f"{game['play']}rueckmeldung/")
    expect(first.get_by_role("radio", name="3", exact=True)).not_to_be_checked()


def test_three_answers_are_shown_to_nobody(people, inspector):
    found, game = people
    for person in found.values():
        person.open(f"{game['play']}rueckmeldung/")
        group = person.page.get_by_role("group", name="Ich verlasse mich darauf")
        group.get_by_role("radio", name="4", exact=True).check()
        person.press("Antworten speichern")

    anna = found["Anna"].open(f"{game['review']}rueckmeldung/")

    anna.sees_heading("Rückmeldung")
    expect(anna.page.get_by_text("nachher 3.")).to_be_visible()
    expect(anna.page.get_by_text("Die Antworten erscheinen in Gruppen zu 5")).to_be_visible()
    expect(anna.page.get_by_text("Bei keiner Frage sind 5 Antworten beisammen.")).to_be_visible()
    inspector.look(anna, "reflection in the review, too few")
