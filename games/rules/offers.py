"""What is wrong with an offer in itself, before anybody is asked (rules sections 5.2 and 5.4)."""

from collections.abc import Callable
from typing import NamedTuple

from games.rules.effects.keys import NEED_KEY
from games.rules.model import Agreement, Mode, Proposal, Scenario
from games.rules.work import Round

LOWEST_STAGE = 2
EQUALISING_STAGE = 3
SURCHARGE_MAX = 3000
"""Host surcharge may be at most 30 % of the total."""
FEWEST_MEMBERS = 2
QUOTAS = "quoten"
"""The key that asks for negotiated quotas."""
ALONE_KEY = "alleinkosten"
"""The key under which nobody loses; an option takes it out."""


def share_keys(scenario: Scenario) -> tuple[str, ...]:
    """Keys by which cost may be split, in the scenario's order."""
    return tuple(key for key in equalising_keys(scenario) if key != NEED_KEY)


def equalising_keys(scenario: Scenario) -> tuple[str, ...]:
    """Keys by which an equalisation may share the gain, in the scenario's order."""
    out = scenario.options.no_alone_key
    return tuple(key for key in scenario.keys if not (out and key == ALONE_KEY))


class Fault(NamedTuple):
    """Code of a note with the limit that was missed and what was wanted."""

    code: str
    limit: int | str
    wanted: int | str


def fault(game: Round, proposer: str, offer: Proposal) -> Fault | None:
    """The first fault of an offer, or None."""
    for check in _CHECKS:
        found = check(game, proposer, offer)
        if found is not None:
            return found
    return None


def _service(game: Round, proposer: str, offer: Proposal) -> Fault | None:
    if offer.service in game.scenario.services:
        return None
    return Fault("not_there", "", offer.service)


def _stage(game: Round, proposer: str, offer: Proposal) -> Fault | None:
    if LOWEST_STAGE <= offer.stage <= game.model.max_stage:
        return None
    return Fault("stage", game.model.max_stage, offer.stage)


def _members(game: Round, proposer: str, offer: Proposal) -> Fault | None:
    named = set(offer.members)
    known = named <= game.towns.keys() and len(named) == len(offer.members)
    if known and proposer in named and len(named) >= FEWEST_MEMBERS:
        return None
    return Fault("members", FEWEST_MEMBERS, ",".join(offer.members))


def _sites(game: Round, proposer: str, offer: Proposal) -> Fault | None:
    named = set(offer.sites)
    if game.scenario.services[offer.service].mode is Mode.OFFICE:
        fits = not named
    else:
        fits = bool(named) and named <= set(offer.members)
    if fits and len(named) == len(offer.sites):
        return None
    return Fault("sites", ",".join(sorted(offer.members)), ",".join(offer.sites))


def _keys(game: Round, proposer: str, offer: Proposal) -> Fault | None:
    scenario = game.scenario
    if scenario.options.no_alone_key and ALONE_KEY in (offer.key, offer.equalise_key):
        return Fault("option_key", 0, ALONE_KEY)
    for key, allowed in (
        (offer.key, share_keys(scenario)),
        (offer.equalise_key, equalising_keys(scenario)),
    ):
        if key not in allowed:
            return Fault("key", ",".join(allowed), key)
    return None


def _equalisation(game: Round, proposer: str, offer: Proposal) -> Fault | None:
    allowed = game.model.equalise and offer.stage >= EQUALISING_STAGE
    if not offer.equalise or allowed:
        return None
    return Fault("equalise", EQUALISING_STAGE, offer.stage)


def _surcharge(game: Round, proposer: str, offer: Proposal) -> Fault | None:
    if 0 <= offer.host_surcharge <= SURCHARGE_MAX:
        return None
    return Fault("surcharge", SURCHARGE_MAX, offer.host_surcharge)


def _caps(game: Round, proposer: str, offer: Proposal) -> Fault | None:
    for name, cap in offer.caps.items():
        if name not in offer.members or cap < 0:
            return Fault("caps", 0, cap)
    return None


def _quotas(game: Round, proposer: str, offer: Proposal) -> Fault | None:
    total = sum(offer.quotas.values())
    for name, quota in offer.quotas.items():
        if name not in offer.members or quota < 0:
            return Fault("quotas", 0, quota)
    if QUOTAS in (offer.key, offer.equalise_key) and total <= 0:
        return Fault("quotas", 1, total)
    return None


def _agreement(game: Round, agreement_id: str) -> Agreement | None:
    return next((item for item in game.agreements if item.id == agreement_id), None)


def _roof(game: Round, proposer: str, offer: Proposal) -> Fault | None:
    if not offer.roof:
        return None
    roof: Agreement | Proposal | None = _agreement(game, offer.roof)
    if offer.roof.startswith(f"{proposer}#"):
        roof = game.proposals.get(offer.roof)
    if roof is None:
        return Fault("not_there", "", offer.roof)
    same = set(roof.members) == set(offer.members) and roof.stage == offer.stage
    return None if same else Fault("roof", roof.stage, offer.stage)


def _replaces(game: Round, proposer: str, offer: Proposal) -> Fault | None:
    if not offer.replaces:
        return None
    old = _agreement(game, offer.replaces)
    if old is None:
        return Fault("not_there", "", offer.replaces)
    fits = old.service == offer.service and proposer in old.members
    return None if fits else Fault("replaces", old.service, offer.service)


_CHECKS: tuple[Callable[[Round, str, Proposal], Fault | None], ...] = (
    _service,
    _stage,
    _members,
    _sites,
    _keys,
    _equalisation,
    _surcharge,
    _caps,
    _quotas,
    _roof,
    _replaces,
)
