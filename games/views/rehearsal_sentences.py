"""Sentences for refusals around rehearsals with bots."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Context = Mapping[str, Any]


def _bots_out_of_range(context: Context) -> str:
    return _("Zwischen %(minimum)s und %(maximum)s Bots können proben.") % context


def _rehearsal_running(_context: Context) -> str:
    return _(
        "Auf diesem Server läuft gerade eine andere Generalprobe. Sie dauert höchstens fünf "
        "Minuten, danach ist Platz für Ihre."
    )


def _people_play(context: Context) -> str:
    return ngettext(
        "Auf diesem Server spielt gerade %(people)d Person. Die Bots würden ihr Rechenzeit nehmen, "
        "deshalb wartet die Generalprobe. Mit Haken bei „auch jetzt“ beginnt sie trotzdem.",
        "Auf diesem Server spielen gerade %(people)d Personen. Die Bots würden ihnen Rechenzeit "
        "nehmen, deshalb wartet die Generalprobe. Mit Haken bei „auch jetzt“ beginnt sie trotzdem.",
        int(context["people"]),
    ) % {"people": int(context["people"])}


REHEARSAL_SENTENCES: Mapping[str, Callable[[Context], str]] = {
    "bots_out_of_range": _bots_out_of_range,
    "rehearsal_running": _rehearsal_running,
    "people_play": _people_play,
}
