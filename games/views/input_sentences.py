"""Sentences for refusals of what was typed or chosen, and of requests that came twice."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from games.selectors import money

Context = Mapping[str, Any]


def _nothing_to_change(_context: Context) -> str:
    return _("Das ist schon so. Laden Sie die Seite neu.")


def _unknown_choice(_context: Context) -> str:
    return _("Diese Auswahl gibt es nicht. Wählen Sie einen Eintrag aus der Liste.")


def _text_missing(context: Context) -> str:
    if context.get("field") == "name":
        return _("Geben Sie einen Namen ein.")
    if context.get("field") == "text":
        return _("Schreiben Sie zuerst einen Text.")
    if context.get("field") == "reason":
        return _("Nennen Sie einen Grund. Alle, die mitlesen, sehen ihn.")
    return _("Hier fehlt eine Angabe.")


def _text_too_long(context: Context) -> str:
    return _("Höchstens %(limit)s Zeichen, es sind %(length)s.") % {
        "limit": money.number(int(context["limit"])),
        "length": money.number(int(context["length"])),
    }


def _out_of_range(context: Context) -> str:
    maximum = money.number(int(context["maximum"]))
    if "minimum" in context:
        return _("Von %(minimum)s bis %(maximum)s ist möglich, gewünscht waren %(value)s.") % {
            "minimum": money.number(int(context["minimum"])),
            "maximum": maximum,
            "value": context["value"],
        }
    return _("Höchstens %(maximum)s ist möglich, gewünscht waren %(value)s.") % {
        "maximum": maximum,
        "value": context["value"],
    }


def _unknown_scenario(context: Context) -> str:
    return _("Das Szenario „%(scenario)s“ ist nicht geladen. Wählen Sie eines aus der Liste.") % {
        "scenario": context["scenario"]
    }


def _nothing_to_build(context: Context) -> str:
    return _(
        "Das Szenario %(scenario)s beschreibt keinen gemeinsamen Bau. Nehmen Sie den Haken heraus "
        "oder wählen Sie ein anderes Szenario."
    ) % {"scenario": context["scenario"]}


def _request_repeated(_context: Context) -> str:
    return _("Diese Eingabe ist schon angekommen. Laden Sie die Seite neu.")


def _request_damaged(_context: Context) -> str:
    return _("Diese Eingabe kam beschädigt an. Laden Sie die Seite neu und senden Sie erneut ab.")


INPUT_SENTENCES: Mapping[str, Callable[[Context], str]] = {
    "nothing_to_change": _nothing_to_change,
    "unknown_town": _unknown_choice,
    "text_missing": _text_missing,
    "text_too_long": _text_too_long,
    "answer_out_of_range": _out_of_range,
    "seconds_out_of_range": _out_of_range,
    "rounds_out_of_range": _out_of_range,
    "seats_out_of_range": _out_of_range,
    "phase_minutes": _out_of_range,
    "unknown_scenario": _unknown_scenario,
    "unknown_model": _unknown_choice,
    "unknown_option": _unknown_choice,
    "nothing_to_build": _nothing_to_build,
    "unknown_bot": _unknown_choice,
    "unknown_view": _unknown_choice,
    "unknown_advance_mode": _unknown_choice,
    "unknown_missing_rule": _unknown_choice,
    "round_phases": _unknown_choice,
    "unknown_field": _unknown_choice,
    "request_id_used": _request_repeated,
    "request_id_too_long": _request_damaged,
    "request_id_unreadable": _request_damaged,
}
