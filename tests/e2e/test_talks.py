"""Two municipalities talk, promise, meet and build together, one of them on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import PHONE
from tests.e2e.pages import Player

pytestmark = pytest.mark.e2e


class Talker(Player):
    """Somebody who writes messages and agrees on things."""

    def talk_to(self, key):
        """Open a conversation."""
        self.open(f"{self.game_path}gespraeche/mit/{key}/")
        return self.wait_for_connection()

    def agree(self):
        """Open meetings and promises."""
        self.open(f"{self.game_path}absprachen/")
        return self.wait_for_connection()

    @property
    def text(self):
        """Where a message is written."""
        return self.page.locator("#text")

    def writes(self, words):
        """Type a message and send it by keyboard."""
        self.text.focus()
        self.page.keyboard.type(words)
        self.page.keyboard.press("Control+Enter")
        expect(self.text).to_have_value("")
        return self

    def reads(self, words):
        """Wait until a message stands in the conversation."""
        expect(self.page.locator(".tk-text", has_text=words)).to_be_visible()
        return self

    def box(self, label):
        """A box of meetings or promises."""
        return self.page.get_by_role("checkbox", name=label)

    def ticks(self, label):
        """Tick a box and wait until that is saved."""
        self.box(label).check()
        return self.sees_saved()

    def pledges(self, amount):
        """Type a pledge."""
        self.page.locator("#feld-pledge").fill(str(amount))
        self.page.keyboard.press("Tab")
        return self.sees_saved()


@pytest.fixture
def pair(hall, visitors, leader):
    """Anna in Auestadt at a desk, Berta in Sonnenbrück with a phone; round 1 is negotiated."""
    anna = Talker(visitors.new(hall.url)).scan(leader.code, "Anna", "Auestadt")
    berta = Talker(visitors.new(hall.url, **PHONE)).scan(leader.code, "Berta", "Sonnenbrück")
    leader.until("negotiating")
    for player in (anna, berta):
        player.sees_board(1)
    return anna, berta


def test_two_talk_and_nothing_typed_is_lost(pair):
    anna, berta = pair
    berta.open(f"{berta.game_path}gespraeche/").wait_for_connection()
    anna.talk_to("sonnenbrueck").writes("Bauen wir zusammen?")
    badge = berta.page.locator("#zu-auestadt .ps-badge")
    expect(badge).to_contain_text("1")
    berta.page.locator("#zu-auestadt").click()
    berta.reads("Bauen wir zusammen?").wait_for_connection()
    expect(berta.page.locator("#bar-talks .ps-badge")).to_have_count(0)

    berta.text.fill("Ein halber Satz")
    anna.writes("Oder lieber der Bauhof?")
    berta.reads("Oder lieber der Bauhof?")
    expect(berta.text).to_have_value("Ein halber Satz")
    berta.page.reload()
    expect(berta.text).to_have_value("Ein halber Satz")

    berta.context.watch.allow("status of 422")
    berta.text.fill("x" * 700)
    expect(berta.page.locator("#text-grenze")).to_contain_text("100 Zeichen zu viel")
    berta.press("Senden")
    berta.sees("Höchstens 600 Zeichen, es sind 700.")
    expect(berta.text).to_have_value("x" * 700)
    berta.text.fill("<b>Gern</b>")
    berta.press("Senden")
    anna.reads("<b>Gern</b>")


def test_a_lost_connection_sends_the_message_once_it_is_back(pair):
    anna, berta = pair
    berta.talk_to("auestadt")
    anna.talk_to("sonnenbrueck")
    anna.context.watch.allow("ERR_FAILED|ERR_INTERNET_DISCONNECTED|WebSocket connection")
    anna.context.set_offline(offline=True)
    anna.text.fill("Trotzdem angekommen")
    anna.press("Senden")
    anna.sees("Auf diesem Gerät gesichert, wird nachgereicht")
    anna.context.set_offline(offline=False)
    berta.reads("Trotzdem angekommen")
    expect(berta.page.locator(".tk-text", has_text="Trotzdem angekommen")).to_have_count(1)


def test_meetings_count_when_both_want_and_promises_are_kept_or_broken(pair, leader):
    anna, berta = pair
    anna.agree().ticks("Sonnenbrück")
    berta.agree()
    expect(berta.page.locator('[data-text-from="treffen-auestadt"]')).to_have_text(
        "Auestadt will Sie treffen."
    )
    berta.ticks("Auestadt").ticks("kein Neubau am Ortsrand")
    expect(anna.page.locator('[data-text-from="treffen-sonnenbrueck"]')).to_have_text(
        "Beide wollen. Das Treffen zählt."
    )
    expect(anna.page.locator("#r-timebudget")).to_contain_text("Treffen: 1")

    anna.talk_to("plenum")
    anna.page.get_by_text("Mit einer Zusage verbinden").click()
    anna.page.get_by_role("radio", name="In Runde 2 kein Bauland").check()
    anna.writes("Wir bauen nicht am Rand.")
    expect(anna.page.locator(".tk-promise")).to_contain_text("In Runde 2 kein Bauland")
    expect(anna.agree().box("kein Neubau am Ortsrand")).to_be_checked()

    leader.until("deciding", 2)
    berta.open(f"{berta.game_path}rathaus/").sees_board(2).wait_for_connection()
    berta.enter_amount("Bauen am Rand", "Wohnungen", 3).sees_saved().submit()
    leader.until("settled", 2)
    anna.agree()
    given = anna.page.locator(".pa-given")
    expect(given.filter(has_text="Sonnenbrück").first).to_contain_text("gebrochen")
    expect(given.filter(has_text="Sonnenbrück").first).to_contain_text(
        re.compile("Ihr Vertrauen −")
    )
    expect(given.filter(has_text="Auestadt").first).to_contain_text("gehalten")
    expect(berta.talk_to("plenum").page.locator(".tk-promise")).to_contain_text("gehalten")


def test_a_joint_building_fails_once_and_succeeds_once(hall, visitors, office):
    leader = office.create(scenario="talbad", rounds=4)
    anna = Talker(visitors.new(hall.url)).scan(leader.code, "Anna", "Talstadt")
    berta = Talker(visitors.new(hall.url, **PHONE)).scan(leader.code, "Berta", "Oberbach")
    leader.until("negotiating")
    anna.agree().pledges(100_000)
    expect(anna.page.locator("#bau-fx")).to_contain_text("Mit Ihren 100.000 €")
    berta.agree()
    expect(berta.page.locator("#r-building")).not_to_contain_text("100.000")
    leader.until("negotiating", 2)
    for player in (anna, berta):
        player.agree()
        expect(player.page.locator("#r-building")).to_contain_text("kein Euro wurde gebucht")
    anna.pledges(7_000_000)
    berta.pledges(2_000_000)
    leader.until("negotiating", 3)
    for player in (anna, berta):
        player.agree()
        expect(player.page.locator("#r-building")).to_contain_text("In Runde 2 kam genug zusammen")
