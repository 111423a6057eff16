"""The facts of a round are found in the record, and each sentence names lines that prove it."""

from dataclasses import replace

import pytest

from games.rules.model import Award, Decision, FundStance, Level
from games.rules.start import start
from games.selectors.stories import bonds, common, places, purses
from games.selectors.stories.facts import Kind, years
from games.selectors.stories.found import facts_of
from games.selectors.stories.page import story
from games.selectors.stories.words import sentence
from games.selectors.turning_points import is_close, turning_points
from games.selectors.why.measured import value_of
from tests.records import bot_record, one_round, scenario_named

SEEDS = ("a", "b", "c", "d")
MODELS = ("alles", "fonds_rendsburg", "verband", "allein")


def played(decisions, *, change=None, seed="x", slug="mittelaue"):
    """One round of a region whose state was changed before; everybody else holds still."""
    scenario = scenario_named(slug)
    state = start(scenario, seed, "alles")
    return years(one_round(scenario, change(state) if change else state, decisions))[0]


def codes(facts):
    return [(fact.code, *fact.towns) for fact in facts]


def with_town(state, town, **values):
    return replace(state, towns={**state.towns, town: replace(state.towns[town], **values)})


def all_facts(year):
    return [fact for facts in facts_of(year).values() for fact in facts]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_sentence_of_played_games_can_be_checked(seed, model):
    record = bot_record(seed, model=model)
    for year in years(record):
        for fact in all_facts(year):
            text = sentence(year, fact)
            assert text.endswith(".")
            assert "%(" not in text
            assert fact.proofs, fact
            for proof in fact.proofs:
                assert_line_is_there(year, proof)


def assert_line_is_there(year, proof):
    lines = {
        Kind.POSTING: year.settled.postings,
        Kind.NOTE: year.settled.notes,
        Kind.CAUSE: year.settled.causes,
        Kind.AWARD: year.settled.awards,
    }
    if proof.kind is Kind.FIGURE:
        assert isinstance(value_of(year.after, proof.figure), int)
    else:
        assert 1 <= proof.place <= len(lines[proof.kind])


def test_gain_and_loss_are_the_extremes_of_the_accounts():
    for year in years(bot_record("a")):
        found = {fact.code: fact for fact in purses.results(year)}
        changes = {
            town: year.after.towns[town].account - year.before.towns[town].account
            for town in year.towns
        }
        if max(changes.values()) > 0:
            assert found["gain"].figures["change"] == max(changes.values())
            assert changes[found["gain"].towns[0]] == max(changes.values())
        if min(changes.values()) < 0:
            assert found["loss"].figures["change"] == min(changes.values())


def test_who_comes_under_watch_is_told_once():
    deep = -90_000_000
    year = played({}, change=lambda state: with_town(state, "kleinholm", account=deep))

    assert ("watch_begins", "kleinholm") in codes(purses.deficits(year))

    again = played(
        {}, change=lambda state: with_town(state, "kleinholm", account=deep, watched=True)
    )
    assert "watch_begins" not in [code for code, *_ in codes(purses.deficits(again))]


def test_help_is_told_with_giver_receiver_and_amount():
    year = played({"auestadt": Decision(payments={"kleinholm": 50_000})})

    (fact,) = purses.help_given(year)
    assert fact.towns == ("auestadt", "kleinholm")
    assert fact.figures["amount"] == 50_000
    assert sentence(year, fact) == "Auestadt half Kleinholm mit 50.000\N{NO-BREAK SPACE}€."


def test_a_closed_site_says_whose_decision_it_was():
    year = played({"auestadt": Decision(levels={"buecherei": Level.CLOSE})})
    assert ("closed_decided", "auestadt") in codes(places.closed(year))

    def worn(state):
        services = dict(state.towns["auestadt"].services)
        services["buecherei"] = replace(services["buecherei"], condition=2_100)
        return with_town(state, "auestadt", services=services)

    saved = played({"auestadt": Decision(levels={"buecherei": Level.SAVE})}, change=worn)
    assert ("closed_worn", "auestadt") in codes(places.closed(saved))


def test_renewals_and_dwellings_are_counted():
    year = played(
        {
            "auestadt": Decision(levels={"kita": Level.RENEW}, greenfield=10),
            "kleinholm": Decision(greenfield=3, inner=2),
        }
    )

    (renewed,) = places.renewed(year)
    booked = sum(each.amount for each in year.settled.postings if each.rule == "L2")
    assert renewed.figures == {"amount": booked, "count": 1}
    edge, centre = places.dwellings(year)
    assert dict(edge.by_town) == {"auestadt": 10, "kleinholm": 3}
    assert edge.figures["count"] == 13
    assert dict(centre.by_town) == {"kleinholm": 2}


def test_a_refused_wish_is_counted_and_proved_by_its_note():
    year = played({"auestadt": Decision(greenfield=10_000)})

    (fact,) = common.refusals(year)
    (proof,) = fact.proofs
    assert year.settled.notes[proof.place - 1].code == "greenfield"
    assert "1 Wunsch" in sentence(year, fact)


def test_joining_and_leaving_the_fund_is_told():
    joined = played({"auestadt": Decision(fund=FundStance.JOIN)})
    assert ("fund_joined", "auestadt") in codes(common.fund_members(joined))

    def member(state):
        return replace(state, fund=replace(state.fund, members=("auestadt", "kleinholm")))

    refusing = {"auestadt": Decision(fund=FundStance.REFUSE)}
    left = played(refusing, change=member)
    assert ("fund_left", "auestadt") in codes(common.fund_members(left))
    assert ("withheld_fund", "auestadt") in codes(bonds.breaches(left))


def test_broken_and_kept_promises_are_told_with_the_town():
    def promised(state):
        for town in ("auestadt", "kleinholm"):
            state = with_town(state, town, promises=("kein_neubau",))
        return state

    year = played({"auestadt": Decision(greenfield=5)}, change=promised)
    told = codes(bonds.promises(year))

    assert ("promise_broken", "auestadt") in told
    assert ("promise_kept", "kleinholm") in told


def test_new_agreements_of_played_games_are_all_told():
    founded = 0
    for year in years(bot_record("a")):
        new = {each.id for each in year.after.agreements} - {
            each.id for each in year.before.agreements
        }
        told = {fact.item for fact in bonds.agreements(year) if fact.code.startswith("founded")}
        assert told == new
        founded += len(new)
    assert founded > 0


def award(yes, no, reason=""):
    return Award("karte", "a", ("a",), 60, {}, False, 9, 0, 5_000, 9, 0 if reason else 9, 0,
                 yes, no, reason, 0, 0, False)  # fmt: skip


@pytest.mark.parametrize(
    ("decision", "yes", "no", "close"),
    [
        ("zweidrittel", 3, 1, True),
        ("zweidrittel", 2, 1, True),
        ("zweidrittel", 5, 1, False),
        ("zweidrittel", 3, 0, False),
        ("zweidrittel", 0, 2, False),
        ("zweidrittel", 3, 2, True),
        ("einstimmig", 4, 1, True),
        ("einstimmig", 4, 2, False),
        ("kreis", 3, 1, False),
    ],
)
def test_a_vote_is_close_where_one_voice_would_have_turned_it(decision, yes, no, close):
    variant = replace(scenario_named("mittelaue").funds["nienburg"], decision=decision)

    assert is_close(variant, award(yes, no, "" if 3 * yes >= 2 * (yes + no) else "votes")) is close


def test_a_vote_that_decided_nothing_is_not_close():
    variant = scenario_named("mittelaue").funds["nienburg"]

    assert not is_close(variant, award(3, 1, reason="points"))


@pytest.mark.parametrize("seed", SEEDS)
def test_turning_points_come_in_order_with_proof(seed):
    record = bot_record(seed)
    points = turning_points(record)

    numbers = [each.round_number for each in points]
    assert numbers == sorted(numbers)
    assert all(each.evidence for each in points)
    assert [each.kind for each in points].count("bond") <= 1
    assert [each.kind for each in points].count("breach") <= 1


def test_the_largest_moves_of_the_region_are_turning_points():
    record = bot_record("a")
    moves = [change for year in years(record) for change in common.value_changes(year).values()]
    texts = [each.text for each in turning_points(record) if each.kind == "value"]

    assert len(texts) == (max(moves) >= 100) + (min(moves) <= -100)


def test_a_game_of_one_calm_round_has_a_story_and_no_turning_point():
    scenario = scenario_named("einstieg")
    state = start(scenario, "ruhig", "allein")
    record = one_round(scenario, state, {})

    assert [each.number for each in story(record)] == [1]
    assert [each.kind for each in turning_points(record) if each.kind != "value"] == []


def test_a_closed_ballot_stays_closed_in_story_and_reasons():
    scenario = scenario_named("mittelaue")
    secret = replace(scenario, options=replace(scenario.options, closed_ballot=True))
    record = bot_record("a", rounds=4, scenario=secret)
    opened = bot_record("a", rounds=4)

    def vetoes(record):
        return [
            line.text
            for each in story(record)
            for chapter in each.chapters
            for told in chapter.told
            for line in told.evidence
            if "gegen ein Projekt gestimmt" in line.text
        ]

    assert any(cause.code == "veto" for each in opened.settlements for cause in each.causes)
    assert vetoes(record) == []
