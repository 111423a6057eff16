"""What the checks before a workshop found: codes and figures, without a sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from games.enums import Check, Light

_ORDER = list(Light)


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: how it came out, which case it is (``code``), and what was measured.

    ``figures`` holds JSON types alone; ``limit…`` among them is what it was compared with.
    """

    check: Check
    light: Light
    code: str
    figures: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For the cache, scripts and ``manage.py preflight --json``."""
        return {
            "check": self.check.value,
            "light": self.light.value,
            "code": self.code,
            "figures": dict(self.figures),
        }

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        """From JSON."""
        return cls(Check(said["check"]), Light(said["light"]), said["code"], said["figures"])


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one moment."""

    at: datetime
    findings: tuple[Finding, ...]

    @property
    def weakest(self) -> Finding:
        """The first of those that came out worst."""
        return max(self.findings, key=lambda each: _ORDER.index(each.light))

    @property
    def light(self) -> Light:
        """That of the weakest link; what could not be measured does not make it worse than care."""
        return self.weakest.light

    def as_json(self) -> dict[str, Any]:
        """For the cache, scripts and ``manage.py preflight --json``."""
        return {
            "at": self.at.isoformat(),
            "light": self.light.value,
            "weakest": self.weakest.check.value,
            "findings": [each.as_json() for each in self.findings],
        }

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        """From JSON."""
        found = tuple(Finding.read(each) for each in said["findings"])
        return cls(datetime.fromisoformat(said["at"]), found)

    def instead(self, fresh: Iterable[Finding]) -> Self:
        """The same report with these findings in place of those of the same checks."""
        new = {each.check: each for each in fresh}
        return type(self)(self.at, tuple(new.get(each.check, each) for each in self.findings))


def rated(value: float, care: float, bad: float) -> Light:
    """Good up to ``care``, bad above ``bad``."""
    if value > bad:
        return Light.BAD
    return Light.CARE if value > care else Light.GOOD
