"""Offers that cannot be founded say so: before they are sent, once all signed, afterwards."""

import pytest

from games.models import Offer
from games.selectors.agreement_state import agreements_state
from games.selectors.memo import one_reading
from games.selectors.offer_page import offer_context
from games.selectors.offers import offer_lines
from games.selectors.situation import situation
from tests.cast import assemble
from tests.services.bargaining import YARD, accept, draft, edit, propose

UNION = YARD | {"stage": 4}
"""More trust than anybody has at the start."""


@pytest.fixture
def talking(db):
    """Round 1 without the offers of the bot."""
    cast = assemble()
    cast.play_until("negotiating")
    Offer.objects.filter(game=cast.game).delete()
    return cast


@one_reading()
def lines_of(viewer):
    return offer_lines(situation(viewer))


def line(person, number):
    return next(each for each in lines_of(person.viewer) if each.number == number)


def test_a_draft_that_cannot_be_founded_says_so_beside_its_button(talking):
    number = draft(talking.anna, UNION)
    page = offer_context(talking.anna.viewer, number)["offer"]
    assert page.why.startswith("Kommt so nicht zustande: Ihr Vertrauen zu Mittelbach liegt bei")
    assert offer_context(talking.anna.viewer, draft(talking.anna, YARD))["offer"].why == ""


def test_what_all_have_signed_does_not_look_done_while_it_cannot_be_founded(talking):
    number = propose(talking.anna, UNION)
    assert line(talking.dora, number).words == "wartet auf Sie"
    accept(talking.dora, number)
    for person in (talking.anna, talking.dora):
        shown = line(person, number)
        assert (shown.words, shown.tone) == ("kommt so nicht zustande", "warn")
        assert shown.why.startswith("Kommt so nicht zustande: Ihr Vertrauen zu ")
        assert offer_context(person.viewer, number)["offer"].tone == "warn"
    good = propose(talking.anna, YARD)
    accept(talking.dora, good)
    assert (line(talking.anna, good).words, line(talking.anna, good).why) == (
        "alle haben zugestimmt",
        "",
    )


def test_after_the_settlement_the_reason_stands_in_the_list(talking):
    number = propose(talking.anna, UNION)
    accept(talking.dora, number)
    unsigned = propose(talking.anna, YARD)
    talking.play_until("settled")
    shown = {person: line(person, number) for person in (talking.anna, talking.dora)}
    assert {each.words for each in shown.values()} == {"nicht zustande gekommen"}
    figures = Offer.objects.get(game=talking.game, number=number).outcome["bauhof"]["figures"]
    mine = {"obertal": talking.anna, "mittelbach": talking.dora}.pop(figures["who"].split(",")[0])
    for person, each in shown.items():
        assert each.why.startswith("Nicht zustande gekommen: Bauhof: ")
        assert ("Ihr Vertrauen zu " in each.why) == (person is mine)
        told = agreements_state(person.viewer)["offers"]
        known = next(o for o in told if o["number"] == number)["outcome"]["bauhof"]["figures"]
        assert ("wanted" in known) == (person is mine)
    assert line(talking.anna, unsigned).why == (
        "Nicht zustande gekommen: Bauhof: Es fehlte die Zustimmung von Mittelbach."
    )


def test_who_is_no_partner_any_longer_takes_its_sites_along(talking):
    pool = YARD | {"services": ["freibad"], "sites": {"freibad": ["mittelbach", "obertal"]}}
    number = draft(talking.anna, pool)
    edit(talking.anna, number, {"members.mittelbach": None, "members.niederau": True}, revision=1)
    page = offer_context(talking.anna.viewer, number)
    ticked = {b.town for g in page["offer"].editor.sites for b in g.boxes if b.checked}
    assert ticked == {"obertal"}
    assert page["form"].fields["sites.freibad.mittelbach"]["value"] == ""
    edit(talking.anna, number, {"members.niederau": True}, revision=2)
    kept = offer_context(talking.anna.viewer, number)["offer"].editor.sites
    assert {b.town for g in kept for b in g.boxes if b.checked} == {"obertal"}


def test_a_page_read_while_the_round_is_settled_still_finds_the_own_draft(talking):
    number = draft(talking.anna, YARD)
    with one_reading():
        assert situation(talking.anna.viewer).place.game.round_number == 1
        # Another transaction closes the round here; what was read already stays as it was.
        Offer.objects.filter(number=number).update(round_number=2)
        assert offer_context(talking.anna.viewer, number)["offer"].number == number
