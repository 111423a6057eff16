"""The facilitator at the cockpit without a pointer."""

import re

from playwright.sync_api import expect

from tests.e2e.keys import Keys


class Lead(Keys):
    """The facilitator at the cockpit of one game."""

    def __init__(self, context, leader):
        super().__init__(context)
        self.leader = leader

    def log_in(self):
        """With name and password, by keyboard."""
        self.open(self.leader.path)
        for label, key in (("Benutzername", "username"), ("Passwort", "password")):
            self.type(self.page.get_by_label(label), self.leader.office.account[key])
        self.key("Enter").sees_heading("Gemeinden")
        return self.home()

    def home(self):
        """The cockpit, up to date."""
        self.open(self.leader.path)
        expect(self.page.locator("#connection")).to_contain_text("Verbunden")
        return self

    def at(self, selector):
        """The first shown control that a row names."""
        return self.page.locator(selector).locator("visible=true").first

    def go(self, selector):
        """Press Enter on a control of the cockpit."""
        return self.enter(self.at(selector))

    def told(self, words):
        """Wait for the toast, or for the message on the next page."""
        expect(
            self.page.locator("#toast, .ck-status .ps-note", has_text=words).first
        ).to_be_visible()
        return self

    def in_phase(self, name):
        """Wait until the header names the phase."""
        expect(self.page.locator("#r-head")).to_contain_text(re.compile(f"Phase {name}"))
        return self

    @property
    def dialog(self):
        """The open question."""
        return self.page.locator("dialog[open]")

    def asked(self, words):
        """Wait until the question is open, with the focus on its heading."""
        expect(self.dialog.get_by_role("heading", name=words)).to_be_focused()
        return self

    def escape(self):
        """Close the question; the focus is back on the page."""
        self.key("Escape")
        expect(self.dialog).to_have_count(0)
        return self

    def leads_to(self, selector, heading):
        """Follow a link of the cockpit and come back."""
        self.go(selector).sees_heading(heading)
        return self.home()

    def opens(self, selector, address):
        """A link that opens a window of its own."""
        with self.context.expect_page() as opened:
            self.go(selector)
        expect(opened.value).to_have_url(re.compile(address))
        opened.value.close()
        return self

    def team(self, town="auestadt"):
        """A municipality as state.json tells it."""
        return next(each for each in self.leader.state["teams"] if each["town"] == town)
