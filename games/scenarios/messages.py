"""The German sentence of a broken scenario file."""

from games.errors import ScenarioError
from games.scenarios.describe import UNKNOWN


def sentence(error: ScenarioError) -> str:
    """File, place, value and expectation in one sentence, for authors of scenarios."""
    place = f"„{error.path}“ in {error.file}" if error.path else error.file
    if error.value is None or error.expected.startswith(UNKNOWN):
        stop = "" if error.expected.endswith("?") else "."
        return f"{place}: {error.expected}{stop}"
    return f"{place}: {_written(error.value)} passt nicht. Erwartet: {error.expected}."


def _written(value: object) -> str:
    """A value as it stands in the file, shortened."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    limit = 60
    return f"„{text if len(text) <= limit else text[:limit] + '…'}“"
