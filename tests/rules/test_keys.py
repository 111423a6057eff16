import pytest

from games.rules.effects.keys import shares
from games.rules.fullswing import full_swing
from games.rules.vectors import Region, answer
from tests.rules.regions import MITTELAUE, begin, scenario

PAIR = ["mittelbach", "obertal"]


def ask(service="freibad", slug="einstieg", trust=None, **offer):
    region = Region(scenario(slug), begin(slug, trust=trust))
    offer = {"service": service, "stage": 3, "members": PAIR, "sites": ["obertal"]} | offer
    return answer("agreement", {"agreement": offer}, region)


@pytest.mark.parametrize(
    ("key", "weights"),
    [
        ("einwohner", {"mittelbach": 5000, "obertal": 10000}),
        ("nutzung", {"mittelbach": 20420, "obertal": 39580}),
        ("umlagekraft", {"mittelbach": 6012500, "obertal": 12788750}),
        ("gleich", {"mittelbach": 1, "obertal": 1}),
        ("alleinkosten", {"mittelbach": 305580, "obertal": 286420}),
        ("misch", {"mittelbach": 1, "obertal": 2}),
    ],
)
def test_key_splits_by_its_weights(key, weights):
    found = ask(key=key)
    whole = sum(weights.values())
    for name, share in found["shares"].items():
        assert abs(share * whole - found["account"]["total"] * weights[name]) < whole


def test_own_outdoor_pool_halves_the_mixed_key_but_not_for_hosts():
    region = Region(scenario("mittelaue"), begin("mittelaue"))
    offer = {
        "service": "hallenbad",
        "stage": 2,
        "members": ["auestadt", "badquellau"],
        "sites": ["badquellau"],
        "key": "misch",
    }
    found = answer("agreement", {"agreement": offer}, region)
    total = found["account"]["total"]
    assert found["shares"]["auestadt"] == round(total * 906150 / 2171250)


def test_quotas_are_weights():
    found = ask(key="quoten", quotas={"mittelbach": 1, "obertal": 3})
    total = found["account"]["total"]
    assert abs(found["shares"]["mittelbach"] * 4 - total) < 4


def test_host_pays_its_surcharge_first():
    plain, more = ask(key="gleich"), ask(key="gleich", host_surcharge=2000)
    total = plain["account"]["total"]
    assert abs(more["shares"]["obertal"] - plain["shares"]["obertal"] - total // 10) <= 1
    assert sum(more["shares"].values()) == total


def test_what_exceeds_a_cap_goes_to_the_members_without():
    found = ask(key="einwohner", caps={"obertal": 1000})
    assert found["shares"]["obertal"] == 1000
    assert found["shares"]["mittelbach"] == found["account"]["total"] - 1000


def test_caps_of_all_members_are_void():
    plain = ask(key="einwohner")
    capped = ask(key="einwohner", caps={"obertal": 1, "mittelbach": 1})
    assert capped["shares"] == plain["shares"]


@pytest.mark.parametrize("key", sorted(scenario().keys))
def test_shares_always_add_up(key):
    game = Region(scenario("mittelaue"), begin("mittelaue")).game()
    offer = {
        "service": "bauhof",
        "stage": 4,
        "members": list(MITTELAUE),
        "key": key,
        "quotas": {"auestadt": 7, "kleinholm": 2},
        "caps": {"auestadt": 1_000_000},
    }
    agreement, _, year = full_swing(game, offer)
    for total in (0, 1, 999_999_999):
        assert sum(shares(game, agreement, total, year.basis).values()) == total


# Rules section 14, P4: thousand euro a year at trust 65, stage 4, all six.
P4 = {
    ("verwaltung", "einwohner"): (-198, 114, 282, 249, 246, 175),
    ("verwaltung", "umlagekraft"): (-174, 304, -231, 302, 413, 253),
    ("verwaltung", "gleich"): (1942, 381, -425, -862, -236, 67),
    ("verwaltung", "alleinkosten"): (298, 161, 99, 56, 119, 134),
    ("freibad", "nutzung"): (12, 96, 261, 84, 273, -85),
    ("freibad", "misch"): (20, 85, 263, 84, 267, -78),
    ("hallenbad", "gleich"): (809, 538, -154, -154, -154, -154),
    ("hallenbad", "misch"): (443, 590, -50, -12, -45, -194),
}
SITES = {
    "verwaltung": [],
    "freibad": ["auestadt", "hammerfurt", "kleinholm"],
    "hallenbad": ["auestadt"],
}
P4_SHAPLEY = {
    "verwaltung": (3294, 1695, 860, 461, 1051, 1374),
    "freibad": (166, 56, 257, 55, 60, -23),
    "hallenbad": (536, 407, -5, 0, -4, -10),
}


def in_thousands(found):
    return tuple(round(found[name] / 1000) for name in MITTELAUE)


@pytest.mark.parametrize(("service", "key"), sorted(P4))
def test_advantages_are_those_of_the_balance_table(service, key):
    found = ask(
        service, "mittelaue", 6500, stage=4, members=list(MITTELAUE), sites=SITES[service], key=key
    )
    assert in_thousands(found["advantage"]) == P4[service, key]


@pytest.mark.parametrize("service", sorted(P4_SHAPLEY))
def test_shapley_costs_are_those_of_the_balance_table(service):
    found = ask(service, "mittelaue", 6500, stage=4, members=list(MITTELAUE), sites=SITES[service])
    assert in_thousands(found["shapley_cost"]) == P4_SHAPLEY[service]
