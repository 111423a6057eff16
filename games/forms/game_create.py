"""Setting up a game: few questions, good answers already filled in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from games.enums import MissingRule, Phase
from games.forms.command import request_id_field
from games.selectors.games import ScenarioChoice
from games.selectors.options import all_options

MAX_ROUNDS = 12
MAX_MINUTES = 24 * 60
DEFAULT_MINUTES: Mapping[Phase, int] = {
    Phase.BRIEFING: 5,
    Phase.NEGOTIATING: 10,
    Phase.DECIDING: 10,
    Phase.AWARDING: 5,
    Phase.SETTLED: 0,
    Phase.RECAP: 5,
}
"""Minutes a phase; 0 = no time limit, people talk as long as they need."""
TIMED_PHASES = tuple(DEFAULT_MINUTES)
MAX_SEATS_PER_TEAM = 8

_TOO_FEW = gettext_lazy("Mindestens %(limit_value)s.")
_TOO_MANY = gettext_lazy("Höchstens %(limit_value)s.")
_WHOLE = {
    "required": gettext_lazy("Geben Sie eine Zahl ein."),
    "invalid": gettext_lazy("Geben Sie eine ganze Zahl ein."),
}


def whole_number(lowest: int, highest: int, initial: int) -> forms.IntegerField:
    """A field for a whole number from ``lowest`` to ``highest``."""
    field = forms.IntegerField(initial=initial, error_messages=_WHOLE)
    field.validators = [
        MinValueValidator(lowest, _TOO_FEW),
        MaxValueValidator(highest, _TOO_MANY),
    ]
    return field


class GameCreateForm(forms.Form):
    """The figures of a new game. Scenario and model are checked against what is stored."""

    request_id = request_id_field()
    name = forms.CharField(
        max_length=120,
        error_messages={
            "required": gettext_lazy("Geben Sie dem Spiel einen Namen."),
            "max_length": gettext_lazy("Höchstens 120 Zeichen."),
        },
    )
    scenario = forms.ChoiceField(
        error_messages={"required": gettext_lazy("Wählen Sie ein Szenario.")}
    )
    rounds = whole_number(1, MAX_ROUNDS, 4)
    model = forms.ChoiceField(
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("Dieses Szenario kennt das gewählte Modell nicht.")
        },
    )
    options = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Diese Regel gibt es nicht.")},
    )
    advance_mode = forms.ChoiceField(initial="manual")
    missing_rule = forms.ChoiceField(initial=MissingRule.DRAFT.value)
    seats_per_team = whole_number(0, MAX_SEATS_PER_TEAM, 0)

    def __init__(self, scenarios: tuple[ScenarioChoice, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scenarios = {choice.slug: choice for choice in scenarios}
        self._choices("scenario", [(choice.slug, choice.name) for choice in scenarios])
        models = {model.id: model.name for choice in scenarios for model in choice.models}
        self._choices("model", [("", _("Wie im Szenario vorgesehen")), *models.items()])
        self._choices("options", [(option.id, option.title) for option in all_options()])
        self._choices("advance_mode", advance_modes())
        self._choices("missing_rule", missing_rules())
        for phase, minutes in DEFAULT_MINUTES.items():
            self.fields[minutes_field(phase)] = whole_number(0, MAX_MINUTES, minutes)

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """A model must be one of the chosen scenario's."""
        data = super().clean() or {}
        scenario = self.scenarios.get(data.get("scenario", ""))
        model = data.get("model")
        if scenario and model and model not in {each.id for each in scenario.models}:
            self.add_error("model", _("Dieses Szenario kennt das gewählte Modell nicht."))
        return data

    @property
    def phase_minutes(self) -> dict[str, int]:
        """Minutes of each phase, as ``services.games.create_game`` takes them."""
        return {phase.value: self.cleaned_data[minutes_field(phase)] for phase in TIMED_PHASES}


def minutes_field(phase: Phase) -> str:
    """Name of the control for the minutes of a phase."""
    return f"minutes_{phase.value}"


def advance_modes() -> list[tuple[str, str]]:
    """Who moves the game on."""
    return [
        ("manual", _("Von Hand: Sie schalten weiter")),
        ("ready", _("Wenn alle fertig sind")),
        ("clock", _("Nach der Uhr")),
    ]


def missing_rules() -> list[tuple[str, str]]:
    """What counts for a team that has not submitted when the round is closed."""
    return [
        (MissingRule.DRAFT.value, _("Der Entwurf gilt")),
        (MissingRule.DEFAULT.value, _("Wie im Vorjahr")),
    ]
