"""Breaking off an agreement: notice and withholding are two ways out, and only one can be taken."""

from collections.abc import Mapping
from typing import Any

from games.errors import Illegal
from games.rules.fields import value

EITHER_OR = {"leave": "withhold", "withhold": "leave"}


def either_or(content: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes, and with a way out the other one of the same agreement taken back.

    Raises Illegal("two_ways_out") with ``path`` where both are asked for at once.
    """
    whole = dict(changes)
    for path, wanted in changes.items():
        name, _, agreement = path.partition(".")
        if name not in EITHER_OR or wanted is None:
            continue
        other = f"{EITHER_OR[name]}.{agreement}"
        if changes.get(other) is not None:
            raise Illegal("two_ways_out", path=path)
        if value(content, other) is not None:
            whole[other] = None
    return whole
