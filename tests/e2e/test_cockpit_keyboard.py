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
from tests.e2e import cockpit_acts as acts
from tests.e2e.cockpit_lead import Lead
from tests.e2e.keys import SHOWN
from tests.e2e.pages import Player

pytestmark = pytest.mark.e2e

UNNAMED = f"""(selectors) => ({SHOWN})()
  .filter((e) => !e.disabled && !selectors.some((selector) => e.matches(selector)))
  .map((e) => e.outerHTML.slice(0, 160))"""


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


LOBBY, DECIDING, SETTLED, OVER = "lobby", "deciding", "settled", "over"
PLAY = f"{DECIDING} {SETTLED}"
OPEN = f"{LOBBY} {PLAY}"
ALWAYS = f"{OPEN} {OVER}"
CONTROLS = (
    # scene by scene in the order of use
    link(".ps-brand", ALWAYS, "Ihre Veranstaltungen"),
    window("header a[href^='/leinwand/']", ALWAYS, "leinwand"),
    Control("[data-copy]", OPEN, acts.copies),
    Control("#lobby", OPEN, acts.locks),
    Control("#teams-scroll", ALWAYS, acts.scrolls),
    Control(".ck-seat", ALWAYS, acts.shows_a_seat),
    Control("[id^=bot-]", LOBBY, acts.appoints_a_bot),
    Control("[id^=bot-]", DECIDING, acts.merges),
    Control("[id^=bot-]", SETTLED),
    Control("#wall-map, #wall-clock, #wall-indices, #wall-auto", OPEN, acts.shows_a_view),
    Control("[id^=wall-]:not(#wall-choose, #wall-blank, #wall-pause)", OVER),
    Control("#wall-news, #wall-lobby, #wall-phase", OPEN),
    Control("#wall-blank, #wall-pause", ALWAYS, acts.darkens),
    Control("#wall-choose", ALWAYS, acts.chooses_a_chart),
    Control(".ck-wall__links a[href^='/leinwand/']", ALWAYS),
    renewal("#new-projector-link", ALWAYS, "Neuer Link für die Leinwand?"),
    renewal("#new-review-link", ALWAYS, "Neuer Link für die Rückschau?"),
    Control("#note-text, #note-keep", ALWAYS, acts.writes_a_note),
    Control(".ck-notes__key", ALWAYS, acts.releases_a_note, optional=True),
    Control("#single-keys", ALWAYS, acts.ticks_the_keys),
    Control("#to-messages", PLAY, acts.messages_all),
    link("#to-messages", LOBBY, "Nachrichten"),
    link("#to-messages", OVER, "Nachrichten"),
    link("a[href*='/veranstaltung/']:not([href*='/ablauf/'])", ALWAYS, "Kurs"),
    Control("a[href*='/ablauf/']", ALWAYS, acts.reads_the_run_sheet, optional=True),
    link("a[href$='/probe/']", ALWAYS, "Generalprobe"),
    link("a[href$='/druck/']", ALWAYS, "Für den Raum drucken"),
    window("a[href^='/rueckschau/']", ALWAYS, "rueckschau"),
    Control("a[download]", OVER, acts.takes_the_file),
    link("#to-review-links", ALWAYS, "Links zur Rückschau"),
    link("#to-debrief", OVER, "Auswertung"),
    link("a[href$='/warum/']", OVER, re.compile("Warum")),
    link("a[href$='/zeitmaschine/']", OVER, "Zeitmaschine"),
    Control("a[href*='/zeitmaschine/?moment=']", OVER, optional=True),
    question("#mode", OPEN, "Wer schaltet weiter?"),
    question("#wait", DECIDING, "Auf ein Team warten?"),
    Control("#start", LOBBY, acts.starts),
    Control("[id^=mehr-zeit-], [id^=antworten-], [id^=erledigt-]", DECIDING, acts.answers_a_call),
    Control("[id^=nachricht-]", PLAY, acts.messages_one),
    Control("#plus-1, #plus-5, #minus-1", PLAY, acts.changes_the_time),
    Control("#timer, #pause", PLAY, acts.uses_the_clock),
    Control("[id^=readmit-]", DECIDING, acts.moves_removes_and_readmits, optional=True),
    Control("#to-event", PLAY, acts.plays_an_event),
    Control("#to-figure", PLAY, acts.intervenes("#to-figure", change="5.000")),
    Control("#to-value", PLAY, acts.intervenes("#to-value", value="400")),
    Control("#to-model", PLAY, acts.intervenes("#to-model")),
    Control("#to-steering", PLAY, acts.withdraws),
    Control("#r-log [id^=angebot-]", ALWAYS, acts.looks_at_an_offer, optional=True),
    Control("[id^=ansehen-]", DECIDING, acts.looks_and_decides),
    Control("[id^=ansehen-]", f"{SETTLED} {OVER}"),
    Control("#advance", DECIDING, acts.leads_on),
    Control("#go-back", SETTLED, acts.takes_back_and_restores),
    Control("#go-back", OVER),
    Control("#advance", SETTLED, acts.goes_on),
    Control("#end", DECIDING),
    Control("#end", SETTLED, acts.ends),
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


def assert_matrix_fits(page):
    """On a laptop all of a municipality's row is in sight, its buttons included."""
    for width in (1280, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert (
            page.locator("#teams-scroll").evaluate("(box) => box.scrollWidth - box.clientWidth")
            <= 0
        )


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
    assert_matrix_fits(lead.page)
    rows = [row for row in CONTROLS if scene in row.scenes.split()]
    assert lead.page.evaluate(UNNAMED, [row.selector for row in rows]) == []
    standing = [row.selector for row in rows if not row.optional]
    assert [each for each in standing if not lead.page.locator(each).count()] == []
    for row in rows:
        if row.use:
            lead.home()
            row.use(lead)
