"""What a rehearsal measured: times by kind and way, and everything that failed."""

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from games.rehearsal.wire import Trouble

MOST_TROUBLES = 20


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of all do not exceed; values must not be empty."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


class Tally:
    """Collects; times in seconds, given out in whole milliseconds."""

    def __init__(self) -> None:
        self._times: dict[tuple[str, str], list[float]] = defaultdict(list)
        self._lost: dict[tuple[str, str], int] = defaultdict(int)
        self._troubles: dict[tuple[str, str, str], dict[str, Any]] = {}

    def time(self, kind: str, way: str, seconds: float | None) -> None:
        """Note how long something took; None: it never came."""
        if seconds is None:
            self._lost[(kind, way)] += 1
        else:
            self._times[(kind, way)].append(seconds)

    def trouble(self, step: str, way: str, trouble: Trouble) -> None:
        """Note what failed, the same thing once with its count."""
        key = (step, way, trouble.code)
        if key not in self._troubles and len(self._troubles) >= MOST_TROUBLES:
            return
        entry = self._troubles.setdefault(
            key,
            {"step": step, "way": way, "code": trouble.code, "count": 0, "figures": {}},
        )
        entry["count"] += 1
        entry["figures"] = trouble.figures

    @property
    def troubles(self) -> list[dict[str, Any]]:
        """Everything that failed."""
        return list(self._troubles.values())

    def figures(self) -> dict[str, Any]:
        """Times by kind over all ways, and by way."""
        kinds = sorted({kind for kind, _ in (*self._times, *self._lost)})
        ways = sorted({way for _, way in (*self._times, *self._lost)})
        return {
            "all": {kind: self._of(kind, ways) for kind in kinds},
            "by_way": {way: {kind: self._of(kind, [way]) for kind in kinds} for way in ways},
        }

    def _of(self, kind: str, ways: Sequence[str]) -> dict[str, int]:
        times = [seconds for way in ways for seconds in self._times.get((kind, way), ())]
        lost = sum(self._lost.get((kind, way), 0) for way in ways)
        if not times:
            return {"n": 0, "lost": lost}
        return {
            "n": len(times),
            "lost": lost,
            "p50": round(1000 * percentile(times, 0.50)),
            "p95": round(1000 * percentile(times, 0.95)),
            "max": round(1000 * max(times)),
        }
