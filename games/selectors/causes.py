"""Causes of a settled round in words: why trust, backing, vacancy and people moved."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.rules.model import Cause, Measure, Scenario
from games.selectors.labels import cause_label

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause as a sentence; ``change`` in ten-thousandths, of people in persons."""

    code: str
    text: str
    change: int


def reasons(
    scenario: Scenario, causes: Iterable[Cause], measure: Measure, town: str, other: str = ""
) -> tuple[Reason, ...]:
    """The causes of one value of a town, ``other``: of its trust in this town alone."""
    return tuple(
        Reason(cause.code, cause_sentence(scenario, cause), cause.change)
        for cause in causes
        if (cause.measure, cause.town) == (measure, town) and other in ("", cause.other)
    )


def cause_sentence(scenario: Scenario, cause: Cause) -> str:
    """Why a value moved, in a few words."""
    words = {
        "item": promise_label(cause.item) or cause_label(scenario, cause.item),
        "other": cause_label(scenario, cause.other),
    }
    if cause.measure == Measure.VACANCY and cause.code == "edge" and cause.other == cause.town:
        return _("Eigenes Bauland am Ortsrand")
    if cause.code == "withhold" and not cause.item:
        return _("Zahlung an den Fonds verweigert")
    return _SENTENCES[cause.measure][cause.code]() % words


def promise_label(code: str) -> str:
    """A promise that the engine checks, in words; "" for anything else."""
    return {
        "kein_neubau": _("kein Neubau am Ortsrand"),
        "fonds": _("in den Fonds einzahlen"),
        "kein_austritt": _("nicht austreten"),
    }.get(code, "")


_LIMIT = {"limit": lambda: _("Grenze der Skala")}

_SENTENCES: Mapping[Measure, Mapping[str, Callable[[], str]]] = {
    Measure.TRUST: {
        "meeting": lambda: _("Treffen, zu dem beide kamen"),
        "data": lambda: _("Legt die eigenen Daten offen"),
        "contract": lambda: _("Gemeinsam bezahlt: %(item)s"),
        "project": lambda: _("Gemeinsames Projekt: %(item)s"),
        "fund": lambda: _("Hat in den Fonds eingezahlt"),
        "help": lambda: _("Hat in der Not geholfen"),
        "guess": lambda: _("Hat Ihr Ziel erkannt"),
        "promise_kept": lambda: _("Zusage gehalten: %(item)s"),
        "withhold": lambda: _("Zahlung verweigert: %(item)s"),
        "leave": lambda: _("Gekündigt: %(item)s"),
        "freeride": lambda: _("Nutzt gemeinsame Einrichtung, ohne zu zahlen: %(item)s"),
        "greenfield": lambda: _("Hat mehr am Ortsrand gebaut, als Nachbarn hinnehmen"),
        "veto": lambda: _("Hat gegen ein Projekt gestimmt: %(item)s"),
        "promise_broken": lambda: _("Zusage gebrochen: %(item)s"),
        "fade": lambda: _("Kein Zeichen in dieser Runde: zurück zum Ausgangswert"),
        **_LIMIT,
    },
    Measure.BACKING: {
        "return": lambda: _("Rückkehr zum Üblichen"),
        "services": lambda: _("Die Dienste wurden spürbar besser oder schlechter"),
        "advantage": lambda: _("Vorteil oder Nachteil aus gemeinsamen Diensten"),
        "bodies": lambda: _("Viele Gremien: Sitzungen kosten Geduld"),
        "autonomy": lambda: _("Neue Vereinbarung, Sorge um Eigenständigkeit: %(item)s"),
        "host": lambda: _("Standort einer gemeinsamen Einrichtung: %(item)s"),
        "closure": lambda: _("Eigene Einrichtung geschlossen: %(item)s"),
        "event": lambda: _("Ereignis: %(item)s"),
        "correction": lambda: _("Korrektur der Spielleitung: %(item)s"),
        **_LIMIT,
    },
    Measure.VACANCY: {
        "drift": lambda: _("Entwicklung ohne Zutun"),
        "edge": lambda: _("Bauland in %(other)s"),
        "centre": lambda: _("Innenentwicklung"),
        "project": lambda: _("Projekt: %(item)s"),
        "event": lambda: _("Ereignis: %(item)s"),
        "correction": lambda: _("Korrektur der Spielleitung: %(item)s"),
        **_LIMIT,
    },
    Measure.PEOPLE: {
        "births": lambda: _("Geboren"),
        "deaths": lambda: _("Gestorben"),
        "migration": lambda: _("Zuzug minus Wegzug"),
        "newcomers": lambda: _("Eingezogen in eigene Neubauten"),
        "edge": lambda: _("Weggezogen in Neubauten in %(other)s"),
        "centre": lambda: _("Eingezogen in den Ortskern"),
        "moves": lambda: _("Umzüge zu besseren Diensten"),
        "event": lambda: _("Ereignis: %(item)s"),
    },
}
