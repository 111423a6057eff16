"""Sentences for refusals of those who want in: codes, seats, a locked lobby."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from games.selectors import money

Context = Mapping[str, Any]


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


JOINING_SENTENCES: Mapping[str, Callable[[Context], str]] = {
    "unknown_code": _unknown_code,
    "lobby_locked": _lobby_locked,
    "too_many_attempts": _too_many_attempts,
    "no_seat": _gone_seat,
    "unknown_team": _unknown_team,
    "game_full": _game_full,
}
