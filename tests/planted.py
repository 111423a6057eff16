"""A finished game in which a planted word stands wherever people can write, and how to find it."""

from dataclasses import replace
from datetime import timedelta

from django.db import connection

from games.access import Viewer, ViewerKind, WorkshopViewer
from games.agenda.proposal import propose as proposed
from games.agenda.proposal import rounds_of
from games.enums import ROUND_PHASES, DebriefStep, Role
from games.models import TeamDecision, Workshop
from games.selectors.steering import Draft
from games.services import (
    agendas,
    calls,
    cards,
    debrief,
    debrief_cards,
    debrief_questions,
    drafts,
    flow,
    links,
    looks,
    members,
    notes,
    recap,
    reflection,
    seats,
    steering,
    talks,
    undo,
)
from games.services.phases import named
from tests.cast import NOW, Cast, assemble, sit_down
from tests.factories import UserFactory
from tests.services.bargaining import draft, edit, send

WORD = "krokofant"
"""Stands in everything that is written; names of towns, services and the workshop have none."""

CARD = "marktscheune"
ACCOUNTS = "auth_user"


def words(what: str) -> str:
    """A text with the planted word."""
    return f"{WORD.title()} {what}"


def lead_of(cast: Cast) -> WorkshopViewer:
    """The facilitator of the game's workshop."""
    return WorkshopViewer(cast.game.workshop_id, cast.frieda.user.pk, Role.LEAD)


def planted() -> Cast:
    """The cast's game, over after one round that was played twice; ``anna`` is a person of ours."""
    cast = assemble(rounds=1, round_phases=ROUND_PHASES)
    frieda = cast.frieda.viewer
    anna = sit_down(cast.game, words("Anna"), 0)
    cast = replace(cast, anna=anna)
    _before(cast)
    cast.play_until("negotiating")
    _negotiate(cast)
    _decide(cast, 0)
    cast.play_until("settled")
    undo.undo_rounds(
        frieda, to_round=1, reason=words("Rücknahme"), expected=named(1, "settled"), now=NOW
    )
    deputy = Viewer(
        ViewerKind.PLAYER, frieda.game_id, team_id=cast.dora.viewer.team_id, user_id=frieda.user_id
    )
    looks.look(frieda, team_id=deputy.team_id, screen="board", deputy=True, now=NOW)
    drafts.submit(deputy, round_number=1, revision=_revision(cast.dora), reason=words("w"), now=NOW)
    cast.play_until("recap")
    recap.answer(anna.viewer, round_number=1, question="fair", value=5, now=NOW)
    cast.play_until("debrief")
    _debrief(cast)
    flow.end_game(frieda, now=NOW)
    return cast


def _before(cast: Cast) -> None:
    reflection.reflect(
        cast.anna.viewer, part="pre", values={"erwartung": words("Neugier"), "wort": "4"}, now=NOW
    )
    frieda, workshop = cast.frieda.viewer, lead_of(cast)
    rounds = rounds_of(cast.game.rounds, cast.game.round_phases, cast.game.phase_minutes)
    sheet = proposed(rounds, [(NOW, NOW + timedelta(hours=5))])
    day = sheet.days[0]
    steps = tuple(replace(each, label=words("Schritt")) for each in day.steps)
    sheet = replace(sheet, days=(replace(day, steps=steps),))
    for seen in (0, 2):
        agendas.save_agenda(workshop, sheet, seen=seen, now=NOW)
        sheet = replace(sheet, days=(replace(day, steps=steps[:-1]),))
    UserFactory(username=words("helfer").replace(" ", "_"))
    members.add_member(
        workshop, username=words("helfer").replace(" ", "_"), role=Role.COACH, now=NOW
    )
    members.invite(workshop, role=Role.OBSERVER, now=NOW)
    links.make_review_link(frieda, label=words("Presse"), until=None, now=NOW)
    table = _card("Starkregen")
    number = cards.save_card(frieda, table, now=NOW).number
    cards.save_card(frieda, _card("Sturm"), now=NOW)
    cards.drop_card(frieda, number, now=NOW)


def _card(name: str) -> dict:
    effects = [{"kind": "geld", "amount": -42_000}, {"kind": "leerstand", "change": 200}]
    return {"name": words(name), "text": words("Keller"), "reach": "alle", "effects": effects}


def _negotiate(cast: Cast) -> None:
    frieda, anna = cast.frieda.viewer, cast.anna.viewer
    first, second = cast.teams[:2]
    sent = [
        talks.send(anna, to="plenum", text=words("an alle"), now=NOW),
        talks.send(anna, to=second.town, text=words("an Dora"), now=NOW),
    ]
    talks.send_as_facilitator(frieda, to=first.town, text=words("Hinweis"), now=NOW)
    talks.report(cast.dora.viewer, number=sent[1].number, now=NOW)
    talks.hide(frieda, number=sent[0].number, reason=words("unpassend"), now=NOW)
    notes.note(anna, text=words("Notiz"), now=NOW)
    notes.note_as_facilitator(frieda, text=words("Lage"), now=NOW)
    send(cast.anna, draft(cast.anna), note=words("zum Angebot"))
    edit(cast.anna, draft(cast.anna, {"services": []}), {"stage": 1}, revision=1)
    calls.ask_help(anna, text=words("Hilfe"), now=NOW)
    seats.move_seat(
        frieda, seat_id=cast.ben.viewer.seat_id, team_id=second.pk, reason=words("um"), now=NOW
    )
    seats.remove_seat(frieda, seat_id=cast.ben.viewer.seat_id, reason=words("weg"), now=NOW)
    own = Draft("event", 1, words("Grund"), {"own": _card("Hagel"), "towns": (first.town,)})
    steering.intervene(frieda, own, now=NOW)
    skipped = steering.intervene(frieda, Draft("skip", 1, words("Grund"), {}), now=NOW)
    steering.withdraw(frieda, skipped.number, reason=words("Irrtum"), now=NOW)


def _debrief(cast: Cast) -> None:
    frieda, anna, dora = cast.frieda.viewer, cast.anna.viewer, cast.dora.viewer
    noted = notes.note_as_facilitator(frieda, text=words("freigegeben"), now=NOW)
    debrief.begin(frieda, now=NOW)
    _ask(frieda, noted.number)
    for step in DebriefStep:
        own = debrief_cards.write(anna, step=step, text=words(f"Karte {step}"), now=NOW)
        other = debrief_cards.write(dora, step=step, text=words(f"Antwort {step}"), now=NOW)
        group = words(f"Gruppe {step}")
        debrief.group(frieda, cards=[own.number, other.number], name=group, now=NOW)
    gone = debrief_cards.write(anna, step="next", text=words("abgehängt"), now=NOW)
    debrief.hide(frieda, cards=[gone.number], now=NOW)
    _vote(frieda, anna, own.number)
    debrief_cards.resolve(anna, text=words("Vorsatz"), until=words("Mai"), now=NOW)
    debrief_cards.resolve_for(
        frieda, town="", text=words("Treffen"), until=words("Herbst"), now=NOW
    )
    gone = debrief_cards.resolve(dora, text=words("verworfen"), now=NOW)
    debrief_cards.hide_resolution(frieda, number=gone.number, now=NOW)
    debrief.steer(frieda, kind="moment", item=str(noted.number), now=NOW)
    reflection.reflect(
        anna,
        part="post",
        values={"mitnehmen": words("Gelerntes"), "besser": words("Zeit")},
        now=NOW,
    )


def _ask(frieda: Viewer, moment: int) -> None:
    debrief_questions.ask(frieda, step="feel", text=words("Frage"), moment=moment, now=NOW)
    debrief_questions.reword(frieda, key="usual:feel:1", text=words("umformuliert"), now=NOW)


def _vote(frieda: Viewer, anna: Viewer, card: int) -> None:
    debrief.open_vote(frieda, step="next", now=NOW)
    debrief_cards.vote(anna, step="next", cards=[card], now=NOW)
    debrief.close_vote(frieda, step="next", now=NOW)


def _decide(cast: Cast, revision: int) -> None:
    cast.play_until("deciding")
    applied = {"project": CARD, "rationale": words("Begründung")}
    changes = {"fund": "beitreten", "applications": [applied]}
    drafts.save_draft(cast.anna.viewer, round_number=1, revision=revision, changes=changes, now=NOW)
    drafts.save_draft(
        cast.anna.viewer,
        round_number=1,
        revision=revision + 1,
        changes={f"applications.{CARD}.rationale": words("neu begründet")},
        now=NOW,
    )
    drafts.save_draft(
        cast.dora.viewer, round_number=1, revision=0, changes={"fund": "beitreten"}, now=NOW
    )


def _revision(person) -> int:
    row = TeamDecision.objects.filter(team_id=person.viewer.team_id).order_by("-attempt").first()
    return row.revision


def found(word: str = WORD) -> set[str]:
    """Where the word stands in the whole database: "table.column", without the accounts."""
    places = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table == ACCOUNTS:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                places |= {
                    f"{table}.{column}"
                    for column, value in zip(columns, row, strict=True)
                    if word in str(value).lower()
                }
    return places


def title_of(cast: Cast) -> str:
    """What is typed to confirm."""
    return Workshop.objects.get(pk=cast.game.workshop_id).title
