"""Sentences for refusals about the run sheet and about waiting for a team."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from games.selectors import labels

Context = Mapping[str, Any]


def _wait_minutes(context: Context) -> str:
    return _("Warten Sie zwischen 1 und %(maximum)s Minuten, nicht %(value)s.") % context


def _nobody_missing(context: Context) -> str:
    return _(
        "%(team)s ist schon fertig oder wird von einem Bot gespielt. Hier muss niemand warten."
    ) % {"team": context["team"]}


def _no_wait(_context: Context) -> str:
    return _("Auf niemanden wird mehr gewartet: Das Team ist da, oder die Phase ist vorbei.")


def _unknown_agenda_step(_context: Context) -> str:
    return _("Diesen Punkt gibt es im Ablaufplan nicht mehr. Laden Sie die Seite neu.")


def _step_not_running(_context: Context) -> str:
    return _("Dieser Punkt läuft nicht. Beginnen Sie ihn zuerst.")


def _agenda_changed(_context: Context) -> str:
    return _(
        "Jemand hat den Ablaufplan inzwischen geändert. Unten stehen Ihre Angaben; der neue Stand "
        "ist in der Veranstaltung zu sehen. Speichern Sie noch einmal, wenn Ihre gelten sollen."
    )


def _no_agenda_before(_context: Context) -> str:
    return _("Am Ablaufplan wurde noch nichts geändert.")


def _agenda_days(context: Context) -> str:
    return _("Der Ablaufplan fasst höchstens %(limit)s Tage, nicht %(value)s.") % context


def _agenda_steps(context: Context) -> str:
    return _("Der Ablaufplan fasst höchstens %(limit)s Zeilen, nicht %(value)s.") % context


def _agenda_day_order(context: Context) -> str:
    return _(
        "Tag %(day)s endet vor seinem Beginn oder beginnt, bevor der Tag davor zu Ende ist. "
        "Ändern Sie Datum oder Uhrzeit."
    ) % {"day": context["day"]}


def _agenda_minutes(context: Context) -> str:
    return _("Eine Zeile dauert 0 bis %(maximum)s Minuten, nicht %(value)s.") % context


def _agenda_label(context: Context) -> str:
    return _("Eine Bezeichnung hat höchstens %(limit)s Zeichen, nicht %(length)s.") % context


def _agenda_phase_twice(context: Context) -> str:
    return _(
        "Runde %(round)s, %(phase)s steht zweimal im Ablaufplan. Nehmen Sie eine Zeile heraus."
    ) % {"round": context["round"], "phase": labels.phase_label(context["phase"])}


def _no_game_to_plan(_context: Context) -> str:
    return _("Legen Sie zuerst eine Region an: Aus ihren Runden und Phasen entsteht der Vorschlag.")


def _advice_gone(_context: Context) -> str:
    return _("Dieser Vorschlag passt nicht mehr, der Tag ist weiter. Unten steht der neue Stand.")


AGENDA_SENTENCES: Mapping[str, Callable[[Context], str]] = {
    "no_game_to_plan": _no_game_to_plan,
    "advice_gone": _advice_gone,
    "wait_minutes": _wait_minutes,
    "nobody_missing": _nobody_missing,
    "no_wait": _no_wait,
    "unknown_agenda_step": _unknown_agenda_step,
    "step_not_running": _step_not_running,
    "agenda_changed": _agenda_changed,
    "no_agenda_before": _no_agenda_before,
    "agenda_days": _agenda_days,
    "agenda_steps": _agenda_steps,
    "agenda_day_order": _agenda_day_order,
    "agenda_minutes": _agenda_minutes,
    "agenda_label": _agenda_label,
    "agenda_phase_twice": _agenda_phase_twice,
}
