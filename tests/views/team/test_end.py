"""How a game ends for those who played it."""

from games.access import ViewerKind, link_token
from games.selectors.start import demo_code


def test_the_last_settlement_leads_to_the_review(browser, cast, url):
    cast.play_until("settled")
    before = browser(cast.anna).get(url("settlement")).content.decode()
    game = cast.play_until("debrief", round_number=3)
    after = browser(cast.anna).get(url("settlement")).content.decode()
    link = f"/rueckschau/{link_token(ViewerKind.REVIEW, game)}/"
    assert link not in before
    assert link in after


def test_a_demo_that_was_played_to_its_end_is_not_offered_any_more(cast):
    game = cast.play_until("briefing")
    game.is_demo = True
    game.save()
    assert demo_code() == game.join_code
    cast.play_until("debrief", round_number=3)
    assert demo_code() is None
