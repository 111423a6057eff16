"""The worked round of the rules, section 13, figure by figure."""

import pytest

from games.rules.effects.equalisation import transfers
from games.rules.model import Application, Ballot, Decision, FundStance, Level
from tests.rules.regions import EINSTIEG, begin, booked, offer, play

JOIN = FundStance.JOIN
DECISIONS = {
    "obertal": Decision(
        fund=JOIN,
        levels={"freibad": Level.SAVE},
        meetings=("mittelbach",),
        proposals=(offer("verwaltung", 2, EINSTIEG),),
        votes={"alte_post": Ballot.YES},
    ),
    "mittelbach": Decision(
        fund=JOIN,
        greenfield=12,
        consents=("obertal#0",),
        meetings=("obertal",),
        votes={"alte_post": Ballot.YES},
    ),
    "niederau": Decision(
        fund=JOIN, consents=("obertal#0",), inner=4, applications=(Application("alte_post"),)
    ),
}


@pytest.fixture(scope="module")
def settled():
    return play(begin(seed="einstieg"), **DECISIONS)


def inputs(settled, rule, town, cause=""):
    return next(
        posting.inputs
        for posting in settled.postings
        if posting.rule == rule
        and town in (posting.source, posting.target)
        and cause in ("", posting.cause)
    )


def test_founding_costs_are_split_by_inhabitants(settled):
    assert booked(settled, "V2") == [
        ("mittelbach", "welt", 3143),
        ("niederau", "welt", 1571),
        ("obertal", "welt", 6286),
    ]
    assert inputs(settled, "V2", "obertal")["total"] == 11000


@pytest.mark.parametrize(
    ("rule", "amounts"),
    [
        ("E1", (5000000, 1940000, 11000000)),
        ("E2", (1125000, 982500, 1987500)),
        ("E3", (3006250, 1412125, 6394375)),
        ("E4", (995000, 490000, 3280000)),
    ],
)
def test_income(settled, rule, amounts):
    assert tuple(amount for _, _, amount in booked(settled, rule)) == amounts


def test_need_and_levy_base_are_shown_with_their_parameters(settled):
    assert inputs(settled, "E2", "obertal")["need"] == 13650000
    assert inputs(settled, "E3", "obertal")["levy_base"] == 12788750
    levy = next(p for p in settled.postings if p.rule == "E3")
    assert levy.parameters == {"finance.levy_rate": 5000, "finance.levy_sz_share": 9000}


def test_joint_office(settled):
    account = inputs(settled, "V5", "welt")
    assert account["gross"] == 3270500
    assert account["poolable"] == 660000
    assert account["ramp"] == 5000
    assert account["trust_factor"] == 8200
    assert account["saving"] == 47355
    assert account["overhead"] == 32231
    assert booked(settled, "V5") == [("verband:verwaltung-1", "welt", 3255376)]
    assert booked(settled, "V1") == [
        ("mittelbach", "verband:verwaltung-1", 930107),
        ("niederau", "verband:verwaltung-1", 465054),
        ("obertal", "verband:verwaltung-1", 1860215),
    ]


def test_advantages_and_what_an_equalisation_would_move(settled):
    advantage = {name: inputs(settled, "V1", name)["advantage"] for name in EINSTIEG}
    assert advantage == {"mittelbach": 62893, "niederau": 152446, "obertal": -200215}
    heads = {"obertal": 10000, "mittelbach": 5000, "niederau": 2500}
    assert transfers(advantage, heads) == {
        "mittelbach": -58572,
        "niederau": -150285,
        "obertal": 208857,
    }


def test_pools_and_yards(settled):
    assert booked(settled, "L1") == [
        ("mittelbach", "welt", 316446),
        ("mittelbach", "welt", 595000),
        ("niederau", "welt", 342500),
        ("obertal", "welt", 210000),
        ("obertal", "welt", 1030000),
    ]
    assert inputs(settled, "L1", "obertal", "freibad")["load"] == 60000
    assert inputs(settled, "L1", "mittelbach", "freibad")["load"] == 9554


def test_housing(settled):
    assert booked(settled, "W1") == [("welt", "mittelbach", 90000)]
    assert booked(settled, "W2") == [("niederau", "welt", 72000)]


def test_fund(settled):
    assert booked(settled, "F1") == [
        ("mittelbach", "fonds", 45717),
        ("niederau", "fonds", 22176),
        ("obertal", "fonds", 94299),
    ]
    assert booked(settled, "F2") == [("kreis", "fonds", 162192)]
    assert booked(settled, "F3") == [("land", "fonds", 43750)]
    fund = settled.state_after.fund
    assert (fund.money, fund.reserve) == (248134, 36813)


def test_project(settled):
    assert booked(settled, "F4") == [("fonds", "niederau", 120000)]
    assert booked(settled, "F5") == [("niederau", "welt", 180000)]
    grant = inputs(settled, "F4", "niederau")
    assert (grant["points"], grant["quota"]) == (72, 6000)


def test_accounts_and_running_results(settled):
    towns = settled.state_after.towns
    assert [towns[n].account for n in ("obertal", "mittelbach", "niederau")] == [
        912325,
        823337,
        157074,
    ]
    assert [towns[n].running for n in ("obertal", "mittelbach", "niederau")] == [
        118611,
        236480,
        190645,
    ]


def test_condition(settled):
    towns = settled.state_after.towns
    assert towns["obertal"].services["freibad"].condition == 4000
    assert towns["mittelbach"].services["freibad"].condition == 3750
    assert towns["niederau"].services["verwaltung"].condition == 4750


def test_people(settled):
    towns = settled.state_after.towns
    assert towns["mittelbach"].people == (305, 604, 603, 2513, 701, 300)
    assert towns["obertal"].inhabitants == 9983
    assert towns["niederau"].inhabitants == 2500


def test_vacancy(settled):
    towns = settled.state_after.towns
    assert {name: towns[name].vacancy for name in EINSTIEG} == {
        "mittelbach": 529,
        "niederau": 799,
        "obertal": 739,
    }


def test_trust(settled):
    assert settled.state_after.trust == {
        "mittelbach": {"niederau": 4405, "obertal": 4585},
        "niederau": {"mittelbach": 4125, "obertal": 4405},
        "obertal": {"mittelbach": 4305, "niederau": 4405},
    }


def test_values_and_indices(settled):
    values = settled.state_after.towns["niederau"].values
    assert values.daseinsvorsorge == 7588
    assert values.finanzen == 7094
    assert values.ortskern == 7603
    assert values.vertrauen == 4405
    assert values.gesamt == 7125
    assert settled.state_after.revenue_index == 10150
    assert settled.state_after.cost_index == 10265


def test_service_results_tell_who_goes_where(settled):
    pool = settled.services["mittelbach"]["freibad"]
    assert (pool.site, pool.access) == ("obertal", 10000)
    office = settled.services["obertal"]["verwaltung"]
    assert (office.joint, office.cost) == ("verwaltung-1", 1860215)
