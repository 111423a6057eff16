"""One spelling for every JSON value, so that equal contents have equal digests."""

import json
from hashlib import sha256
from typing import Any

_BARE = frozenset({int, str, bool, type(None)})


def canonical(value: Any) -> str:
    """Write JSON with sorted keys and no spaces; floats are refused (``TypeError``)."""
    _refuse_floats(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(value: Any) -> str:
    """SHA-256 (64 hex digits) of the canonical spelling in UTF-8."""
    return sha256(canonical(value).encode()).hexdigest()


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError(f"floats have no canonical spelling: {value!r}")
    inner = value.values() if isinstance(value, dict) else value
    if inner is value and not isinstance(value, (list, tuple)):
        return
    for item in inner:
        if type(item) not in _BARE:
            _refuse_floats(item)
