"""The time machine shows what stood then, and nothing to anybody who could not have seen it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from games.access import ViewerKind, link_token
from games.models import Game, LogEntry, Settlement
from games.rules.posting import FUND
from games.scenarios.load import build, read
from games.selectors import money
from games.selectors.moments.decisions import hidden_of
from games.selectors.moments.track import Fact, Stored, track_from
from games.services import flow, notes
from games.services.steering import intervene
from tests import replayed as played
from tests.cast import NOW, assemble
from tests.services.test_steering import event

pytestmark = pytest.mark.django_db
SCREENS = ("lage", "entscheidungen", "vereinbarungen", "fonds", "gespraeche", "abrechnung")


@pytest.fixture
def game(db):
    return played.replayed()


class Reader:
    """Somebody with a browser and the address of the time machine."""

    def __init__(self, client, path):
        self.client, self.path = client, path

    def page(self, **asked):
        answer = self.client.get(self.path, asked, follow=True)
        assert answer.status_code == 200, (asked, answer.status_code)
        self.request = answer.request
        return answer.content.decode()

    def main(self, **asked):
        """What stands between head and foot, the same for the same address."""
        return self.page(**asked).partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def review(client, game):
    return Reader(
        client, reverse("review_time", args=[link_token(ViewerKind.REVIEW, game.cast.fresh())])
    )


@pytest.fixture
def seat(client, settings, game):
    def reader(person):
        client.cookies[settings.SEAT_COOKIE_NAME] = person.cookie
        return Reader(client, reverse("player_time", args=[game.cast.game.public_id]))

    return reader


@pytest.fixture
def lead(client, game):
    client.force_login(game.cast.frieda.user)
    return Reader(client, reverse("cockpit_timemachine", args=[game.cast.game.public_id]))


def entry(game, kind, place=0, **wanted):
    rows = LogEntry.objects.filter(game=game.cast.game, kind=kind, **wanted).order_by("sequence")
    return rows.values_list("sequence", flat=True)[place]


def settled_moments(game):
    """The moments right after round 2 was settled, first and second time."""
    rows = LogEntry.objects.filter(game=game.cast.game, kind="round_settled", round_number=2)
    return list(rows.order_by("sequence").values_list("sequence", flat=True))


def accounts(page):
    """Euro by town as the page tells them."""
    rows = re.findall(r'data-town="([\w-]+)".*?data-account="(-?\d+)"', page, re.DOTALL)
    return {town: int(amount) for town, amount in rows}


def accounts_in(stored):
    return {town: each["account"] for town, each in stored.state_after["towns"].items()}


class TestFigures:
    def test_of_a_moment_are_those_of_the_settlement_that_counted_then(self, game, review):
        first, second = settled_moments(game)
        assert accounts_in(game.undone) != accounts_in(game.counted)

        assert accounts(review.page(moment=first)) == accounts_in(game.undone)
        assert accounts(review.page(moment=second)) == accounts_in(game.counted)

    def test_before_a_settlement_are_those_of_the_round_before(self, game, review):
        before = Settlement.objects.get(game=game.cast.game, round_number=1)
        first, second = settled_moments(game)
        undone = entry(game, "rounds_undone")

        for moment in (first - 1, undone, second - 1):
            assert accounts(review.page(moment=moment)) == accounts_in(before)

    def test_in_the_lobby_there_are_none(self, review):
        page = review.page(moment=1)
        assert accounts(page) == {}
        assert "noch nicht begonnen" in page

    def test_of_the_sheet_add_up_to_the_stored_account(self, game, review):
        for stored, moment in zip((game.undone, game.counted), settled_moments(game), strict=True):
            page = review.page(moment=moment, sicht=game.town, schirm="abrechnung")
            assert money.euro_exact(accounts_in(stored)[game.town]) in page
            assert stored.digest[:8] in page

    def test_of_a_rule_are_its_stored_postings(self, game, review):
        moment = settled_moments(game)[0]
        postings = game.undone.content["postings"]
        rule = postings[0]["rule"]

        page = review.page(moment=moment, schirm="abrechnung", regel=rule)

        assert page.count("rv-post__amount") == sum(each["rule"] == rule for each in postings)

    def test_of_the_fund_are_those_of_the_settlement(self, game, review):
        paid = [each for each in game.counted.content["postings"] if each["target"] == FUND]
        page = review.page(moment=settled_moments(game)[1], schirm="fonds")
        assert money.euro_exact(game.counted.state_after["fund"]["money"]) in page
        for each in paid:
            assert money.euro_exact(each["amount"]) in page


class TestAttempts:
    def test_both_are_reachable_and_the_one_taken_back_is_marked(self, game, review):
        first, second = settled_moments(game)
        old, new = review.page(moment=first), review.page(moment=second)
        assert "Dieser Versuch wurde um" in old
        assert "Dieser Versuch wurde um" not in new
        assert "2. Versuch" in new
        for page in (old, new):
            assert "Runde 2, 1. Versuch" in page
            assert played.REASON in page

    def test_the_link_of_an_attempt_leads_to_its_own_figures(self, game, review):
        page = review.page(moment=settled_moments(game)[1])
        href = re.search(r'zm-attempts.*?href="\?([^"]+)"', page, re.DOTALL)[1].replace(
            "&amp;", "&"
        )
        asked = dict(part.split("=", 1) for part in href.split("&"))
        assert accounts(review.page(**asked)) == accounts_in(game.undone)

    def test_what_counts_instead_is_the_same_phase_in_the_last_attempt(self, game, review):
        page = review.page(moment=settled_moments(game)[0])
        href = re.search(r'zm-undone.*?href="\?moment=(\d+)', page, re.DOTALL)[1]
        assert int(href) > entry(game, "rounds_undone")

    def test_decisions_are_those_of_the_attempt(self, game, review):
        first, second = settled_moments(game)
        old = review.page(moment=first, schirm="entscheidungen", sicht=game.town)
        new = review.page(moment=second, schirm="entscheidungen", sicht=game.town)
        assert f"{played.FIRST} Wohnungen" in old
        assert f"{played.FIRST} Wohnungen" not in new
        assert f"{played.SECOND} Wohnungen" in new

    def test_undone_and_restored_the_first_attempt_counts_again(self, game, review):
        """The track alone: stations between undoing and restoring count no more."""
        at = game.undone.settled_at
        told = [
            ("game_created", {}), ("phase_started", {"round": 1, "phase": "deciding"}),
            ("round_settled", {}), ("phase_started", {"round": 1, "phase": "settled"}),
            ("rounds_undone", {"to": 1}), ("phase_started", {"round": 1, "phase": "deciding"}),
            ("rounds_restored", {"to": 1}), ("phase_started", {"round": 1, "phase": "settled"}),
        ]  # fmt: skip
        facts = tuple(Fact(n, kind, at, payload) for n, (kind, payload) in enumerate(told, 1))
        stored = {(0, 1): Stored(0, 1, 10, "a"), (1, 1): Stored(1, 1, 11, "b")}

        track = track_from(facts, stored, len(facts))

        assert [bool(each.undone) for each in track.stations] == [False, False, False, True, False]
        assert [1 in track.live(n) for n in range(1, 9)] == [0, 0, 1, 1, 0, 0, 1, 1]


class TestWays:
    def test_a_round_and_phase_lead_to_a_permanent_moment(self, review):
        page = review.main(runde=2, phase="negotiating")
        moment = re.search(r"moment=(\d+)", review.request["QUERY_STRING"])[1]
        assert "Runde 2, Verhandeln" in page
        assert review.main(moment=moment) == page

    def test_a_moment_shows_the_same_again(self, game, review):
        asked = {"moment": settled_moments(game)[0], "schirm": "abrechnung", "sicht": game.town}
        assert review.main(**asked) == review.main(**asked)

    def test_forward_and_back_by_phase_come_to_where_one_was(self, game, review):
        page = review.page(runde=1, phase="deciding")
        on = re.search(r'id="zm-on"[^>]*href="\?moment=(\d+)', page)[1]
        back = re.search(r'id="zm-back"[^>]*href="\?moment=(\d+)', review.page(moment=on))[1]
        assert "Runde 1, Abrechnung" in review.page(moment=on)
        assert "Runde 1, Entscheiden" in review.page(moment=back)

    def test_by_entry_every_step_is_an_entry_of_the_list(self, game, review):
        moment = settled_moments(game)[0]
        page = review.page(moment=moment, schritt="eintrag")
        on = re.search(r'id="zm-on"[^>]*href="\?moment=(\d+)', page)[1]
        assert int(on) == entry(game, "phase_started", sequence__gt=moment)

    @pytest.mark.parametrize(
        "asked",
        [
            {"moment": "0"},
            {"moment": "99999999999"},
            {"moment": "x"},
            {"sicht": "nirgends"},
            {"schirm": "?"},
            {"runde": "99"},
            {"vereinbarung": "'"},
        ],
    )
    def test_an_address_that_says_nothing_is_answered_all_the_same(self, review, asked):
        assert "Zeitmaschine" in review.page(**asked)


class TestFilters:
    def lines(self, page):
        return re.findall(r'class="zm-line[ "]', page)

    def test_by_rule_leave_the_settlements_that_booked_it(self, game, review):
        rule = game.undone.content["postings"][0]["rule"]
        page = review.page(regel=rule)
        rows = Settlement.objects.filter(game=game.cast.game, round_number__gt=0)
        booked = [s for s in rows if any(p["rule"] == rule for p in s.content["postings"])]
        assert len(self.lines(page)) == len(booked)

    def test_by_kind_and_municipality_leave_what_it_did(self, game, review):
        page = review.page(art="entscheidungen", gemeinde=game.town)
        shown = LogEntry.objects.filter(
            game=game.cast.game, kind="decision_submitted", team__town=game.town
        )
        assert len(self.lines(page)) == shown.count()

    def test_by_municipality_leave_the_settlements_that_booked_something_of_it(self, game, review):
        settled = LogEntry.objects.filter(game=game.cast.game, kind="round_settled")
        for number in settled.values_list("sequence", flat=True):
            page = review.page(moment=number, gemeinde=game.cast.teams[2].town)
            assert f"Eintrag {number}" in page.partition("zm-lines")[2]

    def test_by_municipality_leave_what_was_written_to_it_for_who_may_read_it(
        self, game, seat, lead, review
    ):
        sent = entry(game, "message_sent")
        asked = {"moment": sent, "gemeinde": game.town}
        assert played.SECRET in seat(game.cast.anna).page(**asked)
        for reader in (lead, review):
            assert played.SECRET not in reader.page(**asked)

    def test_by_municipality_leave_what_the_facilitator_did_to_it(self, db, client):
        cast = assemble()
        cast.play_until("negotiating")
        first, second = (team.town for team in cast.teams[:2])
        number = intervene(cast.frieda.viewer, event(1, towns=(second,)), now=NOW).number
        cast.play_until("settled")
        flow.end_game(cast.frieda.viewer, now=NOW)
        client.force_login(cast.frieda.user)
        reader = Reader(client, reverse("cockpit_timemachine", args=[cast.game.public_id]))
        for town, shown in ((first, False), (second, True)):
            page = reader.page(moment=number, gemeinde=town, art="eingriffe")
            assert (f"Eintrag {number}" in page.partition("zm-lines")[2]) is shown


class TestClock:
    def test_the_deadline_of_the_moment_is_shown(self, db, client):
        cast = assemble(phase_minutes={"negotiating": 10})
        cast.play_until("negotiating")
        began = cast.fresh().log_sequence
        flow.extend(cast.frieda.viewer, seconds=120, now=NOW + timedelta(minutes=1))
        flow.end_game(cast.frieda.viewer, now=NOW + timedelta(minutes=2))
        token = link_token(ViewerKind.REVIEW, cast.fresh())
        reader = Reader(client, reverse("review_time", args=[token]))

        page = reader.page(moment=began)
        assert "zu Beginn der Phase" in page
        assert re.search(r"Frist 11:10.Uhr, noch 10:00 min", page)
        assert re.search(r"Frist 11:12.Uhr, noch 11:00 min", reader.page(moment=began + 1))

    def test_where_the_log_does_not_tell_it_the_page_says_so(self, game, review):
        first = LogEntry.objects.filter(kind="phase_started", game=game.cast.game)
        for row in first:
            row.payload.pop("seconds")
            row.save()
        made = LogEntry.objects.get(kind="game_created", game=game.cast.game)
        made.payload["minutes"] = {"deciding": 10}
        made.save()
        Game.objects.filter(pk=game.cast.game.pk).update(log_digest="older")
        deciding = entry(game, "phase_started", payload__phase="deciding")
        words = "Die Frist dieser Phase steht bei diesem Spiel nicht im Protokoll"
        assert words in review.page(moment=deciding)
        briefing = entry(game, "phase_started", payload__phase="briefing")
        page = review.page(moment=briefing)
        assert "ohne Zeitgrenze" in page
        assert words not in page


class TestSecrets:
    def moments(self, game):
        return range(1, game.cast.fresh().log_sequence + 1, 3)

    def test_the_review_tells_no_private_word_and_no_name(self, game, review):
        seen = ""
        for moment in self.moments(game):
            for screen in SCREENS:
                page = review.page(moment=moment, schirm=screen, sicht=game.town)
                assert played.SECRET not in page
                seen += page
        assert played.OPEN in seen
        for name in ("Anna", "Ben", "Dora", "frieda"):
            assert not re.search(rf"\b{name}\b", seen)

    def test_private_words_are_for_the_two_teams_alone(self, game, seat, lead):
        last = game.cast.fresh().log_sequence
        for person, reads in ((game.cast.anna, True), (game.cast.dora, True)):
            page = seat(person).page(moment=last, schirm="gespraeche")
            assert (played.SECRET in page) is reads
        for town in (game.town, "", game.cast.teams[1].town):
            assert played.SECRET not in lead.page(moment=last, schirm="gespraeche", sicht=town)

    def test_a_neighbours_page_shows_no_private_word_of_the_team(self, game, seat):
        reader = seat(game.cast.dora)
        page = reader.page(moment=entry(game, "draft_saved"), schirm="gespraeche", sicht=game.town)
        assert played.SECRET not in page

    def test_a_draft_is_for_its_team_and_the_facilitator(self, game, review, seat, lead):
        drafted = {"moment": entry(game, "draft_saved"), "schirm": "entscheidungen"}
        words = f"{played.FIRST} Wohnungen"
        assert words in seat(game.cast.anna).page(**drafted)
        assert words in lead.page(**drafted, sicht=game.town)
        assert words not in seat(game.cast.dora).page(**drafted, sicht=game.town)
        assert words not in review.page(**drafted, sicht=game.town)

    def test_what_was_submitted_and_counted_is_open_to_all_from_then_on(self, game, review):
        submitted = entry(game, "decision_submitted", team__town=game.town)
        page = review.page(moment=submitted, schirm="entscheidungen", sicht=game.town)
        assert f"{played.FIRST} Wohnungen" in page


class TestWork:
    @pytest.mark.parametrize("screen", SCREENS)
    def test_of_a_page_is_at_most_thirty_queries(
        self, game, review, screen, django_assert_max_num_queries
    ):
        asked = {"moment": settled_moments(game)[1], "schirm": screen, "sicht": game.town}
        review.page(**asked)
        with django_assert_max_num_queries(30):
            review.page(**asked, gemeinde=game.town)


def test_a_closed_ballot_hides_votes_and_points_for_good():
    scenario = build(read("mittelaue"))
    closed = replace(scenario, options=replace(scenario.options, closed_ballot=True))
    assert {"votes", "scores"} <= hidden_of(closed)
    assert not {"votes", "scores"} & hidden_of(scenario)


def test_a_bookmark_leads_to_its_moment(client, settings, db):
    cast = assemble()
    cast.play_until("negotiating")
    kept = notes.note(cast.anna.viewer, text="Hier", now=NOW).number
    lead = notes.note_as_facilitator(cast.frieda.viewer, text="Da", now=NOW).number
    cast.play_until("debrief", round_number=3)

    client.cookies[settings.SEAT_COOKIE_NAME] = cast.anna.cookie
    own = client.get(reverse("history", args=[cast.game.public_id])).content.decode()
    client.force_login(cast.frieda.user)
    desk = client.get(reverse("cockpit", args=[cast.game.public_id])).content.decode()

    assert f"zeit/?moment={kept}" in own
    assert f"zeitmaschine/?moment={lead}" in desk
    path = reverse("player_time", args=[cast.game.public_id])
    assert "Moment gemerkt" in client.get(path, {"moment": kept}).content.decode()
