"""A preview equals the settlement where nothing else changes."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from games.rules.model import Decision, Mode
from games.rules.offer_preview import faults, offer_preview, untouched
from games.rules.settle import settle
from games.rules.terms import Terms, proposals
from tests.rules.regions import MITTELAUE, begin, scenario

RULES = scenario("mittelaue")
SERVICES = tuple(RULES.services)
KEYS = tuple(RULES.keys)
TRUSTING = begin("mittelaue", seed="preview", trust=8000)


def owners(state, service):
    return [
        n
        for n in sorted(state.towns)
        if state.towns[n].services.get(service, None) and state.towns[n].services[service].open
    ]


@st.composite
def papers(draw, stages=(2, 3, 4)):
    members = tuple(sorted(draw(st.sets(st.sampled_from(MITTELAUE), min_size=2, max_size=6))))
    services = tuple(sorted(draw(st.sets(st.sampled_from(SERVICES), min_size=1, max_size=2))))
    sites = {}
    for service in services:
        if RULES.services[service].mode is Mode.PLACE:
            own = [n for n in owners(TRUSTING, service) if n in members]
            if own:
                sites[service] = tuple(sorted(draw(st.sets(st.sampled_from(own), min_size=1))))
    stage = draw(st.sampled_from(stages))
    weights = draw(st.lists(st.integers(0, 5000), min_size=len(members), max_size=len(members)))
    return Terms(
        services=services,
        stage=stage,
        members=members,
        sites=sites,
        key=draw(st.sampled_from(KEYS)),
        equalise=stage > 2 and draw(st.booleans()),
        equalise_key=draw(st.sampled_from(KEYS)),
        host_surcharge=draw(st.integers(0, 3000)),
        caps={members[0]: draw(st.integers(0, 900_000))} if draw(st.booleans()) else {},
        quotas=dict(zip(members, weights, strict=True)),
    )


def settled_with(state, terms):
    """The round in which the offer is consented to by all and nobody decides anything else."""
    owner = terms.members[0]
    offers = proposals(terms, owner)
    decisions = {n: Decision() for n in terms.members}
    decisions[owner] = Decision(proposals=offers)
    for name in terms.members[1:]:
        decisions[name] = Decision(consents=tuple(f"{owner}#{i}" for i in range(len(offers))))
    return settle(RULES, state, decisions)


def paid(settled, rule, ids, name):
    return sum(
        p.amount * ((p.source == name) - (p.target == name))
        for p in settled.postings
        if p.rule == rule and p.cause in ids
    )


def fresh(settled, state, terms):
    return [a for a in settled.state_after.agreements if a.founded == state.round]


@settings(max_examples=120, deadline=None)
@given(terms=papers())
def test_what_is_founded_costs_and_sways_as_it_was_shown(terms):
    owner = terms.members[0]
    if faults(RULES, TRUSTING, owner, terms):
        return
    shown = offer_preview(RULES, TRUSTING, owner, terms)
    settled = settled_with(TRUSTING, terms)
    new = {a.service: a for a in fresh(settled, TRUSTING, terms)}
    hindered = {s for s, found in shown.obstacles.items() if found}
    assert set(new) == set(terms.services) - hindered
    if hindered:
        return
    ids = {a.id for a in new.values()}
    for name, partner in shown.partners.items():
        assert paid(settled, "V2", ids, name) == partner.setup
    if terms.stage == 2:
        base = untouched(RULES, TRUSTING).state_after
        for name, partner in shown.partners.items():
            assert paid(settled, "V1", ids, name) == sum(s.first.share for s in partner.services)
            after = settled.state_after.towns[name].values.daseinsvorsorge
            assert after - base.towns[name].values.daseinsvorsorge == partner.satisfaction
            for view in partner.services:
                assert settled.services[name][view.service].quality == view.quality_after


@settings(max_examples=80, deadline=None)
@given(terms=papers(stages=(3, 4)))
def test_the_first_year_is_settled_as_it_was_shown(terms):
    """Put in force in the round of the preview, an agreement books what the preview says."""
    owner = terms.members[0]
    if faults(RULES, TRUSTING, owner, terms):
        return
    shown = offer_preview(RULES, TRUSTING, owner, terms)
    if any(shown.obstacles.values()):
        return
    founded = fresh(settled_with(TRUSTING, terms), TRUSTING, terms)
    now = TRUSTING.round
    running = tuple(replace(a, starts=now, first_started=now) for a in founded)
    settled = settle(RULES, replace(TRUSTING, agreements=running), {})
    ids = {a.id for a in running}
    for name, partner in shown.partners.items():
        assert paid(settled, "V1", ids, name) == sum(s.first.share for s in partner.services)
        assert paid(settled, "V3", ids, name) == -sum(s.first.transfer for s in partner.services)
        base = untouched(RULES, TRUSTING).state_after.towns[name].values.daseinsvorsorge
        after = settled.state_after.towns[name].values.daseinsvorsorge
        assert after - base == partner.satisfaction


def test_the_parts_add_up_to_the_whole():
    terms = Terms(services=("bauhof",), stage=4, members=MITTELAUE, equalise=True)
    shown = offer_preview(RULES, TRUSTING, "auestadt", terms, reference=True)
    year = shown.years[0]
    assert sum(p.pays for p in shown.partners.values()) == year.total
    assert sum(sum(v.first.pays for v in p.services) for p in shown.partners.values()) == (
        year.first_total
    )
    assert sum(year.lenses.shapley.values()) == year.lenses.shapley_total
    assert sum(p.setup for p in shown.partners.values()) == shown.setup
    assert shown.partners["auestadt"].points == RULES.coordination.propose
    assert shown.partners["kleinholm"].points == RULES.coordination.join


def test_a_package_pays_half_the_set_up_for_what_comes_under_its_roof():
    both = Terms(services=("bauhof", "verwaltung"), stage=3, members=MITTELAUE[:3])
    one = replace(both, services=("bauhof",))
    first = offer_preview(RULES, TRUSTING, MITTELAUE[0], one).setup
    assert offer_preview(RULES, TRUSTING, MITTELAUE[0], both).setup == first + (first + 1) // 2
    settled = settled_with(TRUSTING, both)
    roofs = {a.service: a.roof for a in settled.state_after.agreements}
    ids = {a.service: a.id for a in settled.state_after.agreements}
    assert roofs == {"bauhof": "", "verwaltung": ids["bauhof"]}


def test_obstacles_are_named_and_figures_shown_all_the_same():
    cool = begin("mittelaue", seed="preview", trust=3500)
    terms = Terms(services=("bauhof",), stage=4, members=MITTELAUE[:3])
    shown = offer_preview(RULES, cool, MITTELAUE[0], terms)
    assert [each.reason for each in shown.obstacles["bauhof"]] == ["trust"]
    assert (shown.trust_gate, min(shown.trust.values())) == (5000, 3500)
    assert shown.partners[MITTELAUE[1]].alone > 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"members": ("auestadt",)}, "members"),
        ({"services": ("freibad",), "sites": {"freibad": ("kleinholm",)}}, "sites"),
        ({"services": ("freibad",), "sites": {"freibad": ("hammerfurt",)}}, "site_closed"),
        ({"key": "quoten"}, "quotas"),
        ({"host_surcharge": 9000}, "surcharge"),
    ],
)
def test_faults_are_told_before_anybody_is_asked(changes, code):
    rules, state = RULES, begin("mittelaue", seed="preview")
    town = state.towns["hammerfurt"]
    shut = {**town.services, "freibad": replace(town.services["freibad"], open=False)}
    state = replace(state, towns={**state.towns, "hammerfurt": replace(town, services=shut)})
    terms = replace(Terms(services=("bauhof",), members=("auestadt", "hammerfurt")), **changes)
    assert [n.code for n in faults(rules, state, "auestadt", terms)] == [code]
