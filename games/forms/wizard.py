"""The steps from nothing to a workshop: each a small form with good answers filled in."""

from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from games.enums import MissingRule
from games.forms.game_create import (
    DEFAULT_MINUTES,
    MAX_MINUTES,
    MAX_ROUNDS,
    MAX_SEATS_PER_TEAM,
    TIMED_PHASES,
    advance_modes,
    minutes_field,
    missing_rules,
    whole_number,
)
from games.selectors.games import ScenarioChoice
from games.selectors.options import all_options
from games.services.founding_workshops import KEPT_DAYS
from games.services.workshops import MOST_PEOPLE, MOST_REGIONS, TITLE_SIGNS

_TITLE_ERRORS = {
    "required": gettext_lazy("Geben Sie der Veranstaltung einen Titel."),
    "max_length": gettext_lazy("Höchstens 120 Zeichen."),
}
_DAY_ERRORS = {"invalid": gettext_lazy("Geben Sie einen Tag an, zum Beispiel 14.05.2027.")}
_TIME_ERRORS = {"invalid": gettext_lazy("Geben Sie eine Uhrzeit an, zum Beispiel 9:00.")}


class WhatForm(forms.Form):
    """What and when. An empty day of deletion is 90 days after the day of the workshop."""

    title = forms.CharField(max_length=TITLE_SIGNS, error_messages=_TITLE_ERRORS)
    day = forms.DateField(required=False, error_messages=_DAY_ERRORS)
    expected_people = whole_number(0, MOST_PEOPLE, 0)
    delete_on = forms.DateField(required=False, error_messages=_DAY_ERRORS)

    def clean(self) -> dict[str, Any]:
        """The deletion lies ahead, and not before the workshop."""
        data = super().clean() or {}
        first = max(data.get("day") or date.min, timezone.localdate())
        if data.get("delete_on") and data["delete_on"] <= first:
            self.add_error(
                "delete_on", _("Der Tag der Löschung muss nach heute und nach dem Termin liegen.")
            )
        return data


def default_deletion(day: date | None) -> date:
    """What an empty day of deletion means."""
    return (day or timezone.localdate()) + timedelta(days=KEPT_DAYS)


class RegionsForm(forms.Form):
    """How many regions, of which scenario, under which model and rules."""

    scenario = forms.ChoiceField(
        error_messages={"required": gettext_lazy("Wählen Sie ein Szenario.")}
    )
    count = whole_number(1, MOST_REGIONS, 1)
    model = forms.ChoiceField(required=False)
    options = forms.MultipleChoiceField(required=False)

    def __init__(self, scenarios: tuple[ScenarioChoice, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scenarios = {choice.slug: choice for choice in scenarios}
        _choose(self, "scenario", [(choice.slug, choice.name) for choice in scenarios])
        _choose(self, "model", [("", _("Wie im Szenario vorgesehen")), *_models(scenarios)])
        _choose(self, "options", [(option.id, option.title) for option in all_options()])

    def clean(self) -> dict[str, Any]:
        """A model must be one of the scenario's."""
        data = super().clean() or {}
        _check_model(self, data, self.scenarios)
        return data


class RegionForm(forms.Form):
    """One region among several: its name, scenario and model."""

    name = forms.CharField(
        max_length=TITLE_SIGNS,
        error_messages={"required": gettext_lazy("Geben Sie der Region einen Namen.")},
    )
    scenario = forms.ChoiceField()
    model = forms.ChoiceField(required=False)

    def __init__(self, scenarios: tuple[ScenarioChoice, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scenarios = {choice.slug: choice for choice in scenarios}
        _choose(self, "scenario", [(choice.slug, choice.name) for choice in scenarios])
        _choose(self, "model", [("", _("Wie im Szenario vorgesehen")), *_models(scenarios)])

    def clean(self) -> dict[str, Any]:
        """A model must be one of the scenario's."""
        data = super().clean() or {}
        _check_model(self, data, self.scenarios)
        return data


class TimesForm(forms.Form):
    """Rounds, clock, minutes of the phases, and from when to when people are there."""

    rounds = whole_number(1, MAX_ROUNDS, 4)
    starts = forms.TimeField(required=False, error_messages=_TIME_ERRORS)
    ends = forms.TimeField(required=False, error_messages=_TIME_ERRORS)
    clock = forms.ChoiceField(initial="one", required=False)
    advance_mode = forms.ChoiceField(initial="manual")
    missing_rule = forms.ChoiceField(initial=MissingRule.DRAFT.value)
    seats_per_team = whole_number(0, MAX_SEATS_PER_TEAM, 0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "clock", clocks())
        _choose(self, "advance_mode", advance_modes())
        _choose(self, "missing_rule", missing_rules())
        for phase, minutes in DEFAULT_MINUTES.items():
            self.fields[minutes_field(phase)] = whole_number(0, MAX_MINUTES, minutes)

    def clean(self) -> dict[str, Any]:
        """Both times or none, in order; no readiness of single regions under one clock."""
        data = super().clean() or {}
        starts, ends = data.get("starts"), data.get("ends")
        if (starts is None) != (ends is None) and not self.errors:
            self.add_error("ends", _("Geben Sie Beginn und Ende an, oder lassen Sie beides frei."))
        if isinstance(starts, time) and isinstance(ends, time) and ends <= starts:
            self.add_error("ends", _("Das Ende muss nach dem Beginn liegen."))
        if data.get("clock") == "one" and data.get("advance_mode") == "ready":
            self.add_error(
                "advance_mode",
                _(
                    "Mit einer Uhr für alle gehen die Regionen gemeinsam weiter. Wählen Sie „von "
                    "Hand“ oder „nach der Uhr“, oder eigene Uhren."
                ),
            )
        return data

    @property
    def phase_minutes(self) -> dict[str, int]:
        """Minutes of each phase, as ``services.games.create_game`` takes them."""
        return {phase.value: self.cleaned_data[minutes_field(phase)] for phase in TIMED_PHASES}


def clocks() -> list[tuple[str, str]]:
    """Whether regions go on together."""
    return [("one", _("Eine Uhr für alle Regionen")), ("own", _("Jede Region ihre eigene Uhr"))]


def _models(scenarios: tuple[ScenarioChoice, ...]) -> list[tuple[str, str]]:
    return list({each.id: each.name for s in scenarios for each in s.models}.items())


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _check_model(
    form: forms.Form, data: dict[str, Any], scenarios: dict[str, ScenarioChoice]
) -> None:
    scenario = scenarios.get(data.get("scenario", ""))
    model = data.get("model")
    if scenario and model and model not in {each.id for each in scenario.models}:
        form.add_error("model", _("Dieses Szenario kennt das gewählte Modell nicht."))
