"""For authors of scenarios: ``python -m games.scenarios check FILE`` or ``… schema``.

``check`` names everything wrong or remarkable in a file (a delivered slug works too) and ends with
1 if the file is broken; ``schema`` prints the JSON Schema as it stands in the documentation.
"""

import json
import sys
from collections.abc import Sequence

from games.errors import ScenarioError
from games.scenarios.lint import lint
from games.scenarios.load import inspect
from games.scenarios.messages import sentence
from games.scenarios.schema import json_schema

USAGE = "python -m games.scenarios check DATEI | schema"


def schema_text() -> str:
    """The JSON Schema as text, the same every time."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def check(name: str) -> tuple[int, str]:
    """Exit code and report on one file."""
    try:
        content, problems = inspect(name)
    except ScenarioError as error:
        return 1, sentence(error) + "\n"
    if problems:
        return 1, "".join(f"{sentence(problem)}\n" for problem in problems)
    remarks = "".join(f"Hinweis zu {remark.path}: {remark.sentence}\n" for remark in lint(content))
    return 0, remarks + "Die Datei ist in Ordnung.\n"


def main(arguments: Sequence[str]) -> int:
    """Run one of the two commands; 2 for a wrong call."""
    match arguments:
        case ["schema"]:
            sys.stdout.write(schema_text())
            return 0
        case ["check", name]:
            code, report = check(name)
            sys.stdout.write(report)
            return code
        case _:
            sys.stderr.write(USAGE + "\n")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
