"""The embedded database: durable on the live connection, one writer at a time."""

import threading

import pytest
from django.db import OperationalError

from planspiel import stores
from planspiel.sqlite import base


@pytest.fixture
def connect(tmp_path, django_db_blocker):
    """Makes connections to one database file (not the test database), closed afterwards."""
    opened = []

    def make(timeout=10):
        settings = stores.database("", tmp_path, pool_size=1)
        defaults = {
            "TIME_ZONE": None, "CONN_MAX_AGE": 0, "AUTOCOMMIT": True, "CONN_HEALTH_CHECKS": False,
        }  # fmt: skip
        options = settings["OPTIONS"] | {"timeout": timeout}
        wrapper = base.DatabaseWrapper(defaults | settings | {"OPTIONS": options}, "default")
        wrapper.inc_thread_sharing()
        opened.append(wrapper)
        return wrapper

    with django_db_blocker.unblock():
        yield make
        for wrapper in opened:
            wrapper.close()


def one(wrapper, query):
    with wrapper.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def run(wrapper, query):
    with wrapper.cursor() as cursor:
        cursor.execute(query)


def test_connection_pragmas_hold_on_the_live_connection(connect):
    wrapper = connect()
    assert one(wrapper, "PRAGMA journal_mode") == "wal"
    # NORMAL: the backend itself waits for the disk (test_flush).
    assert one(wrapper, "PRAGMA synchronous") == 1
    assert one(wrapper, "PRAGMA foreign_keys") == 1
    assert one(wrapper, "PRAGMA busy_timeout") == 10_000


def test_write_while_another_transaction_is_open_waits_for_its_end(connect):
    first, second = connect(), connect()
    run(first, "CREATE TABLE t (n INTEGER)")
    order, started = [], threading.Event()
    first._start_transaction_under_autocommit()

    def write():
        started.set()
        run(second, "INSERT INTO t VALUES (2)")
        order.append("second")

    thread = threading.Thread(target=write)
    thread.start()
    assert started.wait(5)
    run(first, "INSERT INTO t VALUES (1)")
    order.append("first")
    first._commit()
    thread.join(5)
    assert order == ["first", "second"]
    assert one(first, "SELECT group_concat(n) FROM t") == "1,2"


def test_write_that_waits_too_long_is_refused_and_later_ones_work(connect):
    first, second = connect(), connect(timeout=0.05)
    run(first, "CREATE TABLE t (n INTEGER)")
    first._start_transaction_under_autocommit()
    with pytest.raises(OperationalError, match="locked"):
        second._start_transaction_under_autocommit()
    first._rollback()
    run(second, "INSERT INTO t VALUES (1)")
    assert one(first, "SELECT count(*) FROM t") == 1


def test_read_while_another_transaction_writes_does_not_wait(connect):
    first, second = connect(), connect(timeout=0.05)
    run(first, "CREATE TABLE t (n INTEGER)")
    first._start_transaction_under_autocommit()
    run(first, "INSERT INTO t VALUES (1)")
    assert one(second, "SELECT count(*) FROM t") == 0
    first._commit()
    assert one(second, "SELECT count(*) FROM t") == 1


def test_close_in_the_middle_of_a_transaction_frees_the_queue(connect):
    first, second = connect(), connect(timeout=0.05)
    run(first, "CREATE TABLE t (n INTEGER)")
    first._start_transaction_under_autocommit()
    first.close()
    run(second, "INSERT INTO t VALUES (1)")
    assert one(second, "SELECT count(*) FROM t") == 1
