"""Offers and answers become the same proposals and consents wherever somebody asks."""

from games.rules.composition import Deal, as_if_all_signed, composed, offer_ids, without_offers
from games.rules.model import Decision, Proposal
from games.rules.terms import Terms, changed, differing, value

YARD = Terms(services=("bauhof",), members=("a", "b"))
BOTH = Terms(services=("bauhof", "verwaltung"), members=("a", "b"))


def test_ids_count_through_all_services_of_an_owner():
    deals = [Deal(7, "a", YARD, ("a",)), Deal(3, "a", BOTH, ("a", "b")), Deal(5, "b", YARD, ("b",))]
    assert offer_ids(deals) == {3: ("a#0", "a#1"), 7: ("a#2",), 5: ("b#0",)}


def test_owner_proposes_and_partner_consents():
    deals = [Deal(1, "a", BOTH, ("a", "b"))]
    mine = composed(Decision(inner=3), "a", deals)
    assert [offer.service for offer in mine.proposals] == ["bauhof", "verwaltung"]
    assert [offer.roof for offer in mine.proposals] == ["", "a#0"]
    assert mine.inner == 3
    assert composed(Decision(), "b", deals).consents == ("a#0", "a#1")
    assert composed(Decision(), "c", deals) == Decision()


def test_a_version_its_owner_has_not_accepted_binds_nobody():
    deals = [Deal(1, "a", YARD, ("b",))]
    assert composed(Decision(), "a", deals) == composed(Decision(), "b", deals) == Decision()


def test_what_a_draft_says_about_offers_is_void_and_projects_stay():
    draft = Decision(
        proposals=(Proposal("bauhof", 2, ("a", "b")),), consents=("b#0", "marktscheune")
    )
    assert without_offers(draft) == Decision(consents=("marktscheune",))
    deals = [Deal(1, "b", YARD, ("b", "a"))]
    assert composed(draft, "a", deals).consents == ("b#0", "marktscheune")


def test_the_own_preview_takes_the_others_signatures_for_given():
    deals = [Deal(1, "a", YARD, ("a",)), Deal(2, "b", BOTH, ("b",))]
    together = as_if_all_signed(Decision(), "a", deals)
    assert together["b"].consents == ("a#0",)
    assert together["a"].proposals == composed(Decision(), "a", deals).proposals
    assert set(together) == {"a", "b"}


class TestTerms:
    def test_paths_set_and_unset_single_entries(self):
        paper = changed(
            {}, {"members.b": True, "members.a": True, "sites.bad.a": True, "caps.a": 5, "stage": 3}
        )
        assert paper == {
            "members": ["a", "b"],
            "sites": {"bad": ["a"]},
            "caps": {"a": 5},
            "stage": 3,
        }
        assert changed(
            paper,
            {"members.b": None, "sites.bad.a": None, "caps.a": None, "stage": None},
        ) == {"members": ["a"]}
        assert [value(paper, path) for path in ("members.a", "members.c", "caps.a", "stage")] == [
            True,
            None,
            5,
            3,
        ]

    def test_versions_differ_by_field(self):
        assert differing({"stage": 2, "key": "gleich"}, {"stage": 3, "key": "gleich"}) == ("stage",)
