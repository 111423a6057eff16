"""The checks behind ``legality``, first half: own services and housing."""

from games.rules.model import Decision, Level, Note
from games.rules.work import Round

PLACES_MAX = 60
"""Most places that may be added to a site in a round (rules section 3)."""


class OwnChecker:
    """Checks the decision of one town, field by field, before the round is settled.

    Coordination points are spent as the fields are checked: proposals, consents, applications
    and meetings have to be asked in this order.
    """

    def __init__(self, game: Round, town: str, points: int) -> None:
        self.game = game
        self.town = game.towns[town]
        self.points = points
        self.notes: list[Note] = []

    def refuse(self, code: str, item: str, limit: int | str, wanted: int | str) -> None:
        """Drop an item and say by how much it missed."""
        self.notes.append(Note(code, self.town.id, item, {"limit": limit, "wanted": wanted}))

    def spend(self, price: int, item: str) -> bool:
        """Take coordination points for an item, or refuse it."""
        if price > self.points:
            self.refuse("points", item, self.points, price)
            return False
        self.points -= price
        return True

    def is_joint(self, service: str) -> bool:
        """Whether the town sits in an agreement for a service, running or not."""
        agreements = self.game.agreements
        return any(service == a.service and self.town.id in a.members for a in agreements)

    # --- own services ---------------------------------------------------------------------------

    def levels(self, decision: Decision) -> dict[str, Level]:
        """Levels of services that are open or joint."""
        return {s: level for s, level in decision.levels.items() if self._level(s, level)}

    def _level(self, service: str, level: Level) -> bool:
        known = service in self.game.scenario.services
        if not known or not (self.town.has(service) or self.is_joint(service)):
            self.refuse("not_there", service, 0, level.value)
            return False
        if level == Level.CLOSE:
            if self.game.scenario.services[service].duty:
                self.refuse("duty", service, Level.SAVE.value, level.value)
                return False
            if self.is_joint(service):
                self.refuse("bound", service, Level.SAVE.value, level.value)
                return False
        if level == Level.RENEW and self.town.before.watched:
            self.refuse("watched", service, Level.HOLD.value, level.value)
            return False
        return True

    def places(self, decision: Decision) -> dict[str, int]:
        """Places added to (or taken from) own sites."""
        return {s: count for s, count in decision.places.items() if self._places(s, count)}

    def _places(self, service: str, count: int) -> bool:
        known = self.game.scenario.services.get(service)
        if known is None or not known.has_places or not self.town.has(service):
            self.refuse("not_there", service, 0, count)
            return False
        if count > 0 and self.town.before.watched:
            self.refuse("watched", service, 0, count)
            return False
        least = -self.town.services[service].places
        if not least <= count <= PLACES_MAX:
            self.refuse("places", service, PLACES_MAX if count > 0 else least, count)
            return False
        return True

    # --- housing --------------------------------------------------------------------------------

    def max_greenfield(self) -> int:
        """Most dwellings on the edge in this round."""
        per_1000 = self.game.scenario.housing.max_greenfield_per_1000
        return self.town.inhabitants * per_1000 // 1000

    def max_inner(self) -> int:
        """Most units in the centre in this round."""
        if self.town.before.watched:
            return 0
        return self.town.inhabitants * self.game.scenario.housing.max_inner_per_1000 // 1000

    def greenfield(self, decision: Decision) -> int:
        """Dwellings on the edge."""
        return self._within("greenfield", decision.greenfield, self.max_greenfield())

    def inner(self, decision: Decision) -> int:
        """Units in the centre."""
        code = "watched" if self.town.before.watched else "inner"
        return self._within(code, decision.inner, self.max_inner(), "inner")

    def _within(self, code: str, wanted: int, most: int, item: str = "") -> int:
        if 0 <= wanted <= most:
            return wanted
        self.refuse(code, item or code, most, wanted)
        return 0
