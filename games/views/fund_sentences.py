"""Sentences for refusals around the scores of applications."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Context = Mapping[str, Any]


def _scoring_closed(_context: Context) -> str:
    return _(
        "Die erste Bewertung ist geschlossen, diese Punkte zählen nicht mehr. Sie können Ihre "
        "Bewertung jedes Antrags noch einmal im Ganzen ändern: Laden Sie die Seite neu."
    )


def _scoring_open(_context: Context) -> str:
    return _(
        "Die erste Bewertung läuft noch. Ändern Sie Ihre Punkte einfach auf dem Bogen, jede "
        "Auswahl wird gespeichert."
    )


def _scores_revised(context: Context) -> str:
    return _(
        "Ihre Gemeinde hat die Bewertung von „%(card)s“ schon einmal geändert. Dabei bleibt es, "
        "mehr als eine Änderung gibt es nicht."
    ) % {"card": context["card"]}


def _scores_missing(context: Context) -> str:
    count = int(context["count"])
    return ngettext(
        "Noch ohne Punkte: %(count)s Merkmal. Vergeben Sie alle, dann senden Sie noch einmal ab.",
        "Noch ohne Punkte: %(count)s Merkmale. Vergeben Sie alle, dann senden Sie noch einmal ab.",
        count,
    ) % {"count": count}


def _scores_same(_context: Context) -> str:
    return _(
        "Das sind dieselben Punkte wie vorher. Es wurde nichts geändert, Ihre eine Änderung haben "
        "Sie noch."
    )


def _no_scoring(_context: Context) -> str:
    return _(
        "Bewertet wird in der Phase Vergabe. Gerade gibt es keine Bewertung, die zu schließen wäre."
    )


FUND_SENTENCES: Mapping[str, Callable[[Context], str]] = {
    "scoring_closed": _scoring_closed,
    "scoring_open": _scoring_open,
    "scores_revised": _scores_revised,
    "scores_missing": _scores_missing,
    "scores_same": _scores_same,
    "no_scoring": _no_scoring,
}
