"""Notes of the engine as sentences: what was refused, why, by how much, and what is possible."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from django.utils.translation import gettext as _

from games.rules.model import Scenario
from games.selectors import money
from games.selectors.labels import cause_label


class AnyNote(Protocol):
    """What engine notes and stored ones have in common."""

    @property
    def code(self) -> str:
        """Code of the engine (``rules.notes``)."""

    @property
    def town(self) -> str:
        """Whom it concerns."""

    @property
    def item(self) -> str:
        """What it is about."""

    @property
    def figures(self) -> Mapping[str, int | str]:
        """Figures for the sentence."""


def note_sentence(scenario: Scenario, note: AnyNote) -> str:
    """The German sentence of a note, with the figures that entered it."""
    name = cause_label(scenario, note.item) if note.item else ""
    words = {
        "name": name,
        "limit": _figure(note.figures.get("limit", "")),
        "wanted": _figure(note.figures.get("wanted", "")),
        "condition": _condition(note.figures.get("condition", 0)),
        "least": _condition(note.figures.get("limit", 0)),
    }
    make = _SENTENCES.get(note.code)
    if make is None:
        return _("%(name)s: Das lassen die Regeln in dieser Runde nicht zu.") % words
    return make(note.figures) % words


def note_path(note: AnyNote) -> str:
    """The field of the decision form that a note belongs to."""
    if note.item in ("greenfield", "inner", "fund", "pledge", "share_data"):
        return note.item
    if note.code in ("points", "foreign_card", "card_done", "partners", "no_fund"):
        return "applications"
    if note.code == "places" or isinstance(note.figures.get("wanted"), int):
        return f"places.{note.item}"
    return f"levels.{note.item}"


def _figure(value: Any) -> str:
    if isinstance(value, int):
        return money.number(value)
    return {
        "sparen": _("Sparen"),
        "halten": _("Wie bisher"),
        "erneuern": _("Erneuern"),
        "schliessen": _("Schließen"),
        "bleiben": _("Bleiben"),
        "beitreten": _("Beitreten"),
    }.get(str(value), str(value))


def _condition(value: Any) -> str:
    return money.percent(value) if isinstance(value, int) else str(value)


def _watched(figures: Mapping[str, int | str]) -> str:
    if isinstance(figures.get("limit"), int):
        return _(
            "%(name)s: Ihr Haushalt steht unter Sicherung, deshalb sind höchstens %(limit)s "
            "möglich. Gewünscht waren %(wanted)s."
        )
    return _(
        "%(name)s: Ihr Haushalt steht unter Sicherung, %(wanted)s geht erst wieder, wenn das Konto "
        "über der Grenze liegt. Möglich ist „%(limit)s“."
    )


def _unfunded(figures: Mapping[str, int | str]) -> str:
    reasons = {
        "fund_inactive": _("%(name)s: kein Geld, denn der Fonds hat noch nicht begonnen."),
        "not_member": _("%(name)s: kein Geld, denn %(wanted)s Antragsteller sind nicht im Fonds."),
        "points": _("%(name)s: kein Geld. Der Antrag hat %(wanted)s Punkte, nötig sind %(limit)s."),
        "votes": _("%(name)s: kein Geld, denn die Mitglieder haben den Antrag abgelehnt."),
        "money": _(
            "%(name)s: kein Geld. Im Fonds waren noch %(wanted)s € frei, eine Zuwendung beginnt "
            "bei %(limit)s €."
        ),
    }
    fallback = _("%(name)s bekam kein Geld aus dem Fonds und wurde deshalb nicht umgesetzt.")
    return reasons.get(str(figures.get("reason")), fallback)


def _plain(make: Callable[[], str]) -> Callable[[Mapping[str, int | str]], str]:
    return lambda _figures: make()


_SENTENCES: Mapping[str, Callable[[Mapping[str, int | str]], str]] = {
    "watched": _watched,
    "not_there": _plain(
        lambda: _("%(name)s gibt es in Ihrer Gemeinde nicht. Hier ist nichts zu entscheiden.")
    ),
    "duty": _plain(
        lambda: _(
            "%(name)s ist eine Pflichtaufgabe und kann nicht geschlossen werden. "
            "Möglich ist „%(limit)s“."
        )
    ),
    "bound": _plain(
        lambda: _(
            "%(name)s wird gemeinsam betrieben und kann nicht allein geschlossen werden. "
            "Möglich ist „%(limit)s“."
        )
    ),
    "places": _plain(
        lambda: _("%(name)s: Möglich sind bis zu %(limit)s Plätze, gewünscht waren %(wanted)s.")
    ),
    "greenfield": _plain(
        lambda: _("Am Rand sind höchstens %(limit)s Wohnungen erlaubt, gewünscht waren %(wanted)s.")
    ),
    "inner": _plain(
        lambda: _("Im Ortskern sind höchstens %(limit)s Einheiten möglich, gewünscht: %(wanted)s.")
    ),
    "no_fund": _plain(lambda: _("In diesem Spiel gibt es keinen Fonds, dem Sie beitreten können.")),
    "not_member": _plain(
        lambda: _("Das können nur Mitglieder. Treten Sie zuerst bei: „%(limit)s“.")
    ),
    "points": _plain(
        lambda: _("%(name)s: Dafür fehlt Zeit. Nötig sind %(wanted)s Punkte, frei noch %(limit)s.")
    ),
    "foreign_card": _plain(
        lambda: _("%(name)s gehört einer anderen Gemeinde. Wählen Sie ein eigenes Projekt.")
    ),
    "card_done": _plain(lambda: _("%(name)s ist schon umgesetzt oder zweimal beantragt.")),
    "partners": _plain(lambda: _("%(name)s: Diese Partner passen nicht zum Antrag.")),
    "project_partners_missing": _plain(
        lambda: _("%(name)s: Es haben nicht genug Partner zugestimmt (%(wanted)s von %(limit)s).")
    ),
    "project_unfunded": _unfunded,
    "project_taken": _plain(
        lambda: _("%(name)s hat in derselben Runde eine andere Gemeinde umgesetzt.")
    ),
    "site_locked": _plain(
        lambda: _(
            "%(name)s wurde gesperrt: Der Zustand ist auf %(condition)s gefallen, nötig sind "
            "mindestens %(least)s. Was gesperrt ist, bleibt zu."
        )
    ),
    "amount": _plain(lambda: _("Der Betrag passt nicht: Grenze %(limit)s, gewünscht %(wanted)s.")),
    "module_off": _plain(lambda: _("Dieser Teil der Regeln ist in diesem Spiel ausgeschaltet.")),
    "stage": _plain(lambda: _("%(name)s: Das erlaubt die Form der Zusammenarbeit nicht.")),
}
