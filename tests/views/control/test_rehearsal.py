"""The page before a workshop: asking for a rehearsal, its refusals, and how results are read."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from games.enums import RehearsalState
from games.models import Game, Rehearsal, Workshop
from games.rehearsal.pages import DecisionForm, JoinPage
from games.rehearsal.tally import Tally
from games.rehearsal.wire import Trouble
from games.selectors import rehearsal as selector
from games.services import presence, rehearsals
from tests.cast import NOW, assemble

pytestmark = pytest.mark.django_db

QUICK = {"n": 20, "lost": 0, "p50": 80, "p95": 200, "max": 260}
WAY = {"address": "https://planspiel.example", "http_ms": 20, "socket_ms": 9, "trouble": None}
WELL = {
    "ways": {"public": WAY, "direct": WAY | {"address": "http://127.0.0.1:8001"}},
    "joined": 4,
    "rounds": 2,
    "complete": True,
    "figures": {"all": {"save": QUICK, "arrival": QUICK}},
    "troubles": [],
}


@pytest.fixture
def cast():
    return assemble()


@pytest.fixture
def desk(cast, client):
    client.force_login(cast.frieda.user, "django.contrib.auth.backends.ModelBackend")
    return client


def address(cast, name="rehearsal"):
    return reverse(name, args=[cast.game.public_id])


def start(desk, cast, **fields):
    return desk.post(address(cast, "rehearsal_start"), {"bots": 4} | fields, follow=True)


def came_out(cast, outcome, state=RehearsalState.DONE, bots=4):
    """A rehearsal that is over, as its page reads it an hour later."""
    asked = rehearsals.ask(cast.frieda.viewer, bots=bots, now=NOW)
    rehearsals.take("worker", NOW)
    rehearsals.finish(asked, state, outcome, NOW + timedelta(seconds=90))
    return selector.newest(cast.game.pk, NOW + timedelta(hours=3))


class TestAsking:
    def test_the_button_asks_for_one_and_the_page_follows_it(self, desk, cast):
        page = start(desk, cast, bots=7, rounds=2).content.decode()
        row = Rehearsal.objects.get()
        assert (row.bots, row.rounds, row.state) == (7, 2, "waiting")
        assert 'data-active="1"' in page
        assert "7 Bots spielen" in page

    def test_a_second_one_is_refused_with_the_reason(self, desk, cast):
        start(desk, cast)
        assert "eine andere Generalprobe" in start(desk, cast).content.decode()
        assert Rehearsal.objects.count() == 1

    def test_while_people_play_it_says_how_many_and_waits_for_a_word(self, desk, cast):
        cast.play_until("deciding")
        presence.seen(cast.anna.viewer.seat_id, timezone.now())
        assert "spielt gerade 1 Person" in start(desk, cast).content.decode()
        assert not Rehearsal.objects.exists()
        start(desk, cast, anyway="1")
        assert Rehearsal.objects.get().active

    @pytest.mark.parametrize("bots", ["0", "41", "viele"])
    def test_a_number_that_cannot_be_starts_nothing(self, desk, cast, bots):
        assert start(desk, cast, bots=bots).status_code == 200
        assert not Rehearsal.objects.exists()

    def test_called_off_from_the_page(self, desk, cast):
        start(desk, cast)
        page = desk.post(address(cast, "rehearsal_cancel"), follow=True).content.decode()
        assert "von Ihnen abgebrochen" in page
        page = desk.post(address(cast, "rehearsal_cancel"), follow=True).content.decode()
        assert "Es läuft keine Generalprobe mehr" in page

    def test_as_many_bots_are_proposed_as_people_are_expected(self, cast):
        assert selector.expected_bots(cast.game.pk) == 3, "its seats"
        Workshop.objects.filter(games=cast.game).update(expected_people=25)
        assert selector.expected_bots(cast.game.pk) == 25
        Workshop.objects.filter(games=cast.game).update(expected_people=300)
        assert selector.expected_bots(cast.game.pk) == 40

    def test_no_page_lists_the_game_of_the_bots(self, desk, cast):
        start(desk, cast)
        job = rehearsals.take("worker", timezone.now())
        assert Game.objects.get(public_id=job.game).name == cast.game.name
        assert job.game not in desk.get(reverse("games")).content.decode()
        assert desk.get(reverse("cockpit", args=[job.game])).status_code == 404


class TestReading:
    def test_all_is_well(self, cast):
        view = came_out(cast, WELL)
        assert (view.lit.light, view.age, view.seconds) == ("good", "2 h", 90)
        assert [way.title for way in view.ways] == ["Öffentlicher Weg", "Direkter Weg"]

    @pytest.mark.parametrize(
        ("what", "light", "verdict"),
        [
            ({"figures": {"all": {"save": QUICK | {"p95": 1_001}}}}, "care", "Entwurf speichern"),
            ({"figures": {"all": {"arrival": QUICK | {"lost": 1}}}}, "bad", "anderen Bildschirm"),
            ({"joined": 3}, "bad", "nicht alles"),
            ({"complete": False}, "care", "nicht für alle Runden"),
            (
                {"troubles": [{"step": "login", "way": "", "code": "login", "count": 1}]},
                "bad",
                "nicht alles",
            ),
        ],
    )
    def test_what_was_weak_is_named(self, cast, what, light, verdict):
        view = came_out(cast, WELL | what)
        assert view.lit.light == light
        assert verdict in view.verdict

    def test_each_way_has_figures_of_its_own(self, cast):
        by_way = {"public": {"save": QUICK, "arrival": QUICK | {"p95": 1_300}}}
        view = came_out(cast, WELL | {"figures": {"all": {}, "by_way": by_way}})
        assert "in 200 ms gespeichert und in 1.300 ms zu sehen" in view.ways[0].paces
        assert view.ways[1].paces == ""

    def test_which_of_the_two_ways_fails_is_said(self, cast):
        shut = {"code": "socket_refused", "figures": {"status": 403}}
        gone = {"code": "tls", "figures": {"reason": "expired"}}
        blocked = WELL["ways"] | {"public": WAY | {"socket_ms": None, "trouble": shut}}
        view = came_out(cast, WELL | {"ways": blocked})
        assert (view.lit.light, view.ways[0].lit.light) == ("care", "care")
        assert "gespielt durch Nachfragen" in view.ways[0].text
        dead = WELL["ways"] | {
            "public": WAY | {"http_ms": None, "socket_ms": None, "trouble": gone}
        }
        view = came_out(cast, WELL | {"ways": dead})
        assert (view.lit.light, view.ways[1].lit.light) == ("bad", "good")
        assert "Zertifikat" in view.ways[0].text

    @pytest.mark.parametrize(
        ("reason", "words"),
        [("server_ended", "neu gestartet"), ("too_long", "fünf Minuten"), ("bots_ended", "Bots")],
    )
    def test_what_was_called_off_says_why_and_is_no_result(self, cast, reason, words):
        view = came_out(cast, {"reason": reason}, RehearsalState.ABORTED)
        assert (view.state_word, view.lit.light) == ("abgebrochen", "unknown")
        assert words in view.verdict

    def test_a_trouble_is_told_with_step_way_and_count(self, desk, cast):
        trouble = {
            "step": "arrival", "way": "public", "code": "no_update", "count": 3,
            "figures": {"seconds": 5},
        }  # fmt: skip
        came_out(cast, WELL | {"troubles": [trouble]})
        page = desk.get(address(cast)).content.decode()
        sentence = "Änderung kommt bei anderen an · öffentliche Adresse: nicht binnen 5 s"
        assert sentence in page
        assert "· 3 ×" in page


class TestBots:
    """What the bots read of pages is what the pages say."""

    def test_they_find_the_municipalities_and_the_decisions(self, cast, client):
        page = client.get(reverse("join_code", args=[cast.game.join_code])).content.decode()
        assert JoinPage(page).teams == [str(team.pk) for team in cast.teams]

        cast.play_until("deciding")
        client.cookies["planspiel-platz"] = cast.anna.cookie
        html = client.get(reverse("board", args=[cast.game.public_id])).content.decode()
        form = DecisionForm(html)
        assert (form.round, form.revision) == (1, 0)
        assert form.url.startswith(reverse("draft_save", args=[cast.game.public_id]))
        assert re.fullmatch(r"levels\.\w+", next(iter(form.choices)))
        for choice in form.choices.values():
            assert choice.checked in choice.values
            assert choice.checked not in choice.others

    def test_times_are_counted_by_kind_and_way_and_what_never_came_is_lost(self):
        tally = Tally()
        for number in range(1, 101):
            tally.time("save", "public", number / 1000)
        tally.time("save", "direct", 5)
        tally.time("save", "direct", None)
        found = tally.figures()
        assert found["by_way"]["public"]["save"] == {
            "n": 100, "lost": 0, "p50": 50, "p95": 95, "max": 100,
        }  # fmt: skip
        assert found["by_way"]["direct"]["save"]["lost"] == 1
        assert found["all"]["save"]["n"] == 101

    def test_the_same_trouble_is_told_once_with_its_count(self):
        tally = Tally()
        for _time in range(3):
            tally.trouble("save", "public", Trouble("timeout", seconds=15))
        (found,) = tally.troubles
        assert (found["code"], found["count"]) == ("timeout", 3)
