"""Meetings, promises, help, the joint building and the time they cost."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from games.models import Settlement
from games.rules.effects.threshold import outlook
from games.rules.model import DrawnEvent, Effect, Event
from games.selectors import pacts, promises
from games.selectors.frame import place
from games.selectors.situation import situation
from games.selectors.timebudget import budget_of
from games.services import drafts, flow, talks
from tests.cast import NOW, assemble, sit_down

pytestmark = pytest.mark.django_db


def save(person, number=1, **changes):
    """Set fields of a draft at its newest revision."""
    now = situation(person.viewer)
    named = {path.replace("__", "."): value for path, value in changes.items()}
    return drafts.save_draft(
        person.viewer,
        round_number=number,
        revision=now.draft.revision,
        changes=named,
        now=NOW,
    )


def shown(person):
    return pacts.live_context(person.viewer)["pacts"]


def meeting(person, town):
    return next(each for each in shown(person).meetings if each.town == town)


class TestMeetings:
    @pytest.fixture
    def cast(self):
        cast = assemble()
        cast.play_until("negotiating")
        return cast

    def test_an_invitation_is_seen_by_the_one_it_is_for_alone(self, cast):
        emil = sit_down(cast.game, "Emil", 2)
        save(cast.anna, meetings__mittelbach=True)
        assert meeting(cast.dora, "obertal").asks
        assert meeting(cast.dora, "obertal").text == "Obertal will Sie treffen."
        assert pacts.invitations(cast.dora.viewer) == 1
        assert not meeting(emil, "obertal").asks
        assert meeting(cast.anna, "mittelbach").text.startswith("Angefragt.")

    def test_it_counts_once_both_name_each_other(self, cast):
        save(cast.anna, meetings__mittelbach=True)
        save(cast.dora, meetings__obertal=True)
        for person, other in ((cast.anna, "mittelbach"), (cast.dora, "obertal")):
            assert meeting(person, other).text == "Beide wollen. Das Treffen zählt."
        assert pacts.invitations(cast.dora.viewer) == 0
        cast.play_until("settled")
        causes = Settlement.objects.get(game=cast.game, round_number=1).content["causes"]
        assert {(each["town"], each["other"]) for each in causes if each["code"] == "meeting"} == {
            ("obertal", "mittelbach"),
            ("mittelbach", "obertal"),
        }

    def test_a_meeting_costs_a_point_of_time(self, cast):
        before = budget_of(situation(cast.anna.viewer))
        save(cast.anna, meetings__mittelbach=True, meetings__niederau=True)
        budget = budget_of(situation(cast.anna.viewer))
        assert (before.left, budget.left) == (5, 3)
        assert [(each.code, each.count, each.points) for each in budget.spent] == [
            ("meetings", 2, 2)
        ]
        assert {each.code: each.times for each in budget.possible} == {
            "proposals": 1,
            "consents": 3,
            "applications": 3,
            "meetings": 3,
        }

    def test_what_is_left_may_not_pay_for_an_offer_any_more(self, cast):
        save(
            cast.anna,
            meetings__mittelbach=True,
            meetings__niederau=True,
            applications=[{"project": "marktscheune"}],
        )
        other = next(p for p in situation(cast.anna.viewer).limits.projects if p != "marktscheune")
        save(cast.anna, applications=[{"project": "marktscheune"}, {"project": other}])
        budget = budget_of(situation(cast.anna.viewer))
        assert (budget.used, budget.left) == (4, 1)
        assert [each.code for each in budget.impossible] == ["proposals"]


class TestHelp:
    @pytest.fixture
    def cast(self):
        cast = assemble()
        cast.play_until("negotiating")
        return cast

    def test_help_is_reckoned_before_it_counts_and_booked_as_shown(self, cast):
        page = shown(cast.anna)
        assert page.may_help
        save(cast.anna, payments__mittelbach=20_000)
        page = shown(cast.anna)
        assert (page.account, page.helped, page.account_after) == (800_000, 20_000, 780_000)
        cast.play_until("settled")
        postings = Settlement.objects.get(game=cast.game, round_number=1).content["postings"]
        assert [each["amount"] for each in postings if each["rule"] == "H1"] == [20_000]


class TestPromises:
    @pytest.fixture
    def cast(self):
        cast = assemble(scenario="mittelaue", cooperation_model="alles")
        cast.play_until("negotiating")
        return cast

    def test_kept_by_one_and_broken_by_another(self, cast):
        towns = [team.town for team in cast.teams]
        talks.send(
            cast.anna.viewer,
            to="plenum",
            text="Wir bauen nicht.",
            promise="kein_neubau",
            round_number=1,
            now=NOW,
        )
        save(cast.dora, promises__kein_neubau=True)
        assert promises.promises(place(cast.anna.viewer)) == ()
        cast.play_until("negotiating", round_number=2)
        mine = [each for each in promises.promises(place(cast.anna.viewer)) if each.own]
        assert [(each.town, each.state, each.for_round) for each in mine] == [(towns[0], "open", 2)]
        save(cast.dora, number=2, greenfield=3)
        cast.play_until("settled", round_number=2)

        given = {
            each.town: each
            for each in promises.promises(place(cast.anna.viewer))
            if each.round_number == 1
        }
        assert (given[towns[0]].state, given[towns[0]].trust) == ("kept", None)
        assert given[towns[1]].state == "broken"
        assert given[towns[1]].trust < 0
        seen = {
            each.town: each
            for each in promises.promises(place(cast.dora.viewer))
            if each.round_number == 1
        }
        assert seen[towns[0]].trust > 0

    def test_a_promise_taken_back_before_submitting_is_none(self, cast):
        save(cast.anna, promises__fonds=True)
        save(cast.anna, promises__fonds=None)
        cast.play_until("settled")
        assert [each for each in promises.promises(place(cast.anna.viewer)) if each.own] == []


class TestBuilding:
    @pytest.fixture
    def cast(self):
        cast = assemble(scenario="talbad", cooperation_model="alles")
        flow.start_game(cast.frieda.viewer, fill_with_bots=False, now=NOW)
        cast.play_until("negotiating")
        return cast

    def test_figures_are_those_of_the_rules(self, cast):
        bau = shown(cast.anna).building
        assert (bau.now.cost, bau.following.cost, bau.rise) == (8_500_000, 9_300_000, 800_000)
        assert bau.now.needed == 8_500_000 * 80 // 100 - 2_000_000
        assert (bau.now.open_cost, bau.now.loan) == (6_500_000, 1_700_000)
        assert bau.now.yearly == 102_000
        assert (
            outlook(situation(cast.anna.viewer).scenario.threshold, 1, 800_000).others == 4_000_000
        )

    def test_a_miss_lapses_and_books_nothing_and_a_hit_is_scaled(self, cast):
        save(cast.anna, pledge=503_211)
        save(cast.dora, pledge=407_119)
        for person, secret in ((cast.anna, 407_119), (cast.dora, 503_211)):
            assert str(secret) not in str(shown(person).building)
        cast.play_until("negotiating", round_number=2)
        (attempt,) = shown(cast.dora).building.attempts
        assert (attempt.round_number, attempt.raised, attempt.site_pledged) == (1, 2_910_330, True)
        assert attempt.needed == 6_800_000
        booked = Settlement.objects.get(game=cast.game, round_number=1).content["postings"]
        assert [each for each in booked if each["rule"] == "V7"] == []

        save(cast.anna, number=2, pledge=6_000_000)
        save(cast.dora, number=2, pledge=2_000_000)
        cast.play_until("negotiating", round_number=3)
        bau = shown(cast.anna).building
        assert not bau.open
        assert bau.built.round_number == 2
        assert set(bau.built.members) == {team.name for team in cast.teams[:2]}
        assert bau.built.pledged == 8_000_000
        paid = sum(
            each["amount"]
            for each in Settlement.objects.get(game=cast.game, round_number=2).content["postings"]
            if each["rule"] == "V7"
        )
        assert paid == 9_300_000 - 2_000_000
        assert bau.built.loan == 0
        assert shown(cast.dora).building.built.own == paid - bau.built.own


class TestNeed:
    @staticmethod
    def tags(cast, monkeypatch, **effect):
        """What stands beside Mittelbach on Obertal's screen, and whether it is pressed."""
        kinds = {"amount": 0, "per_head": 0, "factor": 10_000, "change": 0, "people": 0}
        card = Event("k", "Karte", "", "eine", (Effect(**{**kinds, **effect}),), ("mittelbach",))
        drawn = DrawnEvent("k", ("mittelbach",))
        monkeypatch.setattr("games.selectors.news.card_of", lambda *_: drawn)
        now = situation(cast.anna.viewer)
        scenario = replace(now.scenario, events={"k": card})
        monkeypatch.setattr(
            "games.selectors.pacts.situation", lambda _: replace(now, scenario=scenario)
        )
        (line,) = (each for each in shown(cast.anna).help if each.town == "mittelbach")
        return line.need, line.pressed

    def test_a_burden_hits_and_a_windfall_does_not(self, monkeypatch):
        cast = assemble()
        cast.play_until("deciding")
        hit, named = ("getroffen von „Karte“", True), ("Ereigniskarte „Karte“", False)
        for effect, expected in (
            ({"kind": "geld", "amount": -1000}, hit),
            ({"kind": "geld", "amount": 1000}, named),
            ({"kind": "geld", "per_head": -3}, hit),
            ({"kind": "gewerbe", "factor": 8000}, hit),
            ({"kind": "gewerbe", "factor": 12_000}, named),
            ({"kind": "kosten", "service": "kita", "factor": 11_000}, hit),
            ({"kind": "baukosten", "factor": 9000}, named),
            ({"kind": "zustand", "service": "kita", "change": -500}, hit),
            ({"kind": "leerstand", "change": 100}, hit),
            ({"kind": "leerstand", "change": -100}, named),
            ({"kind": "rueckhalt", "change": -100}, hit),
            ({"kind": "zuzug", "people": 40}, named),
        ):
            assert self.tags(cast, monkeypatch, **effect) == expected


def test_the_screen_costs_the_same_whatever_is_agreed():
    cast = assemble(scenario="mittelaue")
    cast.play_until("negotiating", round_number=2)
    counts = []
    for _ in range(2):
        shown(cast.anna)
        with CaptureQueriesContext(connection) as queries:
            shown(cast.anna)
        counts.append(len(queries))
        save(cast.dora, number=2, **{f"meetings__{cast.teams[0].town}": True})
        save(cast.dora, number=2, promises__fonds=True)
    assert counts[0] == counts[1] <= 8
