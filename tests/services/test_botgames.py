"""Bot games beside a played one: wanted by a press, played once, only while nobody plays."""

import threading
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from games.access import ViewerKind, link_token
from games.botgames.setting import read
from games.management.botgames import play
from games.models import BotGames, Game, LogEntry, Seat, Settlement
from games.rules.botgames import bot_game
from games.selectors.whatif.setting import bot_plan, setting_key
from games.services import botgames, flow, presence
from games.services.botgames import Standing
from tests.cast import NOW, assemble, found_game, leader, sit_down
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    made = assemble(scenario="einstieg", rounds=2)
    made.play_until("debrief", round_number=2)
    return made


def figures(*numbers):
    return {number: (number, 1, 2, 3, 4, 5) for number in numbers}


@pytest.fixture
def address(cast):
    token = link_token(ViewerKind.REVIEW, cast.game)
    return lambda name: reverse(name, args=[token])


@pytest.fixture
def long_ago(cast):
    """As if the game had been over for a day when the pages are looked at."""
    LogEntry.objects.update(at=NOW - timedelta(days=1))


def test_looking_has_nothing_played_and_writes_nothing(cast, client, address):
    for name in ("review_luck", "review_luck_part"):
        page = client.get(address(name), headers={"accept-language": "de"})
        assert "Bot-Spiele rechnen lassen" in page.content.decode()
        assert client.post(address(name)).status_code == 405
    assert client.get(address("review_luck_start")).status_code == 405
    assert not BotGames.objects.exists()
    assert botgames.take("one", NOW) is None


def test_however_many_press_it_is_one_computation(cast, client, address):
    for _ in range(3):
        answer = client.post(address("review_luck_start"))
        assert (answer.status_code, answer["Location"]) == (302, address("review_luck"))
    assert BotGames.objects.count() == 1
    assert botgames.take("one", NOW) is not None
    assert botgames.take("two", NOW) is None


def test_a_form_from_elsewhere_starts_nothing(cast, address):
    client = Client(enforce_csrf_checks=True)
    assert client.post(address("review_luck_start")).status_code == 403
    assert not BotGames.objects.exists()


def test_one_setting_after_the_other_never_two_at_once(cast):
    other = found_game(UserFactory(username="otto"), rounds=1, now=NOW)
    botgames.start(cast.game.pk, NOW)
    botgames.start(other.pk, NOW + timedelta(seconds=1))
    first = botgames.take("one", NOW)
    assert first.key == botgames.key_of(cast.game.pk)
    assert botgames.take("two", NOW) is None, "another setting is being played"
    assert botgames.standing(botgames.key_of(other.pk), NOW) is Standing.QUEUED
    botgames.keep(first, "one", figures(*range(botgames.WANTED)), NOW)
    botgames.leave(first, "one")
    assert botgames.take("two", NOW).key == botgames.key_of(other.pk)


class TestWhilePeoplePlay:
    """Any game in a phase of a round holds them up; one that is paused or left lying does not."""

    @pytest.fixture
    def played(self, cast, long_ago):
        """Another game that begins later on, while the first one is being looked back at."""
        game = found_game(UserFactory(username="otto"), rounds=1, now=NOW)
        sit_down(game, "Otto", 0)
        return game

    def test_what_is_wanted_waits_and_the_page_says_why(self, cast, client, address, played):
        flow.start_game(leader(played).viewer, now=timezone.now())
        client.post(address("review_luck_start"))
        for name in ("review_luck", "review_luck_part"):
            page = client.get(address(name), headers={"accept-language": "de"}).content.decode()
            assert "Wartet, weil gerade gespielt wird" in page
            assert "data-growing" in page
        assert botgames.take("one", timezone.now()) is None

    def test_what_is_being_played_yields_and_goes_on_afterwards(self, cast, played):
        key = botgames.start(cast.game.pk, NOW)
        job = botgames.take("one", NOW)
        assert botgames.keep(job, "one", figures(0), NOW)

        flow.start_game(leader(played).viewer, now=NOW)

        assert not botgames.keep(job, "one", figures(1), NOW)
        botgames.leave(job, "one")
        assert botgames.standing(key, NOW) is Standing.HELD
        assert botgames.waiting()
        flow.end_game(leader(played).viewer, now=NOW)
        assert botgames.take("one", NOW).missing[:2] == [2, 3]

    def test_a_pause_lets_them_go_on(self, cast, played):
        botgames.start(cast.game.pk, NOW)
        flow.start_game(leader(played).viewer, now=NOW)
        flow.pause(leader(played).viewer, now=NOW)
        assert botgames.take("one", NOW) is not None

    def test_a_game_left_lying_holds_nothing_up_until_somebody_comes(self, cast, played):
        botgames.start(cast.game.pk, NOW)
        flow.start_game(leader(played).viewer, now=NOW)
        later = NOW + timedelta(minutes=31)
        seat = Seat.objects.get(game=played, name="Otto")
        presence.seen(seat.pk, later)
        assert botgames.take("one", later) is None
        assert botgames.take("one", later + timedelta(minutes=1)) is not None


def test_the_same_setting_of_another_game_is_the_same_computation(cast):
    key = botgames.start(cast.game.pk, NOW)
    twin = cast.fresh()
    assert setting_key(twin, 2) == key
    assert setting_key(twin, 1) != key
    twin.cooperation_model = "allein"
    assert setting_key(twin, 2) != key
    twin = cast.fresh()
    twin.options = {**twin.options, "closed_ballot": True}
    assert setting_key(twin, 2) != key


def test_what_is_done_is_kept_and_gone_on_with_by_whoever_comes_next(cast):
    botgames.start(cast.game.pk, NOW)
    first = botgames.take("one", NOW)
    assert botgames.keep(first, "one", figures(0, 2), NOW)
    # The server ends without a word; ten seconds later somebody else goes on.
    later = NOW + botgames.LIFE + timedelta(seconds=1)
    assert botgames.take("two", NOW + timedelta(seconds=1)) is None
    second = botgames.take("two", later)
    assert set(range(botgames.WANTED)) - set(second.missing) == {0, 2}
    # The first one, were it still there, is told to stop.
    assert not botgames.keep(first, "one", figures(1), later)
    assert BotGames.objects.get().done == 2


def test_who_leaves_politely_is_followed_at_once(cast):
    botgames.start(cast.game.pk, NOW)
    job = botgames.take("one", NOW)
    botgames.leave(job, "one")
    assert botgames.take("two", NOW) is not None


def test_with_the_game_the_bot_games_go(cast):
    botgames.start(cast.game.pk, NOW)
    job = botgames.take("one", NOW)
    Game.objects.filter(pk=cast.game.pk).delete()
    assert not BotGames.objects.exists()
    assert not botgames.keep(job, "one", figures(0), NOW)


def test_nothing_of_the_game_is_written(cast, client, address):
    def stored():
        return (
            list(LogEntry.objects.order_by("pk").values()),
            list(Settlement.objects.order_by("pk").values()),
            Game.objects.values().get(pk=cast.game.pk),
        )

    before = stored()
    client.post(address("review_luck_start"))
    job = botgames.take("one", NOW)
    botgames.keep(job, "one", figures(*range(30)), NOW)
    page = client.get(address("review_luck_part"), {"mass": "finanzen"})
    assert "30 von 1.000" in page.content.decode() or "30 of 1,000" in page.content.decode()
    assert stored() == before


def test_processes_give_the_games_of_their_numbers_whoever_plays_them(cast):
    plan = bot_plan(cast.fresh(), 2)
    expected = {number: bot_game(read(plan), number) for number in range(8)}
    for processes in (1, 2):
        found = {}

        def keep(more, found=found):
            found.update(more)
            return True

        play(plan, range(8), processes, keep)
        assert found == expected


def test_it_stops_as_soon_as_it_is_enough_and_leaves_no_process(cast):
    plan = bot_plan(cast.fresh(), 2)
    before = threading.active_count()
    found = {}

    def keep(more):
        found.update(more)
        return not found

    play(plan, range(botgames.WANTED), 2, keep)
    assert 0 < len(found) < botgames.WANTED
    for thread in threading.enumerate()[before:]:
        thread.join(5)
    assert threading.active_count() == before


def test_while_it_grows_the_page_says_how_far_it_is(cast, client, address):
    def page():
        found = client.get(address("review_luck"), headers={"accept-language": "de"})
        return found.content.decode()

    client.post(address("review_luck_start"))
    assert "Gleich geht es los" in page()
    job = botgames.take("one", timezone.now())
    assert "Die Bots setzen sich" in page()
    botgames.keep(job, "one", figures(*range(40)), timezone.now())
    assert "40 von 1.000 Bot-Spielen gespielt" in page()
    assert "Von 40 Bot-Spielen" in page()
    botgames.keep(job, "one", figures(*range(botgames.WANTED)), timezone.now())
    assert "Von 1.000 Bot-Spielen" in page()
    assert "<progress" not in page()
    assert "luck-start" not in page()


def test_an_unknown_measure_is_the_first_one(cast, client, address):
    answer = client.get(address("review_luck"), {"mass": "<quark>"})
    assert answer.status_code == 200
    assert 'mass=ergebnis" aria-current' in answer.content.decode()
    assert "<quark>" not in answer.content.decode()


def test_a_game_that_has_another_setting_by_now_lends_no_figures(cast):
    botgames.start(cast.game.pk, NOW)
    Game.objects.filter(pk=cast.game.pk).update(rounds=cast.game.rounds + 1)

    assert botgames.take("one", NOW) is None
    assert not BotGames.objects.exists()
