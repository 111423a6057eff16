"""A commit is told at once and answered once it is on the disk; one sync serves all who wait."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from planspiel.sqlite import base
from planspiel.sqlite.flush import Flush, sync_file
from tests.platform.test_sqlite import connect, run  # noqa: F401 - a fixture is found by its name

LIMIT = 10
"""Seconds after which a test that hangs fails."""


class Disk:
    """A disk that syncs when it is let."""

    def __init__(self):
        self.begun = 0
        self.refuses = 0
        self.syncing = threading.Semaphore(0)
        self.may = threading.Semaphore(0)

    def sync(self, path):
        self.begun += 1
        self.syncing.release()
        assert self.may.acquire(timeout=LIMIT)
        if self.refuses:
            self.refuses -= 1
            raise OSError("no")


@pytest.fixture
def disk():
    return Disk()


def test_those_who_come_during_a_sync_share_the_next_one(disk):
    flush = Flush(disk.sync)
    waiting, wait = threading.Semaphore(0), flush._changed.wait
    flush._changed.wait = lambda: waiting.release() or wait()
    with ThreadPoolExecutor(6) as pool:
        first = pool.submit(flush.wait, "a")
        assert disk.syncing.acquire(timeout=LIMIT)
        others = [pool.submit(flush.wait, "a") for _ in range(5)]
        for _ in others:
            assert waiting.acquire(timeout=LIMIT)
        disk.may.release()
        first.result(LIMIT)
        # What they wait for is not the sync that ran when they came.
        assert disk.syncing.acquire(timeout=LIMIT)
        assert not any(each.done() for each in others)
        disk.may.release()
        for each in others:
            each.result(LIMIT)
    assert disk.begun == 2


def test_files_do_not_wait_for_each_other(disk):
    flush = Flush(disk.sync)
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(flush.wait, path) for path in "ab"]
        assert disk.syncing.acquire(timeout=LIMIT)
        assert disk.syncing.acquire(timeout=LIMIT)
        disk.may.release(2)
        for each in both:
            each.result(LIMIT)


def test_a_disk_that_refuses_fails_its_caller_and_the_others_try_again(disk):
    flush, disk.refuses = Flush(disk.sync), 1
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(flush.wait, "a")
        assert disk.syncing.acquire(timeout=LIMIT)
        second = pool.submit(flush.wait, "a")
        disk.may.release(2)
        with pytest.raises(OSError, match="no"):
            first.result(LIMIT)
        second.result(LIMIT)
    assert disk.begun == 2


def test_a_file_is_synced_and_one_that_is_gone_needs_nothing(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr("os.fsync", synced.append)
    sync_file(str(tmp_path / "gone"))
    assert synced == []
    (tmp_path / "log").write_bytes(b"x")
    sync_file(str(tmp_path / "log"))
    assert len(synced) == 1


@pytest.fixture
def steps(monkeypatch):
    """What happens, in order."""
    found = []

    class Noted:
        def wait(self, path):
            found.append(f"disk {path.rpartition('/')[2]}")

    monkeypatch.setattr(base, "flush", Noted())
    return found


@pytest.fixture
def wrapper(connect, monkeypatch, steps):  # noqa: F811 - the fixture
    """A connection to a file that the transactions of a test use."""
    made = connect()
    monkeypatch.setattr(transaction, "get_connection", lambda using=None: made)
    run(made, "CREATE TABLE t (n INTEGER)")
    steps.clear()
    return made


def test_told_first_then_on_the_disk_then_answered(wrapper, steps):
    with transaction.atomic():
        transaction.on_commit(lambda: steps.append("told"))
        run(wrapper, "INSERT INTO t VALUES (1)")
        assert steps == []
    assert steps == ["told", "disk db.sqlite3-wal"]


def test_a_single_write_is_on_the_disk_when_it_returns(wrapper, steps):
    run(wrapper, "INSERT INTO t VALUES (1)")
    assert steps == ["disk db.sqlite3-wal"]


def test_reading_and_taking_back_wait_for_no_disk(wrapper, steps):
    run(wrapper, "SELECT * FROM t")
    with transaction.atomic():
        run(wrapper, "INSERT INTO t VALUES (1)")
        transaction.set_rollback(True)
    assert steps == []


def test_a_broken_hook_does_not_let_a_commit_go_unwritten(wrapper, steps):
    def committed():
        with transaction.atomic():
            transaction.on_commit(lambda: {}["nobody"])
            run(wrapper, "INSERT INTO t VALUES (1)")

    with pytest.raises(LookupError):
        committed()
    assert steps == ["disk db.sqlite3-wal"]
