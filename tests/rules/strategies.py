"""Hypothesis strategies: decisions that fit a region, legal or not."""

from dataclasses import fields, replace

from hypothesis import strategies as st

from games.rules.effects.goals import PROMISES
from games.rules.model import (
    Application,
    Ballot,
    Decision,
    FundStance,
    Guess,
    Level,
    Options,
    Proposal,
)


def _some(values, most):
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


def proposals(rules, towns):
    services = [*rules.services, "unbekannt"]
    return st.builds(
        Proposal,
        service=st.sampled_from(services),
        stage=st.integers(1, 5),
        members=_some(towns, 4),
        sites=_some(towns, 2),
        key=st.sampled_from([*rules.keys, "wuerfel"]),
        equalise=st.booleans(),
        equalise_key=st.sampled_from(sorted(rules.keys)),
        host_surcharge=st.integers(-100, 4000),
        caps=st.dictionaries(st.sampled_from(towns), st.integers(-1, 900000), max_size=2),
        quotas=st.dictionaries(st.sampled_from(towns), st.integers(-1, 9), max_size=3),
        roof=st.sampled_from(["", "bauhof-1"]),
        replaces=st.sampled_from(["", "", "bauhof-1", "freibad-2"]),
    )


def _shares(towns):
    """Agreed shares: none, all for one, two parts that add up, or nonsense."""
    halves = st.tuples(st.sampled_from(towns), st.sampled_from(towns), st.integers(0, 10_000)).map(
        lambda drawn: {drawn[0]: 10_000 - drawn[2], drawn[1]: drawn[2]}
    )
    nonsense = st.dictionaries(st.sampled_from(towns), st.integers(-1, 10_001), max_size=2)
    return st.just({}) | st.just({}) | halves | nonsense


def with_options(rules):
    """The scenario with any options switched on."""
    names = [field.name for field in fields(Options)]
    return st.builds(Options, **dict.fromkeys(names, st.booleans())).map(
        lambda options: replace(rules, options=options)
    )


def decisions(rules, existing=()):
    """Decisions of any town; ``existing``: ids of agreements there are, tried most often."""
    towns = sorted(rules.municipalities)
    services = [*rules.services, "unbekannt"]
    cards = [*rules.projects, "luftschloss"]
    agreements = [f"{service}-{number}" for service in rules.services for number in (1, 2)]
    agreements = [*existing, "unbekannt-1"] if existing else agreements
    offers = [f"{town}#{number}" for town in towns for number in (0, 1)]
    applications = st.builds(
        Application,
        project=st.sampled_from(cards),
        partners=_some([*towns, "nirgendwo"], 2),
        anyway=st.booleans(),
        shares=_shares(towns),
    )
    return st.builds(
        Decision,
        levels=st.dictionaries(st.sampled_from(services), st.sampled_from(Level), max_size=4),
        places=st.dictionaries(st.sampled_from(services), st.integers(-90, 90), max_size=2),
        greenfield=st.integers(-1, 60),
        inner=st.integers(-1, 60),
        fund=st.sampled_from(FundStance),
        proposals=st.lists(proposals(rules, towns), max_size=2).map(tuple),
        consents=_some([*offers, *cards], 4),
        leave=_some(agreements, 2),
        release=_some(agreements, 2),
        withhold=_some(agreements, 2),
        applications=st.lists(applications, max_size=2).map(tuple),
        votes=st.dictionaries(st.sampled_from(cards), st.sampled_from(Ballot), max_size=3),
        meetings=_some([*towns, "nirgendwo"], 3),
        share_data=st.sampled_from([None, True, False]),
        payments=st.dictionaries(
            st.sampled_from([*towns, "nirgendwo"]), st.integers(-5, 90000), max_size=2
        ),
        promises=_some([*PROMISES, "weltfrieden"], 2),
        guess=st.none()
        | st.builds(
            Guess, town=st.sampled_from(towns), goal=st.sampled_from([*rules.goals, "unbekannt"])
        ),
        pledge=st.integers(0, 4_000_000),
        scores=st.dictionaries(
            st.sampled_from(cards),
            st.dictionaries(
                st.sampled_from([*rules.scoring, "schoenheit"]), st.integers(-1, 4), max_size=7
            ),
            max_size=2,
        ),
        key_vote=st.sampled_from([None, 0, 2500, 10_000, 3333, -1]),
    )


def one_round(rules, state):
    """Decisions of some towns in a state of the middle of a game."""
    wild = decisions(rules, tuple(item.id for item in state.agreements))
    return st.dictionaries(st.sampled_from(sorted(rules.municipalities)), wild)


def games(rules, rounds=3):
    """Decisions of all towns for several rounds; some towns decide nothing."""
    one = st.dictionaries(st.sampled_from(sorted(rules.municipalities)), decisions(rules))
    return st.lists(one, min_size=1, max_size=rounds)
