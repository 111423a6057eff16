"""The sentence of a file that is refused: what is wrong, where, and what to do now."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from games.errors import BundleError

SHOWN_SIGNS: Final = 80


def bundle_sentence(error: BundleError) -> str:
    """The sentence of a refusal, in the language that is active."""
    values: Mapping[str, Any] = {"path": error.path, **error.context}
    shown = {name: _short(value) for name, value in values.items()}
    return str(_SENTENCES[error.code]) % shown


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= SHOWN_SIGNS else f"{text[:SHOWN_SIGNS]}…"


_SENTENCES: Final[Mapping[str, Promise]] = {
    "too_big": _("Die Datei ist größer als %(megabytes)s MB. So groß wird keine Partie."),
    "not_text": _(
        "Die Datei ist kein Text (Byte %(byte)s). Gebraucht wird die JSON-Datei, wie sie "
        "heruntergeladen wurde."
    ),
    "truncated": _(
        "Die Datei bricht in Zeile %(line)s, Spalte %(column)s ab. Bitte laden Sie sie noch "
        "einmal herunter."
    ),
    "not_json": _(
        "In Zeile %(line)s, Spalte %(column)s steht etwas, das kein JSON ist. Bitte nehmen "
        "Sie die Datei, wie sie heruntergeladen wurde."
    ),
    "too_deep": _("Die Datei ist zu tief verschachtelt. Sie kommt nicht aus diesem Programm."),
    "foreign": _(
        "Die Datei ist keine Partie aus diesem Programm: „format“ ist nicht „planspiel-partie“."
    ),
    "newer": _(
        "Die Datei hat die Fassung %(found)s, dieses Programm kennt Fassung %(known)s. Bitte "
        "bringen Sie das Programm auf den neuesten Stand."
    ),
    "fraction": _(
        "Die Datei enthält die Bruchzahl %(value)s. Eine Partie rechnet nur in ganzen Zahlen;"
        " die Datei wurde verändert."
    ),
    "too_long": _(
        "Die Datei enthält die Zahl %(value)s, länger als jede Zahl im Spiel; die Datei wurde"
        " verändert."
    ),
    "twice": _("„%(path)s“ steht zweimal an derselben Stelle; die Datei wurde verändert."),
    "shape": _("„%(path)s“ passt nicht: %(expected)s."),
    "edited": _(
        "„%(path)s“ passt nicht zum Inhalt: Die Datei wurde nach dem Herunterladen verändert."
    ),
    "order": _(
        "„%(path)s“ müsste %(expected)s sein: Eine Runde fehlt oder steht an falscher Stelle."
    ),
    "scenario": _("Das Szenario in der Datei ist nicht in Ordnung, „%(path)s“: %(expected)s."),
    "options": _("„%(path)s“ nennt eine Spieloption, die dieses Programm nicht kennt."),
    "towns": _("„%(path)s“: Die Entscheidungen gehören nicht zu den Gemeinden des Szenarios."),
    "unreadable": _("„%(path)s“ lässt sich nicht nachspielen (%(found)s)."),
    "other_figure": _(
        "„%(path)s“: In der Datei steht %(expected)s, nachgespielt ergibt sich %(found)s. "
        "(Regelwerk der Datei: %(engine)s, hier: %(here)s.)"
    ),
}
