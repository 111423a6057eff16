"""Decisions as test vectors may write them, put into the fields that the engine reads.

The scenario files call the host surcharge ``host_bonus`` (``threshold.host_bonus``), and a guess or
a release names one town and one thing: vectors may write these as a pair or as a mapping.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

Fields = dict[str, Any]

STATE_NAMES: Final[Mapping[str, str]] = {
    "base": "tax_base",
    "cost": "cost_index",
    "data": "shares_data",
    "edge": "dwellings",
    "greenfield": "dwellings",
    "paid": "paid_in",
    "projects": "finished_projects",
    "rev": "revenue_index",
    "share_data": "shares_data",
}
"""Other names of fields of the state: of the scenario, of decisions and of section 4's formulas."""

CONDITION_DEPTH = 4


def only(given: Mapping[str, Any]) -> Any:
    """The one thing that a question asks about. ``ValueError``: none, or more than one."""
    (asked,) = given.values()
    return asked


def state_path(keys: Sequence[Any]) -> list[Any]:
    """The path in the engine's state; ``towns.X.condition.S`` is how answers write conditions."""
    path = [STATE_NAMES.get(key, key) for key in keys]
    if len(path) == CONDITION_DEPTH and path[2] == "condition":
        return [*path[:2], "services", path[3], "condition"]
    return path


def decision(item: Mapping[str, Any]) -> Fields:
    """A town's decision; unknown fields stay, so that reading them still fails by name."""
    fields = dict(item)
    if "proposals" in fields:
        fields["proposals"] = [offer(one) for one in fields["proposals"]]
    if fields.get("guess"):
        fields["guess"] = _guess(fields["guess"])
    if "release" in fields:
        fields["release"] = [_agreement_id(one) for one in fields["release"]]
    return fields


def offer(item: Mapping[str, Any]) -> Fields:
    """An offer with the host surcharge under the engine's name."""
    fields = dict(item)
    if "host_bonus" in fields:
        fields["host_surcharge"] = fields.pop("host_bonus")
    return fields


def _guess(value: Any) -> Any:
    if isinstance(value, Mapping):
        if "town" in value:
            return value
        pairs = list(value.items())
    else:
        pairs = [tuple(value)]
    town, goal = pairs[0]
    return {"town": town, "goal": goal}


def _agreement_id(value: Any) -> Any:
    """The agreement of ``id``, ``id#leaver``, ``id:leaver`` or ``[id, leaver]``."""
    first = value if isinstance(value, str) else value[0]
    return first.replace(":", "#").split("#")[0]
