"""The clock's loop and the lock of the data folder."""

import json
import stat
import threading

import pytest
from django.core.management import CommandError

from games.management import clockwork
from games.management.instance import only_instance


def test_run_failing_beat_does_not_stop_the_loop(db):
    stop, beats = threading.Event(), []

    def tick(now):
        beats.append(now)
        if len(beats) == 1:
            raise RuntimeError("this one game")
        stop.set()
        return 1

    clockwork.run(tick, stop, interval=0)
    assert len(beats) == 2
    assert all(beat.tzinfo for beat in beats)


def test_the_loop_waits_as_long_as_nothing_is_due(db):
    stop, rests = threading.Event(), iter((0.01, 0.02))
    waited = []
    stop.wait = lambda seconds: waited.append(seconds) or len(waited) > 2
    clockwork.run(lambda now: 0, stop, interval=7, rest=lambda longest: next(rests))
    assert waited == [7, 0.01, 0.02]


def test_clock_thread_stop_ends_the_thread():
    beaten = threading.Event()
    clock = clockwork.ClockThread(lambda now: beaten.set() or 0)
    clock.start()
    assert beaten.wait(5)
    clock.stop()
    assert not clock._thread.is_alive()


def test_clock_thread_stop_before_start_is_harmless():
    beats = []
    clock = clockwork.ClockThread(lambda now: beats.append(now) or 0)
    clock.stop()
    assert beats == []


def test_only_instance_second_one_is_refused_until_the_first_ends(tmp_path):
    with only_instance(tmp_path):
        second = only_instance(tmp_path)
        with pytest.raises(CommandError, match="läuft schon ein Server"):
            second.__enter__()
    with only_instance(tmp_path):
        assert (tmp_path / "server.lock").read_text().isdigit()


def test_write_private_is_for_the_owner_alone(tmp_path):
    from games.management.commands.play import _write_private

    file = tmp_path / "zugang.json"
    _write_private(file, json.dumps({"password": "geheim"}))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["zugang.json"]
