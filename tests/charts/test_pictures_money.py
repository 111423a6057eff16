"""Every figure about money in the pictures follows from the postings, to the euro."""

from collections import Counter, defaultdict

import pytest

from bench import eight
from games.charts.pictures import budget, community, flows, fund
from games.charts.pictures.shares import balances
from games.rules.posting import BODY_PREFIX, FUND
from games.selectors.labels import account_label
from games.selectors.ledger import group_of, group_title
from tests.charts.played import all_postings, look

GAMES = {"six": {}, "alone": {"model": "allein"}, "eight": {"rounds": 8, "content": eight.content}}


@pytest.fixture(params=GAMES)
def game(request):
    return GAMES[request.param]


def moved(postings, town):
    """Change of a town's account, from the postings alone."""
    return sum((p.target == town) * p.amount - (p.source == town) * p.amount for p in postings)


def values(figure):
    """Rows of a file by their first cell."""
    return {row[0]: row[1:] for row in figure.table.values}


@pytest.mark.parametrize("round_number", [None, 1, 3])
def test_waterfall_leads_from_account_to_account(game, round_number):
    for town in ("", "auestadt", "moorweiler"):
        seen = look(round_number, town, **game)
        whose = [town] if town else list(seen.record.scenario.municipalities)
        rows = budget.waterfall(seen).table.values
        first = seen.record.states[(round_number or 1) - 1]
        last = seen.record.states[-1 if round_number is None else round_number]

        assert rows[0][2] == sum(first.towns[each].account for each in whose)
        assert rows[-1][2] == sum(last.towns[each].account for each in whose)
        changes = [row[1] for row in rows[1:-1]]
        assert sum(changes) == rows[-1][1] == sum(moved(all_postings(seen), t) for t in whose)
        assert [row[2] for row in rows[1:-1]] == [
            rows[0][2] + sum(changes[: place + 1]) for place in range(len(changes))
        ]


def test_waterfall_of_a_service_is_what_its_postings_say(game):
    seen = look(2, "auestadt", **game)
    own = [p for p in all_postings(seen) if p.rule in ("L1", "L2", "L3") and p.cause == "kita"]
    name = seen.record.scenario.services["kita"].name

    assert values(budget.waterfall(seen))[name][0] == moved(own, "auestadt")


def test_bars_of_the_waterfall_hang_where_the_one_before_ended(game):
    seen = look(None, "moorweiler", **game)
    figure = budget.waterfall(seen)
    series = [each for each in figure.options["series"] if each["type"] == "bar"]
    hidden, drawn = series[0], series[1:]
    stands = [row[2] for row in figure.table.values]
    for place in range(1, len(stands) - 1):
        ends = {hidden["data"][place]}
        for each in drawn:
            base = (
                hidden["data"][place]
                if (hidden["data"][place] >= 0) == (each["data"][place] >= 0)
                else 0
            )
            ends.add(base + each["data"][place])
        for stand in (stands[place - 1], stands[place]):
            assert any(abs(end - stand / 1000) < 1e-6 for end in ends | {0.0})


@pytest.mark.parametrize("round_number", [None, 2])
def test_flows_hold_every_posting_once(game, round_number):
    seen = look(round_number, **game)
    scenario, postings = seen.record.scenario, all_postings(seen)
    expected = Counter()
    for each in postings:
        ends = account_label(scenario, each.source), account_label(scenario, each.target)
        expected[*ends, group_title(group_of(each.rule))] += each.amount
    figure = flows.money_flows(seen)
    *rows, end = figure.table.values

    found = Counter()
    for source, target, purpose, amount in rows:
        found[source, target, purpose] += amount
    assert found == expected
    assert end[-1] == sum(each.amount for each in postings)


@pytest.mark.parametrize("round_number", [None, 2])
@pytest.mark.parametrize("town", ["", "kleinholm"])
def test_the_diagram_of_flows_has_no_circle_and_all_the_money(game, round_number, town):
    seen = look(round_number, town, **game)
    series = flows.money_flows(seen).options["series"][0]
    depth = {each["name"]: each["depth"] for each in series["data"]}
    about = [p for p in all_postings(seen) if not town or town in (p.source, p.target)]

    assert len(depth) == len(series["data"])
    assert all(depth[each["source"]] < depth[each["target"]] for each in series["links"])
    drawn = sum(each["value"] for each in series["links"])
    assert round(drawn * 1000) == sum(each.amount for each in about)


def test_results_are_the_sums_of_each_rounds_postings(game):
    seen = look(**game)
    rows = values(budget.results(seen))
    for town in seen.record.scenario.municipalities.values():
        by_round = [moved(each.postings, town.id) for each in seen.record.settlements]
        assert list(rows[town.name]) == [*by_round, sum(by_round)]


@pytest.mark.parametrize("round_number", [None, 1, 2, 3, 4])
def test_parts_of_the_fund_are_its_postings(round_number):
    seen = look(round_number)
    figure = fund.draw(seen)[0]
    expected = defaultdict(lambda: [0, 0, 0])
    for each in all_postings(seen):
        if each.target == FUND:
            expected[account_label(seen.record.scenario, each.source)][0] += each.amount
        if each.source == FUND:
            place = 2 if each.rule == "F7" else 1
            expected[account_label(seen.record.scenario, each.target)][place] += each.amount
    rows = values(figure)
    end = rows.pop(figure.table.values[-1][0])

    assert {name for name, row in rows.items() if any(row)} == set(expected)
    for name, (paid, won, back) in expected.items():
        assert rows[name] == (paid, won, back, won + back - paid)
    before = seen.record.states[0 if round_number is None else round_number - 1]
    after = seen.record.states[-1 if round_number is None else round_number]
    assert end[3] == before.fund.money - after.fund.money


@pytest.mark.parametrize("round_number", [None, 1, 2, 3, 4])
def test_what_goes_through_the_fund_comes_out_again(round_number):
    seen = look(round_number)
    paid, given = fund.ways(seen)
    series = fund.draw(seen)[1].options["series"][0]

    assert sum(paid.values()) == sum(given.values())
    into = sum(each["value"] for each in series["links"] if each["target"] == FUND)
    out = sum(each["value"] for each in series["links"] if each["source"] == FUND)
    assert round(into * 1000) == round(out * 1000) == sum(paid.values())


def test_without_fund_and_agreements_there_are_no_such_pictures():
    seen = look(model="allein")
    assert fund.draw(seen) == community.draw(seen) == ()


JOINT = {"V1", "V2", "V3", "V4", "V6", "V7", "H1"}


def concerns_working_together(posting):
    joint_renewal = posting.rule == "L2" and posting.target.startswith(BODY_PREFIX)
    return posting.rule in JOINT or joint_renewal or FUND in (posting.source, posting.target)


@pytest.mark.parametrize("options", [{}, GAMES["eight"]], ids=["six", "eight"])
def test_burdens_and_what_came_in_are_postings(options):
    seen = look(**options)
    found = balances(all_postings(seen), seen.record.scenario.municipalities)
    for town in seen.record.scenario.municipalities:
        own = [each for (whose, _what), each in found.items() if whose == town]
        shared = [each for each in all_postings(seen) if concerns_working_together(each)]
        assert sum(each.paid for each in own) == sum(p.amount for p in shared if p.source == town)
        assert sum(each.got for each in own) == sum(p.amount for p in shared if p.target == town)
        charged = [p for p in shared if p.rule == "V1" and p.source == town]
        renewed = [
            p.inputs.get(f"cost:{town}", 0)
            for p in all_postings(seen)
            if p.rule == "L2" and p.source.startswith(BODY_PREFIX)
        ]
        assert sum(each.alone for each in own) == sum(
            p.inputs["alone_cost"] for p in charged
        ) + sum(renewed)


def test_tables_of_burden_and_benefit_agree_with_each_other():
    sides, subjects, _reference, alone = community.draw(look())
    nets = defaultdict(int)
    for town, what, paid, got, spared, worth, net in sides.table.values:
        assert net == got + spared + worth - paid
        if what == sides.table.values[-1][1]:
            assert nets[town] == net
        else:
            nets[town] += net
    for town, *cells, total in subjects.table.values:
        assert sum(cell for cell in cells if cell != "") == total == nets[town]
    money = defaultdict(int)
    for town, what, paid, got, spared, _worth, _net in sides.table.values:
        if "gemeinsam" in what:
            money[town] += got + spared - paid
    assert {row[0]: row[1] for row in alone.table.values} == dict(money)


def test_renewals_of_a_joint_service_are_spared_and_paid_alike():
    """What a joint renewal costs in all, its members would have paid for their own."""
    seen = look(**GAMES["eight"])
    renewed = [p for p in all_postings(seen) if p.rule == "L2" and p.source.startswith(BODY_PREFIX)]
    assert renewed
    for each in renewed:
        assert sum(v for k, v in each.inputs.items() if k.startswith("cost:")) == each.amount


@pytest.mark.parametrize("options", [{}, GAMES["eight"]], ids=["six", "eight"])
def test_the_reference_adds_up_to_its_own_total(options):
    seen = look(**options)
    lenses = community.lenses(seen)
    rows = community.draw(seen)[2].table.values
    charged = {p.cause for p in all_postings(seen) if p.rule == "V1"}
    assert set(lenses) == charged
    assert sum(row[4] for row in rows) == sum(each.shapley_total for each in lenses.values())
    assert sum(row[3] for row in rows) == sum(each.total for each in lenses.values())
    assert all(row[3] - row[4] == row[5] for row in rows)
