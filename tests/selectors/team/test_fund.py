"""The screen of the fund: its figures are those that are booked, its secrets stay secret."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from games.enums import ROUND_PHASES, Phase
from games.models import Settlement
from games.selectors import fund
from games.selectors.fundmaker import key_label
from games.services import drafts, rescoring
from games.services.phases import Position
from games.services.scoring import close_scoring
from tests import cast as people
from tests.cast import NOW
from tests.services.commands import press, settle

CARD = "marktscheune"


@pytest.fixture
def cast(db):
    return people.assemble(round_phases=ROUND_PHASES)


def save(person, changes, round_number=1):
    page = fund.live_context(person.viewer)["form"]
    return drafts.save_draft(
        person.viewer,
        round_number=round_number,
        revision=page.revision,
        changes=changes,
        now=NOW,
    )


def page_of(person):
    return fund.live_context(person.viewer)["fund"]


def booked(cast, rule, number=1):
    stored = Settlement.objects.get(game=cast.game, round_number=number)
    return {
        (each["source"], each["target"]): each["amount"]
        for each in stored.content["postings"]
        if each["rule"] == rule
    }


def found(cast, **options):
    """Both teams join, Obertal applies alone, Mittelbach is asked for a joint card."""
    cast.play_until("deciding")
    save(cast.anna, {"fund": "beitreten", f"applications.{CARD}": True})
    save(cast.dora, {"fund": "beitreten"})
    return cast


@pytest.mark.parametrize("model", ["fonds_nienburg", "fonds_rendsburg"])
def test_the_calculation_is_the_posting_to_the_euro(db, model):
    cast = people.assemble(round_phases=ROUND_PHASES, cooperation_model=model)
    cast.play_until("deciding")
    save(cast.anna, {"fund": "beitreten", "greenfield": 6})
    save(cast.dora, {"fund": "beitreten"})
    shown = {person: page_of(person) for person in (cast.anna, cast.dora)}
    settle(cast)
    paid = booked(cast, "F1")
    for person, town in ((cast.anna, "obertal"), (cast.dora, "mittelbach")):
        assert shown[person].head.own == paid[(town, "fonds")]
        bar = next(each for each in shown[person].bars if each.own)
        assert bar.amount == paid[(town, "fonds")]


def test_county_and_pot_are_those_that_are_booked(cast):
    found(cast)
    press(cast, 1, "deciding")
    head = page_of(cast.anna).head
    press(cast, 1, "awarding")
    stored = Settlement.objects.get(game=cast.game, round_number=1)
    assert head.county == booked(cast, "F2")[("kreis", "fonds")]
    money = stored.state_after["fund"]["money"] + sum(booked(cast, "F4").values())
    assert head.money == money - stored.state_after["fund"]["reserve"]


def test_the_own_contribution_under_each_key_adds_up_to_the_pot(cast):
    cast.play_until("deciding")
    pages = [page_of(person) for person in (cast.anna, cast.dora)]
    for line, other in zip(pages[0].keys, pages[1].keys, strict=True):
        assert line.weight == other.weight
    present = next(line for line in pages[0].keys if line.current)
    assert (present.change, present.amount) == (0, pages[0].head.own)
    assert key_label(10_000) == "nur nach Umlagekraft"


def test_what_a_fund_needs_to_begin_is_said_in_figures(cast):
    cast.play_until("deciding")
    start = page_of(cast.anna).start
    assert start.members == 2
    assert start.people == 6000
    save(cast.anna, {"fund": "beitreten"})
    start = page_of(cast.anna).start
    assert start.members == 1
    # Obertal has 10000 of 17500 people.
    assert start.people == 6000 - 10_000 * 10_000 // 17_500


def test_stances_name_their_price(cast):
    cast.play_until("deciding")
    page = page_of(cast.anna)
    assert [each.value for each in page.stances] == ["bleiben", "beitreten"]
    assert "94.299" in page.stances[1].text
    found(cast)
    press(cast, 1, "deciding")
    press(cast, 1, "awarding")
    cast.play_until("deciding", round_number=2)
    texts = {each.value: each.text for each in page_of(cast.anna).stances}
    assert set(texts) == {"bleiben", "kuendigen", "verweigern"}
    assert "94.299" in texts["kuendigen"]


def test_an_application_names_points_grant_and_own_part(cast):
    found(cast)
    card = next(each for each in page_of(cast.anna).cards if each.id == CARD)
    assert card.chosen
    assert sum(score.most for score in card.scores) == 100
    assert card.expected.grant + card.own == card.expected.cost - card.expected.proceeds
    assert any("weitere Gemeinde" in each for each in card.more)


def test_a_partner_sees_the_application_that_names_it_and_nobody_else_does(cast):
    cast.play_until("deciding")
    save(cast.anna, {"applications.talladen": True, "applications.talladen.partners.mittelbach": 1})
    (invitation,) = page_of(cast.dora).invitations
    assert (invitation.path, invitation.applicant.name) == ("consents.talladen", "Obertal")
    save(cast.dora, {"consents.talladen": True})
    assert page_of(cast.dora).invitations[0].chosen
    save(cast.anna, {"applications.talladen.partners.mittelbach": None})
    assert page_of(cast.dora).invitations == ()


class TestBoard:
    def test_the_trial_is_what_is_awarded(self, cast):
        found(cast)
        press(cast, 1, "deciding")
        trial = page_of(cast.dora).ranking
        press(cast, 1, "awarding")
        last = page_of(cast.dora).last
        assert [(row.card, row.grant, row.left, row.reason) for row in trial.rows] == [
            (row.card, row.grant, row.left, row.reason) for row in last.rows
        ]
        assert last.left == trial.left

    def test_an_open_vote_is_counted_and_named(self, cast):
        found(cast)
        press(cast, 1, "deciding")
        save(cast.dora, {f"votes.{CARD}": "nein"})
        (row,) = page_of(cast.anna).ranking.rows
        # The bot of Niederau votes yes.
        assert (row.yes, row.no, row.reason) == (1, 1, "Zweidrittelmehrheit verfehlt")
        assert [(vote.town.name, vote.yes) for vote in row.votes] == [
            ("Mittelbach", False),
            ("Niederau", True),
        ]

    def test_points_of_the_bar_are_the_points(self, cast):
        found(cast)
        press(cast, 1, "deciding")
        (row,) = page_of(cast.anna).ranking.rows
        assert sum(part.points for part in row.parts) == row.points

    def test_the_page_costs_the_same_queries_whatever_is_applied_for(self, cast):
        found(cast)
        press(cast, 1, "deciding")
        page_of(cast.dora)
        with CaptureQueriesContext(connection) as before:
            page_of(cast.dora)
        save(cast.dora, {f"votes.{CARD}": "ja"})
        with CaptureQueriesContext(connection) as after:
            page_of(cast.dora)
        assert len(after) <= len(before) <= 12


class TestScoring:
    @pytest.fixture
    def scored(self, cast):
        """Mittelbach gives 1 everywhere, the bot of Niederau what the card says."""
        found(cast)
        press(cast, 1, "deciding")
        (sheet,) = page_of(cast.dora).scoring.sheets
        save(cast.dora, {field.path: 1 for field in sheet.fields})
        return cast

    def close(self, cast):
        here = Position(1, Phase.AWARDING)
        return close_scoring(cast.frieda.viewer, expected=here, now=NOW)

    def test_before_the_close_there_are_own_points_alone(self, scored):
        page = page_of(scored.dora)
        (sheet,) = page.scoring.sheets
        assert (sheet.card, sheet.complete, sheet.fields[0].value) == (CARD, True, "1")
        assert (page.scoring.closed, page.scoring.results, page.scoring.to_revise) == (
            False,
            (),
            (),
        )

    def test_at_the_close_all_see_mean_and_spread_of_each_criterion_and_in_total(self, scored):
        self.close(scored)
        (result,) = page_of(scored.anna).scoring.results
        vacancy = result.lines[0]
        # The card says 2, Mittelbach 1.
        assert (vacancy.label, vacancy.first.mean, vacancy.first.deviation) == (
            "Leerstand",
            "1,5",
            "0,5",
        )
        assert (vacancy.first.span, vacancy.first.count) == ("1–2", 2)
        totals = result.total.first
        assert (totals.whole.low, totals.count) == (33, 2)
        assert totals.whole.high == page_of(scored.anna).ranking.rows[0].points
        assert totals.whole.mean == 5 * (totals.whole.low + totals.whole.high)

    def test_an_open_board_names_who_scored_how(self, scored):
        self.close(scored)
        (result,) = page_of(scored.anna).scoring.results
        voices = {voice.town.name: voice for voice in result.voices}
        assert set(voices["Mittelbach"].scores) == {"1"}
        assert voices["Niederau"].scores[0] == "2"

    def test_both_scorings_stand_side_by_side_and_stay_after_the_settlement(self, scored):
        self.close(scored)
        sheet = page_of(scored.dora).scoring.to_revise[0]
        scores = {field.criterion: 3 for field in sheet.fields}
        rescoring.revise(scored.dora.viewer, round_number=1, card=CARD, scores=scores, now=NOW)
        page = page_of(scored.dora)
        (result,) = page.scoring.results
        assert (result.lines[0].first.mean, result.lines[0].now.mean) == ("1,5", "2,5")
        assert (result.revised, page.scoring.to_revise) == (1, ())
        assert result.voices[0].scores[0] == "1 → 3"
        press(scored, 1, "awarding")
        assert page_of(scored.anna).scoring.results == (result,)

    def test_without_a_close_there_is_one_scoring_and_no_debate_to_tell_of(self, scored):
        press(scored, 1, "awarding")
        assert page_of(scored.anna).scoring is None

    def test_nobody_scores_an_own_project(self, cast):
        found(cast)
        press(cast, 1, "deciding")
        assert page_of(cast.anna).scoring.sheets == ()


class TestClosedBallot:
    @pytest.fixture
    def cast(self, db):
        return people.assemble(round_phases=ROUND_PHASES, options={"closed_ballot": True})

    def test_nobody_sees_a_vote_before_or_after(self, cast):
        found(cast)
        press(cast, 1, "deciding")
        save(cast.dora, {f"votes.{CARD}": "nein"})
        (row,) = page_of(cast.anna).ranking.rows
        assert (row.yes, row.no, row.votes, row.reason) == (None, None, (), "")
        press(cast, 1, "awarding")
        (row,) = page_of(cast.anna).last.rows
        assert (row.yes, row.no, row.votes) == (1, 1, ())
        assert row.reason == "Zweidrittelmehrheit verfehlt"

    def test_of_very_few_secret_sheets_no_mean_tells_what_the_other_gave(self, cast):
        found(cast)
        press(cast, 1, "deciding")
        (sheet,) = page_of(cast.dora).scoring.sheets
        save(cast.dora, {field.path: 1 for field in sheet.fields})
        close_scoring(cast.frieda.viewer, expected=Position(1, Phase.AWARDING), now=NOW)
        page = page_of(cast.anna)
        (result,) = page.scoring.results
        assert (result.voices, result.total.now, page.scoring.hidden) == ((), None, True)

    def test_the_own_vote_is_seen(self, cast):
        found(cast)
        press(cast, 1, "deciding")
        save(cast.dora, {f"votes.{CARD}": "nein"})
        assert page_of(cast.dora).votes[0].value == "nein"

    def test_a_vote_moves_no_trust(self, cast):
        found(cast)
        press(cast, 1, "deciding")
        save(cast.dora, {f"votes.{CARD}": "nein"})
        press(cast, 1, "awarding")
        closed = Settlement.objects.get(game=cast.game, round_number=1).state_after["trust"]
        other = people.found_game(cast.frieda.user, round_phases=ROUND_PHASES)
        twin = people.Cast(
            other,
            people.leader(other),
            people.sit_down(other, "Eva", 0),
            cast.ben,
            people.sit_down(other, "Fritz", 1),
            cast.carl,
            cast.franz,
        )
        found(twin)
        press(twin, 1, "deciding")
        save(twin.dora, {f"votes.{CARD}": "nein"})
        press(twin, 1, "awarding")
        seen = Settlement.objects.get(game=other, round_number=1).state_after["trust"]
        assert closed["obertal"]["mittelbach"] > seen["obertal"]["mittelbach"]


def euros(figure):
    return int(re.sub(r"[^\d-]", "", figure.replace("\N{MINUS SIGN}", "-")))


@pytest.mark.parametrize("model", ["fonds_nienburg", "fonds_rendsburg"])
def test_the_lines_of_the_pot_are_postings_and_add_up_to_what_can_be_given(db, model):
    cast = people.assemble(round_phases=ROUND_PHASES, cooperation_model=model)
    found(cast)
    save(cast.anna, {f"applications.{CARD}.partners.mittelbach": True})
    save(cast.dora, {f"consents.{CARD}": True})
    press(cast, 1, "deciding")
    page = page_of(cast.anna)
    press(cast, 1, "awarding")
    lines = [euros(step.figure) for step in page.pool]
    assert sum(lines) == euros(page.pool_total.figure) == page.head.money
    fund_after = Settlement.objects.get(game=cast.game, round_number=1).state_after["fund"]
    paid = {rule: sum(booked(cast, rule).values()) for rule in ("F1", "F2", "F3", "F4")}
    assert page.head.county == paid["F2"]
    assert {paid["F2"], paid["F3"], -fund_after["reserve"]} - {0} <= set(lines)
    assert sum(lines) == fund_after["money"] + paid["F4"] - fund_after["reserve"]
