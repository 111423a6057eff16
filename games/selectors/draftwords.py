"""The draft in words and as control values: for conflicts and refusals."""

from dataclasses import dataclass
from typing import Any

from games.access import Viewer
from games.rules.codec import decision_from_json
from games.rules.model import FundStance, Level, Scenario
from games.rules.preview import preview
from games.selectors import money
from games.selectors.board import situation
from games.selectors.cardmaker import cards
from games.selectors.cards import Amount, Cards, level_label, stance_label


@dataclass(frozen=True, slots=True)
class FieldWords:
    """Names the fields of a draft and puts their values into words."""

    scenario: Scenario
    cards: Cards

    def title(self, path: str) -> str:
        """Name of a field."""
        return self.cards.titles.get(path, path)

    def described(self, path: str, value: Any) -> dict[str, Any]:
        """A value as its control holds it and as people read it; None is the default."""
        if path == "applications":
            chosen = [each["project"] for each in value or ()]
            names = [self.scenario.projects[each].name for each in chosen]
            return {"value": chosen or [""], "text": ", ".join(names) or "–"}
        shown = str(value if value is not None else self._default(path))
        return {"value": shown, "text": self._text(path, shown)}

    def _default(self, path: str) -> str:
        if path.startswith("levels."):
            return Level.HOLD.value
        return FundStance.STAY.value if path == "fund" else "0"

    def _text(self, path: str, shown: str) -> str:
        if path.startswith("levels.") and shown in set(Level):
            return level_label(Level(shown))
        if path == "fund" and shown in set(FundStance):
            member = bool(self.cards.fund and self.cards.fund.member)
            return stance_label(FundStance(shown), member=member)
        field = next((each for each in self.cards.all if each.path == path), None)
        if isinstance(field, Amount):
            return f"{money.number(int(shown))} {field.unit}"
        return shown


def field_words(viewer: Viewer) -> FieldWords:
    """Words for the fields of the running round."""
    now = situation(viewer)
    assert now is not None, "a round is running where drafts are"
    decision = decision_from_json(now.draft.content)
    seen = preview(now.scenario, now.state, now.town, decision)
    shown = cards(now.scenario, now.state, now.town, now.limits, decision, now.draft, seen)
    return FieldWords(now.scenario, shown)


def control_values(viewer: Viewer) -> dict[str, Any]:
    """What each control of the form should hold: a text, or a list for a group."""
    if situation(viewer) is None:
        return {}
    return {path: each["value"] for path, each in field_words(viewer).cards.fields.items()}
