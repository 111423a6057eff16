"""Every check that needs no test: ``make check``. Runs all of them, then names what failed."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PRODUCTION = {
    "BASE_URL": "https://planspiel.example",
    "DATABASE_URL": "postgres://planspiel@127.0.0.1/planspiel",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "SECRET_KEY": "".join(chr(33 + (7 * n) % 90) for n in range(64)),
    "BEHIND_PROXY": "1",
}
"""Settings of real use, for ``check --deploy``; nothing is connected to."""

# Spelled in parts, so that this file does not find itself.
HOSTS = re.compile(
    "|".join(["pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.(org|com)", "yarn" + "pkg"])
)


def command(*words: str, **extra: str) -> Callable[[], str]:
    """A check that passes where the command does; its output where not."""

    def run() -> str:
        done = subprocess.run(
            words, cwd=ROOT, env=os.environ | extra, capture_output=True, text=True, check=False
        )
        return "" if done.returncode == 0 else f"{done.stdout}{done.stderr}".strip() or "failed"

    return run


def tracked(*patterns: str) -> list[Path]:
    """Files under version control, or new and not ignored."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


def no_registry_hosts() -> str:
    """Locks and texts must work with any mirror, so they name no host of packages."""
    found = []
    for file in tracked():
        try:
            text = file.read_text()
        except UnicodeDecodeError:
            continue
        if HOSTS.search(text):
            found.append(str(file.relative_to(ROOT)))
    return "\n".join(found)


def scripts_parse() -> str:
    """Every script of ours is valid JavaScript."""
    return "\n".join(
        filter(None, (command("node", "--check", str(f))() for f in tracked("static/js/*.js")))
    )


CHECKS: dict[str, Callable[[], str]] = {
    "format (ruff)": command(str(BIN / "ruff"), "format", "--check", "--quiet", "."),
    "lint (ruff)": command(str(BIN / "ruff"), "check", "--quiet", "."),
    "templates (djlint)": command(str(BIN / "djlint"), "templates", "--lint", "--quiet"),
    "types (mypy)": command(str(BIN / "mypy")),
    "layers (import-linter)": command(str(BIN / "lint-imports"), "--no-cache"),
    "migrations": command(sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"),
    "English texts": command(sys.executable, "tools/messages.py", "check"),
    "deploy checks": command(
        sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION
    ),
    "no package hosts": no_registry_hosts,
    "scripts (node)": scripts_parse,
}


def main() -> None:
    """Run every check; exit status 1 where one failed."""
    failed = 0
    for name, check in CHECKS.items():
        problem = check()
        print(f"{'FAILED' if problem else 'ok    '} {name}", flush=True)
        if problem:
            failed += 1
            print(problem)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
