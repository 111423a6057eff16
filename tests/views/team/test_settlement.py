"""Settlement, region and history in a browser."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from games.selectors import money
from games.selectors.settlement import context_of
from games.services import drafts
from tests.cast import NOW


def settle(cast, first=1, last=1):
    for number in range(first, last + 1):
        cast.play_until("deciding", round_number=number)
        drafts.save_draft(
            cast.anna.viewer, round_number=number, revision=0, changes={"greenfield": 5}, now=NOW
        )
        drafts.submit(cast.anna.viewer, round_number=number, revision=1, now=NOW)
        cast.play_until("settled", round_number=number)


def test_before_the_first_settlement_the_page_says_when_it_comes(browser, cast, url):
    cast.play_until("deciding")
    html = browser(cast.anna).get(url("settlement")).content.decode()
    assert "Die erste Abrechnung kommt nach Runde 1." in html


def test_every_posting_can_be_opened_and_recomputed(browser, cast, url):
    settle(cast)
    html = browser(cast.anna).get(url("settlement")).content.decode()
    page = context_of(cast.anna.viewer)["page"]
    assert html.count('<details class="ps-post"') == page.count
    for group in page.groups:
        for each in group.postings:
            assert money.euro_change_exact(each.entry.amount) in html
            for step in each.calculation.steps if each.calculation else ():
                assert step.text in html.replace("&#x27;", "'")
    assert "Konto nach Runde 1" in html
    assert html.count("<h1") == 1
    assert "Annahme" in html
    assert "belegt" in html


def test_a_missing_decision_is_called_missing(browser, cast, url):
    settle(cast)
    html = browser(cast.dora).get(url("settlement")).content.decode()
    assert "Für diese Runde fehlt Ihre Entscheidung." in html
    assert "Für diese Runde fehlt" not in browser(cast.anna).get(url("settlement")).content.decode()


def test_older_rounds_stay_where_they_are(browser, cast, url):
    settle(cast, 1, 2)
    client = browser(cast.anna)
    html = client.get(url("settlement_round", number=1)).content.decode()
    assert "Abrechnung Runde 1" in html
    assert "data-goto" not in html
    assert "Wir sind bereit" not in html
    newest = client.get(url("settlement")).content.decode()
    assert "Abrechnung Runde 2" in newest
    assert "data-goto" in newest
    assert "Wir sind bereit" in newest


@pytest.mark.parametrize("number", [0, 2, 77, 10**30])
def test_rounds_that_are_not_settled_are_not_found(browser, cast, url, number):
    settle(cast)
    client = browser(cast.anna)
    assert client.get(url("settlement_round", number=number)).status_code == 404
    assert client.get(url("settlement_round_state", number=number)).status_code == 404


def test_state_lists_the_own_postings(browser, cast, url):
    settle(cast)
    found = browser(cast.anna).get(url("settlement_round_state", number=1)).json()["settlement"]
    total = sum(posting["amount"] for posting in found["postings"])
    assert found["account_before"] + total == found["account"]


def test_region_has_map_and_table(browser, cast, url):
    settle(cast)
    html = browser(cast.anna).get(url("region")).content.decode()
    assert 'role="img"' in html
    assert html.count("<table") == 4
    for team in cast.teams:
        assert team.name in html


def test_history_has_receipts_and_at_the_end_the_review(browser, cast, url):
    settle(cast)
    client = browser(cast.anna)
    html = client.get(url("history")).content.decode()
    assert "Entwurf gespeichert" in html
    assert 'id="zur-rueckschau"' not in html
    cast.play_until("ended", round_number=3)
    html = client.get(url("history")).content.decode()
    link = html.partition('id="zur-rueckschau" href="')[2].partition('"')[0]
    assert client.get(link).status_code == 200


@pytest.mark.parametrize("name", ["settlement", "region", "data", "history"])
def test_queries_are_few_and_do_not_grow_with_rounds(browser, cast, url, name):
    settle(cast)
    client = browser(cast.anna)
    client.get(url(name))
    with CaptureQueriesContext(connection) as first:
        client.get(url(name))
    settle(cast, 2, 3)
    client.get(url(name))
    with CaptureQueriesContext(connection) as third:
        client.get(url(name))
    assert len(third) == len(first) <= 15


@pytest.mark.parametrize("name", ["lobby", "board", "settlement", "region", "data", "history"])
def test_live_answers_are_what_the_page_shows(browser, cast, url, name):
    if name != "lobby":
        settle(cast)
    client = browser(cast.anna)
    stamp, _, html = client.get(url(f"{name}_live")).content.decode().partition("\n")
    assert int(stamp) > 0
    assert 'id="r-stand"' in html
    assert "<form" not in html
    assert client.get(url(f"{name}_live"), {"v": stamp}).status_code == 204
