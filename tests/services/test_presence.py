from datetime import timedelta

import pytest
from redis.exceptions import ConnectionError as RedisGone

from games.services import fleeting, presence
from tests.cast import NOW


def test_seat_is_online_for_25_seconds():
    presence.seen(7, NOW)
    assert presence.online((7, 8), NOW + timedelta(seconds=25)) == {7}
    assert presence.online((7, 8), NOW + timedelta(seconds=26)) == frozenset()


def test_the_age_of_the_newest_sign_of_life():
    presence.seen(7, NOW)
    assert presence.heard((7, 8), NOW + timedelta(seconds=4)) == {7: 4}
    assert presence.heard((7,), NOW + timedelta(seconds=26)) == {}


def test_heartbeat_prolongs():
    presence.seen(7, NOW)
    presence.seen(7, NOW + timedelta(seconds=20))
    assert presence.online((7,), NOW + timedelta(seconds=40)) == {7}


@pytest.fixture
def cache_down(monkeypatch):
    class Gone:
        def __getattr__(self, name):
            def refuse(*_args, **_options):
                raise RedisGone("connection refused")

            return refuse

    monkeypatch.setattr(fleeting, "cache", Gone())


def test_without_the_cache_everybody_counts_as_away(cache_down):
    presence.seen(7, NOW)
    assert presence.online((7,), NOW) == frozenset()


def test_without_the_cache_a_wrong_code_is_just_wrong(cache_down, db):
    from games.errors import NotAllowed
    from games.services import joining

    for _ in range(40):
        with pytest.raises(NotAllowed, match="unknown_code"):
            joining.find_game(code="ZZZZ2222", client="c", now=NOW)


KITA = presence.Work("board", "levels.kita", "Kita")


def test_what_somebody_works_on_is_known_for_25_seconds_and_until_they_leave_it():
    presence.working(7, KITA, NOW)
    assert presence.at_work((7, 8), NOW + timedelta(seconds=25)) == {7: KITA}
    assert presence.at_work((7,), NOW + timedelta(seconds=26)) == {}
    presence.working(7, None, NOW)
    assert presence.at_work((7,), NOW) == {}


def test_words_of_a_browser_are_cut_and_cleaned():
    presence.working(7, presence.Work("board", "levels.kita", "K\0i\nta" + "x" * 200), NOW)
    assert presence.at_work((7,), NOW)[7].label == "Kita" + "x" * 76


def test_without_the_cache_nobody_works(cache_down):
    presence.working(7, KITA, NOW)
    assert presence.at_work((7,), NOW) == {}
