"""How many regions suit so many people, and why: computed from the towns of a scenario."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_IN_TEAM = 5
"""More people at one table do not all get a word in."""
LEAST_IN_TEAM = 2
"""From this number on somebody can be away for a moment without the team standing still."""
MOST_REGIONS = 30
MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Split:
    """So many regions, and from ``low`` to ``high`` people in a team; ``bots``: towns left over."""

    regions: int
    towns: int
    low: int
    high: int
    bots: int

    @property
    def words(self) -> str:
        """The split and the reason for it."""
        return f"{self._what()} {self._why()}"

    def _what(self) -> str:
        people = f"{self.low}" if self.low == self.high else _("%(low)d bis %(high)d") % {
            "low": self.low, "high": self.high,
        }  # fmt: skip
        text = ngettext(
            "%(count)d Region mit %(towns)d Gemeinden, je Gemeinde %(people)s Personen.",
            "%(count)d Regionen mit je %(towns)d Gemeinden, je Gemeinde %(people)s Personen.",
            self.regions,
        )
        return text % {"count": self.regions, "towns": self.towns, "people": people}

    def _why(self) -> str:
        if self.bots:
            text = ngettext(
                "Für %(count)d Gemeinde fehlen Menschen, sie spielt ein Bot.",
                "Für %(count)d Gemeinden fehlen Menschen, sie spielt je ein Bot.",
                self.bots,
            )
            return text % {"count": self.bots}
        if self.high > MOST_IN_TEAM:
            return _("Die Tische werden voll, nicht alle kommen zu Wort.")
        if self.regions == 1:
            return _("Alle spielen dasselbe Spiel und werten es gemeinsam aus; ein Mensch leitet.")
        return _(
            "Kleine Tische, alle reden mit, und die Regionen lassen sich vergleichen; gut ist je "
            "Region eine Begleitung."
        )


def splits(people: int, towns: int) -> tuple[Split, ...]:
    """The ways to split so many people up, the fewest regions first; nothing for no people."""
    if people <= 0 or towns <= 0:
        return ()
    fewest = min(MOST_REGIONS, max(1, -(-people // (towns * MOST_IN_TEAM))))
    found = [_split(people, towns, fewest)]
    for regions in range(fewest + 1, MOST_REGIONS + 1):
        split = _split(people, towns, regions)
        if split.low < LEAST_IN_TEAM or len(found) == MOST_SHOWN:
            break
        found.append(split)
    return tuple(found)


def _split(people: int, towns: int, regions: int) -> Split:
    teams = regions * towns
    low, high = people // teams, -(-people // teams)
    return Split(regions, towns, max(low, 1), high, max(0, teams - people))
