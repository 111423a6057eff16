"""One name for each chart, one place that finds it: wall, devices, cockpit and board agree."""

import pytest

from games.access import Viewer, ViewerKind
from games.charts.pictures.names import NAMES
from games.charts.pictures.themes import THEMES
from games.charts.shown import otherwise, pictures
from games.charts.shown.find import chart, charts
from games.enums import ProjectorView
from games.errors import Illegal
from games.selectors.debrief import board, choice
from games.selectors.projector import projector
from games.selectors.wall import choice_of
from games.services import debrief, notes
from games.services import projector as steering
from tests.cast import NOW, assemble
from tests.recorded import recorded

ALONE = "was-waere?anders=modell:allein"


@pytest.fixture
def cast(db):
    return recorded(3)


def wall(cast):
    return projector(Viewer(ViewerKind.PROJECTOR, cast.game.pk))


def items(cast):
    """Every picture of the finished game."""
    return [each.item for theme in charts(cast.fresh(), "").themes for each in theme.charts]


def show(cast, item):
    steering.show(cast.frieda.viewer, view="chart", item=item, now=NOW)


def steer(cast, item):
    debrief.steer(cast.frieda.viewer, kind="chart", item=item, now=NOW)


def test_every_picture_of_every_theme_can_be_put_on_the_wall(cast):
    found = items(cast)
    assert {each.partition("/")[0] for each in found} == {theme.slug for theme in THEMES}
    for item in found:
        show(cast, item)
        page = wall(cast)
        assert page.shows == "chart", item
        assert page.wall.figure.id == item.partition("/")[2].partition("?")[0]
        assert choice_of(cast.game.pk).title.startswith(page.wall.figure.title)


def test_every_picture_has_a_name_to_choose_it_by(cast):
    drawn = [each.partition("/")[2].partition("?")[0] for each in items(cast)]
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == set(NAMES)


UNKNOWN = (
    "",
    "karte",
    "karte/",
    "karte/netz",
    "geheim/netz",
    "vertrauen/geheim",
    "vertrauen/netz?runde=4",
    "vertrauen/netz?runde=",
    "vertrauen/netz?runde=2&runde=1",
    "vertrauen/netz?gemeinde=atlantis",
    "region/werte?runde=2",
    "region/werte?mehr=1",
    "was-waere",
    "was-waere?",
    "was-waere?anders=modell:atlantis",
    "was-waere?anderes=1",
    "../geld/haushalt",
)


def test_what_there_is_not_is_not_shown(cast):
    for item in UNKNOWN:
        assert chart(cast.fresh(), item) is None, item
        with pytest.raises(Illegal, match="nothing_to_show"):
            show(cast, item)


def test_before_the_end_there_are_no_pictures_and_no_other_game(db):
    names = [ALONE, *(f"{theme.slug}/{each}" for theme in THEMES for each in NAMES)]
    playing = assemble()
    playing.play_until("deciding", round_number=3)
    game = playing.fresh()
    assert charts(game, "").themes == ()
    assert [each for each in names if chart(game, each) is not None] == []


def test_a_slider_steps_through_the_rounds_and_says_where_it_stands(cast):
    game = cast.fresh()
    for number, words in ((0, "beim Start"), (2, "nach Runde 2")):
        item = f"vertrauen/netz?runde={number}"
        drawn = chart(game, item)
        assert words in f"{drawn.title} {drawn.span}"
        found = pictures.ways(game, item)
        assert [each.here for each in found.rounds] == [each == number for each in range(4)]
        assert (found.back, found.on) == (
            f"vertrauen/netz?runde={number - 1}" if number else "",
            f"vertrauen/netz?runde={number + 1}",
        )
    last = pictures.ways(game, "vertrauen/netz")
    assert (last.rounds[3].here, last.on) == (True, "")


def test_rounds_and_municipalities_are_chosen_apart_and_stay_within_a_theme(cast):
    game = cast.fresh()
    found = pictures.ways(game, "geld/haushalt?runde=2")
    assert [each.text for each in found.rounds] == ["Alle Runden", "R1", "R2", "R3"]
    kleinholm = next(each for each in found.towns if each.text == "Kleinholm")
    assert kleinholm.item == "geld/haushalt?runde=2&gemeinde=kleinholm"
    assert "Kleinholm, Runde 2" in chart(game, kleinholm.item).title
    theme = next(each for each in charts(game, kleinholm.item).themes if each.here)
    assert [each.item for each in theme.charts] == [
        f"geld/{name}?runde=2&gemeinde=kleinholm"
        for name in ("haushalt", "geldfluesse", "ergebnisse")
    ]
    assert pictures.ways(game, "region/werte") == pictures.Ways()
    assert pictures.ways(game, "finanzen") == pictures.Ways()


def test_the_game_under_another_rule_stands_beside_the_played_one(cast):
    figure = chart(cast.fresh(), ALONE)
    assert [each["name"] for each in figure.options["series"]] == ["gespielt", "anders"]
    assert [each.name for each in figure.beside] == [team.name for team in cast.teams]
    show(cast, ALONE)
    assert wall(cast).wall.figure.title == figure.title


@pytest.mark.parametrize("item", ["vertrauen/netz?runde=1", "geld/geldfluesse", "finanzen"])
def test_devices_show_what_the_wall_shows_whoever_put_it_there(cast, item):
    debrief.begin(cast.frieda.viewer, now=NOW)
    steer(cast, item)
    by_board = board(cast.game.pk).subject.figure
    assert wall(cast).debrief.subject.figure.id == by_board.id
    steer(cast, "region/werte")

    show(cast, item)

    assert wall(cast).shows == "chart"
    assert board(cast.game.pk).subject.figure == by_board
    assert choice(cast.frieda.viewer).ways == choice_of(cast.game.pk).ways


def test_the_board_takes_the_wall_back(cast):
    debrief.begin(cast.frieda.viewer, now=NOW)
    show(cast, "geld/geldfluesse")
    steer(cast, "karte/karte-leerstand?runde=1")
    assert cast.fresh().projector_view == ProjectorView.AUTO
    assert board(cast.game.pk).subject.figure.id == "karte-leerstand"
    assert wall(cast).debrief.subject.figure.id == "karte-leerstand"


def test_what_if_is_one_chart_by_either_way(cast):
    debrief.begin(cast.frieda.viewer, now=NOW)
    query = otherwise.query_in(f"https://x.example/rueckschau/abc/{ALONE}#vergleich")
    debrief.steer(cast.frieda.viewer, kind="what_if", item=query, now=NOW)
    subject = board(cast.game.pk).subject
    show(cast, otherwise.item_of(query))
    assert board(cast.game.pk).subject.figure == subject.figure
    assert subject.figure.beside


def test_marks_are_on_the_wall_once_released(cast):
    show(cast, "region/werte")
    assert not [each for each in wall(cast).wall.figure.marks if each.moment]
    made = notes.note_as_facilitator(cast.frieda.viewer, text="Hier kippte es", now=NOW)
    notes.release_as_facilitator(cast.frieda.viewer, number=made.number, released=True, now=NOW)
    first = wall(cast).wall.figure.marks[0]
    assert (first.sign, first.moment) == ("A", made.number)
    show(cast, "region")
    assert wall(cast).wall.figure.marks[0] == first
