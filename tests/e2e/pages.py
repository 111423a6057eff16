"""What people see and do, by the words and roles on the page."""

import re

from playwright.sync_api import Error, expect

MOST_MS = 15_000
"""Nothing a person waits for may take longer; without sockets news comes every 10 to 15 s."""
expect.set_options(timeout=MOST_MS + 2_000)

SAVED = re.compile("^Gespeichert, ")
MOST_TRIES = 4
LED_ON = re.compile("interrupted by another navigation|ERR_ABORTED")


class Person:
    """Somebody with a browser window. ``page`` is Playwright's."""

    def __init__(self, context, page=None):
        self.context = context
        self.page = page or context.new_page()
        self.page.set_default_timeout(MOST_MS)

    def open(self, address):
        """Go to an address; where the game itself leads on at this moment, again."""
        for left in reversed(range(MOST_TRIES)):
            try:
                self.page.goto(address)
            except Error as interrupted:
                if not left or not LED_ON.search(str(interrupted)):
                    raise
                self.page.wait_for_load_state()
            else:
                break
        return self

    def press(self, name, within=None):
        """Press a button by its exact words."""
        (within or self.page).get_by_role("button", name=name, exact=True).click()

    def follow(self, name, within=None):
        """Follow a link by its exact words."""
        (within or self.page).get_by_role("link", name=name, exact=True).first.click()

    def sees(self, words):
        """Wait until words can be seen."""
        expect(self.page.get_by_text(words).first).to_be_visible()
        return self

    def sees_heading(self, words):
        """Wait until a heading is there."""
        expect(self.page.get_by_role("heading", name=words).first).to_be_attached()
        return self

    def json(self, address):
        """What an address says to this person."""
        answer = self.page.request.get(address)
        assert answer.ok, f"{address}: {answer.status}"
        return answer.json()

    def wait_for_connection(self):
        """Wait until the page is kept up to date."""
        expect(self.page.locator("#connection")).to_contain_text("Verbunden")
        return self


class Player(Person):
    """One of a team: joins, decides, submits, reads."""

    @property
    def game_path(self):
        """Address of the game this page belongs to."""
        return re.search(r"/spiel/[\w-]{36}/", self.page.url).group(0)

    @property
    def state(self):
        """state.json of the town hall; the waiting room says the same."""
        return self.json(f"{self.game_path}rathaus/state.json")

    @property
    def draft(self):
        """The team's draft as the server has it."""
        return self.state["team"]["draft"]

    def receipts(self, kind=""):
        """Own receipts, oldest first."""
        return [each for each in self.state["receipts"] if kind in ("", each["kind"])]

    # --- getting in -----------------------------------------------------------------------------

    def enter(self, code):
        """Type a code on the start page."""
        self.open("/")
        self.page.get_by_label("Spielcode oder Platzcode").fill(code)
        self.press("Mitspielen")
        return self

    def take_seat(self, name, town):
        """Name and municipality, after the code."""
        self.page.get_by_label("Ihr Name im Spiel").fill(name)
        self.page.get_by_role("radio", name=re.compile(f"^{town}")).check()
        self.press("Platz nehmen")
        return self

    def join(self, code, name, town):
        """From the start page to the waiting room."""
        self.enter(code).take_seat(name, town)
        expect(self.page).to_have_url(re.compile("/spiel/"))
        return self

    def scan(self, code, name, town):
        """To the waiting room by the address in the QR code."""
        self.open(f"/beitreten/{code}/").take_seat(name, town)
        expect(self.page).to_have_url(re.compile("/spiel/"))
        return self

    @property
    def seat_code(self):
        """The personal code, as the page shows it."""
        section = self.page.get_by_text("Ihr Platzcode").locator("xpath=../..")
        return section.locator(".ps-code").first.inner_text()

    # --- deciding -------------------------------------------------------------------------------

    def card(self, name):
        """A decision's card."""
        return self.page.get_by_role("region", name=name, exact=True)

    def level(self, service, choice):
        """The radio of a service's level (or of the fund)."""
        return self.card(service).get_by_role("radio", name=choice, exact=True)

    def amount(self, card, label):
        """The field of an amount."""
        return self.card(card).get_by_role("textbox", name=label)

    def choose(self, service, choice):
        """Choose a level; it is chosen at once, whatever the server says later."""
        self.level(service, choice).check()
        return self

    def enter_amount(self, card, label, value):
        """Type an amount."""
        self.amount(card, label).fill(str(value))
        return self

    def apply_for(self, project):
        """Apply to the fund for a project, on the fund's own screen, and come back."""
        here = self.page.url
        self.open(f"{self.game_path}fonds/")
        self.page.get_by_role("checkbox", name=project).first.check()
        self.sees_saved()
        return self.open(here)

    @property
    def save_state(self):
        """The tag that says whether everything is saved."""
        return self.page.locator("[data-save-state=decision]")

    def sees_saved(self):
        """Wait until everything typed is with the server."""
        expect(self.save_state).to_have_text(SAVED)
        return self

    def question(self, field):
        """The question which of two versions shall count."""
        return self.page.locator(f'[data-label="{field}"] [data-conflict]')

    # --- submitting and reading -----------------------------------------------------------------

    @property
    def submission(self):
        """The bar for handing in."""
        return self.page.get_by_role("region", name="Abgabe", exact=True)

    def submit(self):
        """Hand in and see it confirmed, with the receipt."""
        self.press("Abgeben", self.submission)
        self.sees_submitted()
        self.sees(re.compile(r"Beleg .*Prüfzeichen \w{8}"))
        return self

    def take_back(self):
        """Take a submitted decision back."""
        self.press("Zurückholen", self.submission)
        expect(self.submission).not_to_contain_text("Abgegeben um")
        expect(self.submission.get_by_role("button", name="Abgeben", exact=True)).to_be_visible()
        return self

    def sees_submitted(self):
        """Wait until the bar says so."""
        expect(self.submission).to_contain_text("Abgegeben um")
        return self

    def sees_board(self, number):
        """Wait until this is the town hall of a round."""
        heading = re.compile(rf"^Rathaus .*, Runde {number}$")
        expect(self.page.get_by_role("heading", name=heading)).to_be_attached()
        return self

    def sees_phase(self, phase):
        """Wait until the header names the phase."""
        expect(self.page.locator("#r-stand")).to_contain_text(f"Phase {phase}")
        return self

    def sees_settlement(self, number):
        """Wait until this is the settlement of a round."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(f"Abrechnung Runde {number}")
        return self


class Cockpit(Person):
    """The facilitator's browser."""

    def log_in(self, username, password):
        """Log in on the form, wherever one is led to it."""
        self.open("/leitung/")
        self.page.get_by_label("Benutzername").fill(username)
        self.page.get_by_label("Passwort").fill(password)
        self.press("Anmelden")
        self.sees_heading("Ihre Veranstaltungen")
        return self

    def create(self, name, *, scenario, rounds, model, deciding_minutes):
        """Make a game with the form."""
        self.follow("Nur ein Spiel anlegen")
        self.page.get_by_label("Name des Spiels").fill(name)
        self.page.get_by_role("radio", name=re.compile(f"^{scenario}")).check()
        self.page.get_by_label("Runden", exact=True).fill(str(rounds))
        self.page.get_by_label("Modell der Zusammenarbeit").select_option(model)
        self.page.get_by_label("Entscheiden", exact=True).fill(str(deciding_minutes))
        self.press("Spiel anlegen")
        self.sees_heading("Bereit?")
        return self

    @property
    def path(self):
        """Address of the cockpit."""
        return re.search(r"/leitung/spiel/[\w-]{36}/", self.page.url).group(0)

    @property
    def state(self):
        """state.json of the cockpit."""
        return self.json(f"{self.path}state.json")

    @property
    def code(self):
        """The join code as shown."""
        return self.page.locator(".ck-code").first.inner_text()

    def address(self, link):
        """Where a link leads."""
        return self.page.get_by_role("link", name=link, exact=True).first.get_attribute("href")

    def row(self, town):
        """A municipality's row in the matrix."""
        return self.page.get_by_role("row").filter(
            has=self.page.get_by_role("rowheader", name=town)
        )

    def start(self):
        """Leave the lobby."""
        self.press("Spiel starten")
        return self.sees_page("play").sees_phase("Lage")

    def sees_page(self, key):
        """Wait until this is the cockpit for a game in the lobby, in play or over."""
        expect(self.page.locator("body")).to_have_attribute("data-key", key)
        return self

    def advance(self, target):
        """On to the next phase, by the words on the button."""
        self.press(f"Weiter: {target}")
        return self

    def award(self):
        """End the award, also where somebody has not voted: the question is answered with yes.

        Where nobody has applied there is none, and the round is settled already.
        """
        head = self.page.locator("#r-head")
        expect(head).to_contain_text(re.compile("Phase (Vergabe|Abrechnung)"))
        if "Phase Abrechnung" in head.inner_text():
            return self
        asks = self.page.locator("a#advance").count()
        self.page.locator("#advance").click()
        if asks:
            self.press("Schließen und abrechnen", self.dialog())
        return self.sees_phase("Abrechnung")

    def sees_phase(self, phase):
        """Wait until the header names the phase."""
        expect(self.page.locator("#r-head")).to_contain_text(f"Phase {phase}")
        return self

    def dialog(self):
        """The open question."""
        return self.page.get_by_role("dialog")
