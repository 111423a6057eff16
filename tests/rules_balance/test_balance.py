"""Measuring the balance: trial games, and each property on real and on made-up outcomes."""

import re
from dataclasses import replace
from functools import cache

import pytest

from games.rules.balance import PROPERTIES, funds, keys, land, lessons, strategies, text
from games.rules.balance.finding import Finding
from games.rules.balance.games import (
    PASSIVE,
    Course,
    Game,
    Outcome,
    Player,
    apart_from_trust,
    everyone,
    outcome,
    play,
)
from games.rules.balance.turncoat import TURNCOAT, turn_away
from games.rules.bots.play import play as play_bots
from games.rules.legality import check
from games.rules.model import FundStance, TownValues
from games.rules.replay import replay
from games.rules.start import start
from games.scenarios import load

SLUGS = ("einstieg", "mittelaue", "talbad")


@cache
def scenario(slug):
    return load.build(load.read(slug))


FUND_GAMES = 25
"""A fund's winners differ from game to game: five games a variant."""


@cache
def measured(slug):
    """Findings by id with few games."""
    rules, known, found = scenario(slug), {}, {}
    for wanted in PROPERTIES:
        plan = wanted.plan(rules, "probe", FUND_GAMES if wanted.id == "P5" else 3)
        lines = {}
        for line, all_games in plan.items():
            for game in all_games:
                known.setdefault(game, play(rules, game))
            lines[line] = [known[game] for game in all_games]
        found[wanted.id] = wanted.judge(rules, lines)
    return found


def test_the_properties_are_p1_to_p7():
    assert [wanted.id for wanted in PROPERTIES] == [f"P{number}" for number in range(1, 8)]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_property_holds_in_every_delivered_scenario(slug):
    short = {
        name: [check.text for check in finding.checks if not check.met]
        for name, finding in measured(slug).items()
        if not finding.holds
    }
    assert short == {}


def test_what_a_scenario_gives_no_occasion_for_has_no_checks():
    # Einstieg has no data module.
    assert [name for name, found in measured("einstieg").items() if not found.checks] == ["P6"]
    assert all(found.checks for found in measured("mittelaue").values())


def test_every_table_is_rectangular_and_names_all_towns():
    for finding in measured("mittelaue").values():
        for table in finding.tables:
            assert {len(row) for row in table.rows} == {len(table.head)}
    keys = measured("mittelaue")["P4"].tables[0]
    assert keys.head[1:] == tuple(t.name for t in scenario("mittelaue").municipalities.values())
    assert keys.title.endswith("zusammen +867")
    assert keys.rows[0] == ("einwohner", "−198", "+175", "**+282**", "+246", "+249", "+114")


def test_an_outcome_is_the_game_of_the_bots():
    rules = scenario("mittelaue")
    game = Game("probe", "alles", everyone(rules, Player("reziprok")))
    settled = play_bots(rules, "probe", "alles", dict.fromkeys(rules.municipalities, "reziprok"), 8)
    found = play(rules, game)
    assert found == outcome(start(rules, "probe", "alles"), settled)
    end = settled[-1].state_after
    assert found.region[-1] == end.region
    assert len(found.region) == 9
    for town, course in found.towns.items():
        assert course.accounts[0] == rules.municipalities[town].account
        assert course.accounts[-1] == end.towns[town].account
        assert course.children[3] == settled[2].state_after.towns[town].people[0]
    assert found.grants == sum(p.amount for s in settled for p in s.postings if p.rule == "F4")


def test_passive_players_decide_nothing_and_edge_overrides_the_strategy():
    rules = scenario("einstieg")
    quiet = play(rules, Game("x", "alles", everyone(rules, Player(PASSIVE))))
    settled = replay(rules, "x", "alles", [{}] * rules.rounds)
    assert quiet == outcome(start(rules, "x", "alles"), settled)
    built = play(rules, Game("x", "alles", everyone(rules, Player(PASSIVE, edge=4))))
    first = {t: built.towns[t].accounts[1] - quiet.towns[t].accounts[1] for t in built.towns}
    # 10000, 5000 and 2500 people, four dwellings a thousand, 7500 euro each less nothing yet
    assert first == {"obertal": 300_000, "mittelbach": 150_000, "niederau": 75_000}


def test_turncoat_breaks_every_tie_by_legal_means():
    rules = scenario("mittelaue")
    settled = play_bots(
        rules, "probe", "alles", dict.fromkeys(rules.municipalities, "kooperativ"), 3
    )
    state = settled[-1].state_after
    decision = turn_away(rules, state, "auestadt")
    mine = {item.id for item in state.agreements if "auestadt" in item.members}
    assert mine
    assert {*decision.withhold, *decision.leave} == mine
    assert not set(decision.withhold) & set(decision.leave)
    assert decision.fund is FundStance.REFUSE
    assert decision.share_data is False
    assert check(rules, state, "auestadt", decision) == ()


def test_player_turns_when_its_round_has_come():
    rules = scenario("mittelaue")
    loyal, away = (
        play(rules, Game("x", "alles", everyone(rules, Player("reziprok"), auestadt=player)))
        for player in (Player("kooperativ"), Player("kooperativ", later=TURNCOAT, turn=4))
    )
    assert away.towns["auestadt"].accounts[:4] == loyal.towns["auestadt"].accounts[:4]
    assert away.towns["auestadt"].accounts[4] > loyal.towns["auestadt"].accounts[4]


# --- what falls short is said ------------------------------------------------------------------


def p1(change):
    rules = scenario("mittelaue")
    plan = lessons.TOGETHER.plan(rules, "probe", 2)
    lines = {line: [play(rules, game) for game in games] for line, games in plan.items()}
    return lessons.TOGETHER.judge(rules, change(lines))


def test_exchanged_lines_fall_short():
    def exchange(lines):
        return {**lines, "allein/allein": lines["alles/kooperativ"],
                "alles/kooperativ": lines["allein/allein"]}  # fmt: skip

    finding = p1(exchange)
    assert not finding.holds
    assert [check.met for check in finding.checks] == [False] * 5


def test_forecast_that_sharing_does_not_mend_falls_short():
    rules = scenario("mittelaue")
    plan = land.DATA.plan(rules, "probe", 2)
    lines = {line: [play(rules, game) for game in games] for line, games in plan.items()}
    assert land.DATA.judge(rules, lines).holds
    assert not land.DATA.judge(rules, {**lines, "geteilt": lines["allein"]}).holds


def test_finding_holds_only_if_every_check_is_met():
    met, missed = lessons.Check(True, "a"), lessons.Check(False, "b")
    assert Finding((met, met)).holds
    assert not Finding((met, missed)).holds


def test_fund_that_never_starts_is_named():
    rules = scenario("mittelaue")
    wanted = PROPERTIES[4]
    plan = wanted.plan(rules, "probe", 5)
    players = everyone(rules, Player(PASSIVE))
    lines = {
        line: [play(rules, replace(game, players=players)) for game in games]
        for line, games in plan.items()
    }
    finding = wanted.judge(rules, lines)
    assert not finding.holds


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (text.points(7613), "76,1"),
        (text.points(-614, sign=True), "−6,1"),
        (text.points(0, sign=True), "0,0"),
        (text.points(5, sign=True), "+0,1"),
        (text.millions(1_684_000), "+1,68"),
        (text.millions(-4_999), "0,00"),
        (text.millions(3_140_000, sign=False), "3,14"),
        (text.thousands(-197_542), "−198"),
        (text.thousands(0), "+0"),
        (text.percent(1, 3), "33 %"),
        (text.percent(0, 0), "0 %"),
        (text.average(343, 100), "3,43"),
        (text.average(0, 0), "0,00"),
        (text.at_least(75, 3, 4), True),
        (text.at_least(76, 3, 4), False),
        (text.mean([]), 0),
        (text.mean([1, 2]), 2),
    ],
)
def test_figures_are_written_as_in_german(written, expected):
    assert written == expected


def test_leaders_by_value_without_trust_and_by_money_are_named():
    remarks = measured("mittelaue")["P3"].remarks[:3]
    assert [remark.split(":")[0] for remark in remarks] == [
        "Nach dem Teamwert führen",
        "Ohne den Wert Vertrauen führen",
        "Nach dem Kontostand am Ende führen",
    ]
    pairs = [sum(int(n) for n in re.findall(r"\d+", remark)) for remark in remarks]
    assert pairs == [48, 48, 48]
    assert "trittbrett" in remarks[2]


def played(wanted, slug="mittelaue", games=1):
    """Outcomes of all lines of a property; every game is played once."""
    rules, known = scenario(slug), {}
    lines = {}
    for line, all_games in wanted.plan(rules, "probe", games).items():
        for game in all_games:
            known.setdefault(game, play(rules, game))
        lines[line] = [known[game] for game in all_games]
    return rules, lines


def met(wanted, rules, lines):
    return [check.met for check in wanted.judge(rules, lines).checks]


def test_defection_must_pay_at_once_and_cost_later_in_nearly_every_game():
    rules, lines = played(lessons.TEMPTATION, "einstieg", 10)
    assert met(lessons.TEMPTATION, rules, lines) == [True, True]
    turned = {
        line.replace("ab/", "x/").replace("treu/", "ab/").replace("x/", "treu/"): outcomes
        for line, outcomes in lines.items()
    }
    assert met(lessons.TEMPTATION, rules, turned) == [False, False]
    # Two games in ten in which one town is not tempted are too many.
    wavering = dict(lines)
    wavering["ab/obertal"] = [*lines["treu/obertal"][:2], *lines["ab/obertal"][2:]]
    assert met(lessons.TEMPTATION, rules, wavering) == [False, True]
    assert lessons.turning(rules) == 2
    assert lessons.turning(scenario("mittelaue")) == 4


def made_up(rules, figures, region):
    """Lines of P3: by strategy value, value apart from trust and cash; by all alike the region."""

    def outcome_of(value, bare, cash):
        values = TownValues(bare, bare, bare, 0, value)
        course = Course((cash,), (0,), (values,), (), (), 0, False)
        return [Outcome(dict.fromkeys(rules.municipalities, course), (values,), 0, 0)]

    lines = {}
    for line in strategies.NO_BEST.plan(rules, "probe", 1):
        _, seat, name = line.split("/")
        alike = (region[name], 0, 0) if seat == "alle" else figures[name]
        lines[line] = outcome_of(*alike)
    return lines


GIVING = {"trittbrett": 3000, "kooperativ": 6000}


def test_real_games_hold_a_dilemma_and_made_up_ones_without_it_fall_short():
    rules, lines = played(strategies.NO_BEST, "einstieg")
    assert met(strategies.NO_BEST, rules, lines) == [True] * 4
    plain = dict.fromkeys(strategies.COMPARED, (5000, 5000, 10))
    always = {**plain, "kooperativ": (9000, 9000, 99)}
    assert met(strategies.NO_BEST, rules, made_up(rules, always, GIVING)) == [
        *[False] * 3,
        True,
    ]
    tempting = {**plain, "kooperativ": (9000, 4000, 5), "absprung": (6000, 8000, 99)}
    assert met(strategies.NO_BEST, rules, made_up(rules, tempting, GIVING)) == [
        False,
        *[True] * 3,
    ]
    harmless = made_up(rules, tempting, {"trittbrett": 6000, "kooperativ": 6000})
    assert met(strategies.NO_BEST, rules, harmless)[3] is False


def test_variants_that_are_all_alike_fall_short():
    rules, lines = played(funds.VARIANTS, "mittelaue", 5)
    alike = {line: lines["fonds_lueneburg"] for line in lines if line != "allein"}
    assert met(funds.VARIANTS, rules, {"allein": lines["allein"], **alike})[:2] == [False, False]
    idle = dict.fromkeys(lines, lines["fonds_lueneburg"])
    assert met(funds.VARIANTS, rules, idle)[2] is False


def test_keys_without_quarrel_harm_or_remedy_fall_short():
    peace = keys.Lines(
        {"einwohner": {"a": 5, "b": 4}, "gleich": {"a": 1, "b": 2}}, {"a": 3, "b": 3}, {}
    )
    quarrel = keys.Lines(
        {"einwohner": {"a": 5, "b": -1}, "gleich": {"a": 1, "b": 3}}, {"a": 4, "b": 0}, {}
    )
    assert (peace.best(), peace.harmful()) == ({"a": "einwohner", "b": "einwohner"}, [])
    assert (quarrel.best(), quarrel.harmful()) == ({"a": "einwohner", "b": "gleich"}, ["einwohner"])


def test_short_games_are_not_asked_for_what_needs_years():
    rules, lines = played(lessons.TOGETHER, "einstieg")
    assert met(lessons.TOGETHER, rules, lines) == [True] * 5
    long = replace(rules, rounds=8)
    assert met(lessons.TOGETHER, long, lines)[:2] == [False, False]


def test_team_value_apart_from_trust_weighs_the_other_three():
    values = TownValues(9000, 6000, 3000, 0, 0)
    # (40 * 90 + 30 * 60 + 20 * 30) / 90
    assert apart_from_trust(scenario("mittelaue"), values) == 6667
