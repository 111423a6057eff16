"""One server for each data folder: the embedded database wants a single writing process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import CommandError


@contextmanager
def only_instance(folder: Path) -> Iterator[None]:
    """Hold ``folder`` for this process until the block ends; the lock dies with the process.

    Raises CommandError where another process holds it.
    """
    with (folder / "server.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            number = file.read().strip() or "unbekannt"
            raise CommandError(
                f"Auf dem Ordner {folder} läuft schon ein Server (Prozess {number}). "
                "Beenden Sie ihn, oder wählen Sie einen anderen Ordner mit VAR=…"
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
