"""Sentences for refusals: what happened, why, by how much, and what to do now."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from games.errors import GameError
from games.selectors import labels, money

Context = Mapping[str, Any]


def sentence(error: GameError) -> str:
    """The German sentence for a refused command."""
    make = _SENTENCES.get(error.code)
    if make is None:
        return _("Das geht gerade nicht. Laden Sie die Seite neu und versuchen Sie es noch einmal.")
    return make(error.context)


def _unknown_code(_context: Context) -> str:
    return _("Diesen Code gibt es nicht. Prüfen Sie die acht Zeichen auf der Leinwand.")


def _lobby_locked(_context: Context) -> str:
    return _(
        "Die Spielleitung lässt gerade niemanden mehr herein. Fragen Sie nach einem Platzcode, "
        "mit ihm kommen Sie trotzdem auf Ihren Platz."
    )


def _too_many_attempts(context: Context) -> str:
    seconds = int(context["wait_seconds"])
    return ngettext(
        "Von hier kamen zu viele falsche Codes. Versuchen Sie es in %(seconds)d Sekunde wieder.",
        "Von hier kamen zu viele falsche Codes. Versuchen Sie es in %(seconds)d Sekunden wieder.",
        seconds,
    ) % {"seconds": seconds}


def _gone_seat(_context: Context) -> str:
    return _(
        "Ihr Platz in diesem Spiel wurde verschoben oder aufgelöst. Mit dem Platzcode kommen Sie "
        "wieder hinein, die Spielleitung kann ihn nennen."
    )


def _unknown_team(_context: Context) -> str:
    return _("Diese Gemeinde gehört nicht zu diesem Spiel. Wählen Sie eine aus der Liste.")


def _game_full(context: Context) -> str:
    return _(
        "Alle %(limit)s Plätze sind besetzt. Setzen Sie sich zu jemandem dazu oder fragen Sie die "
        "Spielleitung."
    ) % {"limit": money.number(int(context["limit"]))}


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


def _text_missing(context: Context) -> str:
    if context.get("field") == "name":
        return _("Geben Sie einen Namen ein.")
    return _("Hier fehlt eine Angabe.")


def _text_too_long(context: Context) -> str:
    return _("Höchstens %(limit)s Zeichen, es sind %(length)s.") % {
        "limit": money.number(int(context["limit"])),
        "length": money.number(int(context["length"])),
    }


def _phase_over(context: Context) -> str:
    text = _("Die Phase %(phase)s von Runde %(round)s ist schon vorbei. Es wurde nichts geändert.")
    return text % {
        "phase": labels.phase_label(str(context["phase"])),
        "round": context["round"],
    }


def _not_started(_context: Context) -> str:
    return _("Das Spiel hat noch nicht begonnen. Starten Sie es zuerst.")


def _game_ended(_context: Context) -> str:
    return _("Das Spiel ist zu Ende. Alle Runden stehen in der Rückschau.")


def _not_paused(_context: Context) -> str:
    return _("Das Spiel läuft. Es gibt nichts fortzusetzen.")


def _no_round_running(_context: Context) -> str:
    return _("Gerade läuft keine Runde. Das geht erst wieder in der nächsten Phase.")


def _submit_instead(_context: Context) -> str:
    return _("In der Phase Entscheiden melden Sie sich durch die Abgabe fertig.")


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


def _unknown_choice(_context: Context) -> str:
    return _("Diese Auswahl gibt es nicht. Wählen Sie einen Eintrag aus der Liste.")


def _username_taken(context: Context) -> str:
    return _("Den Anmeldenamen „%(name)s“ gibt es schon. Wählen Sie einen anderen.") % {
        "name": context.get("username", "")
    }


def _username_invalid(_context: Context) -> str:
    return _("Der Anmeldename darf Buchstaben, Ziffern und die Zeichen @ . + - _ enthalten.")


def _unknown_facilitator(context: Context) -> str:
    return _("Ein Konto „%(name)s“ gibt es nicht. Legen Sie es zuerst an.") % {
        "name": context.get("username", "")
    }


def _unknown_phase(_context: Context) -> str:
    return _("Diese Phase gibt es nicht. Laden Sie die Seite neu.")


def _request_repeated(_context: Context) -> str:
    return _("Diese Eingabe ist schon angekommen. Laden Sie die Seite neu.")


def _request_damaged(_context: Context) -> str:
    return _("Diese Eingabe kam beschädigt an. Laden Sie die Seite neu und senden Sie erneut ab.")


_SENTENCES: Mapping[str, Callable[[Context], str]] = {
    "unknown_code": _unknown_code,
    "lobby_locked": _lobby_locked,
    "too_many_attempts": _too_many_attempts,
    "no_seat": _gone_seat,
    "unknown_team": _unknown_team,
    "game_full": _game_full,
    "round_closed": _round_closed,
    "not_open_yet": _not_open_yet,
    "already_submitted": _already_submitted,
    "draft_changed": _draft_changed,
    "stale_revision": _stale_revision,
    "not_submitted": _not_submitted,
    "illegal": _illegal,
    "malformed": _malformed,
    "unknown_revision": _unknown_revision,
    "text_missing": _text_missing,
    "text_too_long": _text_too_long,
    "phase_over": _phase_over,
    "not_started": _not_started,
    "game_ended": _game_ended,
    "not_paused": _not_paused,
    "no_round_running": _no_round_running,
    "submit_instead": _submit_instead,
    "seconds_out_of_range": _out_of_range,
    "rounds_out_of_range": _out_of_range,
    "seats_out_of_range": _out_of_range,
    "phase_minutes": _out_of_range,
    "unknown_scenario": _unknown_scenario,
    "unknown_model": _unknown_choice,
    "unknown_bot": _unknown_choice,
    "unknown_advance_mode": _unknown_choice,
    "unknown_missing_rule": _unknown_choice,
    "round_phases": _unknown_choice,
    "unknown_field": _unknown_choice,
    "username_taken": _username_taken,
    "username_invalid": _username_invalid,
    "unknown_facilitator": _unknown_facilitator,
    "unknown_phase": _unknown_phase,
    "request_id_used": _request_repeated,
    "request_id_too_long": _request_damaged,
    "request_id_unreadable": _request_damaged,
}
