"""What several screens share within one reading, and what is kept beyond it."""

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from threading import Event

import pytest
from django.utils import translation
from django.utils.translation import gettext

from games.selectors.memo import Newest, in_turn, one_reading, shared

asked = []


@shared
def word():
    asked.append(translation.get_language())
    return gettext("Runde")


def test_screens_of_another_language_ask_for_themselves():
    asked.clear()
    found = []
    with one_reading():
        for language in ("de", "en", "de", "en"):
            with translation.override(language):
                found.append(word())
    assert found == ["Runde", "Round", "Runde", "Round"]
    assert asked == ["de", "en"]


class TestSeveralKeys:
    def test_only_unknown_ones_are_read_and_all_at_once(self):
        kept, read = Newest(10), []

        def halves(keys):
            read.append(list(keys))
            return {key: key // 2 for key in keys}

        assert kept.all([2, 4], halves) == (1, 2)
        assert kept.all([8, 4, 8, 6], halves) == (4, 2, 4, 3)
        assert read == [[2, 4], [8, 6]]

    def test_more_than_are_kept_come_back_whole(self):
        kept = Newest(2)
        assert kept.all([1, 2, 3], lambda keys: {key: key for key in keys}) == (1, 2, 3)

    def test_one_that_nobody_finds_is_an_error(self):
        with pytest.raises(KeyError):
            Newest(2).all([1], lambda _keys: {})


def test_a_hall_that_asks_at_once_has_it_read_once():
    begun, go_on, reads = Event(), Event(), []

    @in_turn
    @lru_cache
    def slow(key):
        reads.append(key)
        begun.set()
        go_on.wait(10)
        return key

    with ThreadPoolExecutor(4) as hall:
        first = hall.submit(slow, "a")
        assert begun.wait(10)
        others = [hall.submit(slow, "a") for _ in range(3)]
        go_on.set()
        assert [each.result(10) for each in (first, *others)] == ["a"] * 4
    assert reads == ["a"]
