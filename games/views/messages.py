"""Sentences for refusals: what happened, why, by how much, and what to do now."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from games.errors import GameError
from games.selectors import labels, money
from games.views.agenda_sentences import AGENDA_SENTENCES
from games.views.debrief_sentences import DEBRIEF_SENTENCES
from games.views.fund_sentences import FUND_SENTENCES
from games.views.lead_sentences import LEAD_SENTENCES
from games.views.offer_sentences import OFFER_SENTENCES
from games.views.rehearsal_sentences import REHEARSAL_SENTENCES
from games.views.workshop_sentences import WORKSHOP_SENTENCES

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


def _too_many_notes(context: Context) -> str:
    return _("Mehr als %(limit)s Notizen haben keinen Platz.") % {
        "limit": money.number(int(context["limit"]))
    }


def _no_help_asked(_context: Context) -> str:
    return _("Hier ruft gerade niemand. Vielleicht ist der Ruf schon erledigt.")


def _help_closed(_context: Context) -> str:
    return _("Das Spiel ist zu Ende. Sprechen Sie die Spielleitung direkt an.")


def _time_asked(_context: Context) -> str:
    return _("Ihre Gemeinde hat in dieser Phase schon um mehr Zeit gebeten.")


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


def _reflection_closed(_context: Context) -> str:
    return _(
        "Diese Fragen werden gerade nicht gestellt. Gefragt wird vor der ersten Runde und in der "
        "Auswertung."
    )


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


def _nothing_to_change(_context: Context) -> str:
    return _("Das ist schon so. Laden Sie die Seite neu.")


def _nothing_to_undo(context: Context) -> str:
    return _(
        "Runde %(round)s ist nicht abgerechnet, es gibt nichts zurückzunehmen. Laden Sie die "
        "Vorschau neu."
    ) % {"round": context["round"]}


def _nothing_to_restore(_context: Context) -> str:
    return _(
        "Die Rücknahme lässt sich nicht mehr aufheben: Seither wurde eine Runde abgerechnet, oder "
        "es wurde nichts zurückgenommen."
    )


def _not_the_same(context: Context) -> str:
    return _(
        "Runde %(round)s käme heute anders heraus als gespeichert, weil sich die Rechenregeln "
        "geändert haben. Es bleibt beim jetzigen Stand. Rechnen Sie die Runde neu ab."
    ) % {"round": context["round"]}


def _nothing_to_build(context: Context) -> str:
    return _(
        "Das Szenario %(scenario)s beschreibt keinen gemeinsamen Bau. Nehmen Sie den Haken heraus "
        "oder wählen Sie ein anderes Szenario."
    ) % {"scenario": context["scenario"]}


_SENTENCES: Mapping[str, Callable[[Context], str]] = {
    **AGENDA_SENTENCES,
    **WORKSHOP_SENTENCES,
    **OFFER_SENTENCES,
    **LEAD_SENTENCES,
    **DEBRIEF_SENTENCES,
    **FUND_SENTENCES,
    **REHEARSAL_SENTENCES,
    "unknown_code": _unknown_code,
    "nothing_to_undo": _nothing_to_undo,
    "nothing_to_restore": _nothing_to_restore,
    "not_the_same": _not_the_same,
    "lobby_locked": _lobby_locked,
    "too_many_attempts": _too_many_attempts,
    "too_many_messages": _too_many_messages,
    "plenary_locked": _plenary_locked,
    "talk_closed": _talk_closed,
    "unknown_conversation": _unknown_conversation,
    "unknown_message": _unknown_message,
    "already_reported": _already_reported,
    "already_hidden": _already_hidden,
    "not_hidden": _not_hidden,
    "nothing_to_change": _nothing_to_change,
    "unknown_town": _unknown_choice,
    "no_seat": _gone_seat,
    "unknown_team": _unknown_team,
    "game_full": _game_full,
    "round_closed": _round_closed,
    "not_open_yet": _not_open_yet,
    "application_too_late": _application_too_late,
    "decision_fixed": _decision_fixed,
    "board_not_open": _board_not_open,
    "already_submitted": _already_submitted,
    "draft_changed": _draft_changed,
    "stale_revision": _stale_revision,
    "not_submitted": _not_submitted,
    "too_many_notes": _too_many_notes,
    "no_help_asked": _no_help_asked,
    "help_closed": _help_closed,
    "time_asked": _time_asked,
    "illegal": _illegal,
    "malformed": _malformed,
    "unknown_revision": _unknown_revision,
    "reflection_closed": _reflection_closed,
    "text_missing": _text_missing,
    "text_too_long": _text_too_long,
    "phase_over": _phase_over,
    "not_started": _not_started,
    "game_ended": _game_ended,
    "not_paused": _not_paused,
    "no_round_running": _no_round_running,
    "submit_instead": _submit_instead,
    "recap_not_open": _recap_not_open,
    "last_round": _last_round,
    "unknown_question": _unknown_question,
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
    "username_taken": _username_taken,
    "username_invalid": _username_invalid,
    "unknown_facilitator": _unknown_facilitator,
    "unknown_phase": _unknown_phase,
    "request_id_used": _request_repeated,
    "request_id_too_long": _request_damaged,
    "request_id_unreadable": _request_damaged,
}
