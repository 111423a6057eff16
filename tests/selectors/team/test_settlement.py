"""A settled round as its town reads it: every posting, recomputable, and nothing of others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from games.enums import MissingRule
from games.models import Game, Settlement
from games.selectors import receipts, region, settlement, state
from games.selectors.labels import rule_formula
from games.selectors.rounds import rounds_at
from games.selectors.scenarios import scenario_of
from games.services import drafts
from tests.cast import NOW, assemble

pytestmark = pytest.mark.django_db


def play(cast, rounds, *, first=1):
    """Anna's team decides in every round, Dora's never; all rounds are settled."""
    for number in range(first, rounds + 1):
        cast.play_until("deciding", round_number=number)
        drafts.save_draft(
            cast.anna.viewer,
            round_number=number,
            revision=0,
            changes={"levels.freibad": "erneuern", "greenfield": 5},
            now=NOW,
        )
        drafts.submit(cast.anna.viewer, round_number=number, revision=1, now=NOW)
        cast.play_until("settled", round_number=number)


@pytest.fixture
def cast():
    return assemble()


def page_of(person, number=None):
    return settlement.context_of(person.viewer, number)["page"]


def test_before_the_first_settlement_there_is_no_page(cast):
    cast.play_until("deciding")
    assert settlement.context_of(cast.anna.viewer)["page"] is None
    assert settlement.context_of(cast.anna.viewer)["numbers"] == ()


def test_postings_lead_from_the_old_account_to_the_new_one(cast):
    play(cast, 2)
    for number in (1, 2):
        page = page_of(cast.anna, number)
        assert page.adds_up
        assert page.result == sum(group.amount for group in page.groups) == page.fall.result
        assert page.running == sum(
            each.entry.amount
            for group in page.groups
            for each in group.postings
            if each.entry.running
        )
        for group in page.groups:
            assert group.amount == sum(each.entry.amount for each in group.postings)
            for each in group.postings:
                assert each.calculation is None or each.adds_up, each


def test_page_shows_exactly_the_stored_postings_of_the_town(cast):
    play(cast, 1)
    town = cast.teams[0].town
    stored = Settlement.objects.get(game=cast.game, round_number=1).content["postings"]
    wanted = {
        (number, posting["rule"], posting["amount"])
        for number, posting in enumerate(stored, 1)
        if town in (posting["source"], posting["target"])
    }
    page = page_of(cast.anna)
    found = {
        (each.number, each.entry.rule, abs(each.entry.amount))
        for group in page.groups
        for each in group.postings
    }
    assert found == wanted
    assert page.count == len(wanted)


def test_a_posting_brings_formula_parameters_and_sources(cast):
    play(cast, 1)
    page = page_of(cast.anna)
    levy = next(each for group in page.groups for each in group.postings if each.rule.id == "E3")
    assert rule_formula(levy.rule.id) == "Satz × (S + 90 % × Schlüsselzuweisung)"
    assert levy.partner == "Landkreis"
    rate = next(each for each in levy.parameters if each.path == "finance.levy_rate")
    assert (rate.text, rate.backed) == ("Kreisumlagesatz 50 %", False)
    assert rate.detail == "real etwa 42-60 %"
    assert rate.value == "50\N{NO-BREAK SPACE}%"
    share = next(each for each in levy.parameters if each.path == "finance.levy_sz_share")
    assert share.backed


def test_decision_in_words_and_sentence(cast):
    play(cast, 1)
    page = page_of(cast.anna)
    assert not page.played.missing
    assert [(choice.subject, choice.text) for choice in page.played.choices] == [
        ("Freibad", "erneuern"),
        ("Bauland am Ortsrand", "5 Wohnungen"),
    ]
    assert page.sentence.startswith("Das Jahr schließt mit einem Minus von")
    assert "Freibad: Erneuerung" in page.sentence


def test_a_missing_decision_is_shown_as_missing(cast):
    Game.objects.filter(pk=cast.game.pk).update(missing_rule=MissingRule.DEFAULT)
    play(cast, 1)
    page = page_of(cast.dora)
    assert page.played.missing
    assert page.played.choices == ()
    assert page.count > 0


def test_what_else_changed_is_the_difference_to_the_round_before(cast):
    play(cast, 2)
    rows = {
        row.round_number: row.state_after["towns"][cast.teams[0].town]
        for row in Settlement.objects.filter(game=cast.game)
    }
    changes = {figure.key: figure.change for figure in page_of(cast.anna, 2).changes}
    assert changes["people"] == sum(rows[2]["people"]) - sum(rows[1]["people"])
    assert changes["vacancy"] == rows[2]["vacancy"] - rows[1]["vacancy"]
    assert (
        changes["daseinsvorsorge"]
        == rows[2]["values"]["daseinsvorsorge"] - rows[1]["values"]["daseinsvorsorge"]
    )


@pytest.mark.parametrize("number", [0, 4, 99])
def test_rounds_that_are_not_settled_have_no_page(cast, number):
    play(cast, 1)
    assert page_of(cast.anna, number) is None
    assert state.settlement_state(cast.anna.viewer, NOW, number) is None


def test_queries_do_not_grow_with_the_rounds(cast):
    play(cast, 1)
    page_of(cast.anna)
    with CaptureQueriesContext(connection) as one_round:
        page_of(cast.anna)
    play(cast, 3, first=2)
    page_of(cast.anna)
    with CaptureQueriesContext(connection) as three_rounds:
        page_of(cast.anna)
    assert len(three_rounds) == len(one_round) <= 5


def test_a_region_reads_its_settled_rounds_once(cast):
    play(cast, 2)
    first = rounds_at(cast.game.pk, scenario_of(cast.game), 1, 2, 3)
    again = rounds_at(cast.game.pk, scenario_of(cast.game), 2)
    assert sorted(first) == [1, 2]
    assert again[2] is first[2]


def test_region_shows_public_figures_of_all(cast):
    play(cast, 1)
    shown = region.live_context(cast.dora.viewer)["region"]
    stored = Settlement.objects.get(game=cast.game, round_number=1).state_after["towns"]
    assert shown.after_round == 1
    assert [(town.name, town.account, town.inhabitants) for town in shown.towns] == [
        (team.name, stored[team.town]["account"], sum(stored[team.town]["people"]))
        for team in cast.teams
    ]
    assert [town.own for town in shown.towns] == [False, True, False]
    assert [change is not None for _name, _value, change in shown.indices] == [True] * 5


def test_region_before_the_start_is_empty(cast):
    assert region.live_context(cast.anna.viewer)["region"] is None


def test_history_holds_the_own_receipts_and_rounds(cast):
    play(cast, 1)
    shown = receipts.live_context(cast.anna.viewer)
    assert [(each.label, each.who) for each in shown["receipts"]] == [
        ("Abgegeben", "Anna"),
        ("Entwurf gespeichert", "Anna"),
        ("Platz genommen", "Ben"),
        ("Platz genommen", "Anna"),
    ]
    assert all(len(each.digest) == 8 for each in shown["receipts"])
    assert [(each.number, each.label) for each in shown["rounds"]] == [(1, "abgegeben")]
    assert shown["review"] == ""
    others = {each.who for each in receipts.live_context(cast.dora.viewer)["receipts"]}
    assert others == {"Dora"}


def test_review_link_comes_with_the_end(cast):
    cast.play_until("ended", round_number=3)
    assert receipts.live_context(cast.anna.viewer)["review"]


def test_state_says_who_submitted_and_the_own_draft_alone(cast):
    cast.play_until("deciding")
    drafts.save_draft(
        cast.dora.viewer, round_number=1, revision=0, changes={"greenfield": 7}, now=NOW
    )
    own = state.team_state(cast.dora.viewer, NOW)
    assert own["team"]["draft"]["content"] == {"greenfield": 7}
    assert [each["kind"] for each in own["receipts"]] == ["player_joined", "draft_saved"]
    assert set(own["receipts"][0]) == {"number", "time", "hash", "kind"}
    other = state.team_state(cast.anna.viewer, NOW)
    assert other["team"]["draft"]["content"] == {}
    assert "greenfield" not in str(other)
    assert [each["submitted"] for each in other["teams"]] == [False, False, True]
    assert (other["phase"], other["round"], other["rounds"]) == ("deciding", 1, 3)


def test_state_of_a_settlement_sums_to_the_account(cast):
    play(cast, 1)
    found = state.settlement_state(cast.anna.viewer, NOW, 1)["settlement"]
    total = sum(posting["amount"] for posting in found["postings"])
    assert found["account_before"] + total == found["account"]
    assert found["round"] == 1
