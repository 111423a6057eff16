"""Codes of notes. Every note of a refused item carries the figures ``limit`` and ``wanted``."""

from typing import Final

REFUSED: Final[dict[str, str]] = {
    "not_there": "service, agreement, card or town does not exist for this town",
    "duty": "a compulsory service cannot be closed",
    "bound": "a joint service cannot be closed",
    "watched": "not while the budget is watched",
    "places": "more places than allowed, or fewer than none",
    "greenfield": "more dwellings on the edge than allowed",
    "inner": "more units in the centre than allowed",
    "no_fund": "the model has no fund that can be joined or asked",
    "not_member": "only members of the fund or agreement may do this",
    "stage": "the model or the stage of the agreement does not allow it",
    "members": "the offer does not name at least two known towns with the proposer",
    "sites": "the offer names no sites, or sites of towns that are not members",
    "key": "no such key",
    "equalise": "equalisation needs stage 3 and a model that has it",
    "surcharge": "host surcharge beyond the limit",
    "caps": "a cap that is negative or names no member",
    "quotas": "quotas that are negative, all zero or name no member",
    "roof": "the common roof has other partners or another stage",
    "replaces": "the agreement to replace is another service's or not the proposer's",
    "offer_missing": "no such offer was made to this town",
    "own_offer": "a town need not consent to its own offer",
    "points": "not enough coordination points left",
    "foreign_card": "the card belongs to another town",
    "card_done": "the card has been carried out",
    "partners": "partners that are unknown, named twice or the applicant itself",
    "module_off": "this part of the rules is switched off",
    "amount": "the amount is below the least or above the most",
    "guessed": "this neighbour's goal has been guessed before",
    "pledge": "the building is there or the time for pledges is over",
    "agreement_not_founded": "the offer fails; ``reason``, ``who``, ``limit``, ``wanted``",
    "project_partners_missing": "partners did not consent, or too few of them",
    "project_unfunded": "no money for the card; ``reason`` says why",
    "project_taken": "somebody else carried the card out in the same round",
    "release_missing": "too few of the others released the member",
    "pledges_lapsed": "the pledges do not reach the threshold",
}
"""Codes of refusals and what they mean."""

REMARKS: Final[dict[str, str]] = {
    "site_locked": "a voluntary office or site fell below the least condition and is closed",
}
"""Codes of things that happened without a decision."""
