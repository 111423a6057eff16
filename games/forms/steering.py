"""What the facilitator asks for when intervening: the same form previews and carries out."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from games.forms.command import CommandForm
from games.forms.decision import read_hundredths
from games.selectors.blocks import BLOCKS, HUNDRED, Block
from games.selectors.interventions import Choices
from games.selectors.steering import MEASURES, Draft

_WHOLE = {
    "required": gettext_lazy("Geben Sie eine ganze Zahl ein."),
    "invalid": gettext_lazy("Geben Sie eine ganze Zahl ein."),
}
_CHOOSE = {
    "required": gettext_lazy("Wählen Sie etwas aus."),
    "invalid_choice": gettext_lazy("Das steht nicht zur Wahl."),
}
BIGGEST = 2_000_000_000
MEASURE_BLOCKS = {measure: BLOCKS[kind] for measure, kind in MEASURES.items()}
TITLE_SIGNS, TEXT_SIGNS = 80, 400
MOST_ROWS = 5
FIRST_ROWS = 2
ROW_DIGITS = 2


def _select(label: Any, choices: Sequence[tuple[Any, Any]], *, needed: bool = True) -> Any:
    widget = forms.Select(attrs={"class": "kern-form-input__select"})
    return forms.ChoiceField(
        label=label, choices=choices, required=needed, widget=widget, error_messages=_CHOOSE
    )


def _whole(label: Any, *, needed: bool = True) -> Any:
    widget = forms.NumberInput(attrs={"class": "kern-form-input__input"})
    return forms.IntegerField(
        label=label,
        required=needed,
        widget=widget,
        min_value=-BIGGEST,
        max_value=BIGGEST,
        error_messages=_WHOLE,
    )


def _text(label: Any, limit: int, *, needed: bool = False) -> Any:
    widget = forms.TextInput(attrs={"class": "kern-form-input__input"})
    required = {"required": _("Eine Karte braucht einen Titel.")}
    return forms.CharField(
        label=label, max_length=limit, required=needed, widget=widget, error_messages=required
    )


class AmountField(forms.CharField):
    """An amount as people type it ("−42.000", "2,5", "10 %"), in hundredths; None for nothing."""

    def __init__(self, **named: Any) -> None:
        attrs = {"class": "kern-form-input__input", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attrs), **named)

    def clean(self, value: Any) -> int | None:
        """Hundredths. Raises ValidationError with a sentence for anything that is no amount."""
        try:
            return read_hundredths(super().clean(value))
        except ValueError:
            text = _("Geben Sie eine Zahl ein, zum Beispiel −42.000 oder 2,5.")
            raise forms.ValidationError(text) from None


class SteeringForm(CommandForm):
    """An intervention in one round; the reason is asked for only when it is carried out."""

    kind = ""

    def __init__(
        self,
        choices: Choices,
        data: Mapping[str, Any] | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.choices = choices
        rounds = [(each, _("Runde %(round)s") % {"round": each}) for each in choices.rounds]
        self.fields["round"] = _select(_("Gilt in"), rounds)

    def draft(self, reason: str = "") -> Draft:
        """The intervention that is asked for; the form must be valid."""
        number = int(self.cleaned_data["round"])
        return Draft(self.kind, number, reason, self.content())

    def content(self) -> dict[str, Any]:
        """What hangs on the kind."""
        return {}


class ModelForm(SteeringForm):
    """Another cooperation model."""

    kind = "model"

    def __init__(self, choices: Choices, *filled: Any, **named: Any) -> None:
        super().__init__(choices, *filled, **named)
        self.fields["model"] = _select(_("Kooperationsmodell"), choices.models)

    def content(self) -> dict[str, Any]:
        """The model."""
        return {"model": self.cleaned_data["model"]}


class ValueForm(SteeringForm):
    """Another value of a rule."""

    kind = "value"

    def __init__(self, choices: Choices, *filled: Any, **named: Any) -> None:
        super().__init__(choices, *filled, **named)
        self.fields["path"] = _select(_("Regel, heutiger Wert und Einheit"), choices.paths)
        self.fields["value"] = _whole(_("Neuer Wert"))

    def content(self) -> dict[str, Any]:
        """Path and value."""
        return {"path": self.cleaned_data["path"], "value": self.cleaned_data["value"]}


class FigureForm(SteeringForm):
    """A correction of one figure of one town."""

    kind = "figure"

    def __init__(self, choices: Choices, *filled: Any, **named: Any) -> None:
        super().__init__(choices, *filled, **named)
        self.fields["town"] = _select(_("Gemeinde"), choices.towns)
        self.fields["measure"] = _select(_("Was korrigiert wird"), choices.measures)
        self.fields["service"] = _select(
            _("Einrichtung, wenn es um ihren Zustand geht"), choices.services, needed=False
        )
        self.fields["change"] = AmountField(
            label=_("Veränderung in Euro, sonst in Prozentpunkten"),
            error_messages={"required": _("Geben Sie an, wie viel.")},
        )

    def clean(self) -> dict[str, Any]:
        """An amount within the limits of its figure."""
        data = super().clean() or {}
        if {"measure", "change"} <= set(data):
            problem = _amount_problem(MEASURE_BLOCKS[data["measure"]], data["change"])
            if problem:
                self.add_error("change", problem)
        return data

    def content(self) -> dict[str, Any]:
        """Town, figure and by how much."""
        data = self.cleaned_data
        change = MEASURE_BLOCKS[data["measure"]].engine(data["change"])
        return {name: data[name] for name in ("town", "measure", "service")} | {"change": change}


class SkipForm(SteeringForm):
    """The card of the deck does not come."""

    kind = "skip"


class EventForm(SteeringForm):
    """A card of the scenario, or an own one that was saved."""

    kind = "event"

    def __init__(self, choices: Choices, *filled: Any, **named: Any) -> None:
        super().__init__(choices, *filled, **named)
        self.fields["card"] = _select(_("Ereignis"), choices.cards)
        unchosen = _("Wen es trifft (nichts gewählt: wie auf der Karte)")
        self.fields["towns"] = _towns(choices, unchosen)

    def content(self) -> dict[str, Any]:
        """The card and whom it hits."""
        return {name: self.cleaned_data[name] for name in ("card",)} | _hit(self.cleaned_data)


class OwnCardForm(SteeringForm):
    """A card of the facilitator's own: a title, a text, and one or several effects.

    ``rows`` of effects are shown; those without an effect are left out. ``replaces``: the saved
    card that this one is a new version of.
    """

    kind = "event"

    def __init__(self, choices: Choices, *filled: Any, **named: Any) -> None:
        super().__init__(choices, *filled, **named)
        rounds = self.fields.pop("round")
        self.fields["name"] = _text(_("Titel"), TITLE_SIGNS, needed=True)
        self.fields["text"] = _text(_("Text für alle"), TEXT_SIGNS)
        self.rows = _row_count(self.data if self.is_bound else self.initial)
        for row in range(1, self.rows + 1):
            self.fields[f"effect_{row}"] = _select(
                _("Wirkung"), [("", _("keine")), *choices.effects], needed=False
            )
            self.fields[f"amount_{row}"] = AmountField(label=_("Wie viel"), required=False)
            self.fields[f"service_{row}"] = _select(
                _("Einrichtung"), choices.services, needed=False
            )
        self.fields["towns"] = _towns(choices, _("Wen es trifft (nichts gewählt: alle)"))
        self.fields["round"] = rounds
        self.fields["replaces"] = forms.IntegerField(
            required=False, min_value=1, widget=forms.HiddenInput
        )

    @property
    def next_rows(self) -> int:
        """How many rows one more makes; 0 where there is no room for another."""
        return self.rows + 1 if self.rows < MOST_ROWS else 0

    @property
    def effect_rows(self) -> list[tuple[int, Any, Any, Any]]:
        """Number of each row and its three fields."""
        return [
            (row, self[f"effect_{row}"], self[f"amount_{row}"], self[f"service_{row}"])
            for row in range(1, self.rows + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """At least one effect, each with an amount within its limits."""
        data = super().clean() or {}
        rows = [row for row in range(1, self.rows + 1) if data.get(f"effect_{row}")]
        if not rows and not self.errors:
            self.add_error("effect_1", _("Wählen Sie mindestens eine Wirkung."))
        for row in rows:
            self._check_row(data, row)
        return data

    def _check_row(self, data: Mapping[str, Any], row: int) -> None:
        block, amount = BLOCKS[data[f"effect_{row}"]], data.get(f"amount_{row}")
        if f"amount_{row}" not in self.errors:
            problem = _amount_problem(block, amount)
            if problem:
                self.add_error(f"amount_{row}", problem)
        if block.needs_service and not data.get(f"service_{row}"):
            self.add_error(f"service_{row}", _("Diese Wirkung braucht eine Einrichtung."))

    def content(self) -> dict[str, Any]:
        """The table of the card, and whom it hits."""
        return {"own": self.table()} | _hit(self.cleaned_data)

    def table(self) -> dict[str, Any]:
        """The card as the file of a scenario would say it."""
        data = self.cleaned_data
        rows = [row for row in range(1, self.rows + 1) if data[f"effect_{row}"]]
        return {
            "name": data["name"],
            "text": data["text"] or data["name"],
            "reach": "alle",
            "effects": [self._effect(row) for row in rows],
        }

    def _effect(self, row: int) -> dict[str, Any]:
        data = self.cleaned_data
        block = BLOCKS[data[f"effect_{row}"]]
        effect = {"kind": block.kind, block.figure: block.engine(data[f"amount_{row}"])}
        service = {"service": data[f"service_{row}"]} if block.needs_service else {}
        return effect | service


def _towns(choices: Choices, label: str) -> Any:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices.towns,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_CHOOSE,
    )


def _hit(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"towns": tuple(data["towns"])}


def _row_count(said_in: Mapping[str, Any]) -> int:
    """How many rows a form shows: as many as it says, one more where that was pressed."""
    said = str(said_in.get("mehr") or said_in.get("rows") or "")
    wanted = int(said) if said.isascii() and said.isdigit() and len(said) <= ROW_DIGITS else 0
    return min(max(wanted or FIRST_ROWS, 1), MOST_ROWS)


def _amount_problem(block: Block, amount: int | None) -> str:
    if amount is None:
        return _("Geben Sie an, wie viel.")
    if block.unit in ("euro", "people") and amount % HUNDRED:
        return _("Geben Sie eine ganze Zahl ein, zum Beispiel −42.000.")
    low, high = block.span
    if low <= amount <= high:
        return ""
    return _("Von %(low)s bis %(high)s ist möglich, eingegeben sind %(typed)s.") % {
        "low": block.text(low),
        "high": block.text(high),
        "typed": block.text(amount),
    }


class ReasonForm(CommandForm):
    """Why: it stands in the log and is shown to those concerned.

    ``seen``: mark of the interventions that the preview reckoned with.
    """

    reason = forms.CharField(required=False)
    seen = forms.CharField(required=False, max_length=64)


class WithdrawForm(ReasonForm):
    """Which intervention is taken back."""

    number = forms.IntegerField(min_value=1)


class CardForm(CommandForm):
    """Which own card."""

    number = forms.IntegerField(min_value=1)


FORMS: Mapping[str, type[SteeringForm]] = {
    "ereignis": EventForm,
    "eigene-karte": OwnCardForm,
    "ohne-karte": SkipForm,
    "korrektur": FigureForm,
    "regel": ValueForm,
    "modell": ModelForm,
}
"""By the word in the address."""
