"""What works beside the server: threads of its process, and processes that such threads feed."""

import contextlib
import json
import os
import subprocess
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.conf import settings

PASSED_ON: Final = (
    "PATH", "LANG", "LC_ALL", "PYTHONPATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "TMPDIR",
)  # fmt: skip
"""Of the environment; such a process gets no key and no address of the database."""
END_SECONDS: Final = 3.0


class BesideThread(ABC):
    """A thread of the server's process that works until it is stopped."""

    def __init__(self, name: str) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @abstractmethod
    def _run(self) -> None:
        """Work, and return soon after ``self._stop`` is set."""

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def leave(self) -> None:
        """Ask it to end; returns at once."""
        self._stop.set()

    def stop(self, *, seconds: float = 8) -> None:
        """Let what is being done end, at most ``seconds`` long; harmless before the start."""
        self.leave()
        if self._thread.is_alive():
            self._thread.join(seconds)


class LineProcess:
    """A module of ours as a process of its own: lines go in, lines of JSON come out.

    ``heard`` gets what each line holds, and ``None`` once the process has ended; it is called in
    a thread.
    """

    def __init__(self, module: str, heard: Callable[[Any], None]) -> None:
        self._heard = heard
        self._process = subprocess.Popen(  # noqa: S603 - a module of ours, no shell
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(settings.BASE_DIR),
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
            text=True,
        )
        self._ear = threading.Thread(target=self._listen, daemon=True)
        self._ear.start()

    def say(self, line: str) -> None:
        """Write a line; one that has ended hears nothing, which ``heard`` is told."""
        assert self._process.stdin
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._heard(json.loads(line))
        self._heard(None)

    def end(self) -> None:
        """End the process; harmless where it has ended."""
        self._process.terminate()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._ear.join(END_SECONDS)
        assert self._process.stdin
        assert self._process.stdout
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.stdout.close()
