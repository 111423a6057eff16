"""Offers of earlier rounds are there to read, for those whom a version of theirs named."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from games.errors import TooLate
from games.models import Offer, Team
from games.selectors import money
from games.services import offer_drafts, offers, talks, undo
from games.services.phases import named
from tests.cast import NOW, sit_down
from tests.services.bargaining import (
    YARD,
    accept,
    counter,
    decline,
    draft,
    edit,
    propose,
    send,
)

LATER = NOW + timedelta(minutes=7)
CAP = 6_271_917
THREE = {"services": ["verwaltung"], "members": ["mittelbach", "niederau", "obertal"]}


@pytest.fixture
def emil(cast):
    """Somebody of the third town."""
    return sit_down(cast.game, "Emil", 2)


@pytest.fixture
def page(browser, url):
    """The page of an offer as somebody gets it: its text, or the status of the refusal."""

    def get(person, number, **query):
        answer = browser(person).get(url("offer", offer=number), query)
        return answer.content.decode() if answer.status_code == 200 else answer.status_code

    return get


def founded(cast):
    """An offer with a counter-offer that both partners signed in round 1; now it is round 2."""
    cast.play_until("negotiating")
    number = draft(cast.anna)
    send(cast.anna, number, note="Erste Idee")
    decline(cast.dora, number)
    counter(cast.dora, number, {"host_surcharge": 500}, note="Standort trägt vorweg")
    accept(cast.anna, number, 2, now=LATER)
    cast.play_until("negotiating", round_number=2)
    return number


class TestReading:
    def test_those_concerned_read_versions_answers_and_what_became_of_it(self, cast, page):
        number = founded(cast)
        for person in (cast.anna, cast.dora):
            text = page(person, number)
            assert "nur zum Nachlesen" in text
            assert f"Runde 1 · Angebot {number}" in text
            assert "gegründet" in text
            assert "Bauhof: Vereinbarung ansehen" in text
            assert "„Erste Idee“" in text
            assert "Gegenangebot, Fassung 2" in text
            assert "So sah das Angebot in Runde 1 aus" in text
        first, second = text.split("Gegenangebot, Fassung 2")
        assert "lehnt ab" in first
        assert "stimmt zu" in second
        assert "11:07" in second

    def test_nobody_else_gets_it(self, cast, page, emil, browser, url):
        number = founded(cast)
        others = (emil, cast.carl, cast.franz)
        assert {page(person, number) for person in others} == {404}
        assert Client().get(url("offer", offer=number)).status_code == 404
        assert page(cast.anna, 99) == 404
        assert f"angebot/{number}/" not in browser(emil).get(url("agreements")).content.decode()

    def test_nothing_on_it_changes_the_offer(self, cast, page):
        number = founded(cast)
        text = page(cast.anna, number)
        assert text.count("<form method=") == text.count("/vereinbarungen/neu/") == 1
        with pytest.raises(TooLate, match="round_closed"):
            offers.withdraw_offer(cast.anna.viewer, number, now=NOW)

    def test_the_shapley_comparison_can_be_asked_for(self, cast, page):
        number = founded(cast)
        assert "Shapley-Vergleich zeigen" in page(cast.anna, number)
        assert "Er ist ein Maßstab, keine Vorschrift." in page(cast.anna, number, fair=1)

    def test_a_withdrawn_offer_says_who_took_it_off_the_table(self, cast, page):
        cast.play_until("negotiating")
        number = propose(cast.anna)
        accept(cast.dora, number)
        offers.answer_offer(cast.dora.viewer, number, revision=1, answer=None, now=LATER)
        offers.withdraw_offer(cast.anna.viewer, number, now=LATER)
        cast.play_until("negotiating", round_number=2)
        text = page(cast.dora, number)
        said = [text.index(words) for words in ("stimmt zu", "überlegt noch einmal", "zieht das")]
        assert said == sorted(said)
        assert "zurückgezogen" in text

    def test_what_nobody_signed_has_lapsed_and_a_refusal_says_why(self, cast, page):
        cast.play_until("negotiating")
        number = propose(cast.anna)
        refused = propose(cast.anna, YARD | {"services": ["verwaltung"], "stage": 3})
        cast.play_until("negotiating", round_number=2)
        assert "verfallen" in page(cast.anna, number)
        why = {"verwaltung": {"code": "refused", "figures": {"reason": "heads"}}}
        Offer.objects.filter(number=refused).update(status="refused", outcome=why)
        assert "nicht zustande gekommen" in page(cast.anna, refused)

    def test_an_offer_of_a_round_that_was_taken_back_has_no_effect(self, cast, page):
        number = founded(cast)
        late = propose(cast.anna, YARD | {"services": ["verwaltung"]}, round_number=2)
        cast.play_until("settled", round_number=2)
        undo.undo_rounds(
            cast.frieda.viewer, to_round=1, reason="Übung", expected=named(2, "settled"), now=NOW
        )
        text = page(cast.dora, late)
        assert "mit der Runde zurückgenommen" in text
        assert "So sah das Angebot" not in text
        # The offer of the round itself lies on the table again.
        assert "nur zum Nachlesen" not in page(cast.dora, number)


class TestLeftOut:
    @pytest.fixture
    def number(self, cast, emil):
        """Emil's town is named in the first version, and no longer in the second one."""
        cast.play_until("negotiating")
        number = propose(cast.anna, THREE)
        without = {"members.niederau": None, "caps.obertal": CAP}
        counter(cast.anna, number, without, note="Zu zweit")
        return number

    @pytest.mark.parametrize("round_number", [1, 2])
    def test_who_is_left_out_reads_the_own_version_and_nothing_of_the_later_one(
        self, cast, page, emil, number, round_number
    ):
        accept(cast.dora, number, 2)
        cast.play_until("negotiating", round_number=round_number)
        text = page(emil, number)
        assert "ohne Sie neu verhandelt" in text
        assert "Eine spätere Fassung nennt Ihre Gemeinde nicht mehr." in text
        for secret in (str(CAP), money.number(CAP), "Zu zweit", "stimmt zu", "gegründet"):
            assert secret not in text
        assert money.number(CAP) in page(cast.dora, number)

    def test_nor_who_took_it_off_the_table(self, cast, page, emil, number):
        offers.withdraw_offer(cast.anna.viewer, number, now=NOW)
        cast.play_until("negotiating", round_number=2)
        assert "zieht das Angebot zurück" not in page(emil, number)
        assert "zieht das Angebot zurück" in page(cast.dora, number)


class TestDrafts:
    def test_an_offer_that_was_never_sent_moves_on_with_its_team(self, cast, page):
        cast.play_until("negotiating")
        number = draft(cast.anna)
        cast.play_until("negotiating", round_number=2)
        assert "nur zum Nachlesen" not in page(cast.anna, number)
        assert page(cast.dora, number) == 404

    def test_what_lay_on_a_desk_beside_an_offer_is_shown_to_nobody(self, cast, page):
        cast.play_until("negotiating")
        number = propose(cast.anna)
        offer_drafts.draft_from_newest(cast.dora.viewer, number, now=NOW)
        edit(cast.dora, number, {"caps.obertal": CAP}, revision=1)
        cast.play_until("negotiating", round_number=2)
        assert [money.number(CAP) in page(who, number) for who in (cast.anna, cast.dora)] == [
            False, False,
        ]  # fmt: skip


class TestWays:
    def test_the_agreements_list_them_by_round(self, cast, browser, url):
        number = founded(cast)
        text = browser(cast.dora).get(url("agreements")).content.decode()
        assert re.search(r"Runde 1: \d Angebot", text)
        assert f'id="frueher-{number}"' in text

    def test_an_agreement_leads_to_the_offer_it_came_of(self, cast, browser, url, emil):
        number = founded(cast)
        agreement = url("agreement", agreement="bauhof-1")
        way = url("offer", offer=number)
        assert way in browser(cast.dora).get(agreement).content.decode()
        assert way not in browser(emil).get(agreement).content.decode()

    def test_receipts_lead_to_it(self, cast, browser, url):
        number = founded(cast)
        for person in (cast.anna, cast.dora):
            assert (
                url("offer", offer=number) in browser(person).get(url("history")).content.decode()
            )

    def test_a_message_that_names_it_leads_to_it_for_those_concerned(
        self, cast, browser, url, emil
    ):
        number = founded(cast)
        talks.send(cast.anna.viewer, to="plenum", text=f"Wie in Angebot {number}?", now=NOW)
        way = f'href="{url("offer", offer=number)}">Angebot {number}</a>'
        assert way in browser(cast.dora).get(url("talks")).content.decode()
        text = browser(emil).get(url("talks")).content.decode()
        assert f"Wie in Angebot {number}?" in text
        assert "/angebot/" not in text

    def test_the_facilitator_looks_at_it_as_a_team_that_it_concerns(self, cast, browser, url, emil):
        number = founded(cast)
        path = url("offer", offer=number).removeprefix("/")
        teams = {team.town: team.pk for team in Team.objects.filter(game=cast.game)}
        lead = browser(cast.frieda)
        seen = lead.get(url("look", team_id=teams["mittelbach"], page=path))
        assert "nur zum Nachlesen" in seen.content.decode()
        assert lead.get(url("look", team_id=teams["niederau"], page=path)).status_code == 404

    def test_the_cockpits_log_leads_to_what_the_team_saw(self, cast, browser, url):
        cast.play_until("negotiating")
        number = propose(cast.anna)
        look = url("look_start", team_id=cast.anna.viewer.team_id)
        way = f"{look}{url('offer', offer=number)[1:]}"
        lead = browser(cast.frieda)
        assert way in lead.get(url("cockpit")).content.decode()
        assert lead.get(way).status_code == 200
