"""The review: closed until the end, then everything as it was settled."""

import csv
import io
import json
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from games.access import Viewer, ViewerKind
from games.charts.indices import LABEL_HEIGHT, PLOT_HEIGHT, indices_figure
from games.exports.postings_csv import BYTE_ORDER_MARK, postings_csv, safe_cell
from games.exports.rounds_json import rounds_json
from games.models import Settlement, TeamDecision
from games.selectors.control_state import review_state
from games.selectors.review import review
from games.selectors.review_values import Filters, IndexRow
from games.services import drafts, flow
from tests.cast import NOW


@pytest.fixture
def reader(cast):
    return Viewer(ViewerKind.REVIEW, cast.game.pk)


@pytest.fixture
def finished(cast, reader):
    """Three rounds; Anna decides in the first one, Dora never."""
    cast.play_until("deciding")
    saved = drafts.save_draft(
        cast.anna.viewer, round_number=1, revision=0, changes={"levels.verwaltung": "sparen"}
    )
    drafts.submit(cast.anna.viewer, round_number=1, revision=saved.revision)
    cast.play_until("debrief", round_number=3)
    return reader


class TestBeforeTheEnd:
    def test_nothing_but_the_stage_is_read(self, cast, reader):
        cast.play_until("recap", round_number=3)

        page = review(reader)

        assert not page.open
        assert (page.rounds, page.postings, page.phases) == ((), (), ())

    def test_its_state_says_so(self, cast, reader):
        cast.play_until("settled", round_number=1)

        state = review_state(reader, NOW)

        assert (state["open"], state["rounds_played"], state["phase"]) == (False, [], "settled")


class TestRounds:
    def test_accounts_follow_from_the_postings_alone(self, finished):
        page = review(finished)

        for before, now in zip(page.rounds, page.rounds[1:], strict=False):
            for row, old in zip(now.rows, before.rows, strict=True):
                town = row.town.id
                moved = sum(
                    (line.target_id == town) * line.amount - (line.source_id == town) * line.amount
                    for line in page.postings
                    if line.round_number == now.number
                )
                assert row.now.account == old.now.account + moved
                assert row.account_change == moved

    def test_a_round_sums_to_zero_over_all_accounts(self, finished):
        lines = [line for line in review(finished).postings if line.round_number == 2]
        accounts = {line.source_id for line in lines} | {line.target_id for line in lines}

        balances = [
            sum(line.amount for line in lines if line.target_id == account)
            - sum(line.amount for line in lines if line.source_id == account)
            for account in accounts
        ]

        assert sum(balances) == 0
        assert any(balances)

    def test_a_missing_decision_is_marked_and_never_looks_like_zero(self, cast, finished):
        first = review(finished).rounds[1]

        anna, dora, bot = first.decisions
        assert (anna.missing, dora.missing, bot.missing) == (False, True, False)
        assert bot.source == "bot"
        assert [(c.subject, c.text) for c in anna.choices] == [("Verwaltung und IT", "sparen")]
        assert dora.choices == ()

    def test_the_start_is_round_zero_and_has_no_changes(self, finished):
        start = review(finished).rounds[0]

        assert start.number == 0
        assert {row.account_change for row in start.rows} == {None}
        assert start.decisions == ()

    def test_totals_compare_the_end_with_the_start(self, finished):
        page = review(finished)

        first, last = page.rounds[0].rows[0].now, page.rounds[-1].rows[0].now
        assert page.totals[0].account_change == last.account - first.account

    def test_values_keep_two_decimals(self, finished):
        row = review(finished).totals[0]

        for cell, now in zip(row.values, row.now.values.values(), strict=True):
            assert cell.text == f"{now // 100},{now % 100:02d}"

    def test_the_chosen_round_is_shown_else_the_last(self, finished):
        assert review(finished, chosen=1).chosen.number == 1
        assert review(finished).chosen.number == 3
        assert review(finished, chosen=77).chosen.number == 3

    def test_a_draft_of_the_round_in_which_the_game_ended_stays_private(self, cast, reader):
        cast.play_until("deciding", round_number=2)
        drafts.save_draft(
            cast.anna.viewer, round_number=2, revision=0, changes={"levels.verwaltung": "sparen"}
        )
        flow.end_game(cast.frieda.viewer)
        assert TeamDecision.objects.filter(round_number=2, status="draft").exists()

        page = review(reader)

        assert [each.number for each in page.rounds] == [0, 1]
        assert not any(each.choices for each in page.rounds[1].decisions if each.source != "bot")

    def test_a_game_that_ended_in_the_lobby_has_no_rounds(self, cast, reader):
        flow.end_game(cast.frieda.viewer)

        page = review(reader)

        assert page.open
        assert (page.rounds, page.chosen, page.totals) == ((), None, ())


class TestPostings:
    def test_filters_narrow_by_round_town_and_rule(self, finished):
        everything = review(finished).postings
        town = everything[0].source_id

        page = review(finished, Filters(round_number=2, town=town, rule="E3"))

        assert page.postings == tuple(
            line
            for line in review(finished, Filters(town=town)).postings
            if line.round_number == 2 and line.rule == "E3"
        )
        assert all(town in (line.source_id, line.target_id) for line in page.postings)

    def test_a_town_sees_its_postings_with_sign_and_sum(self, finished):
        whole = review(finished)
        row = whole.totals[0]

        page = review(finished, Filters(town=row.town.id))

        assert page.balance == row.account_change == sum(line.signed for line in page.postings)

    def test_without_a_town_there_is_no_sign(self, finished):
        page = review(finished)

        assert page.balance is None
        assert {line.signed for line in page.postings} == {None}

    def test_every_posting_has_its_words(self, finished):
        for line in review(finished, explained=True).postings:
            assert line.rule_title
            assert line.formula
            assert line.source != line.target
            assert line.figures or line.settings

    def test_an_unknown_filter_finds_nothing(self, finished):
        assert review(finished, Filters(town="nirgendwo")).postings == ()


class TestExports:
    def rows(self, page):
        return list(csv.reader(io.StringIO(postings_csv(page)[1:]), delimiter=";"))

    def test_the_table_opens_in_a_spreadsheet(self, finished):
        text = postings_csv(review(finished))

        assert text.startswith(BYTE_ORDER_MARK + "Runde;Nummer;Regel;")
        assert text.endswith("\r\n")

    def test_it_has_one_line_for_each_stored_posting(self, cast, finished):
        stored = [
            (str(row.round_number), str(number), posting["rule"], posting["source"],
             posting["target"], str(posting["amount"]))
            for row in Settlement.objects.filter(game=cast.game).order_by("round_number")
            for number, posting in enumerate(row.content["postings"], start=1)
        ]  # fmt: skip

        told = [(r[0], r[1], r[2], r[4], r[6], r[8]) for r in self.rows(review(finished))[1:]]

        assert told == stored

    def test_the_json_holds_the_same_postings_and_the_figures_of_the_page(self, finished):
        page = review(finished)

        told = json.loads(json.dumps(rounds_json(page)))

        amounts = [p["amount"] for each in told["rounds_played"] for p in each["postings"]]
        assert amounts == [line.amount for line in page.postings]
        last = told["rounds_played"][-1]["figures"]
        assert {town: figures["account"] for town, figures in last.items()} == {
            row.town.id: row.now.account for row in page.totals
        }
        assert told["rounds_played"][1]["decisions"][page.towns[1].id]["missing"] is True

    @pytest.mark.parametrize("cell", ["=1+1", "+49", "-2", "@sum", "\tx", "\rx"])
    def test_a_cell_that_would_run_is_defused(self, cell):
        assert safe_cell(cell) == f"'{cell}"

    @pytest.mark.parametrize("cell", ["Kita", "", -5, "1=1"])
    def test_other_cells_stay_as_they_are(self, cell):
        assert safe_cell(cell) == cell


class TestChart:
    def test_it_is_plain_json_with_a_line_for_each_value(self, finished):
        page = review(finished)

        chart = json.loads(json.dumps(indices_figure(page.index_names, page.indices).options))

        assert [line["name"] for line in chart["series"]] == list(page.index_names)
        assert chart["xAxis"]["data"] == ["Start", "R1", "R2", "R3"]
        assert chart["tooltip"]["renderMode"] == "richText"
        assert chart["series"][0]["data"][-1] == round(page.indices[-1].values[0] / 100, 1)

    def test_lines_differ_in_more_than_colour(self, finished):
        page = review(finished)

        chart = indices_figure(page.index_names, page.indices).options

        looks = [(line["lineStyle"]["type"], line["symbol"]) for line in chart["series"]]
        assert len(set(looks)) == len(looks)

    def test_names_at_the_ends_never_overlap(self):
        rows = [IndexRow(0, (5000, 5000, 5000)), IndexRow(1, (5000, 5010, 4990))]

        chart = indices_figure(("a", "b", "c"), rows).options

        scale = PLOT_HEIGHT / (chart["yAxis"]["max"] - chart["yAxis"]["min"])
        tops = sorted(
            line["endLabel"]["offset"][1] - line["data"][-1] * scale for line in chart["series"]
        )
        gaps = [below - above for above, below in pairwise(tops)]
        assert min(gaps) >= LABEL_HEIGHT - 0.2


def test_the_number_of_queries_does_not_depend_on_the_number_of_rounds(cast, reader):
    cast.play_until("settled", round_number=1)
    flow.end_game(cast.frieda.viewer)
    few = queries_of(reader)

    type(cast.game).objects.filter(pk=cast.game.pk).update(phase="settled", ended_at=None)
    cast.play_until("debrief", round_number=3)

    assert queries_of(reader) == few <= 4


def queries_of(viewer):
    review(viewer)
    with CaptureQueriesContext(connection) as queries:
        review(viewer)
    return len(queries)
