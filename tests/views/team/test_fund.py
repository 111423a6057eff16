"""What the town hall says of the fund."""

import re

from tests.selectors.team.test_fund import CARD, page_of, save


def test_the_town_hall_says_what_is_due_once_the_fund_begins_and_grants(cast, browser, url):
    cast.play_until("deciding")
    save(cast.anna, {"fund": "beitreten", f"applications.{CARD}": True})
    card = next(each for each in page_of(cast.anna).cards if each.id == CARD)
    due = card.own + page_of(cast.anna).head.own
    page = browser(cast.anna).get(url("game"), follow=True).content.decode()
    told = re.search(r'id="fund-due">([^<]*)<', page)
    assert told
    assert f"{card.own:,}".replace(",", ".") in told[1]
    assert f"−{due:,}".replace(",", ".") in told[1]
