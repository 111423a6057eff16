"""What can be compared between regions and what not, in sentences computed from them."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from games.selectors.compare_regions import Comparison


def comparable(page: Comparison) -> tuple[str, ...]:
    """Sentences for above the figures; empty without two regions."""
    return tuple(_sentences(page)) if len(page.regions) > 1 else ()


def _sentences(page: Comparison) -> Iterator[str]:
    if page.one_scenario:
        yield _("Alle Regionen spielen dasselbe Szenario, die Beträge passen zueinander.")
    else:
        yield _(
            "Vergleichbar: die Werte von 0 bis 100 Punkten, Euro je Einwohner und Anteile. Nicht "
            "vergleichbar: Euro insgesamt, denn die Szenarien sind verschieden groß."
        )
    yield _differing(page)
    if not page.one_length:
        yield _(
            "Die Regionen haben verschieden viele Runden abgerechnet. Ergebnis, Vertrauen, "
            "Haushalte und Fonds stehen deshalb für alle nach Runde %(number)d."
        ) % {"number": page.upto}
    yield _(
        "Unterschiede kommen auch von den Menschen und vom Zufall der Ereignisse. Was ein anderes "
        "Modell allein bewirkt hätte, zeigt „Was wäre, wenn“ in der Rückschau."
    )


def _differing(page: Comparison) -> str:
    kinds: dict[str, set[Any]] = {
        _("Szenario"): {each.scenario_digest for each in page.regions},
        _("Kooperationsmodell"): {each.models for each in page.regions},
        _("Optionen"): {tuple(option.id for option in each.options) for each in page.regions},
        _("Eingriffe"): {each.interventions for each in page.regions},
        _("Zahl der Runden"): {each.rounds for each in page.regions},
    }
    names = [name for name, found in kinds.items() if len(found) > 1]
    if not names:
        return _("Szenario, Modell, Optionen, Eingriffe und Zahl der Runden waren gleich.")
    return _("Verschieden waren: %(names)s.") % {"names": ", ".join(names)}
