"""Sentences for refusals of messages and of what is done with them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Context = Mapping[str, Any]


def _too_many_messages(context: Context) -> str:
    seconds = int(context["wait_seconds"])
    return ngettext(
        "Von Ihnen kamen %(limit)s Nachrichten in einer Minute. In %(seconds)d Sekunde geht es "
        "weiter, Ihr Text bleibt stehen.",
        "Von Ihnen kamen %(limit)s Nachrichten in einer Minute. In %(seconds)d Sekunden geht es "
        "weiter, Ihr Text bleibt stehen.",
        seconds,
    ) % {"limit": context["limit"], "seconds": seconds}


def _plenary_locked(_context: Context) -> str:
    return _(
        "Die Spielleitung hat das Plenum geschlossen. Schreiben Sie einer Gemeinde direkt, Ihr "
        "Text bleibt stehen."
    )


def _talk_closed(_context: Context) -> str:
    return _("Geschrieben wird, solange das Spiel läuft. Lesen können Sie jederzeit.")


def _unknown_conversation(_context: Context) -> str:
    return _("Dieses Gespräch gibt es nicht. Wählen Sie eines aus der Liste.")


def _unknown_message(_context: Context) -> str:
    return _("Diese Nachricht gibt es nicht mehr, oder sie ist nicht für Sie bestimmt.")


def _already_reported(_context: Context) -> str:
    return _("Diese Nachricht ist schon gemeldet. Die Spielleitung sieht sie.")


def _already_hidden(_context: Context) -> str:
    return _("Diese Nachricht ist schon entfernt.")


def _not_hidden(_context: Context) -> str:
    return _("Diese Nachricht ist zu sehen, es gibt nichts zurückzunehmen.")


TALK_SENTENCES: Mapping[str, Callable[[Context], str]] = {
    "too_many_messages": _too_many_messages,
    "plenary_locked": _plenary_locked,
    "talk_closed": _talk_closed,
    "unknown_conversation": _unknown_conversation,
    "unknown_message": _unknown_message,
    "already_reported": _already_reported,
    "already_hidden": _already_hidden,
    "not_hidden": _not_hidden,
}
