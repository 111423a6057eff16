"""The projector: what may be said aloud."""

from dataclasses import fields

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from games.access import Viewer, ViewerKind
from games.models import Settlement
from games.selectors.projector import TownLine, projector
from games.services import drafts
from tests.cast import sit_down


@pytest.fixture
def wall(cast):
    return Viewer(ViewerKind.PROJECTOR, cast.game.pk)


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

    def test_a_line_has_no_place_for_a_draft(self):
        names = {field.name for field in fields(TownLine)}

        assert not names & {"draft", "content", "decision", "account"}

    def test_the_start_has_values_without_changes(self, cast, wall):
        cast.play_until("deciding")

        page = projector(wall)

        assert len(page.indices) == 4
        assert {index.change for index in page.indices} == {None}
        assert page.towns[0].running is None

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

    assert queries_of(wall) == few <= 6


def queries_of(viewer):
    projector(viewer)
    with CaptureQueriesContext(connection) as queries:
        projector(viewer)
    return len(queries)
