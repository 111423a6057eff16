"""Django's SQLite backend, with the writes of this process in a queue.

Two reasons. Libraries before 3.51.3 can damage a WAL database when two connections write and
checkpoint at the same instant; a lock held from BEGIN until COMMIT has returned (its checkpoint
included) rules that out, because the embedded server is the only process that writes. And waiting
in a lock is fairer and cheaper than SQLite's own sleeping and trying again.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from planspiel.sqlite.flush import flush

_WRITE_LOCK = threading.Lock()
_READS = ("SELECT", "PRAGMA", "EXPLAIN", "SAVEPOINT", "RELEASE", "ROLLBACK TO")


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that takes the process's write lock for each transaction and single write.

    The overridden methods are Django's own doors to sqlite3; its type stubs leave them out.
    """

    _holds_lock = False
    _unflushed = False

    def _start_transaction_under_autocommit(self) -> None:
        self._take_lock()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_lock()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._unflushed = True
        self._give_lock()

    def run_and_clear_commit_hooks(self) -> None:
        """Tell everybody what was committed, and go on once it is on the disk."""
        try:
            super().run_and_clear_commit_hooks()
        finally:
            self._flush()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._give_lock()

    def _close(self) -> None:
        # Closing ends an open transaction, and the last connection checkpoints.
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._give_lock()

    def create_cursor(self, name: str | None = None) -> "QueuedCursor":
        """A cursor that queues writes made outside a transaction."""
        cursor: QueuedCursor = self.connection.cursor(factory=QueuedCursor)
        cursor.wrapper = self
        return cursor

    @contextmanager
    def single_write(self, query: str) -> Iterator[None]:
        """Hold the lock for one statement, unless a transaction holds it or nothing is written."""
        if self.in_atomic_block or self._holds_lock or query.lstrip().upper().startswith(_READS):
            yield
            return
        self._take_lock()
        try:
            yield
            self._unflushed = True
        finally:
            self._give_lock()
        self._flush()

    def _flush(self) -> None:
        if self._unflushed:
            self._unflushed = False
            # In memory (tests) there is no such file.
            flush.wait(f"{self.settings_dict['NAME']}-wal")

    def _take_lock(self) -> None:
        seconds = self.settings_dict["OPTIONS"].get("timeout", 5)
        if self._holds_lock:
            return
        if not _WRITE_LOCK.acquire(timeout=seconds):
            raise OperationalError("database is locked")
        self._holds_lock = True

    def _give_lock(self) -> None:
        if self._holds_lock:
            self._holds_lock = False
            _WRITE_LOCK.release()


class QueuedCursor(base.SQLiteCursorWrapper):
    """Runs single writes one after the other."""

    wrapper: DatabaseWrapper

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement."""
        with self.wrapper.single_write(query):
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        """Run one statement for each row of parameters."""
        with self.wrapper.single_write(query):
            return super().executemany(query, param_list)
