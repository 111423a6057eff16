"""Each check before a workshop: what it says where all is well, and where something is not."""

import asyncio
import json
import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
from channels_redis.pubsub import RedisPubSubChannelLayer
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import Error

from games.enums import Check, Light
from games.live.relay import Relay
from games.rehearsal.reach import Reached
from games.rehearsal.wire import Trouble, Way
from games.selectors.preflight import Finding, Report
from games.selectors.preflight_words import verdict
from games.services import preflight, pulses
from games.services.preflight import machine, network, screens, stores
from games.services.ways import ways
from planspiel import addresses
from tests.cast import NOW, assemble
from tests.e2e import harness

pytestmark = pytest.mark.django_db
HTTPS = "https://planspiel.example"


def at(finding):
    return finding.light, finding.code


class TestClock:
    def test_it_runs(self):
        pulses.beat("clock:here:1", NOW - timedelta(seconds=8))
        pulses.beat("clock:here:2", NOW - timedelta(hours=2))
        found = machine.clock(NOW)
        assert at(found) == (Light.GOOD, "ok")
        assert (found.figures["age_s"], found.figures["workers"]) == (8, 1)

    def test_its_worker_is_gone(self):
        pulses.beat("clock:here:1", NOW - timedelta(seconds=31))
        assert at(machine.clock(NOW)) == (Light.BAD, "gone")

    def test_there_never_was_one(self):
        assert at(machine.clock(NOW)) == (Light.BAD, "never")


class TestDatabase:
    def test_what_is_written_comes_back(self):
        found = stores.database(NOW)
        assert at(found)[0] in {Light.GOOD, Light.CARE}
        assert found.figures["worst_ms"] >= found.figures["ms"] >= 0

    def test_slow_and_too_slow(self, monkeypatch):
        for ms, light in ((99, Light.GOOD), (101, Light.CARE), (1_001, Light.BAD)):
            monkeypatch.setattr(stores, "_round_trip", lambda _now, ms=ms: ms)
            monkeypatch.setattr(stores, "_weakness", lambda: "")
            assert stores.database(NOW).light is light

    def test_it_does_not_answer(self, monkeypatch):
        def refuse(_now):
            raise Error("disk I/O error")

        monkeypatch.setattr(stores, "_round_trip", refuse)
        found = stores.database(NOW)
        assert at(found) == (Light.BAD, "failed")
        assert found.figures["reason"] == "disk I/O error"

    def test_a_process_that_may_not_write_only_reads(self):
        assert at(stores.database(NOW, may_write=False))[1] in {"only_read", "fsync_off"}


class TestDisk:
    """The disk is full or not by the limit that is passed in."""

    def test_room_enough(self, tmp_path):
        assert at(machine.disk(tmp_path, needed_mb=0, care_mb=0)) == (Light.GOOD, "ok")

    def test_room_for_this_one_only(self, tmp_path):
        found = machine.disk(tmp_path, needed_mb=0, care_mb=10**9)
        assert at(found) == (Light.CARE, "tight")

    def test_full(self, tmp_path):
        assert at(machine.disk(tmp_path, needed_mb=10**9, care_mb=10**9)) == (Light.BAD, "full")

    def test_no_such_folder(self, tmp_path):
        assert at(machine.disk(tmp_path / "weg")) == (Light.BAD, "failed")


class TestBackup:
    def pointer(self, folder, age, where):
        said = {"at": (NOW - age).isoformat(), "folder": str(where)}
        (folder / machine.POINTER).write_text(json.dumps(said))

    def test_none_yet(self, tmp_path):
        assert at(machine.backup(NOW, tmp_path)) == (Light.CARE, "never")

    def test_fresh_old_and_gone(self, tmp_path):
        self.pointer(tmp_path, timedelta(hours=23), tmp_path)
        assert at(machine.backup(NOW, tmp_path)) == (Light.GOOD, "ok")
        self.pointer(tmp_path, timedelta(hours=25), tmp_path)
        assert at(machine.backup(NOW, tmp_path)) == (Light.CARE, "old")
        self.pointer(tmp_path, timedelta(hours=1), tmp_path / "weg")
        assert at(machine.backup(NOW, tmp_path)) == (Light.CARE, "gone")

    def test_a_pointer_that_cannot_be_read_names_none(self, tmp_path):
        (tmp_path / machine.POINTER).write_text("{")
        assert at(machine.backup(NOW, tmp_path)) == (Light.CARE, "never")


def way(name="public", base="http://192.168.1.5:8000"):
    return Way(name, base, base)


def seen(base="http://192.168.1.5:8000", **other):
    scheme, host = base.split("://")
    return {"host": host, "secure": scheme == "https", "remote": "192.0.2.1"} | other


def reached(base="http://192.168.1.5:8000", **other):
    values = {"http_ms": 20, "socket_ms": 10, "seen": seen(base)}
    return Reached(way(base=base), **(values | other))


DIRECT = Reached(Way("direct", "http://127.0.0.1:8001", "x"), 5, 5, None, seen())


class TestWays:
    def test_both_go(self):
        assert at(network.proxy([reached(HTTPS), DIRECT])) == (Light.GOOD, "ok")
        assert at(network.proxy([reached(), DIRECT])) == (Light.GOOD, "plain")
        assert at(network.socket([reached(), DIRECT])) == (Light.GOOD, "ok")

    def test_the_public_one_fails(self):
        broken = reached(HTTPS, http_ms=None, socket_ms=None, trouble=Trouble("tls", reason="CA"))
        found = network.proxy([broken, DIRECT])
        assert at(found) == (Light.BAD, "failed")
        assert found.figures["trouble"] == "tls"
        assert at(network.socket([broken, DIRECT])) == (Light.UNKNOWN, "no_page")

    def test_the_direct_one_fails(self):
        dead = Reached(DIRECT.way, trouble=Trouble("unreachable"))
        assert at(network.proxy([reached(HTTPS), dead])) == (Light.CARE, "direct_failed")

    @pytest.mark.parametrize(
        ("what", "expected"),
        [
            ({"secure": False}, (Light.BAD, "wrong_scheme")),
            ({"host": "localhost:8001"}, (Light.CARE, "wrong_host")),
            ({"remote": network.FOREIGN_ADDRESS}, (Light.CARE, "spoofable")),
        ],
    )
    def test_a_request_arrives_as_another_one(self, settings, what, expected):
        settings.BEHIND_PROXY = True
        found = network.proxy([reached(HTTPS, seen=seen(HTTPS, **what)), DIRECT])
        assert at(found) == expected

    def test_something_else_answers(self):
        assert at(network.proxy([reached(HTTPS, seen=None)])) == (Light.BAD, "foreign")

    def test_sockets_are_blocked_and_the_game_goes_on(self):
        shut = reached(socket_ms=None, trouble=Trouble("socket_refused", status=403))
        found = network.socket([shut, DIRECT])
        assert at(found) == (Light.CARE, "blocked")
        assert at(network.proxy([shut, DIRECT])) == (Light.GOOD, "plain"), "pages come"

    def test_slow(self):
        assert at(network.proxy([reached(http_ms=501)])) == (Light.CARE, "slow")
        assert at(network.proxy([reached(http_ms=5_001)])) == (Light.BAD, "slow")
        assert at(network.socket([reached(socket_ms=501)])) == (Light.CARE, "slow")

    def test_from_this_machine_only_and_without_a_server(self):
        assert at(network.proxy([DIRECT])) == (Light.CARE, "only_here")
        assert at(network.proxy([])) == (Light.UNKNOWN, "no_server")

    def test_a_port_nobody_listens_on_is_told_as_such(self, settings):
        settings.BASE_URL = ""
        (found,) = network.tried(ways(("127.0.0.1", 9)))
        assert found.trouble.code == "unreachable"

    def test_addresses_come_from_the_settings_alone(self, settings, monkeypatch):
        monkeypatch.setattr(addresses._Listening, "direct", None)
        monkeypatch.setattr(addresses._Listening, "to_network", False)
        settings.BASE_URL = ""
        assert ways() == []
        settings.BASE_URL, settings.BEHIND_PROXY = HTTPS, True
        settings.CSRF_TRUSTED_ORIGINS = [HTTPS]
        public, direct = ways(("127.0.0.1", 8001))
        assert (public.base, public.connect, public.headers) == (HTTPS, None, {})
        assert (direct.base, direct.connect) == (HTTPS, ("127.0.0.1", 8001))
        assert direct.headers["X-Forwarded-Proto"] == "https", "as the proxy would say"


class TestScreens:
    @pytest.fixture
    def frieda(self):
        return assemble().frieda.viewer

    def said(self, frieda, now=NOW, **other):
        values = {"http_ms": 30, "socket_ms": 20, "cookie": True, "deviation_ms": 400}
        preflight.browser_said(frieda, **(values | other), now=now)
        return screens.browser(frieda.game_id, frieda.user_id, NOW)

    def test_a_good_browser(self, frieda):
        assert at(screens.browser(frieda.game_id, frieda.user_id, NOW))[1] == "unmeasured"
        assert at(self.said(frieda)) == (Light.GOOD, "ok")

    @pytest.mark.parametrize(
        ("what", "expected"),
        [
            ({"cookie": False, "socket_ms": None}, (Light.BAD, "no_cookie")),
            ({"socket_ms": None}, (Light.CARE, "no_socket")),
            ({"deviation_ms": -5_001}, (Light.CARE, "deviates")),
            ({"http_ms": 1_001}, (Light.CARE, "slow")),
            ({"now": NOW - timedelta(minutes=61)}, (Light.UNKNOWN, "unmeasured")),
        ],
    )
    def test_a_browser_with_a_weakness(self, frieda, what, expected):
        assert at(self.said(frieda, **what)) == expected

    def test_the_wall(self, frieda):
        assert at(screens.projector(frieda.game_id, NOW)) == (Light.CARE, "none")
        preflight.projector_said(frieda, width=1920, height=1080, now=NOW)
        assert at(screens.projector(frieda.game_id, NOW)) == (Light.GOOD, "ok")
        later = NOW + timedelta(seconds=46)
        assert at(screens.projector(frieda.game_id, later)) == (Light.CARE, "gone")
        preflight.projector_said(frieda, width=1024, height=768, now=NOW)
        assert at(screens.projector(frieda.game_id, NOW)) == (Light.CARE, "small")

    def test_a_report_is_kept_with_the_screens_as_they_are_now(self, frieda, settings):
        settings.BASE_URL = ""
        assert preflight.newest(frieda, NOW) is None
        preflight.run(NOW, frieda)
        preflight.projector_said(frieda, width=1920, height=1080, now=NOW)
        found = preflight.newest(frieda, NOW)
        assert [each.check for each in found.findings] == list(Check)
        assert next(e for e in found.findings if e.check is Check.PROJECTOR).light is Light.GOOD


class TestWords:
    def report(self, *lights):
        checks = (Check.CLOCK, Check.DISK, Check.BACKUP)
        codes = {Light.GOOD: "ok", Light.CARE: "tight", Light.BAD: "gone", Light.UNKNOWN: "ok"}
        pairs = zip(checks, lights, strict=True)
        return Report(NOW, tuple(Finding(check, light, codes[light]) for check, light in pairs))

    def test_the_weakest_link_is_named(self):
        good, care, bad, unknown = Light.GOOD, Light.CARE, Light.BAD, Light.UNKNOWN
        assert "anfangen" in verdict(self.report(good, good, good))
        assert "Platte" in verdict(self.report(good, care, good))
        assert "Sicherung" in verdict(self.report(unknown, care, bad))
        assert "Uhr" in verdict(self.report(unknown, good, good))

    def test_every_case_that_a_check_names_has_its_words(self):
        """With figures missing a sentence would fail where it is shown."""
        from games.selectors.preflight_words import _WORDS, line

        everything = dict.fromkeys(
            (
                "limit_s", "limit_ms", "limit_h", "limit_mb", "needed_mb", "least_width",
                "least_height", "age_s", "workers", "engine", "ms", "worst_ms", "reason",
                "answers", "expected", "free_mb", "age_min", "address", "trouble", "host",
                "direct", "http_ms", "socket_ms", "deviation_ms", "width", "height",
            ),
            1,
        )  # fmt: skip
        for check, code in _WORDS:
            shown = line(Finding(check, Light.CARE, code, everything))
            assert shown.measured
            assert "%(" not in shown.measured + shown.limit + shown.advice


class TestCommand:
    def test_it_prints_and_ends_with_status_one_at_a_fault(self, capsys, settings):
        settings.BASE_URL = "http://127.0.0.1:9"
        with pytest.raises(CommandError, match="So nicht anfangen"):
            call_command("preflight")
        said = capsys.readouterr().out
        assert "▲ Sicherung: Achtung" in said
        assert "keine Verbindung" in said

    def test_as_json_for_supervisors(self, capsys, settings):
        settings.BASE_URL = ""
        pulses.beat("clock:here:1", NOW + timedelta(days=3650))
        call_command("preflight", "--json")
        said = json.loads(capsys.readouterr().out)
        assert said["light"] == "care"
        assert {each["check"] for each in said["findings"]} >= {"clock", "database", "layer"}


def test_with_one_process_there_is_no_layer_to_measure():
    memory = stores.InMemoryChannelLayer()
    assert at(stores.layer(NOW, get_layer=lambda: memory)) == (Light.GOOD, "memory")


def test_a_layer_that_fails_is_a_fault():
    async def refuse(*_):
        raise ConnectionError("Connection refused")

    broken = SimpleNamespace(new_channel=refuse)
    found = stores.layer(NOW, get_layer=lambda: broken)
    assert at(found) == (Light.BAD, "failed")
    assert found.figures["reason"] == "Connection refused"


@pytest.mark.redis
class TestRedis:
    """A Redis of the test's own, which may be stopped."""

    @pytest.fixture
    def own_redis(self, tmp_path):
        running = harness.Redis(tmp_path)
        running.start()
        yield running
        running.stop()

    def layer_of(self, own_redis):
        return RedisPubSubChannelLayer(hosts=[own_redis.url], prefix="test")

    @pytest.fixture
    def process(self, own_redis):
        """Stands for a server process: its relay hears the layer on a thread of its own."""
        relay = Relay(self.layer_of(own_redis), SimpleNamespace(resync=lambda: None))
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, daemon=True)
        thread.start()
        asyncio.run_coroutine_threadsafe(relay.listen(), loop)
        yield relay
        asyncio.run_coroutine_threadsafe(self.end(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()

    async def end(self):
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def until_heard(self, own_redis):
        """The subscription takes a moment."""
        for _try in range(10):
            found = stores.layer(NOW, get_layer=lambda: self.layer_of(own_redis))
            if found.figures.get("answers"):
                break
        return found

    def test_all_processes_answer(self, own_redis, process):
        pulses.beat("server:here:1", NOW)
        found = self.until_heard(own_redis)
        assert found.code in {"ok", "slow"}
        assert (found.figures["answers"], found.figures["expected"]) == (1, 1)

    def test_one_of_two_is_silent(self, own_redis, process):
        pulses.beat("server:here:1", NOW)
        pulses.beat("server:here:2", NOW)
        assert at(self.until_heard(own_redis)) == (Light.BAD, "silent")

    def test_no_server_at_all(self, own_redis):
        found = stores.layer(NOW, get_layer=lambda: self.layer_of(own_redis))
        assert at(found) == (Light.UNKNOWN, "no_server")

    def test_redis_is_down(self, own_redis):
        layer = self.layer_of(own_redis)
        own_redis.stop()
        assert at(stores.layer(NOW, get_layer=lambda: layer)) == (Light.BAD, "failed")
