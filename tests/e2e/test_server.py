"""The server as a process: starts, refuses, survives, ends politely."""

import subprocess
import sys
import time
from contextlib import ExitStack
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.e2e import browsing, harness

pytestmark = pytest.mark.e2e


def socket_address(server, page_url):
    """Address of a page's socket."""
    return f"{server.socket_url}/ws{urlsplit(page_url).path}"


def listening(server, page_url, origin=""):
    """An open socket of a page, as a browser opens it; to be used with ``with``."""
    return connect(socket_address(server, page_url), origin=origin or server.url, proxy=None)


def closed_with(connection):
    """The close code that ends a connection, after whatever else is sent.

    Raises TimeoutError where it is not closed within 20 seconds, however much is sent.
    """
    end = time.monotonic() + 20
    try:
        while True:
            connection.recv(timeout=max(0, end - time.monotonic()))
    except ConnectionClosed as closed:
        return closed.rcvd.code


def test_sigterm_with_open_sockets_tells_each_to_come_back_and_exits_with_0(server):
    demo = server.demo()
    with ExitStack() as stack:
        sockets = [stack.enter_context(listening(server, demo["projector_url"])) for _ in range(10)]
        assert server.stop() == 0
        assert [closed_with(connection) for connection in sockets] == [4012] * 10
    assert "Traceback" not in server.log


def test_socket_of_a_foreign_page_is_refused_before_it_opens(hall):
    page = hall.demo()["projector_url"]
    for origin in ("https://evil.example", "null", f"http://127.0.0.1:{hall.port + 1}"):
        with pytest.raises(InvalidStatus) as refused:
            listening(hall, page, origin).__enter__()
        assert refused.value.response.status_code == 403


def test_kill_and_restart_keeps_everything_that_was_answered(server):
    demo = server.demo()
    before = httpx.get(f"{demo['projector_url']}state.json").json()
    server.restart()
    after = httpx.get(f"{demo['projector_url']}state.json").json()
    assert {**after, "server_time": None} == {**before, "server_time": None}


def test_second_server_on_the_same_folder_is_refused_with_a_sentence(server):
    done = subprocess.run(
        [sys.executable, "manage.py", "serve", "--port", str(harness.free_port())],
        cwd=harness.ROOT, env=harness.environment(server.var), capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert f"läuft schon ein Server (Prozess {server.process.pid})" in done.stderr


def test_port_taken_ends_with_a_sentence(server, prepared, tmp_path):
    var = harness.copy_prepared(prepared, tmp_path / "other")
    done = subprocess.run(
        [sys.executable, "manage.py", "serve", "--port", str(server.port)],
        cwd=harness.ROOT, env=harness.environment(var), capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert f"127.0.0.1:{server.port} ist nicht frei" in done.stderr
    assert "Traceback" not in done.stderr


def test_static_files_are_whole_compressed_and_kept_for_ever(hall):
    page = httpx.get(f"{hall.url}/").text
    style = next(part for part in page.split('"') if part.startswith("/static/css/tokens."))
    answer = httpx.get(f"{hall.url}{style}")
    assert (answer.status_code, answer.headers["content-encoding"]) == (200, "gzip")
    assert answer.text == (harness.ROOT / "static" / "css" / "tokens.css").read_text()
    assert "immutable" in answer.headers["cache-control"]


def test_start_page_has_no_violation_no_error_and_axe_finds_nothing(hall, visitors):
    for options in (browsing.DESKTOP, browsing.PHONE):
        page = visitors.new(hall.url, **options).new_page()
        page.goto("/")
        assert browsing.axe(page) == []


def test_watch_catches_inline_script_and_failed_pages(hall, visitors):
    """The fixture would be worthless if it heard nothing."""
    context = visitors.new(hall.url)
    page = context.new_page()
    page.goto("/")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('kaputt') })")
    found = " ".join(context.watch.problems)
    assert "style-src" in found
    assert "kaputt" in found
    context.watch.allow("style-src|kaputt|inline style")


def test_pair_on_postgresql_and_redis_both_serve_the_same_game(server_pair):
    first, second = server_pair
    demo = first.demo()
    path = f"{urlsplit(demo['projector_url']).path}state.json"
    answers = [httpx.get(f"{running.url}{path}").json() for running in (first, second)]
    assert answers[0]["version"] == answers[1]["version"]
    assert answers[0]["phase"] == "lobby"
    with listening(second, demo["projector_url"]) as connection:
        assert second.stop() == 0
        assert closed_with(connection) == 4012
    assert httpx.get(f"{first.url}/readyz").status_code == 200
