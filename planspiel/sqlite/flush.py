"""Commits brought to the disk, many at once (docs/decisions/0013-durable-before-the-answer.md)."""

import os
from collections.abc import Callable
from threading import Condition


class Flush:
    """One sync for all commits that wait for it.

    ``sync`` writes everything that was committed before it is called to the disk.
    """

    def __init__(self, sync: Callable[[str], None]) -> None:
        self._sync = sync
        self._changed = Condition()
        self._begun: dict[str, int] = {}
        self._done: dict[str, int] = {}
        self._running: set[str] = set()

    def wait(self, path: str) -> None:
        """Return once a sync of a file that began after this call has ended.

        Whoever finds nobody syncing does it for all who wait. Raises OSError where the disk
        refuses; those who waited for that sync try again themselves.
        """
        with self._changed:
            wanted = self._begun.get(path, 0) + 1
            while path in self._running and self._done.get(path, 0) < wanted:
                self._changed.wait()
            if self._done.get(path, 0) >= wanted:
                return
            self._running.add(path)
            mine = self._begun[path] = self._begun.get(path, 0) + 1
        synced = False
        try:
            self._sync(path)
            synced = True
        finally:
            with self._changed:
                self._running.discard(path)
                if synced:
                    self._done[path] = mine
                self._changed.notify_all()


def sync_file(path: str) -> None:
    """Have the system write a file to the disk; one that is not there (any more) needs nothing."""
    try:
        # Opened anew each time: a log that was removed and made again is another file.
        file = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return
    try:
        os.fsync(file)
    finally:
        os.close(file)


flush = Flush(sync_file)
"""The commits of this process."""
