"""Sentences for refusals on the board of the debrief."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

Context = Mapping[str, Any]


def _closed(context: Context) -> str:
    if context.get("phase") == "ended":
        return _("Das Spiel ist abgeschlossen. Die Tafel bleibt zum Nachlesen, wie sie ist.")
    return _("Die Tafel öffnet sich nach der letzten Runde, in der Auswertung.")


def _not_begun(_context: Context) -> str:
    return _("Die Spielleitung hat die Auswertung noch nicht begonnen.")


def _vote_runs(_context: Context) -> str:
    return _(
        "Gerade wird über diese Karten abgestimmt. Neue Karten gehen wieder, sobald die "
        "Abstimmung zu ist. Ihr Text steht noch im Feld."
    )


def _vote_not_open(_context: Context) -> str:
    return _("Über diesen Schritt wird gerade nicht abgestimmt. Es gelten die Punkte von vorher.")


def _too_many_dots(context: Context) -> str:
    return _("Sie haben %(limit)s Punkte, angehakt sind %(wanted)s Karten.") % context


def _too_many_cards(context: Context) -> str:
    return _(
        "Sie haben zu diesem Schritt schon %(limit)s Karten geschrieben. Mehr trägt die Tafel "
        "nicht von einer Person."
    ) % {"limit": context["limit"]}


def _too_many_resolutions(context: Context) -> str:
    return _(
        "Es stehen schon %(limit)s Vorsätze da. Die Spielleitung kann einen entfernen, dann ist "
        "wieder Platz."
    ) % {"limit": context["limit"]}


def _too_many_asked(context: Context) -> str:
    return _("Zu einem Schritt passen %(limit)s eigene Fragen. Entfernen Sie zuerst eine.") % {
        "limit": context["limit"]
    }


def _nothing_to_vote(context: Context) -> str:
    return _("Abstimmen lässt sich ab %(limit)s Karten.") % {"limit": context["limit"]}


def _unknown_card(_context: Context) -> str:
    return _("Eine dieser Karten hängt nicht mehr an der Tafel. Wählen Sie noch einmal.")


def _no_such_question(_context: Context) -> str:
    return _("Diese Frage steht nicht mehr an der Tafel. Laden Sie die Seite neu.")


def _unknown_step(_context: Context) -> str:
    return _("Diesen Schritt gibt es nicht. Wählen Sie einen der sechs.")


DEBRIEF_SENTENCES: Mapping[str, Callable[[Context], str]] = {
    "debrief_closed": _closed,
    "debrief_not_begun": _not_begun,
    "vote_runs": _vote_runs,
    "vote_not_open": _vote_not_open,
    "too_many_dots": _too_many_dots,
    "too_many_cards": _too_many_cards,
    "too_many_resolutions": _too_many_resolutions,
    "too_many_asked": _too_many_asked,
    "nothing_to_vote": _nothing_to_vote,
    "unknown_card": _unknown_card,
    "unknown_step": _unknown_step,
    "no_such_question": _no_such_question,
    "no_cards_chosen": lambda _context: _("Haken Sie zuerst Karten an."),
    "unknown_moment": lambda _context: _("Dieses Lesezeichen gibt es nicht mehr."),
    "unknown_resolution": lambda _context: _("Diesen Vorsatz gibt es nicht."),
}
