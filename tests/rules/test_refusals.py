"""Every refusal to the figure: what is dropped, the limit, and what was wanted."""

from dataclasses import replace

import pytest

from games.rules.legality import clean
from games.rules.model import (
    Application,
    Ballot,
    Decision,
    FundStance,
    Guess,
    Level,
)
from games.rules.work import Round
from tests.rules.regions import begin, joint, scenario, with_modules, with_town

FIRST = begin("mittelaue")
DEBT = with_town(FIRST, "auestadt", watched=True)
JOINT = joint("bauhof", 2, ("auestadt", "moorweiler"), begin("mittelaue", trust=8000)).state_after
POOLS = joint(
    "freibad", 2, ("auestadt", "moorweiler"), begin("mittelaue", trust=8000), sites=("auestadt",)
).state_after
ALONE = begin("mittelaue", model="allein")
CONTRACTS = begin("mittelaue", model="vertraege")
KITA = FIRST.towns["auestadt"].services["kita"].places
BARE = with_modules(
    scenario("mittelaue"), help=False, promises=False, goals=False, data=False, threshold=False
)

REFUSALS = [
    (FIRST, {"levels": {"zoo": Level.HOLD}}, "not_there", "zoo", 0, "halten"),
    (FIRST, {"levels": {"kita": Level.CLOSE}}, "duty", "kita", "sparen", "schliessen"),
    (JOINT, {"levels": {"bauhof": Level.CLOSE}}, "duty", "bauhof", "sparen", "schliessen"),
    (POOLS, {"levels": {"freibad": Level.CLOSE}}, "bound", "freibad", "sparen", "schliessen"),
    (DEBT, {"levels": {"kita": Level.RENEW}}, "watched", "kita", "halten", "erneuern"),
    (FIRST, {"places": {"bauhof": 1}}, "not_there", "bauhof", 0, 1),
    (FIRST, {"places": {"zoo": 1}}, "not_there", "zoo", 0, 1),
    (DEBT, {"places": {"kita": 1}}, "watched", "kita", 0, 1),
    (FIRST, {"places": {"kita": 61}}, "places", "kita", 60, 61),
    (FIRST, {"places": {"kita": -KITA - 1}}, "places", "kita", -KITA, -KITA - 1),
    (FIRST, {"greenfield": 97}, "greenfield", "greenfield", 96, 97),
    (FIRST, {"greenfield": -1}, "greenfield", "greenfield", 96, -1),
    (FIRST, {"inner": 97}, "inner", "inner", 96, 97),
    (DEBT, {"inner": 1}, "watched", "inner", 0, 1),
    (CONTRACTS, {"fund": FundStance.JOIN}, "no_fund", "fund", "bleiben", "beitreten"),
    (FIRST, {"fund": FundStance.LEAVE}, "not_member", "fund", "beitreten", "kuendigen"),
    (FIRST, {"fund": FundStance.REFUSE}, "not_member", "fund", "beitreten", "verweigern"),
    (FIRST, {"leave": ("bauhof-1",)}, "not_there", "bauhof-1", 0, "bauhof-1"),
    (FIRST, {"withhold": ("bauhof-1",)}, "not_there", "bauhof-1", 0, "bauhof-1"),
    (JOINT, {"release": ("bauhof-1",)}, "stage", "bauhof-1", 2, 2),
    (FIRST, {"consents": ("auestadt#0",)}, "own_offer", "auestadt#0", 0, 1),
    (FIRST, {"consents": ("berlin#0",)}, "not_there", "berlin#0", 0, "berlin#0"),
    (FIRST, {"consents": ("auestadt#0#1",)}, "own_offer", "auestadt#0#1", 0, 1),
    (FIRST, {"consents": ("schloss",)}, "not_there", "schloss", 0, "schloss"),
    (
        FIRST,
        {"applications": (Application("schloss"),)},
        "not_there",
        "schloss",
        0,
        "schloss",
    ),
    (FIRST, {"votes": {"schloss": Ballot.YES}}, "not_there", "schloss", 0, "ja"),
    (ALONE, {"meetings": ("moorweiler",)}, "stage", "moorweiler", 0, 1),
    (FIRST, {"meetings": ("auestadt",)}, "not_there", "auestadt", 0, "auestadt"),
    (FIRST, {"meetings": ("berlin",)}, "not_there", "berlin", 0, "berlin"),
    (ALONE, {"share_data": True}, "stage", "share_data", 0, 1),
    (FIRST, {"payments": {"auestadt": 5}}, "not_there", "auestadt", 0, 5),
    (FIRST, {"payments": {"moorweiler": 0}}, "amount", "moorweiler", 1, 0),
    (FIRST, {"payments": {"moorweiler": -1}}, "amount", "moorweiler", 1, -1),
    (FIRST, {"guess": Guess("berlin", "x")}, "not_there", "berlin", 0, "x"),
    (FIRST, {"guess": Guess("moorweiler", "x")}, "not_there", "moorweiler", 0, "x"),
    (FIRST, {"pledge": 5}, "module_off", "pledge", 0, 5),
]
OFF = [
    ({"payments": {"moorweiler": 5}}, "moorweiler", 5),
    ({"promises": ("kein_neubau",)}, "kein_neubau", 1),
    ({"guess": Guess("moorweiler", "ruhe")}, "moorweiler", "ruhe"),
    ({"pledge": 5}, "pledge", 5),
]


def refused(rules, state, fields):
    """What stands and the single note."""
    legal, (note,) = clean(Round(rules, state), "auestadt", Decision(**fields))
    assert legal == Decision()
    assert note.town == "auestadt"
    return note


@pytest.mark.parametrize(("state", "fields", "code", "item", "limit", "wanted"), REFUSALS)
def test_what_is_refused_is_dropped_and_said_to_the_figure(
    state, fields, code, item, limit, wanted
):
    note = refused(scenario("mittelaue"), state, fields)
    assert (note.code, note.item) == (code, item)
    assert note.figures == {"limit": limit, "wanted": wanted}


@pytest.mark.parametrize(("fields", "item", "wanted"), OFF)
def test_what_a_module_would_allow_is_refused_without_it(fields, item, wanted):
    note = refused(BARE, FIRST, fields)
    assert (note.code, note.item) == ("module_off", item)
    assert note.figures == {"limit": 0, "wanted": wanted}


def test_points_are_spent_in_order_and_the_rest_is_refused_with_what_is_left():
    rules = scenario("mittelaue")
    others = tuple(name for name in sorted(FIRST.towns) if name != "auestadt")
    broke = replace(rules, coordination=replace(rules.coordination, points=2, minimum=2))
    legal, notes = clean(Round(broke, FIRST), "auestadt", Decision(meetings=others))
    assert legal.meetings == others[:2]
    assert [(n.code, n.item, n.figures) for n in notes] == [
        ("points", name, {"limit": 0, "wanted": 1}) for name in others[2:]
    ]


def test_shares_may_be_withheld_from_the_year_an_agreement_starts():
    rules = scenario("mittelaue")
    (agreement,) = JOINT.agreements
    now = replace(JOINT, round=agreement.starts)
    decision = Decision(withhold=(agreement.id,))
    assert clean(Round(rules, now), "auestadt", decision) == (decision, ())
    later = replace(now, agreements=(replace(agreement, starts=now.round + 1),))
    assert refused(rules, later, {"withhold": (agreement.id,)}).code == "stage"
