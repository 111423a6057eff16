"""What the projector shows of what was chosen, through rounds taken back and brought back."""

import pytest

from games.access import Viewer, ViewerKind
from games.charts.shown.public import CHARTS
from games.enums import Phase
from games.selectors.projector import projector
from games.selectors.wall import choice_of, offered
from games.services import flow, undo
from games.services import projector as steering
from games.services.phases import named
from tests.cast import NOW, assemble
from tests.fund import joined, posting_items, stay_out


@pytest.fixture
def cast(db):
    return joined(assemble())


def page(cast):
    return projector(Viewer(ViewerKind.PROJECTOR, cast.game.pk))


def show(cast, view, item=""):
    steering.show(cast.frieda.viewer, view=view, item=item, now=NOW)


def here(cast):
    game = cast.fresh()
    return named(game.round_number, game.phase)


def go_back(cast):
    undo.undo_rounds(cast.frieda.viewer, to_round=1, expected=here(cast), reason="Probe", now=NOW)


def test_without_a_choice_the_projector_follows_the_phase(db):
    cast = assemble()
    assert page(cast).shows == "lobby"
    cast.play_until("deciding")
    assert page(cast).shows == "auto"


@pytest.mark.parametrize("view", ["lobby", "clock", "map", "indices", "news"])
def test_a_view_stays_while_the_phases_go_on(cast, view):
    show(cast, view)
    assert page(cast).shows == view
    cast.play_until("settled")
    assert page(cast).shows == view


def test_dark_stands_before_any_view(cast):
    show(cast, "map")
    steering.darken(cast.frieda.viewer, blank="dark", now=NOW)
    assert page(cast).shows == "dark"


@pytest.mark.parametrize("chart", CHARTS)
def test_charts_show_the_public_figures_of_all_rounds(cast, chart):
    cast.play_until("settled", round_number=2)
    show(cast, "chart", chart)

    figure = page(cast).wall.figure

    labels = figure.options["xAxis"]["data"]
    assert labels == ["Start", "R1", "R2"]
    assert all(len(each["data"]) == len(labels) for each in figure.options["series"])
    assert figure.options["xAxis"]["axisLabel"]["fontSize"] >= 28


def test_a_posting_is_explained_with_steps_that_come_to_it(cast):
    cast.play_until("settled")
    public, _private = posting_items(cast, 1)
    for item in public:
        show(cast, "posting", item)
        found = page(cast).wall.posting
        assert found.posting.item == item
        assert found.posting.payer != found.posting.receiver
        assert abs(found.calculation.total) == found.posting.amount > 0
        assert found.formula


@pytest.mark.parametrize("view", ["posting", "chart"])
def test_a_round_taken_back_takes_its_chart_and_posting_along_and_brings_them_again(cast, view):
    cast.play_until("settled")
    item = posting_items(cast, 1)[0][0] if view == "posting" else "region"
    show(cast, view, item)
    assert page(cast).shows == view

    go_back(cast)

    choice = choice_of(cast.game.pk)
    assert page(cast).shows == "auto"
    assert page(cast).wall.posting is None
    assert page(cast).wall.figure is None
    assert (choice.lost, choice.undone, choice.asked, choice.title) == (True, True, view, "")

    undo.restore_rounds(cast.frieda.viewer, expected=here(cast), now=NOW)

    assert page(cast).shows == view
    assert not choice_of(cast.game.pk).lost


def test_the_same_round_settled_otherwise_does_not_bring_the_posting_again(cast):
    cast.play_until("settled")
    show(cast, "posting", posting_items(cast, 1)[0][0])
    go_back(cast)
    stay_out(cast.dora)
    cast.play_until("settled")

    assert page(cast).shows == "auto"


def test_a_view_without_anything_to_show_falls_back_and_says_so(cast):
    show(cast, "lobby")
    cast.play_until("debrief", round_number=3)
    choice = choice_of(cast.game.pk)
    assert page(cast).shows == "auto"
    assert (choice.lost, choice.undone) == (True, False)


def test_what_can_be_chosen(cast):
    assert offered(cast.game.pk).charts.public == ()
    cast.play_until("settled", round_number=2)

    found = offered(cast.game.pk)

    assert [chart.item for chart in found.charts.public] == list(CHARTS)
    assert found.charts.themes == ()
    assert (found.rounds, found.round_number) == ((1, 2), 2)
    assert [each.item for each in offered(cast.game.pk, 1).postings] == posting_items(cast, 1)[0]


def test_after_the_end_every_posting_can_be_chosen(cast):
    cast.play_until("settled")
    flow.end_game(cast.frieda.viewer, now=NOW)
    public, private = posting_items(cast, 1)
    assert len(offered(cast.game.pk, 1).postings) == len(public) + len(private)


def test_the_quick_questions_stand_on_the_wall_while_they_are_open(cast):
    cast.play_until("settled")
    assert page(cast).recap is None
    cast.play_until(Phase.RECAP)
    assert [each.answered for each in page(cast).recap.results] == [0, 0]
    cast.play_until(Phase.BRIEFING, round_number=2)
    assert page(cast).recap is None
