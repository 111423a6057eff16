"""The options of a game in words: rules beyond the base rules, each with one sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Final

from django.utils.translation import gettext as _

from games.rules.model import Options, Scenario


@dataclass(frozen=True, slots=True)
class Option:
    """An option as people read it; ``id`` is its name in the scenario file."""

    id: str
    title: str
    sentence: str


def all_options() -> tuple[Option, ...]:
    """Every option there is, in the order of the rules."""
    return tuple(Option(field.name, *_WORDS[field.name]()) for field in fields(Options))


def options_of(scenario: Scenario) -> tuple[Option, ...]:
    """The options that hold in a game; ``scenario`` is the game's own (``scenario_of``)."""
    return tuple(option for option in all_options() if getattr(scenario.options, option.id))


_WORDS: Final[Mapping[str, Callable[[], tuple[str, str]]]] = {
    "mean_scores": lambda: (
        _("Gemeinden bewerten die Anträge"),
        _("Die Mittelwerte ihrer Punkte zählen statt der Punkte auf der Projektkarte."),
    ),
    "own_shares": lambda: (
        _("Eigene Anteile bei gemeinsamen Anträgen"),
        _("Die Partner vereinbaren, wer welchen Teil trägt und erhält, statt nach Einwohnern."),
    ),
    "key_votes": lambda: (
        _("Abstimmung über den Fondsschlüssel"),
        _(
            "Zwei Drittel der Mitglieder können ändern, wonach sich der Beitrag ab der nächsten "
            "Runde richtet."
        ),
    ),
    "closed_ballot": lambda: (
        _("Geheime Abstimmung im Fonds"),
        _("Niemand sieht, wer wie gestimmt hat, auch später nicht. Gezeigt werden nur Summen."),
    ),
    "no_alone_key": lambda: (
        _("Ohne den Schlüssel „Bisherige Kosten“"),
        _("Er schadet niemandem und nimmt den Streit aus dem Spiel; so müssen alle verhandeln."),
    ),
    "joint_building": lambda: (
        _("Gemeinsamer Bau"),
        _("Ein Neubau, der nur kommt, wenn in einer Runde genug Geld zugesagt wird."),
    ),
}
