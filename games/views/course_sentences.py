"""Sentences for refusals of moving a game on, and of taking rounds back."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from games.selectors import labels

Context = Mapping[str, Any]


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


def _unknown_phase(_context: Context) -> str:
    return _("Diese Phase gibt es nicht. Laden Sie die Seite neu.")


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


COURSE_SENTENCES: Mapping[str, Callable[[Context], str]] = {
    "phase_over": _phase_over,
    "not_started": _not_started,
    "game_ended": _game_ended,
    "not_paused": _not_paused,
    "no_round_running": _no_round_running,
    "unknown_phase": _unknown_phase,
    "nothing_to_undo": _nothing_to_undo,
    "nothing_to_restore": _nothing_to_restore,
    "not_the_same": _not_the_same,
}
