"""The way to the other screens: what is shown, where it stands, what waits there."""

import pytest

from games.selectors import tabs
from games.selectors.frame import place
from tests.cast import assemble

pytestmark = pytest.mark.django_db


def shown(cast, screen="board"):
    return tabs.tabs(cast.anna.viewer, place(cast.anna.viewer).frame, screen)


def routes(entries):
    return [tab.route for tab in entries]


def test_the_waiting_room_gives_way_to_the_town_hall():
    cast = assemble()
    assert routes(shown(cast, "lobby").all)[0] == "lobby"
    assert "board" not in routes(shown(cast, "lobby").all)
    cast.play_until("briefing")
    assert routes(shown(cast).all)[0] == "board"
    assert "lobby" not in routes(shown(cast).all)


def test_bar_and_more_hold_every_tab_once():
    cast = assemble()
    all_tabs = shown(cast)
    assert (*all_tabs.bar, *all_tabs.more) == all_tabs.all
    assert len(all_tabs.bar) <= tabs.ON_THE_BAR


def test_what_waits_behind_more_is_summed_up(monkeypatch):
    cast = assemble()
    places = [tabs._Place(f"p{number}", "Ort", "home") for number in range(6)]
    monkeypatch.setattr(tabs, "PLACES", places)
    monkeypatch.setattr(
        tabs, "BADGES", {"p0": lambda _v: 1, "p4": lambda _v: 2, "p5": lambda _v: 3}
    )
    found = shown(cast, "p5")
    assert [tab.badge for tab in found.bar] == [1, 0, 0, 0]
    assert found.more_badge == 5
    assert found.more_here
    assert not shown(cast, "p0").more_here
