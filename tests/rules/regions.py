"""Small regions to play with, and readers for what a settlement booked."""

from dataclasses import replace
from functools import cache

from games.rules.model import Decision, Proposal
from games.rules.settle import settle
from games.rules.start import start
from games.scenarios import load

EINSTIEG = ("mittelbach", "niederau", "obertal")
MITTELAUE = ("auestadt", "badquellau", "hammerfurt", "kleinholm", "moorweiler", "sonnenbrueck")


@cache
def scenario(slug="einstieg"):
    return load.build(load.read(slug))


@cache
def _begin(slug, seed, model):
    return start(scenario(slug), seed, model)


def begin(slug="einstieg", seed="v", model="alles", trust=None, **changes):
    """The first state; ``trust`` sets all pairs, ``changes`` replace fields of the state."""
    state = _begin(slug, seed, model)
    if trust is not None:
        state = replace(
            state, trust={i: dict.fromkeys(row, trust) for i, row in state.trust.items()}
        )
    return replace(state, **changes)


def with_town(state, town, **changes):
    """The state with fields of one town replaced."""
    return replace(state, towns={**state.towns, town: replace(state.towns[town], **changes)})


def with_service(state, town, service, **changes):
    """The state with fields of one town's own service replaced."""
    services = state.towns[town].services
    changed = {**services, service: replace(services[service], **changes)}
    return with_town(state, town, services=changed)


def with_modules(rules, **modules):
    """The scenario with modules switched."""
    return replace(rules, modules=replace(rules.modules, **modules))


def play(state, rules=None, **decisions):
    """Settle a round of the scenario the state's towns belong to."""
    rules = rules or scenario("einstieg" if "obertal" in state.towns else "mittelaue")
    return settle(rules, state, decisions)


def rounds(state, count, rules=None, **decisions):
    """Settle the same decisions several times; the last settlement."""
    for _ in range(count):
        settled = play(state, rules, **decisions)
        state = settled.state_after
    return settled


def booked(settled, rule):
    """(from, to, amount) of all postings of a rule, sorted."""
    return sorted((p.source, p.target, p.amount) for p in settled.postings if p.rule == rule)


def codes(settled):
    """Codes of all notes with the town and item they are about."""
    return [(note.code, note.town, note.item) for note in settled.notes]


def offer(service, stage, members, **options):
    """An offer of a joint service."""
    return Proposal(service=service, stage=stage, members=tuple(members), **options)


def founding(proposer, proposal, **more):
    """Decisions by which all members agree to an offer."""
    decisions = {proposer: Decision(proposals=(proposal,), **more)}
    for name in proposal.members:
        if name != proposer:
            decisions[name] = Decision(consents=(f"{proposer}#0",))
    return decisions


def joint(service="verwaltung", stage=2, members=EINSTIEG, state=None, rules=None, **options):
    """The settlement in which an agreement is founded."""
    state = state or begin(trust=8000)
    proposal = offer(service, stage, members, **options)
    return play(state, rules, **founding(members[0], proposal))
