"""What a team and a device share: who works on which offer, and a browser that is handed on."""

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.test_agreements import Bargainer
from tests.e2e.test_talks import Talker

pytestmark = pytest.mark.e2e


class Neighbour(Bargainer, Talker):
    """Somebody who bargains and talks."""


def test_lists_say_who_of_the_team_is_at_work_on_an_offer(hall, visitors, leader):
    anna, tobias = (
        Neighbour(visitors.new(hall.url)).scan(leader.code, name, "Auestadt")
        for name in ("Anna", "Tobias")
    )
    leader.until("negotiating")
    for person in (anna, tobias):
        person.sees_board(1)
    first = anna.begin("Bauhof gemeinsam")
    second = anna.begin("Freibad gemeinsam")
    anna.page.get_by_label("Kosten aufteilen nach").focus()
    tobias.agreements().wait_for_connection()
    expect(tobias.page.locator(f"#angebot-{second} .ps-editing")).to_have_text(
        "Anna bearbeitet das gerade"
    )
    expect(tobias.page.locator(f"#angebot-{first} .ps-editing")).to_have_count(0)
    # The same field of another offer is not the one that she is in.
    tobias.offer(first).page.get_by_label("Kosten aufteilen nach").focus()
    expect(anna.page.locator(".ps-editing")).to_have_count(0)
    tobias.offer(second)
    expect(tobias.page.locator("[data-field=key] .ps-editing")).to_have_text(
        "Anna bearbeitet das gerade"
    )


def test_a_device_that_is_handed_on_shows_nothing_that_was_typed_before(hall, visitors, leader):
    device = visitors.new(hall.url, **browsing.PHONE)
    anna = Neighbour(device).scan(leader.code, "Anna", "Auestadt")
    leader.until("negotiating")
    anna.talk_to("plenum").text.fill("Noch nicht gesendet")
    anna.page.reload()
    expect(anna.text).to_have_value("Noch nicht gesendet")
    code = leader.seat_code("auestadt")
    Neighbour(visitors.new(hall.url)).scan(leader.code, "Berta", "Kleinholm")
    anna.open(f"/beitreten/{leader.seat_code('kleinholm')}/").press("Platz wechseln")
    anna.talk_to("plenum")
    expect(anna.text).to_have_value("")
    kept = anna.page.evaluate("Object.values({...localStorage}).join(' ')")
    assert "Noch nicht gesendet" not in kept
    anna.open(f"/beitreten/{code}/").press("Platz wechseln")
    expect(anna.talk_to("plenum").text).to_have_value("")
