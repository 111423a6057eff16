"""Reading scenarios: which there are, the merged content of one, and the engine's values of it."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from games.errors import ScenarioError
from games.rules.groups import LEAST
from games.rules.model import Scenario
from games.scenarios import build as building
from games.scenarios import describe, paths
from games.scenarios.check import Issue, issues
from games.scenarios.merge import Content, merge
from games.scenarios.schema import ScenarioFile

DATA = Path(__file__).parent / "data"
FILE_NAME = "scenario.toml"

_LENGTHS = ("too_long", "too_short")
_ONCE_ALLOWED = (3, 4)


def available() -> tuple[str, ...]:
    """Slugs of the delivered scenarios, sorted."""
    return tuple(sorted(path.parent.name for path in DATA.glob(f"*/{FILE_NAME}")))


def read(slug_or_path: str | Path) -> Content:
    """Merged and validated content of a delivered scenario (slug) or of any file (path).

    Holds what the files say, without defaults filled in; the whole service catalogue stays in.
    Raises ScenarioError for the first broken value.
    """
    content, problems = inspect(slug_or_path)
    if problems:
        raise problems[0]
    return content


def inspect(slug_or_path: str | Path) -> tuple[Content, tuple[ScenarioError, ...]]:
    """Merged content and everything wrong with it.

    Raises ScenarioError only if a file cannot be read at all, so that nothing can be merged.
    """
    written = [(file_name(path), parse(path)) for path in files(slug_or_path)]
    content: Content = {}
    for _, own in written:
        content = merge(content, own)
    problems = tuple(
        ScenarioError(_origin(issue.path, written), *issue) for issue in _issues(content)
    )
    return content, problems


def build(content: Mapping[str, Any]) -> Scenario:
    """The engine's scenario of a merged content.

    The content is checked again, since callers may have changed values in it; what was stored under
    an older limit is read under that of today. Raises ScenarioError; as file it names the scenario.
    Takes a few milliseconds; caching is up to the caller.
    """
    try:
        file = ScenarioFile.model_validate(_of_today(content))
    except ValidationError as error:
        raise ScenarioError(_title(content), *_single_issues(content, error)[0]) from None
    for issue in issues(file):
        raise ScenarioError(_title(content), *issue)
    return building.scenario(file)


def _of_today(content: Mapping[str, Any]) -> Mapping[str, Any]:
    table = content.get("reflection")
    least = table.get("least", LEAST) if isinstance(table, Mapping) else LEAST
    # Three and four were allowed once; games stored with them are played on, in groups of five.
    if least not in _ONCE_ALLOWED:
        return content
    return {**content, "reflection": {**content["reflection"], "least": LEAST}}


def file_name(path: Path) -> str:
    """How messages name a file: inside the delivered data without the folders above."""
    return path.relative_to(DATA).as_posix() if path.is_relative_to(DATA) else str(path)


def files(slug_or_path: str | Path) -> tuple[Path, ...]:
    """The files a scenario consists of, the base rules first. Raises ScenarioError."""
    path = _locate(slug_or_path)
    base = _base_of(path, parse(path))
    return (base, path) if base else (path,)


def parse(path: Path) -> Content:
    """What one file says, unchecked. Raises ScenarioError if it is not TOML in UTF-8."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise ScenarioError(file_name(path), "", f"Byte {error.start}", "Text in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(file_name(path), "", str(error), "gültiges TOML") from None


def _title(content: Mapping[str, Any]) -> str:
    return f"Szenario {paths.value(content, 'scenario.id')}"


def _locate(slug_or_path: str | Path) -> Path:
    if isinstance(slug_or_path, str) and slug_or_path in available():
        return DATA / slug_or_path / FILE_NAME
    path = Path(slug_or_path)
    if not path.is_file():
        expected = "eine Datei oder eines von: " + ", ".join(available())
        raise ScenarioError(str(slug_or_path), "", str(slug_or_path), expected)
    return path


def _base_of(path: Path, own: Content) -> Path | None:
    base = paths.value(own, "scenario.base")
    if not base:
        return None
    if not isinstance(base, str) or Path(base).name != base:
        raise ScenarioError(file_name(path), "scenario.base", base, "Dateiname ohne Ordner")
    for folder in (path.parent, DATA):
        if (folder / base).is_file():
            return folder / base
    raise ScenarioError(file_name(path), "scenario.base", base, "vorhandene Datei")


def _issues(content: Content) -> list[Issue]:
    try:
        file = ScenarioFile.model_validate(content)
    except ValidationError as error:
        return _single_issues(content, error)
    return list(issues(file))


def _single_issues(content: Mapping[str, Any], error: ValidationError) -> list[Issue]:
    found = []
    for entry in error.errors(include_url=False, include_context=False):
        location, value = entry["loc"], entry["input"]
        if location[-1] == "[key]":
            expected = "Kennung aus Kleinbuchstaben, Ziffern und _, am Anfang ein Buchstabe"
            location = location[:-1]
        elif entry["type"] == "missing":
            value, expected = None, "Angabe fehlt, " + describe.expectation(location)
        elif entry["type"] == "extra_forbidden":
            expected = describe.suggestion(location)
        else:
            expected = describe.expectation(location)
            value = len(value) if entry["type"] in _LENGTHS and _has_tables(value) else value
        found.append(Issue(paths.name(content, location), value, expected))
    return found


def _has_tables(value: list[Any]) -> bool:
    """Whether a list is too long to be shown; then its length says what is wrong."""
    return any(isinstance(entry, Mapping) for entry in value)


def _origin(path: str, written: list[tuple[str, Content]]) -> str:
    """The file that says most about a path; at equal depth the later one, the scenario's own."""
    return max(reversed(written), key=lambda file: paths.depth(file[1], path))[0]
