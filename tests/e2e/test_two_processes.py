"""Two server processes on one PostgreSQL and one Redis: it does not matter where one is."""

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing
from tests.e2e.lead import Leader, Office
from tests.e2e.pages import Person, Player

pytestmark = pytest.mark.e2e


def test_what_happens_at_one_process_shows_at_the_other(server_pair, visitors):
    first, second = server_pair
    demo = first.demo()
    code = demo["join"]["code"]
    anna = Player(visitors.new(first.url)).join(code, "Anna", "Auestadt")
    tobias = Player(visitors.new(second.url)).join(code, "Tobias", "Auestadt")
    wall = Person(visitors.new(second.url, **browsing.PROJECTOR))
    wall.open(demo["projector_url"].replace(first.url, second.url)).sees("Tobias")
    anna.sees("Tobias")
    office = Office(first, demo["facilitator"])
    leader = Leader(office, demo["game"]["id"]).until("deciding")
    for player in (anna, tobias):
        player.sees_board(1).sees_phase("Entscheiden").wait_for_connection()
    anna.choose("Kita", "Sparen").sees_saved()
    expect(tobias.level("Kita", "Sparen")).to_be_checked()
    tobias.choose("Bauhof", "Erneuern").sees_saved()
    expect(anna.level("Bauhof", "Erneuern")).to_be_checked()
    tobias.submit()
    anna.sees_submitted()
    wall.sees("6 von 6 Gemeinden haben abgegeben")
    leader.until("settled")
    for player in (anna, tobias):
        player.sees_settlement(1)
    assert anna.state["team"] == tobias.state["team"]
    office.close()
