"""The page of an offer whose round is over leads on, for those it concerned alone."""

from tests.services.bargaining import draft, propose


def test_it_leads_to_the_agreements_with_a_sentence_and_strangers_learn_nothing(browser, cast, url):
    cast.play_until("negotiating")
    number = propose(cast.anna)
    cast.play_until("negotiating", round_number=2)
    page = url("offer", offer=number)
    for person in (cast.anna, cast.dora):
        answer = browser(person).get(page, follow=True)
        assert answer.redirect_chain[0][0] == url("agreements")
        assert f"Angebot {number} gehört zu einer Runde" in answer.content.decode()
    assert browser(cast.anna).get(url("offer", offer=99)).status_code == 404


def test_an_offer_that_was_never_sent_moves_on_with_its_team(browser, cast, url):
    cast.play_until("negotiating")
    number = draft(cast.anna)
    cast.play_until("negotiating", round_number=2)
    assert browser(cast.anna).get(url("offer", offer=number)).status_code == 200
    assert browser(cast.dora).get(url("offer", offer=number)).status_code == 404
