"""Servers and browsers for whole journeys."""

import contextlib
import os
import uuid
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from playwright.sync_api import sync_playwright

from tests.e2e import browsing, harness
from tests.e2e.inspector import Inspector
from tests.e2e.lead import Office


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """An embedded data folder with tables, scenarios and static files, to be copied."""
    return harness.prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def server(prepared, tmp_path):
    """The embedded default: SQLite, in-memory layer, clock in the same process."""
    running = harness.Server(harness.copy_prepared(prepared, tmp_path / "var")).start()
    yield running
    running.stop()


def administer(address, statement):
    """One statement on the server itself; raises psycopg.Error where it takes too long."""
    with psycopg.connect(
        address, autocommit=True, connect_timeout=10, options="-c statement_timeout=60s"
    ) as connection:
        connection.execute(statement)


@pytest.fixture
def empty_database():
    """Address of a fresh PostgreSQL database, dropped afterwards."""
    address = harness.bed("TEST_DATABASE_URL")
    name = f"planspiel_{uuid.uuid4().hex[:12]}"
    administer(address, f"CREATE DATABASE {name}")
    yield urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
    administer(address, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def own_redis(tmp_path):
    """A Redis that a test may stop, freeze and start again."""
    running = harness.Redis(tmp_path)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def server_with_redis(prepared, tmp_path, empty_database, own_redis):
    """One server of real use whose Redis is the test's own."""
    var = harness.copy_prepared(prepared, tmp_path / "var")
    extra = {
        "DATABASE_URL": empty_database,
        "REDIS_URL": own_redis.url,
        "SECRET_KEY": uuid.uuid4().hex * 2,
    }
    harness.manage("migrate", "--verbosity", "0", var=var, **extra)
    running = harness.Server(var, **extra).start()
    yield running
    running.stop()


@pytest.fixture
def server_pair(prepared, tmp_path, empty_database):
    """Real use: two server processes and a clock on one PostgreSQL and one Redis."""
    var = harness.copy_prepared(prepared, tmp_path / "var")
    extra = {
        "DATABASE_URL": empty_database,
        "REDIS_URL": harness.bed("TEST_REDIS_URL"),
        "SECRET_KEY": uuid.uuid4().hex * 2,
    }
    harness.manage("migrate", "--verbosity", "0", var=var, **extra)
    harness.manage("load_scenarios", var=var, **extra)
    with contextlib.ExitStack() as stack:
        servers = [harness.Server(var, **extra) for _ in range(2)]
        for running in servers:
            stack.callback(running.stop)
            running.start()
        stack.enter_context(harness.clock(var, **extra))
        yield servers


@pytest.fixture(scope="session")
def playwright():
    """What drives the browsers, one for all tests."""
    with sync_playwright() as running:
        yield running


@pytest.fixture
def visitors(playwright):
    """Contexts of the people in a journey; anything they complain about fails the test."""
    people = browsing.Visitors(playwright)
    yield people
    people.close()


@pytest.fixture
def inspector():
    """Fails the test with everything it has found."""
    inspector = Inspector()
    yield inspector
    if inspector.found:
        raise AssertionError("\n".join(inspector.found))


@pytest.fixture(scope="session")
def repeats():
    """How often a robustness test goes round: (short, long) -> long under ``make soak``."""
    return lambda short, long: long if os.environ.get("SOAK") else short


@pytest.fixture(scope="session")
def hall(prepared, tmp_path_factory):
    """One embedded server for all tests that leave it running; each has a game of its own."""
    folder = tmp_path_factory.mktemp("hall") / "var"
    running = harness.Server(harness.copy_prepared(prepared, folder)).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def record(prepared, tmp_path_factory):
    """A data folder with a finished game of four rounds, to be copied; where it is to be seen."""
    folder = harness.copy_prepared(prepared, tmp_path_factory.mktemp("record") / "var")
    return folder, harness.recorded_game(folder)


@pytest.fixture(scope="session")
def exhibit(record, tmp_path_factory):
    """The finished game on one server, for all tests that only look at it."""
    folder, places = record
    var = harness.copy_prepared(folder, tmp_path_factory.mktemp("exhibit") / "var")
    running = harness.Server(var).start()
    yield running, places
    running.stop()


@pytest.fixture
def recorded(record, tmp_path):
    """A server of the test's own with the finished game; see ``record_game``."""
    folder, places = record
    running = harness.Server(harness.copy_prepared(folder, tmp_path / "var")).start()
    yield running, places
    running.stop()


@pytest.fixture(scope="session")
def office(hall):
    """A facilitator of the hall, by address."""
    with contextlib.closing(Office(hall, hall.demo()["facilitator"])) as office:
        yield office


@pytest.fixture
def leader(office):
    """A fresh game of the hall in the lobby, with its facilitator's commands."""
    return office.create()
