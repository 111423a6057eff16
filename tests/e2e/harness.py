"""A real server as a process of its own, to be killed and started again.

Nothing here imports the product: it is used as an operator uses it, by command and address.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 90
END_SECONDS = 30
COMMAND_SECONDS = 180
POLL_SECONDS = 0.05
PROJECT_VARIABLES = (
    "BASE_URL", "DATABASE_URL", "REDIS_URL", "SECRET_KEY", "VAR", "DEBUG", "DJANGO_SETTINGS_MODULE",
)  # fmt: skip


def free_port():
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def bed(name):
    """What tools/testbed.py prepared for this run, for instance TEST_DATABASE_URL."""
    assert name in os.environ, f"{name} is not set: run with tools/testbed.py, as make test does"
    return os.environ[name]


def environment(var, **extra):
    """The process's environment: the machine's, without settings of the running tests."""
    kept = {name: value for name, value in os.environ.items() if name not in PROJECT_VARIABLES}
    return kept | {"VAR": str(var), "PYTHONUNBUFFERED": "1"} | extra


def manage(*arguments, var, **extra):
    """Run a management command to its end; its output as text.

    Raises AssertionError with the command's own words where it fails, and
    subprocess.TimeoutExpired where it does not end.
    """
    return _run(["manage.py", *arguments], var, extra)


def recorded_game(var, rounds=4, **extra):
    """Play a whole game in a data folder; where it is to be seen, and its people's cookies."""
    return json.loads(_run(["-m", "tests.e2e.record_game", str(rounds)], var, extra))


def lengthen_names(var, **extra):
    """Give the municipalities of a data folder the longest names; before its server starts."""
    _run(["-m", "tests.e2e.long_names"], var, extra)


def hang_cards(var, game, count, **extra):
    """Hang so many cards at every step of the debrief's board, and so many resolutions."""
    _run(["-m", "tests.e2e.hang_cards", game, str(count)], var, extra)


def recorded_workshops(var, **extra):
    """Play two workshops in a data folder; where they are compared, and the lead's login."""
    return json.loads(_run(["-m", "tests.e2e.record_workshop"], var, extra))


def _run(arguments, var, extra):
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT, env=environment(var, **extra), capture_output=True, text=True, check=False,
        timeout=COMMAND_SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
    return done.stdout


def ended(process):
    """Exit status of a process that was asked to end; one that does not is killed and reported.

    Raises subprocess.TimeoutExpired.
    """
    try:
        return process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        raise


def prepare(var, **extra):
    """Set a data folder up as ``make play`` does: tables, scenarios, static files."""
    manage("migrate", "--verbosity", "0", var=var, **extra)
    manage("load_scenarios", var=var, **extra)
    manage("collectstatic", "--noinput", "--verbosity", "0", var=var, **extra)
    return var


def copy_prepared(prepared, var):
    """A fresh embedded data folder from a prepared one, in milliseconds."""
    shutil.copytree(prepared, var, ignore=shutil.ignore_patterns("static", "server.lock"))
    (var / "static").symlink_to(prepared / "static")
    return var


class Server:
    """``manage.py serve`` (or ``play``) on a free port with a data folder of its own.

    ``extra`` are further environment variables, for instance DATABASE_URL and REDIS_URL.
    """

    def __init__(self, var, *, port=None, command="serve", **extra):
        self.var = Path(var)
        self.command = command
        self.port = port or free_port()
        self.extra = extra
        self.process = None
        self.log_file = self.var / f"server-{self.port}.log"

    @property
    def url(self):
        """Address without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def socket_url(self):
        """Address of its sockets."""
        return f"ws://127.0.0.1:{self.port}"

    @property
    def log(self):
        """Everything the process wrote so far, over all its starts."""
        return self.log_file.read_text() if self.log_file.exists() else ""

    def start(self):
        """Start and return once it is ready to serve."""
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", self.command, "--port", str(self.port)],
                cwd=ROOT, env=environment(self.var, **self.extra), stdout=log, stderr=log,
            )  # fmt: skip
        self.wait_ready()
        return self

    def wait_ready(self):
        """Poll /readyz; raises AssertionError with the log where it does not come up."""
        end = time.monotonic() + START_SECONDS
        pause = threading.Event()
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=2):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                pause.wait(POLL_SECONDS)
        raise AssertionError(f"server did not get ready:\n{self.log}")

    def kill(self):
        """Kill with -9, as a power cut would."""
        self.process.kill()
        self.process.wait(END_SECONDS)

    def stop(self):
        """End politely; the exit status."""
        if self.process is None or self.process.poll() is not None:
            return self.process and self.process.returncode
        self.process.send_signal(signal.SIGTERM)
        return ended(self.process)

    def restart(self):
        """Kill with -9 and start again on the same port and data."""
        self.kill()
        return self.start()

    def manage(self, *arguments):
        """A management command on the server's data."""
        return manage(*arguments, var=self.var, **self.extra)

    def demo(self, *arguments):
        """A fresh demo game in the lobby: the JSON of ``manage.py demo``."""
        return json.loads(self.manage("demo", "--json", "--base-url", self.url, *arguments))


class Redis:
    """A Redis of a test's own on a free port; keeps nothing."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.process = None

    @property
    def url(self):
        """Address for REDIS_URL."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        """Start and return once it accepts connections."""
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""],
            cwd=self.folder, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        end = time.monotonic() + START_SECONDS
        pause = threading.Event()
        while time.monotonic() < end:
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            pause.wait(POLL_SECONDS)
        raise AssertionError("Redis did not get ready")

    def stop(self):
        """Kill with -9; also one that is frozen."""
        self.process.kill()
        self.process.wait(END_SECONDS)

    def freeze(self):
        """Let it hang: connections stay open, nothing answers."""
        self.process.send_signal(signal.SIGSTOP)


@contextlib.contextmanager
def clock(var, **extra):
    """``manage.py run_clock`` as a process of its own until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run_clock"],
        cwd=ROOT, env=environment(var, **extra), stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        assert ended(process) == 0
