"""What the controls of the cockpit do by keyboard: each is used, and what came of it is seen."""

import re

from playwright.sync_api import expect


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


def releases_a_note(lead):
    lead.go(".ck-notes__key").told("Freigegeben")
    expect(lead.page.locator("#r-notes")).to_contain_text("Freigabe zurücknehmen")
    lead.go(".ck-notes__key").told("Nicht mehr freigegeben")


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


def looks_at_an_offer(lead):
    if lead.page.locator("#r-log [id^=angebot-]").count():
        lead.go("#r-log [id^=angebot-]").sees("Sie sehen den Schirm von")
        lead.home()


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


def takes_the_file(lead):
    with lead.page.expect_download() as got:
        lead.go("a[download]")
    assert got.value.suggested_filename


def scrolls(lead):
    """Wide tables are reached, so that arrows can move them."""
    lead.to(lead.page.locator("#teams-scroll"))
