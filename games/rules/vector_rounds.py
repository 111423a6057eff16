"""A settled round in the form in which test vectors write it down."""

from collections.abc import Mapping
from typing import Any, Final

from games.rules.model import Agreement, Settlement, TownState, TownValues
from games.rules.notes import REFUSED

CODES: Final[Mapping[str, str]] = {
    "agreement_not_founded": "Vertrag kommt nicht zustande",
    "not_there": "nicht vorhanden",
    "project_partners_missing": "Projekt: Partner fehlen",
}
"""How vectors spell the codes of notes, as far as it is known."""


def round_answer(settled: Settlement) -> dict[str, Any]:
    """Postings, notes and the state after the round, sorted where the order has no meaning."""
    after = settled.state_after
    event = settled.event
    return {
        "postings": sorted([p.rule, p.source, p.target, p.amount] for p in settled.postings),
        "notes": sorted(CODES.get(n.code, n.code) for n in settled.notes if n.code in REFUSED),
        "event": {"card": event.id, "towns": list(event.towns)} if event else None,
        "towns": {name: _town(town) for name, town in after.towns.items()},
        "trust": {name: dict(row) for name, row in after.trust.items()},
        "fund": {"members": list(after.fund.members), "money": after.fund.money},
        "agreements": [_agreement(item) for item in after.agreements],
        "region": values_answer(after.region) if after.region else None,
    }


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
