"""Reading scenarios: which there are, the merged content of one, and the engine's values of it."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from games.errors import ScenarioError
from games.rules.model import Scenario
from games.scenarios import build as building
from games.scenarios import describe, paths
from games.scenarios.check import Issue, issues
from games.scenarios.merge import Content, merge
from games.scenarios.schema import ScenarioFile

DATA = Path(__file__).parent / "data"
FILE_NAME = "scenario.toml"


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
    path = _locate(slug_or_path)
    own = _parse(path)
    base_path = _base_of(path, own)
    base = _parse(base_path) if base_path else {}
    content = merge(base, own)
    problems = tuple(
        ScenarioError(_origin(issue.path, path, own, base_path, base), *issue)
        for issue in _issues(content)
    )
    return content, problems


def build(content: Mapping[str, Any]) -> Scenario:
    """The engine's scenario of a merged content.

    The content is checked again, since callers may have changed values in it. Raises ScenarioError;
    as file it names the scenario. Takes a few milliseconds; caching is up to the caller.
    """
    try:
        file = ScenarioFile.model_validate(content)
    except ValidationError as error:
        raise ScenarioError(_title(content), *_single_issues(content, error)[0]) from None
    for issue in issues(file):
        raise ScenarioError(_title(content), *issue)
    return building.scenario(file)


def file_name(path: Path) -> str:
    """How messages name a file: inside the delivered data without the folders above."""
    return path.relative_to(DATA).as_posix() if path.is_relative_to(DATA) else str(path)


def base_path(slug_or_path: str | Path) -> Path | None:
    """The file a scenario builds on, None if it stands alone. Raises ScenarioError."""
    path = _locate(slug_or_path)
    return _base_of(path, _parse(path))


def own_path(slug_or_path: str | Path) -> Path:
    """The file of a scenario. Raises ScenarioError if there is none."""
    return _locate(slug_or_path)


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


def _parse(path: Path) -> Content:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise ScenarioError(file_name(path), "", f"Byte {error.start}", "Text in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(file_name(path), "", str(error), "gültiges TOML") from None


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
        location = entry["loc"]
        value = entry["input"]
        if location[-1] == "[key]":
            expected = "Kennung aus Kleinbuchstaben, Ziffern und _, am Anfang ein Buchstabe"
            location = location[:-1]
        elif entry["type"] == "missing":
            value, expected = None, "Angabe fehlt, " + describe.expectation(location)
        elif entry["type"] == "extra_forbidden":
            expected = describe.suggestion(location)
        else:
            expected = describe.expectation(location)
        found.append(Issue(paths.name(content, location), value, expected))
    return found


def _origin(path: str, own_file: Path, own: Content, base_file: Path | None, base: Content) -> str:
    """The file that says most about a path; at equal depth the scenario's own."""
    if base_file and paths.depth(base, path) > paths.depth(own, path):
        return file_name(base_file)
    return file_name(own_file)
