"""The projector: what may be said aloud."""

from dataclasses import fields

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from games.access import Viewer, ViewerKind
from games.enums import ROUND_PHASES
from games.models import Settlement
from games.selectors.projector import TownLine, projector
from games.selectors.region import live_context
from games.services import drafts
from tests.cast import assemble, sit_down
from tests.services.bargaining import accept, propose


@pytest.fixture
def wall_of():
    return lambda cast: Viewer(ViewerKind.PROJECTOR, cast.game.pk)


@pytest.fixture
def wall(cast, wall_of):
    return wall_of(cast)


class TestLobby:
    def test_shows_who_sits_where_and_who_came_last(self, cast, wall):
        page = projector(wall)

        assert [town.people for town in page.towns] == [("Anna", "Ben"), ("Dora",), ()]
        assert (page.newest, page.newest_team) == ("Dora", page.towns[1].name)
        assert (page.taken, page.seats) == (3, 3)

    def test_has_no_figures_before_the_first_round(self, wall):
        assert projector(wall).indices == ()


class TestPlay:
    def test_submitting_shows_and_a_draft_does_not(self, cast, wall):
        cast.play_until("deciding")
        saved = drafts.save_draft(
            cast.anna.viewer, round_number=1, revision=0, changes={"levels.verwaltung": "sparen"}
        )
        assert not projector(wall).towns[0].submitted

        drafts.submit(cast.anna.viewer, round_number=1, revision=saved.revision)

        assert projector(wall).towns[0].submitted
        assert not projector(wall).towns[1].submitted

    def test_while_the_board_votes_applications_are_shown_without_any_vote(self, db, wall_of):
        cast = assemble(round_phases=ROUND_PHASES)
        cast.play_until("deciding")
        for person, changes in (
            (cast.anna, {"fund": "beitreten", "applications.marktscheune": True}),
            (cast.dora, {"fund": "beitreten"}),
        ):
            drafts.save_draft(person.viewer, round_number=1, revision=0, changes=changes)
        assert projector(wall_of(cast)).ranking is None
        cast.play_until("awarding")
        drafts.save_draft(
            cast.dora.viewer, round_number=1, revision=1, changes={"votes.marktscheune": "nein"}
        )
        page = projector(wall_of(cast))
        (row,) = page.ranking.rows
        assert (row.name, row.yes, row.no, row.reason) == ("Marktscheune", None, None, "")
        assert [town.voted for town in page.towns] == [True, True, True]

    def test_a_line_has_no_place_for_a_draft(self):
        names = {field.name for field in fields(TownLine)}

        assert not names & {"draft", "content", "decision", "account"}

    def test_the_start_has_values_without_changes(self, cast, wall):
        cast.play_until("deciding")

        page = projector(wall)

        assert len(page.indices) == 4
        assert {index.change for index in page.indices} == {None}
        assert page.towns[0].running is None

    def test_the_card_of_the_round_is_shown_before_anybody_decides(self, db, wall_of):
        cast = assemble(scenario="mittelaue")
        wall = wall_of(cast)
        cast.play_until("deciding", round_number=2)
        drawn = projector(wall).ahead
        cast.play_until("settled", round_number=2)
        page = projector(wall)

        assert drawn is not None
        assert (page.ahead, page.event) == (None, drawn.name)
        assert page.event_towns == drawn.towns

    def test_agreements_are_drawn_once_they_are_settled_here_and_on_the_region(self, cast, wall):
        cast.play_until("deciding")
        number = propose(cast.anna)
        accept(cast.dora, number)
        assert projector(wall).map.deals == ()
        cast.play_until("settled")

        (line,) = projector(wall).map.deals
        assert line.style == 2
        assert live_context(cast.anna.viewer)["region"].map.deals == (line,)

    def test_after_a_round_values_and_changes_are_those_of_the_settlements(self, cast, wall):
        cast.play_until("settled")
        start, first = Settlement.objects.filter(game=cast.game).order_by("round_number")

        page = projector(wall)

        for index in page.indices:
            now, before = (row.state_after["region"][index.code] for row in (first, start))
            assert index.value == now
            assert index.change == (now - before if abs(now - before) >= 5 else 0)
        town = page.towns[0]
        assert town.running == first.state_after["towns"][town.town]["running"]


def test_the_number_of_queries_depends_neither_on_people_nor_on_rounds(cast, wall):
    cast.play_until("settled", round_number=1)
    few = queries_of(wall)
    for number in range(5):
        sit_down(cast.fresh(), f"Person {number}", number % 3)
    cast.play_until("settled", round_number=3)

    assert queries_of(wall) == few <= 8


def queries_of(viewer):
    projector(viewer)
    with CaptureQueriesContext(connection) as queries:
        projector(viewer)
    return len(queries)
