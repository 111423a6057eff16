"""The facilitator without a pointer: every control of the cockpit is reached by Tab and used.

CONTROLS is the table: where a control stands and what it does by keyboard. A control of the page
that no row names fails the test, and so does a row whose control is not on the page any more.
"""

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.keys import SHOWN, Keys
from tests.e2e.pages import Player

pytestmark = pytest.mark.e2e

UNNAMED = f"""(selectors) => ({SHOWN})()
  .filter((e) => !e.disabled && !selectors.some((selector) => e.matches(selector)))
  .map((e) => e.outerHTML.slice(0, 160))"""


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


# --- what each control does ---------------------------------------------------------------------


def copies(lead):
    lead.go("[data-copy]").told("Link kopiert")


def locks(lead):
    lead.go("#lobby").sees("Warteraum öffnen")
    assert lead.leader.state["lobby_locked"]
    lead.home().go("#lobby").sees("Warteraum schließen")


def shows_a_seat(lead):
    lead.go(".ck-seat").asked("Anna")
    before = lead.dialog.locator(".ck-code").inner_text()
    lead.enter(lead.at("#platz-code")).told("Neuer Platzcode")
    expect(lead.page.locator(".ck-code")).not_to_have_text(before)
    lead.home()


def appoints_a_bot(lead):
    lead.go(f"#bot-{lead.team('moorweiler')['id']}").asked("Wer spielt Moorweiler?")
    lead.choose(lead.dialog, re.compile("^Bot: Fonds")).button("Übernehmen").told("Ein Bot spielt")
    assert lead.team("moorweiler")["bot"]
    lead.go(f"#bot-{lead.team('moorweiler')['id']}").asked("Wer spielt Moorweiler?")
    lead.enter(lead.at("#platz-anlegen")).told("Neuer Platz")
    assert len(lead.team("moorweiler")["seats"]) == 1
    lead.home()


def merges(lead):
    team = lead.team("kleinholm")
    lead.go(f"#bot-{team['id']}").asked("Wer spielt Kleinholm?")
    lead.select(lead.page.locator("#merge-team"), str(lead.team()["id"]))
    lead.type(lead.page.locator("#merge-reason"), "Zu wenige").enter(lead.at("#zusammenlegen"))
    lead.told("Alle umgesetzt")
    assert lead.team("kleinholm")["people"] == 0


def moves_removes_and_readmits(lead):
    cora = next(seat for seat in lead.team()["seats"] if seat["name"] == "Cora")["id"]
    lead.home().go(f"#seat-{cora}").asked("Cora")
    lead.select(lead.page.locator("#seat-team"), str(lead.team("moorweiler")["id"]))
    lead.type(lead.page.locator("#grund-umsetzen"), "Wollte wechseln")
    lead.enter(lead.at("#platz-umsetzen")).told("Platz verschoben")
    assert lead.team("moorweiler")["people"] == 1
    lead.home().go(f"#seat-{cora}").asked("Cora")
    lead.type(lead.page.locator("#grund-aufloesen"), "Geht früher")
    lead.enter(lead.at("#platz-aufloesen")).told("Platz aufgelöst")
    lead.home().go(f"#readmit-{cora}").told("Wieder hereingelassen")
    assert lead.team("moorweiler")["people"] == 1


def shows_a_view(lead):
    views = lead.page.locator("button[id^=wall-][name=view]:not([disabled])")
    for name in views.evaluate_all("all => all.map((button) => button.id).reverse()"):
        lead.go(f"#{name}")
        expect(lead.page.locator(f"#{name}")).to_have_attribute("aria-pressed", "true")


def darkens(lead):
    lead.go("#wall-blank").sees("Wieder hell").go("#wall-pause")
    expect(lead.page.locator("#wall-pause")).to_have_count(0)
    lead.go("#wall-blank").sees("Dunkel, „Pause“")


def chooses_a_chart(lead):
    lead.go("#wall-choose").asked("Diagramm oder Buchung auf die Leinwand").escape()


def writes_a_note(lead):
    lead.type(lead.page.locator("#note-text"), "Anna zögert").go("#note-keep")
    expect(lead.page.locator("#r-notes")).to_contain_text("Anna zögert")


def ticks_the_keys(lead):
    keys = lead.page.locator("#single-keys")
    lead.tick(keys, on=False).tick(keys)


def messages_all(lead):
    lead.go("#to-messages").sees_heading("Nachrichten")
    lead.select(lead.page.get_by_label("An", exact=True), "auestadt")
    lead.type(lead.page.get_by_label("Text", exact=True), "Noch acht Minuten").button("Senden")
    lead.button("Plenum schließen").sees("Plenum öffnen")
    lead.link("Zum Cockpit").sees_heading("Gemeinden")


def messages_one(lead):
    lead.home().go("#nachricht-auestadt").sees_heading("Nachrichten")
    expect(lead.page.get_by_label("An", exact=True)).to_have_value("auestadt")
    lead.home()


def answers_a_call(lead):
    lead.go("#mehr-zeit-auestadt").told("5 Minuten mehr")
    expect(lead.page.locator("#ruf-auestadt")).not_to_contain_text("braucht mehr Zeit")
    lead.go("#antworten-auestadt").sees_heading("Nachrichten")
    lead.home().go("#erledigt-auestadt").told("Erledigt")
    expect(lead.page.locator("#ruf-auestadt")).to_have_count(0)


def reads_the_run_sheet(lead):
    if lead.page.locator("a[href*='/ablauf/']").count():
        lead.leads_to("a[href*='/ablauf/']", "Ablaufplan")


def starts(lead):
    lead.go("#start").sees("Runde 1 von")
    expect(lead.page.locator("body")).to_have_attribute("data-key", "play")


def changes_the_time(lead):
    lead.go("#plus-1").told("1 Minute mehr").go("#plus-5").told("5 Minuten mehr")
    lead.go("#minus-1").told("1 Minute weniger")


def uses_the_clock(lead):
    lead.to(lead.page.locator("#timer")).key("+").told("1 Minute mehr").key("Space")
    lead.sees("Das Spiel ist angehalten.")
    assert lead.leader.state["paused"]
    lead.go("#pause").told("Das Spiel läuft weiter")
    assert not lead.leader.state["paused"]


def looks_and_decides(lead):
    lead.go("#ansehen-auestadt").sees("Sie sehen den Schirm von Auestadt.")
    lead.link("Für diese Gemeinde entscheiden").sees("Sie entscheiden für Auestadt.")
    lead.choose(lead.page.locator("[data-field='levels.kita']"), "Sparen")
    lead.button("Entwurf speichern").link("Prüfen und abgeben")
    lead.sees_heading("Entscheidung von Auestadt, Runde 1")
    lead.type(lead.page.locator("#reason"), "Bogen aus Papier").button("So abgeben")
    lead.home()
    assert lead.team()["submitted"]


def leads_on(lead):
    lead.go("#advance").asked(re.compile("schließen")).button("Entscheidungen schließen")
    # Without an application there is nothing to award.
    lead.in_phase("(Vergabe|Abrechnung)")


def plays_an_event(lead):
    lead.go("#to-event").link("Eigene Karte aus Bausteinen").sees_heading("Eigene Karte")
    lead.type(lead.page.locator("[name=name]"), "Starkregen")
    lead.select(lead.page.locator("[name=effect_1]"), "geld")
    lead.type(lead.page.locator("[name=amount_1]"), "−42.000")
    lead.enter(lead.at("#wirkung-mehr")).tick(lead.page.get_by_label("Auestadt"))
    lead.enter(lead.at("#probelauf")).sees("Probelauf, noch nichts gesendet")
    lead.enter(lead.at("#merken")).told("Karte gemerkt").link(re.compile("^Einspielen"))
    lead.enter(lead.at("#probelauf")).sees("Probelauf, noch nichts gesendet")
    lead.type(lead.page.locator("#reason"), "Wetter").enter(lead.at("#ausfuehren"))
    lead.told("Eingriff festgehalten")


def intervenes(selector, **fields):
    def act(lead):
        lead.home().go(selector)
        for name, value in fields.items():
            lead.type(lead.page.locator(f"[name={name}]"), value)
        lead.enter(lead.at("#probelauf")).sees("Probelauf, noch nichts gesendet")
        lead.type(lead.page.locator("#reason"), "Vereinbart").enter(lead.at("#ausfuehren"))
        lead.told("Eingriff festgehalten")

    return act


def withdraws(lead):
    lead.home().go("#to-steering").sees_heading("Eingriffe heute")
    lead.type(lead.page.get_by_label("Grund der Rücknahme").first, "Irrtum")
    lead.enter(lead.page.get_by_role("button", name="Zurücknehmen").first)
    lead.told("Eingriff zurückgenommen").home()


def takes_back_and_restores(lead):
    lead.go("#go-back").asked("Runde 1 zurücknehmen?")
    lead.type(lead.page.locator("#undo-reason"), "Zahl falsch").button("Zurücknehmen")
    lead.in_phase("Entscheiden").home()
    lead.go("#undo-restore").in_phase("Abrechnung").home()


def goes_on(lead):
    lead.go("#advance").in_phase("Rückblick")


def ends(lead):
    lead.home().go("#end").asked("Spiel jetzt beenden?").link("Weiterspielen")
    expect(lead.dialog).to_have_count(0)
    lead.go("#end").asked("Spiel jetzt beenden?").button("Spiel beenden")
    lead.sees("Das Spiel ist zu Ende")


def scrolls(lead):
    """Wide tables are reached, so that arrows can move them."""
    lead.to(lead.page.locator("#teams-scroll"))


@dataclass(frozen=True)
class Control:
    """A control of the cockpit: its selector, the scenes it stands in, what it does by keyboard.

    ``use`` None: another row does (the key does the same, or it belongs to what comes before).
    ``optional``: it is not there in every game, or not until its row begins.
    """

    selector: str
    scenes: str
    use: Callable[[Lead], None] | None = None
    optional: bool = False


def link(selector, scenes, heading):
    """A link to a page with this heading."""
    return Control(selector, scenes, lambda lead: lead.leads_to(selector, heading))


def question(selector, scenes, heading):
    """A link to a question, which is closed again."""
    return Control(selector, scenes, lambda lead: lead.go(selector).asked(heading).escape())


def window(selector, scenes, address):
    """A link to a window of its own."""
    return Control(selector, scenes, lambda lead: lead.opens(selector, address))


def renewal(selector, scenes, question):
    """A link to the question whether a link is replaced, which is answered with yes."""

    def renew(lead):
        lead.go(selector).asked(question).button("Neuer Link").told("neuen Link")

    return Control(selector, scenes, renew)


def takes_the_file(lead):
    with lead.page.expect_download() as got:
        lead.go("a[download]")
    assert got.value.suggested_filename


LOBBY, DECIDING, SETTLED, OVER = "lobby", "deciding", "settled", "over"
PLAY = f"{DECIDING} {SETTLED}"
OPEN = f"{LOBBY} {PLAY}"
ALWAYS = f"{OPEN} {OVER}"
CONTROLS = (
    # scene by scene in the order of use
    link(".ps-brand", ALWAYS, "Ihre Veranstaltungen"),
    window("header a[href^='/leinwand/']", ALWAYS, "leinwand"),
    Control("[data-copy]", OPEN, copies),
    Control("#lobby", OPEN, locks),
    Control("#teams-scroll", ALWAYS, scrolls),
    Control(".ck-seat", ALWAYS, shows_a_seat),
    Control("[id^=bot-]", LOBBY, appoints_a_bot),
    Control("[id^=bot-]", DECIDING, merges),
    Control("[id^=bot-]", SETTLED),
    Control("#wall-map, #wall-clock, #wall-indices, #wall-auto", OPEN, shows_a_view),
    Control("[id^=wall-]:not(#wall-choose, #wall-blank, #wall-pause)", OVER),
    Control("#wall-news, #wall-lobby, #wall-phase", OPEN),
    Control("#wall-blank, #wall-pause", ALWAYS, darkens),
    Control("#wall-choose", ALWAYS, chooses_a_chart),
    Control(".ck-wall__links a[href^='/leinwand/']", ALWAYS),
    renewal("#new-projector-link", ALWAYS, "Neuer Link für die Leinwand?"),
    renewal("#new-review-link", ALWAYS, "Neuer Link für die Rückschau?"),
    Control("#note-text, #note-keep", ALWAYS, writes_a_note),
    Control("#single-keys", ALWAYS, ticks_the_keys),
    Control("#to-messages", PLAY, messages_all),
    link("#to-messages", LOBBY, "Nachrichten"),
    link("#to-messages", OVER, "Nachrichten"),
    link("a[href*='/veranstaltung/']:not([href*='/ablauf/'])", ALWAYS, "Kurs"),
    Control("a[href*='/ablauf/']", ALWAYS, reads_the_run_sheet, optional=True),
    link("a[href$='/probe/']", ALWAYS, "Generalprobe"),
    link("a[href$='/druck/']", ALWAYS, "Für den Raum drucken"),
    window("a[href^='/rueckschau/']", ALWAYS, "rueckschau"),
    Control("a[download]", OVER, takes_the_file),
    link("#to-review-links", ALWAYS, "Links zur Rückschau"),
    link("#to-debrief", OVER, "Auswertung"),
    link("a[href$='/warum/']", OVER, re.compile("Warum")),
    link("a[href$='/zeitmaschine/']", OVER, "Zeitmaschine"),
    Control("a[href*='/zeitmaschine/?moment=']", OVER, optional=True),
    question("#mode", OPEN, "Wer schaltet weiter?"),
    question("#wait", DECIDING, "Auf ein Team warten?"),
    Control("#start", LOBBY, starts),
    Control("[id^=mehr-zeit-], [id^=antworten-], [id^=erledigt-]", DECIDING, answers_a_call),
    Control("[id^=nachricht-]", PLAY, messages_one),
    Control("#plus-1, #plus-5, #minus-1", PLAY, changes_the_time),
    Control("#timer, #pause", PLAY, uses_the_clock),
    Control("[id^=readmit-]", DECIDING, moves_removes_and_readmits, optional=True),
    Control("#to-event", PLAY, plays_an_event),
    Control("#to-figure", PLAY, intervenes("#to-figure", change="5.000")),
    Control("#to-value", PLAY, intervenes("#to-value", value="400")),
    Control("#to-model", PLAY, intervenes("#to-model")),
    Control("#to-steering", PLAY, withdraws),
    Control("[id^=ansehen-]", DECIDING, looks_and_decides),
    Control("[id^=ansehen-]", f"{SETTLED} {OVER}"),
    Control("#advance", DECIDING, leads_on),
    Control("#go-back", SETTLED, takes_back_and_restores),
    Control("#go-back", OVER),
    Control("#advance", SETTLED, goes_on),
    Control("#end", DECIDING),
    Control("#end", SETTLED, ends),
)  # fmt: skip


@pytest.fixture
def room(hall, office, visitors):
    """A game in a scene: Anna and Cora in Auestadt and Kleinholm, Frieda has a keyboard."""
    leader = office.create(rounds=2, minutes_deciding=30, minutes_settled=30)

    def make(scene):
        if scene == OVER:
            leader.until("debrief", 2)
        elif scene != LOBBY:
            leader.until(scene)
        context = visitors.new(hall.url, **browsing.DESKTOP)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        return Lead(context, leader).log_in()

    anna = Player(visitors.new(hall.url)).scan(leader.code, "Anna", "Auestadt")
    # A new seat code signs her device out.
    anna.context.watch.allow("status of 404")
    cora = Player(visitors.new(hall.url)).scan(leader.code, "Cora", "Kleinholm")
    cora.context.watch.allow("status of 404")
    return make, anna


@pytest.mark.parametrize("scene", [LOBBY, DECIDING, SETTLED, OVER])
def test_every_control_of_the_cockpit_is_used_by_keyboard(room, scene):
    make, anna = room
    lead = make(scene)
    if scene == DECIDING:
        anna.open(f"{anna.game_path}hilfe/")
        anna.press("Um mehr Zeit bitten")
        anna.page.get_by_label("Worum geht es?").fill("Wie geht das?")
        with contextlib.suppress(AssertionError):
            anna.press("Spielleitung rufen")
        expect(lead.page.locator("#ruf-auestadt")).to_contain_text("braucht mehr Zeit")
    rows = [row for row in CONTROLS if scene in row.scenes.split()]
    assert lead.page.evaluate(UNNAMED, [row.selector for row in rows]) == []
    standing = [row.selector for row in rows if not row.optional]
    assert [each for each in standing if not lead.page.locator(each).count()] == []
    for row in rows:
        if row.use:
            lead.home()
            row.use(lead)
