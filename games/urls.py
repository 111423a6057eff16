"""Addresses of the game. Each one is listed in ``access_matrix.toml``, or the build fails."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path

from games.views import (
    agenda,
    agreements,
    board,
    call,
    cockpit,
    cockpit_time,
    commands,
    connection,
    debrief,
    debrief_lead,
    debrief_questions,
    draft,
    fund,
    join,
    keeping,
    lead_talks,
    leading,
    lobby,
    login,
    luck,
    members,
    message_files,
    notes,
    offers,
    own_files,
    pacts,
    paper,
    pictures,
    printing,
    projector,
    projector_control,
    recap,
    reflection,
    region,
    rehearsal,
    report,
    review,
    review_links,
    review_story,
    review_why,
    seating,
    settlement,
    start,
    stead,
    steering,
    take_home,
    talks,
    timemachine,
    undoing,
    what_if,
    wizard,
    workshop,
    workshop_compare,
    workshop_settings,
)
from games.views.player_screen import ScreenViews


def screen(route: str, name: str, views: ScreenViews) -> list[URLPattern]:
    """A live screen: the page, its live answer and its state (docs/live.md)."""
    return [
        path(route, views.page, name=name),
        path(f"{route}live/", views.live, name=f"{name}_live"),
        path(f"{route}state.json", views.state, name=f"{name}_state"),
    ]


def files(route: str, name: str, view: Callable[..., HttpResponse]) -> list[URLPattern]:
    """Messages to take along, as a table and as JSON."""
    return [
        path(f"{route}.{kind}", view, {"kind": kind}, name=f"{name}_messages_{kind}")
        for kind in ("csv", "json")
    ]


public = [
    path("", start.start, name="start"),
    path("beitreten/", join.join, name="join"),
    path("beitreten/<str:code>/", join.join_code, name="join_code"),
    path("datenschutz/", start.privacy, name="privacy"),
    path("barrierefreiheit/", start.accessibility, name="accessibility"),
    path("impressum/", start.imprint, name="imprint"),
    path("tastatur/", start.keyboard, name="keyboard"),
    path("verbindung/", connection.connection, name="connection"),
    path("verbindung/zeit.json", connection.connection_time, name="connection_time"),
    path("verbindung/weg/", connection.connection_seen, name="connection_seen"),
]

GAME = "spiel/<uuid:game_id>/"
BOARD = f"{GAME}rathaus/"
SETTLEMENT = f"{GAME}abrechnung/"
TALKS = f"{GAME}gespraeche/"
HELP = f"{GAME}hilfe/"
RECAP = f"{GAME}blitzlicht/"
OWN = f"{GAME}mitnehmen/"
DEBRIEF = f"{GAME}auswertung/"
AGREEMENTS = f"{GAME}vereinbarungen/"
OFFER = f"{AGREEMENTS}angebot/<int:offer>/"

participant = [
    path(GAME, lobby.game, name="game"),
    path(f"{GAME}anwesenheit/", lobby.heartbeat, name="presence"),
    path(f"{GAME}weiter/", board.ready, name="ready"),
    *screen(f"{GAME}warteraum/", "lobby", lobby.lobby),
    *screen(BOARD, "board", board.board),
    path(f"{BOARD}entwurf/", draft.draft_save, name="draft_save"),
    path(f"{BOARD}abgeben/", board.submit, name="submit"),
    path(f"{BOARD}zurueckholen/", board.reopen, name="reopen"),
    *screen(TALKS, "talks", talks.screen._replace(page=talks.talks_page)),
    path(f"{TALKS}mit/<slug:key>/", talks.talks_page, name="talk"),
    path(f"{TALKS}senden/", talks.send, name="talk_send"),
    *files(f"{TALKS}nachrichten", "talk", message_files.of_team),
    path(f"{TALKS}gelesen/", talks.read, name="talk_read"),
    path(f"{TALKS}nachricht/<int:number>/melden/", talks.report, name="talk_report"),
    *screen(f"{GAME}absprachen/", "pacts", pacts.pacts),
    *screen(AGREEMENTS, "agreements", agreements.agreements),
    path(f"{AGREEMENTS}neu/", agreements.offer_create, name="offer_create"),
    path(OFFER, offers.offer_page, name="offer"),
    path(f"{OFFER}teile/", offers.offer_parts, name="offer_parts"),
    path(f"{OFFER}entwurf/", offers.offer_save, name="offer_save"),
    path(f"{OFFER}senden/", offers.offer_send, name="offer_send"),
    path(f"{OFFER}antwort/", offers.offer_answer, name="offer_answer"),
    path(f"{OFFER}zurueckziehen/", offers.offer_withdraw, name="offer_withdraw"),
    path(f"{OFFER}fassung/", offers.offer_revise, name="offer_revise"),
    path(f"{OFFER}verwerfen/", offers.offer_drop, name="offer_drop"),
    path(f"{AGREEMENTS}<slug:agreement>/", agreements.agreement_page, name="agreement"),
    *screen(f"{GAME}angebote/", "offers", offers.screen),
    *screen(f"{GAME}fonds/", "fund", fund.fund),
    path(f"{GAME}fonds/bewertung/", fund.revise, name="fund_revise"),
    path(f"{GAME}warum/", review_why.why_of_team, name="team_why"),
    *screen(SETTLEMENT, "settlement", settlement.newest),
    path(f"{SETTLEMENT}<int:number>/", settlement.settlement_page, name="settlement_round"),
    path(
        f"{SETTLEMENT}<int:number>/state.json",
        settlement.settlement_state,
        name="settlement_round_state",
    ),
    *screen(f"{GAME}region/", "region", region.region),
    *screen(f"{GAME}daten/", "data", region.data),
    *screen(RECAP, "recap", recap.screen),
    path(f"{RECAP}antwort/", recap.answer, name="recap_answer"),
    path(f"{RECAP}vermutung/", recap.guess, name="recap_guess"),
    *screen(DEBRIEF, "debrief", debrief.screen),
    path(f"{DEBRIEF}karte/", debrief.write, name="debrief_write"),
    path(f"{DEBRIEF}punkte/", debrief.vote, name="debrief_vote"),
    path(f"{DEBRIEF}vorsatz/", debrief.resolve, name="debrief_resolve"),
    *screen(HELP, "help", call.screen),
    path(f"{HELP}rufen/", call.ask, name="help_ask"),
    path(f"{HELP}zuruecknehmen/", call.take_back, name="help_withdraw"),
    path(f"{HELP}zeit/", call.ask_time, name="help_time"),
    path(f"{GAME}rueckmeldung/", reflection.page, name="reflection"),
    path(f"{GAME}verlauf/notiz/", notes.note, name="note"),
    *screen(f"{GAME}verlauf/", "history", region.history),
    path(OWN, own_files.page, name="own_take_home"),
    path(f"{OWN}bericht/", own_files.report, name="own_report"),
    path(f"{OWN}beschlussvorlage/", own_files.council, name="own_paper"),
    path(f"{OWN}arbeitsmappe.xlsx", own_files.own_workbook, name="own_xlsx"),
    path(f"{OWN}zahlen.zip", own_files.figures, name="own_figures"),
    path(f"{OWN}partie.json", own_files.bundle, name="own_bundle"),
    path(f"{GAME}zeit/", timemachine.player_time, name="player_time"),
]

WORKSHOP_NEW = "leitung/veranstaltung/neu/"
WORKSHOP = "leitung/veranstaltung/<uuid:workshop_id>/"
MEMBERS = f"{WORKSHOP}mitwirkende/"
COCKPIT = "leitung/spiel/<uuid:game_id>/"
LEAD_TALKS = f"{COCKPIT}nachrichten/"
SEAT = f"{COCKPIT}platz/<int:seat_id>/"
PRINT = f"{COCKPIT}druck/"
STEERING = f"{COCKPIT}eingriffe/"
REHEARSAL = f"{COCKPIT}probe/"
LEAD_DEBRIEF = f"{COCKPIT}auswertung/"

facilitator = [
    path("leitung/", leading.games, name="games"),
    path("leitung/anmelden/", login.Login.as_view(), name="login"),
    path("leitung/abmelden/", login.Logout.as_view(), name="logout"),
    path("leitung/neu/", leading.game_create, name="game_create"),
    path(WORKSHOP_NEW, wizard.what, name="workshop_new"),
    path(f"{WORKSHOP_NEW}regionen/", wizard.regions, name="workshop_new_regions"),
    path(f"{WORKSHOP_NEW}einzeln/", wizard.each, name="workshop_new_each"),
    path(f"{WORKSHOP_NEW}zeiten/", wizard.times, name="workshop_new_times"),
    path(f"{WORKSHOP_NEW}pruefen/", wizard.check, name="workshop_new_check"),
    path(WORKSHOP, workshop.page, name="workshop"),
    path(f"{WORKSHOP}vergleich/", workshop_compare.page, name="workshop_compare"),
    path(
        f"{WORKSHOP}vergleich/<slug:chart>.csv",
        workshop_compare.picture_csv,
        name="workshop_compare_csv",
    ),
    path(f"{WORKSHOP}einstellungen/", workshop_settings.settings, name="workshop_settings"),
    path(f"{WORKSHOP}region/", workshop_settings.region, name="workshop_region"),
    path(f"{WORKSHOP}kopie/", workshop_settings.copy, name="workshop_copy"),
    path(f"{WORKSHOP}loeschen/", workshop_settings.delete, name="workshop_delete"),
    path(f"{WORKSHOP}aufheben/", keeping.page, name="workshop_keep"),
    path(f"{WORKSHOP}aufheben/archiv/", keeping.put_by, name="workshop_archive"),
    path(f"{WORKSHOP}aufheben/anonymisieren/", keeping.forget, name="workshop_anonymise"),
    path(MEMBERS, members.page, name="workshop_members"),
    path(f"{MEMBERS}neu/", members.add, name="workshop_member_add"),
    path(f"{MEMBERS}<int:member>/rolle/", members.change, name="workshop_member_change"),
    path(f"{MEMBERS}<int:member>/entfernen/", members.remove, name="workshop_member_remove"),
    path(f"{MEMBERS}einladung/", members.invite, name="workshop_invite"),
    path(f"{MEMBERS}einladung/<int:invitation>/", members.withdraw, name="workshop_uninvite"),
    path("leitung/einladung/<str:invitation>/", members.invitation, name="invitation"),
    path(f"{WORKSHOP}live/", workshop.live, name="workshop_live"),
    path(f"{WORKSHOP}state.json", workshop.state, name="workshop_state"),
    path(f"{WORKSHOP}start/", workshop.start, name="workshop_start"),
    path(f"{WORKSHOP}weiter/", workshop.advance, name="workshop_advance"),
    path(f"{WORKSHOP}zeit/", workshop.extend, name="workshop_time"),
    path(f"{WORKSHOP}pause/", workshop.pause, name="workshop_pause"),
    path(f"{WORKSHOP}ablauf/", agenda.page, name="agenda"),
    path(f"{WORKSHOP}ablauf/leiste/", agenda.strip, name="agenda_strip"),
    path(f"{WORKSHOP}ablauf/speichern/", agenda.save, name="agenda_save"),
    path(f"{WORKSHOP}ablauf/vorschlag/", agenda.propose, name="agenda_propose"),
    path(f"{WORKSHOP}ablauf/uebernehmen/", agenda.apply, name="agenda_apply"),
    path(f"{WORKSHOP}ablauf/ruecknahme/", agenda.back, name="agenda_back"),
    path(f"{WORKSHOP}ablauf/schritt/", agenda.step, name="agenda_step"),
    path(f"{WORKSHOP}ablauf/papier/", agenda.paper, name="agenda_paper"),
    *screen(COCKPIT, "cockpit", cockpit.screen),
    path(f"{COCKPIT}start/", commands.start, name="cockpit_start"),
    path(f"{COCKPIT}weiter/", commands.advance, name="cockpit_advance"),
    path(f"{COCKPIT}bewertung/", commands.close_scoring, name="cockpit_scoring"),
    path(f"{COCKPIT}zeit/", commands.extend, name="cockpit_time"),
    path(f"{COCKPIT}zeitmaschine/", timemachine.lead_time, name="cockpit_timemachine"),
    path(f"{COCKPIT}pause/", commands.pause, name="cockpit_pause"),
    path(f"{COCKPIT}modus/", cockpit_time.mode, name="cockpit_mode"),
    path(f"{COCKPIT}warten/", cockpit_time.wait, name="cockpit_wait"),
    path(f"{COCKPIT}warten/ende/", cockpit_time.wait_end, name="cockpit_wait_end"),
    path(f"{COCKPIT}ablauf/", cockpit_time.strip, name="cockpit_agenda"),
    path(f"{COCKPIT}ablauf/schritt/", cockpit_time.step, name="cockpit_step"),
    path(f"{COCKPIT}ende/", commands.end, name="cockpit_end"),
    path(f"{COCKPIT}zurueck/", undoing.undo_rounds, name="cockpit_undo"),
    path(f"{COCKPIT}wiederherstellen/", undoing.restore, name="cockpit_restore"),
    path(f"{COCKPIT}leinwand/", commands.projector_link, name="cockpit_projector_link"),
    path(f"{COCKPIT}warum/", review_why.why_of_lead, name="cockpit_why"),
    path(f"{COCKPIT}partie.json", review.full_bundle_file, name="cockpit_bundle"),
    path(f"{COCKPIT}leinwand/zeigen/", projector_control.show, name="cockpit_show"),
    path(f"{COCKPIT}leinwand/dunkel/", projector_control.darken, name="cockpit_darken"),
    path(f"{COCKPIT}rueckschau/", commands.review_link, name="cockpit_review_link"),
    path(f"{COCKPIT}rueckschau/links/", review_links.page, name="review_links"),
    path(f"{COCKPIT}rueckschau/links/<int:link>/", review_links.revoke, name="review_link_revoke"),
    path(f"{COCKPIT}warteraum/", commands.lobby, name="cockpit_lobby"),
    path(LEAD_TALKS, lead_talks.page, name="lead_talks"),
    path(f"{LEAD_TALKS}live/", lead_talks.live, name="lead_talks_live"),
    path(f"{LEAD_TALKS}state.json", lead_talks.state, name="lead_talks_state"),
    path(f"{LEAD_TALKS}senden/", lead_talks.send, name="lead_send"),
    path(f"{LEAD_TALKS}gelesen/", lead_talks.seen, name="lead_read"),
    path(f"{LEAD_TALKS}plenum/", lead_talks.plenary, name="lead_plenary"),
    path(f"{LEAD_TALKS}<int:number>/", lead_talks.message, name="lead_message"),
    *files(f"{LEAD_TALKS}nachrichten", "lead", message_files.of_facilitator),
    *screen(LEAD_DEBRIEF, "lead_debrief", debrief_lead.screen),
    path(f"{LEAD_DEBRIEF}beginn/", debrief_lead.begin, name="debrief_begin"),
    path(f"{LEAD_DEBRIEF}fuehren/", debrief_lead.steer, name="debrief_steer"),
    path(f"{LEAD_DEBRIEF}umsehen/", debrief_lead.mode, name="debrief_mode"),
    path(f"{LEAD_DEBRIEF}abstimmung/", debrief_lead.vote, name="debrief_poll"),
    path(f"{LEAD_DEBRIEF}frage/", debrief_questions.ask, name="debrief_ask"),
    path(f"{LEAD_DEBRIEF}frage/weg/", debrief_questions.unask, name="debrief_unask"),
    path(f"{LEAD_DEBRIEF}frage/aendern/", debrief_questions.question, name="debrief_question"),
    path(f"{LEAD_DEBRIEF}karten/", debrief_lead.cards, name="debrief_cards"),
    path(f"{LEAD_DEBRIEF}vorsatz/", debrief_lead.resolve, name="debrief_resolve_for"),
    path(f"{LEAD_DEBRIEF}vorsatz/weg/", debrief_lead.keep, name="debrief_keep"),
    path(f"{COCKPIT}ansehen/<int:team_id>/", stead.look, {"page": ""}, name="look_start"),
    path(f"{COCKPIT}vertretung/<int:team_id>/", stead.deputise, {"page": ""}, name="deputy_start"),
    path(f"{COCKPIT}ansehen/<int:team_id>/<path:page>", stead.look, name="look"),
    path(f"{COCKPIT}vertretung/<int:team_id>/pruefen/", stead.check, name="deputy_check"),
    path(f"{COCKPIT}vertretung/<int:team_id>/zuruecknehmen/", stead.give_back, name="deputy_undo"),
    path(f"{COCKPIT}vertretung/<int:team_id>/<path:page>", stead.deputise, name="deputy"),
    path(f"{COCKPIT}notiz/", notes.lead_note, name="cockpit_note"),
    path(f"{COCKPIT}zusammenlegen/", commands.merge, name="cockpit_merge"),
    path(f"{COCKPIT}hilfe/", commands.help_done, name="cockpit_help"),
    path(f"{COCKPIT}bot/", commands.bot, name="cockpit_bot"),
    path(PRINT, printing.overview, name="print_kit"),
    path(f"{PRINT}<slug:sheet>/", printing.sheet, name="print_sheet"),
    path(STEERING, steering.overview, name="steering"),
    path(f"{STEERING}ruecknahme/", steering.withdraw, name="steering_withdraw"),
    path(f"{STEERING}merken/", steering.save_card, name="card_save"),
    path(f"{STEERING}karte-loeschen/", steering.drop_card, name="card_drop"),
    path(f"{STEERING}<slug:kind>/", steering.intervene, name="steering_form"),
    path(f"{COCKPIT}platz/", seating.add, name="seat_add"),
    path(SEAT, seating.seat, name="seat"),
    path(f"{SEAT}umsetzen/", seating.move, name="seat_move"),
    path(f"{SEAT}entfernen/", seating.remove, name="seat_remove"),
    path(f"{SEAT}zulassen/", seating.readmit, name="seat_readmit"),
    path(f"{SEAT}code/", seating.code, name="seat_code"),
    path(REHEARSAL, rehearsal.page, name="rehearsal"),
    path(f"{REHEARSAL}stand/", rehearsal.part, name="rehearsal_part"),
    path(f"{REHEARSAL}start/", rehearsal.start, name="rehearsal_start"),
    path(f"{REHEARSAL}abbrechen/", rehearsal.cancel, name="rehearsal_cancel"),
    path(f"{REHEARSAL}pruefen/", rehearsal.check, name="rehearsal_check"),
    path(f"{REHEARSAL}browser/", rehearsal.browser, name="rehearsal_browser"),
]

PROJECTOR = "leinwand/<str:token>/"
REVIEW = "rueckschau/<str:token>/"

links = [
    *screen(PROJECTOR, "projector", projector.screen),
    path(f"{PROJECTOR}puls/", rehearsal.wall, name="projector_pulse"),
    *screen(REVIEW, "review", review.screen),
    path(f"{REVIEW}zeit/", timemachine.review_time, name="review_time"),
    path(f"{REVIEW}rueckmeldung/", reflection.review, name="review_reflection"),
    *files(f"{REVIEW}nachrichten", "review", message_files.of_review),
    path(f"{REVIEW}warum/", review_why.why_page, name="review_why"),
    path(f"{REVIEW}geschichte/", review_story.story_page, name="review_story"),
    path(f"{REVIEW}was-waere/", what_if.page, name="review_what_if"),
    path(f"{REVIEW}glueck/", luck.page, name="review_luck"),
    path(f"{REVIEW}glueck/rechnen/", luck.start, name="review_luck_start"),
    path(f"{REVIEW}glueck/stand/", luck.part, name="review_luck_part"),
    path(f"{REVIEW}auswertung/", debrief.in_review, name="review_debrief"),
    path(f"{REVIEW}export.csv", review.export_csv, name="review_csv"),
    path(f"{REVIEW}antraege.csv", review.export_applications, name="review_applications"),
    path(f"{REVIEW}export.xlsx", review.export_xlsx, name="review_xlsx"),
    path(f"{REVIEW}export.json", review.export_json, name="review_export"),
    path(f"{REVIEW}bilder/", pictures.pictures, name="review_pictures"),
    path(f"{REVIEW}bilder/<slug:theme>/", pictures.theme_page, name="review_theme"),
    path(
        f"{REVIEW}bilder/<slug:theme>/<slug:figure>.csv",
        pictures.picture_csv,
        name="review_picture_csv",
    ),
    path(f"{REVIEW}partie.json", review.export_bundle, name="review_bundle"),
    path(f"{REVIEW}mitnehmen/", take_home.page, name="review_take_home"),
    path(f"{REVIEW}bericht/", report.for_all, name="review_report"),
    path(f"{REVIEW}bericht/<slug:town>/", report.for_town, name="review_report_town"),
    path(f"{REVIEW}beschlussvorlage/<slug:town>/", paper.council, name="review_paper"),
    path(f"{REVIEW}zahlen.zip", take_home.figures, name="review_figures"),
    path(f"{REVIEW}ohne-namen.xlsx", take_home.bare_workbook, name="review_xlsx_bare"),
]

urlpatterns: list[URLPattern | URLResolver] = [*public, *participant, *facilitator, *links]
