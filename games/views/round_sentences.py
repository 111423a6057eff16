"""Sentences for refusals of what a team does in a round: draft, submission, answers, calls."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from games.selectors import money

Context = Mapping[str, Any]


def _round_closed(context: Context) -> str:
    return _(
        "Runde %(round)s ist schon geschlossen. Ihre letzte Änderung zählt nicht mehr, alles davor "
        "Gespeicherte ist sicher."
    ) % {"round": context["round"]}


def _not_open_yet(context: Context) -> str:
    return _(
        "Runde %(round)s ist noch nicht so weit. Abgeben können Sie in der Phase Entscheiden, Ihr "
        "Entwurf bleibt."
    ) % {"round": context["round"]}


def _application_too_late(context: Context) -> str:
    return _(
        "Anträge für Runde %(round)s waren bis zum Ende der Phase Entscheiden möglich. Jetzt "
        "stimmt das Gremium ab; in der nächsten Runde können Sie den Antrag wieder stellen."
    ) % {"round": context["round"]}


def _decision_fixed(context: Context) -> str:
    return _(
        "Die Entscheidungen von Runde %(round)s sind geschlossen. Offen sind jetzt nur noch die "
        "Stimmen über die Anträge an den Fonds."
    ) % {"round": context["round"]}


def _board_not_open(context: Context) -> str:
    return _(
        "Über Anträge von Runde %(round)s wird erst in der Phase Vergabe abgestimmt. Vorher sind "
        "sie noch nicht öffentlich."
    ) % {"round": context["round"]}


def _already_submitted(_context: Context) -> str:
    return _(
        "Ihr Team hat schon abgegeben. Holen Sie die Abgabe zurück, "
        "wenn Sie noch etwas ändern wollen."
    )


def _draft_changed(_context: Context) -> str:
    return _(
        "Jemand aus Ihrem Team hat den Entwurf gerade geändert. Sehen Sie den neuen Stand an und "
        "geben Sie dann ab."
    )


def _stale_revision(context: Context) -> str:
    return _("%(name)s hat das gerade geändert. Was soll gelten?") % {
        "name": context.get("by") or _("Jemand aus Ihrem Team")
    }


def _not_submitted(context: Context) -> str:
    return _("In Runde %(round)s wurde nichts abgegeben. Sie können den Entwurf weiter ändern.") % {
        "round": context["round"]
    }


def _illegal(_context: Context) -> str:
    return _("Das lassen die Regeln nicht zu. Der Grund steht bei der Entscheidung.")


def _malformed(_context: Context) -> str:
    return _("Diese Eingabe konnten wir nicht lesen. Geben Sie eine ganze Zahl ein.")


def _unknown_revision(_context: Context) -> str:
    return _("Diese Seite zeigt nicht den gespeicherten Entwurf. Laden Sie sie neu.")


def _submit_instead(_context: Context) -> str:
    return _("In der Phase Entscheiden melden Sie sich durch die Abgabe fertig.")


def _recap_not_open(context: Context) -> str:
    return _(
        "Das Blitzlicht zu Runde %(round)s ist noch nicht offen. Es beginnt nach der Abrechnung."
    ) % {"round": context["round"]}


def _last_round(_context: Context) -> str:
    return _(
        "Nach der letzten Runde wird nicht mehr abgerechnet, eine Vermutung kann nicht mehr zählen."
    )


def _unknown_question(_context: Context) -> str:
    return _("Diese Frage gibt es nicht. Laden Sie die Seite neu und antworten Sie noch einmal.")


def _reflection_closed(_context: Context) -> str:
    return _(
        "Diese Fragen werden gerade nicht gestellt. Gefragt wird vor der ersten Runde und in der "
        "Auswertung."
    )


def _too_many_notes(context: Context) -> str:
    return _("Mehr als %(limit)s Notizen haben keinen Platz.") % {
        "limit": money.number(int(context["limit"]))
    }


def _unknown_note(_context: Context) -> str:
    return _("Diese Notiz gibt es nicht mehr. Laden Sie die Seite neu.")


def _too_many_released(context: Context) -> str:
    return _(
        "Mehr als %(limit)s freigegebene Notizen haben auf dem Bild keinen Platz. Nehmen Sie erst "
        "eine andere zurück."
    ) % {"limit": money.number(int(context["limit"]))}


def _no_help_asked(_context: Context) -> str:
    return _("Hier ruft gerade niemand. Vielleicht ist der Ruf schon erledigt.")


def _help_closed(_context: Context) -> str:
    return _("Das Spiel ist zu Ende. Sprechen Sie die Spielleitung direkt an.")


def _time_asked(_context: Context) -> str:
    return _("Ihre Gemeinde hat in dieser Phase schon um mehr Zeit gebeten.")


ROUND_SENTENCES: Mapping[str, Callable[[Context], str]] = {
    "round_closed": _round_closed,
    "not_open_yet": _not_open_yet,
    "application_too_late": _application_too_late,
    "decision_fixed": _decision_fixed,
    "board_not_open": _board_not_open,
    "already_submitted": _already_submitted,
    "draft_changed": _draft_changed,
    "stale_revision": _stale_revision,
    "not_submitted": _not_submitted,
    "illegal": _illegal,
    "malformed": _malformed,
    "unknown_revision": _unknown_revision,
    "submit_instead": _submit_instead,
    "recap_not_open": _recap_not_open,
    "last_round": _last_round,
    "unknown_question": _unknown_question,
    "reflection_closed": _reflection_closed,
    "too_many_notes": _too_many_notes,
    "unknown_note": _unknown_note,
    "too_many_released": _too_many_released,
    "no_help_asked": _no_help_asked,
    "help_closed": _help_closed,
    "time_asked": _time_asked,
}
