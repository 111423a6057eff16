"""Bot games beside a played one: asked for by looking, played once, gone on with."""

import threading
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from games.access import ViewerKind, link_token
from games.botgames.setting import read
from games.management.botgames import play
from games.models import BotGames, Game, LogEntry, Settlement
from games.rules.botgames import bot_game
from games.selectors.whatif.setting import bot_plan, setting_key
from games.services import botgames
from tests.cast import NOW, assemble

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    made = assemble(scenario="einstieg", rounds=2)
    made.play_until("debrief", round_number=2)
    return made


def figures(*numbers):
    return {number: (number, 1, 2, 3, 4, 5) for number in numbers}


def test_looking_has_them_played_and_however_many_look_it_is_one_computation(cast, client):
    address = reverse("review_luck", args=[link_token(ViewerKind.REVIEW, cast.game)])
    for _ in range(3):
        assert client.get(address).status_code == 200
    assert BotGames.objects.count() == 1
    assert botgames.take("one", NOW) is not None
    assert botgames.take("two", NOW) is None


def test_the_same_setting_of_another_game_is_the_same_computation(cast):
    key = botgames.ask(cast.game.pk, NOW)
    twin = cast.fresh()
    assert setting_key(twin, 2) == key
    assert setting_key(twin, 1) != key
    twin.cooperation_model = "allein"
    assert setting_key(twin, 2) != key
    twin = cast.fresh()
    twin.options = {**twin.options, "closed_ballot": True}
    assert setting_key(twin, 2) != key


def test_what_is_done_is_kept_and_gone_on_with_by_whoever_comes_next(cast):
    botgames.ask(cast.game.pk, NOW)
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
    botgames.ask(cast.game.pk, NOW)
    job = botgames.take("one", NOW)
    botgames.leave(job, "one")
    assert botgames.take("two", NOW) is not None


def test_nobody_asks_any_more_and_it_stops(cast):
    key = botgames.ask(cast.game.pk, NOW)
    job = botgames.take("one", NOW)
    cache.delete(f"botgames:{key}")
    assert not botgames.keep(job, "one", figures(0), NOW)
    botgames.leave(job, "one")
    assert botgames.take("one", NOW) is None
    botgames.ask(cast.game.pk, NOW)
    assert botgames.take("one", NOW).missing[0] == 1


def test_with_the_game_the_bot_games_go(cast):
    botgames.ask(cast.game.pk, NOW)
    job = botgames.take("one", NOW)
    Game.objects.filter(pk=cast.game.pk).delete()
    assert not BotGames.objects.exists()
    assert not botgames.keep(job, "one", figures(0), NOW)


def test_nothing_of_the_game_is_written(cast, client):
    def stored():
        return (
            list(LogEntry.objects.order_by("pk").values()),
            list(Settlement.objects.order_by("pk").values()),
            Game.objects.values().get(pk=cast.game.pk),
        )

    before = stored()
    token = link_token(ViewerKind.REVIEW, cast.game)
    client.get(reverse("review_luck", args=[token]))
    job = botgames.take("one", NOW)
    botgames.keep(job, "one", figures(*range(30)), NOW)
    page = client.get(reverse("review_luck_part", args=[token]), {"mass": "finanzen"})
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

        play(plan, range(8), processes, keep, lambda many=processes: many > 1)
        assert found == expected


def test_it_stops_as_soon_as_it_is_enough_and_leaves_no_process(cast):
    plan = bot_plan(cast.fresh(), 2)
    before = threading.active_count()
    found = {}

    def keep(more):
        found.update(more)
        return not found

    play(plan, range(botgames.WANTED), 2, keep, lambda: False)
    assert 0 < len(found) < botgames.WANTED
    for thread in threading.enumerate()[before:]:
        thread.join(5)
    assert threading.active_count() == before


def test_while_it_grows_the_page_says_how_far_it_is(cast, client):
    token = link_token(ViewerKind.REVIEW, cast.game)
    address = reverse("review_luck", args=[token])
    german = {"accept-language": "de"}
    assert "Die Bots setzen sich" in client.get(address, headers=german).content.decode()
    job = botgames.take("one", NOW)
    botgames.keep(job, "one", figures(*range(40)), NOW)
    text = client.get(address, headers=german).content.decode()
    assert "40 von 1.000 Bot-Spielen gespielt" in text
    assert "Von 40 Bot-Spielen" in text
    botgames.keep(job, "one", figures(*range(botgames.WANTED)), NOW)
    done = client.get(address, headers=german).content.decode()
    assert "Von 1.000 Bot-Spielen" in done
    assert "<progress" not in done


def test_an_unknown_measure_is_the_first_one(cast, client):
    token = link_token(ViewerKind.REVIEW, cast.game)
    answer = client.get(reverse("review_luck", args=[token]), {"mass": "<quark>"})
    assert answer.status_code == 200
    assert 'mass=ergebnis" aria-current' in answer.content.decode()
    assert "<quark>" not in answer.content.decode()


def test_a_game_that_has_another_setting_by_now_lends_no_figures(cast):
    botgames.ask(cast.game.pk, NOW)
    Game.objects.filter(pk=cast.game.pk).update(rounds=cast.game.rounds + 1)

    assert botgames.take("one", NOW) is None
    assert not BotGames.objects.exists()
