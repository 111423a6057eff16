"""The time budget on the screens where it is spent."""

import pytest

from games.live.screens import SCREENS
from games.selectors.offer_page import offer_context
from games.services import offer_drafts
from tests.cast import NOW, assemble
from tests.selectors.team.test_pacts import save

pytestmark = pytest.mark.django_db
SPENDING = ("agreements", "offers", "fund", "pacts")


@pytest.fixture
def cast():
    cast = assemble()
    cast.play_until("negotiating")
    return cast


@pytest.mark.parametrize("name", SPENDING)
def test_what_one_screen_spends_all_of_them_show(cast, name):
    before = SCREENS[name].context(cast.anna.viewer)["budget"]
    save(cast.anna, meetings__mittelbach=True)
    after = SCREENS[name].context(cast.anna.viewer)["budget"]
    assert after.used == before.used + 1
    assert [each.code for each in after.spent] == ["meetings"]
    assert "parts/regions/timebudget.html" in SCREENS[name].regions


@pytest.mark.parametrize("name", ["agreements", "offers", "fund"])
def test_it_is_gone_once_nothing_can_be_spent(cast, name):
    cast.play_until("settled")
    assert SCREENS[name].context(cast.anna.viewer)["budget"] is None


def test_the_desk_of_an_offer_shows_it(cast):
    saved = offer_drafts.create_offer(cast.anna.viewer, round_number=1, content={}, now=NOW)
    assert offer_context(cast.anna.viewer, saved.number)["budget"].points > 0
