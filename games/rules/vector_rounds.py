"""A settled round in the form in which test vectors write it down."""

from collections.abc import Mapping
from typing import Any, Final

from games.rules.model import Agreement, Note, Settlement, TownState, TownValues
from games.rules.notes import REFUSED

FAULTS_OF_OFFERS: Final = (
    *("members", "sites", "key", "equalise", "surcharge"),
    *("caps", "quotas", "roof", "replaces"),
)

CODES: Final[Mapping[str, str]] = {
    "not_there": "nicht vorhanden",
    "offer_missing": "nicht vorhanden",
    "own_offer": "nicht vorhanden",
    "duty": "Pflichtaufgabe",
    "bound": "vertraglich gebunden",
    "watched": "Haushaltssicherung",
    "places": "zu viele Plätze",
    "greenfield": "zu viel Bauland",
    "inner": "zu viel Innenentwicklung",
    "no_fund": "kein Fonds",
    "not_member": "kein Mitglied",
    "stage": "Stufe nicht erlaubt",
    "points": "keine Koordinationszeit",
    "module_off": "Modul aus",
    "amount": "Betrag nicht erlaubt",
    "guessed": "schon geraten",
    "pledge": "Bauzusage nicht möglich",
    "foreign_card": "Projekt: Karte nicht frei",
    "card_done": "Projekt: Karte nicht frei",
    "partners": "Projekt: Partner fehlen",
    "project_partners_missing": "Projekt: Partner fehlen",
    "project_unfunded": "Projekt: nicht gefördert",
    "project_taken": "Projekt: Karte nicht frei",
    "agreement_not_founded": "Vertrag kommt nicht zustande",
    "release_missing": "Freigabe fehlt",
    "pledges_lapsed": "Schwelle nicht erreicht",
    **dict.fromkeys(FAULTS_OF_OFFERS, "Vertrag kommt nicht zustande"),
}
"""How vectors spell the codes of notes.

Given vectors show three of them (nicht vorhanden, Vertrag kommt nicht zustande, Projekt: Partner
fehlen); the others follow their pattern. An offer with a fault comes to nothing like one that is
refused.
"""


def round_answer(settled: Settlement) -> dict[str, Any]:
    """Postings, notes and the state after the round, sorted where the order has no meaning."""
    after = settled.state_after
    event = settled.event
    return {
        "postings": sorted([p.rule, p.source, p.target, p.amount] for p in settled.postings),
        "notes": sorted(CODES.get(note.code, note.code) for note in _refused(settled)),
        "event": {"card": event.id, "towns": list(event.towns)} if event else None,
        "towns": {name: _town(town) for name, town in after.towns.items()},
        "trust": {name: dict(row) for name, row in after.trust.items()},
        "fund": {"members": list(after.fund.members), "money": after.fund.money},
        "agreements": [_agreement(item) for item in after.agreements],
        "region": values_answer(after.region) if after.region else None,
    }


def _refused(settled: Settlement) -> list[Note]:
    """Notes of what was refused; a card carried out without a grant was not."""
    paid = {(posting.source, posting.cause) for posting in settled.postings if posting.rule == "F5"}
    return [
        note
        for note in settled.notes
        if note.code in REFUSED
        and not (note.code == "project_unfunded" and (note.town, note.item) in paid)
    ]


def _town(town: TownState) -> dict[str, Any]:
    return {
        "people": list(town.people),
        "account": town.account,
        "running": town.running,
        "vacancy": town.vacancy,
        "backing": town.backing,
        "index": values_answer(town.values),
        "forecast": town.forecast,
        "condition": {name: s.condition for name, s in town.services.items() if s.open},
    }


def values_answer(values: TownValues) -> dict[str, int]:
    """The four values and their mean by their German names."""
    return {
        "daseinsvorsorge": values.daseinsvorsorge,
        "finanzen": values.finanzen,
        "ortskern": values.ortskern,
        "vertrauen": values.vertrauen,
        "gesamt": values.gesamt,
    }


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        "id": agreement.id,
        "service": agreement.service,
        "stage": agreement.stage,
        "members": list(agreement.members),
        "sites": list(agreement.sites),
        "key": agreement.key,
    }
