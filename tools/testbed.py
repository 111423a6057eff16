"""Run a command with everything the tests need: Chromium, PostgreSQL, Redis.

Uses what runs, starts what is installed (own temporary instances, ended afterwards), installs from
the system's packages where it may, and else says exactly what to do.

    python tools/testbed.py COMMAND [ARGUMENT …]

The command finds TEST_DATABASE_URL, TEST_REDIS_URL and CHROMIUM in its environment; values that
are there already are taken as they are.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

LIGHT_BROWSER = "chromium-headless-shell"
"""Debian's Chromium without a window: the same engine for two thirds of the processor time."""
BROWSERS = (
    LIGHT_BROWSER, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"
)  # fmt: skip
PATIENCE = ("-o", "Acquire::http::Timeout=30", "-o", "Acquire::https::Timeout=30")
START_SECONDS = 30
END_SECONDS = 30


def stop(sentence: str) -> None:
    """End with a plain sentence."""
    sys.stderr.write(sentence + "\n")
    sys.exit(1)


def may_install() -> list[str] | None:
    """How to call apt-get here, or None where that is not ours to do."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n", "apt-get"] if allowed.returncode == 0 else None


def install(*packages: str) -> None:
    """Install system packages, or say which ones are missing.

    Raises subprocess.CalledProcessError where they do not come.
    """
    apt = may_install()
    if apt is None:
        stop(
            f"Für die Tests fehlt: {' '.join(packages)}. Bitte installieren Sie es, zum Beispiel "
            f"mit: sudo apt-get install {' '.join(packages)}"
        )
        return
    print("Installiere", *packages, "…", flush=True)
    quiet = {
        "stdout": subprocess.DEVNULL,
        "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
    }
    subprocess.run([*apt, *PATIENCE, "update", "-q"], check=False, **quiet)  # type: ignore[call-overload]
    subprocess.run(
        [*apt, *PATIENCE, "install", "-qy", "--no-install-recommends", *packages],
        check=True,
        **quiet,
    )  # type: ignore[call-overload]


def browser() -> str:
    """Path of a Chromium; the system's, for its downloads need no further host."""
    # Root's machines are those of continuous integration: what is but lighter is added there alone.
    if os.geteuid() == 0 and may_install() and not shutil.which(LIGHT_BROWSER):
        with contextlib.suppress(subprocess.CalledProcessError):
            install(LIGHT_BROWSER)
    for attempt in (1, 2):
        for name in BROWSERS:
            if path := shutil.which(name):
                return path
        if attempt == 1:
            install("chromium")
    stop("Nach der Installation wurde kein Chromium gefunden.")
    return ""


def listens(address: str) -> bool:
    """True where something accepts connections at the address of a URL."""
    parts = urlsplit(address)
    try:
        with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=1):
            return True
    except OSError:
        return False


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, process: "subprocess.Popen[bytes]", name: str) -> None:
    """Return once the server accepts connections; stop where it ended instead."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if listens(address):
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    stop(f"{name} ließ sich nicht starten (Status {process.poll()}).")


def end(process: "subprocess.Popen[bytes]") -> None:
    """Ask a server to end; kill it where it does not."""
    process.terminate()
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(END_SECONDS)


def wait_until_usable(address: str) -> None:
    """Return once PostgreSQL lets us create databases; stop where it never does."""
    last = time.monotonic() + START_SECONDS
    while not postgres_answers(address):
        if time.monotonic() > last:
            stop("PostgreSQL lässt uns keine Datenbank anlegen.")
        time.sleep(0.1)


def postgres_answers(address: str) -> bool:
    """True where the server lets us in and lets us create databases."""
    if not listens(address):
        return False
    import psycopg  # noqa: PLC0415 - only there once the environment is complete

    try:
        with psycopg.connect(address, connect_timeout=3) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error:
        return False
    return bool(row and row[0])


def postgres_programs() -> Path | None:
    """Folder of initdb and postgres, the newest version first."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True
    )
    found = shutil.which("initdb")
    for folder in [*debian, *([Path(found).resolve().parent] if found else [])]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """Address of a PostgreSQL server in which databases may be created."""
    for address in (
        os.environ.get("TEST_DATABASE_URL", ""),
        "postgres://postgres@127.0.0.1:5432/postgres",
    ):
        if address and postgres_answers(address):
            yield address
            return
    programs = postgres_programs()
    if programs is None:
        install("postgresql")
        programs = postgres_programs()
    if programs is None:
        stop("Nach der Installation wurde kein PostgreSQL gefunden.")
        return
    with own_postgres(programs) as address:
        yield address


@contextlib.contextmanager
def own_postgres(programs: Path) -> Iterator[str]:
    """A temporary instance; PostgreSQL refuses to run as root, so it gets its own user then."""
    prefix: list[str] = []
    folder = Path(tempfile.mkdtemp(prefix="planspiel-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
    port = free_port()
    data = folder / "data"
    subprocess.run(
        [*prefix, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
         "--locale=C.UTF-8", "--no-sync"],
        check=True, stdout=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    process = subprocess.Popen(
        [*prefix, programs / "postgres", "-D", data, "-p", str(port), "-k", folder,
         "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=200"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    address = f"postgres://postgres@127.0.0.1:{port}/postgres"
    try:
        wait_for(address, process, "PostgreSQL")
        wait_until_usable(address)
        yield address
    finally:
        end(process)
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """Address of a Redis; tests keep to database 15 of one that runs already."""
    given = os.environ.get("TEST_REDIS_URL", "")
    for address in (given, "redis://127.0.0.1:6379/15"):
        if address and listens(address):
            yield address
            return
    if not shutil.which("redis-server"):
        install("redis-server")
    port = free_port()
    process = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""],
        stdout=subprocess.DEVNULL, cwd=tempfile.gettempdir(),
    )  # fmt: skip
    address = f"redis://127.0.0.1:{port}/0"
    try:
        wait_for(address, process, "Redis")
        yield address
    finally:
        end(process)


def main() -> None:
    """Run the command of the command line in the bed made for it."""
    command = sys.argv[1:]
    if not command:
        stop(__doc__ or "")
    if not shutil.which("xgettext"):
        install("gettext")
    chromium = os.environ.get("CHROMIUM") or browser()
    with postgres() as database, redis() as broker:
        beds = {"TEST_DATABASE_URL": database, "TEST_REDIS_URL": broker, "CHROMIUM": chromium}
        code = subprocess.call(command, env=os.environ | beds)
    sys.exit(code)


if __name__ == "__main__":
    main()
