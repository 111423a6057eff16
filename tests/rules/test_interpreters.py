"""The same game has the same digests under every supported Python found on this machine."""

import json
import os
import pickle
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.architecture import source
from tests.rules.golden_games import files, read
from tests.rules.regions import scenario

OLDEST = (3, 11)
NEWEST_ASKED_FOR = 20
"""Minor versions that are asked for by name."""
PROGRAM = Path(__file__).with_name("replay_golden.py")
VERSION = "import sys; print(*sys.version_info[:2])"


def candidates():
    """Interpreters on the path, beside the one that runs, and those of pyenv."""
    named = [shutil.which(f"python3.{minor}") for minor in range(OLDEST[1], NEWEST_ASKED_FOR)]
    homes = [Path(sys.base_prefix).parent, Path(os.environ.get("PYENV_ROOT", "")) / "versions"]
    beside = [str(path) for home in homes for path in sorted(home.glob("*/bin/python3"))]
    return [sys.executable, *filter(None, named), *beside]


def version(interpreter):
    """Major and minor version; None if it does not run at all (as a shim of an absent version)."""
    asked = subprocess.run(
        [interpreter, "-I", "-c", VERSION], capture_output=True, text=True, check=False
    )
    return tuple(map(int, asked.stdout.split())) if asked.returncode == 0 else None


@cache
def interpreters():
    """One interpreter for each supported version."""
    found = {}
    for candidate in candidates():
        known = version(candidate)
        if known is not None and known >= OLDEST:
            found.setdefault(known, candidate)
    return found


def test_the_oldest_supported_version_is_the_one_tested_from():
    ruff = tomllib.loads(source.text("pyproject.toml"))["tool"]["ruff"]
    assert ruff["target-version"] == "py{}{}".format(*OLDEST)
    assert sys.version_info[:2] in interpreters()


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_golden_game_has_its_digests_under_every_python(path):
    game = read(path)
    expected = [each["digest"] for each in game["expected"]]
    # Scenario files are checked with a library that other interpreters need not have.
    content = pickle.dumps((game, scenario(game["scenario"])))
    for known, interpreter in interpreters().items():
        done = subprocess.run(
            [interpreter, "-I", str(PROGRAM), str(source.ROOT)],
            input=content,
            capture_output=True,
            check=True,
        )
        answer = json.loads(done.stdout)
        assert tuple(answer["version"]) == known
        assert answer["digests"] == expected, f"Python {known}"
