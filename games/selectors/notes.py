"""Notes of the engine as sentences: what was refused, why, by how much, and what is possible."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from games.rules.model import Scenario
from games.selectors import money
from games.selectors.labels import cause_label

_SHARE_CODES = ("share_names", "share_sum", "option_off")
_SHARES = ("limit", "wanted", "before", "weight")


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
    words |= {f"{key}_share": _share(note.figures.get(key, 0)) for key in _SHARES}
    meeting = note.code == "points" and note.item in scenario.municipalities
    make = _no_time_to_meet if meeting else _SENTENCES.get(note.code)
    if make is None:
        return _("%(name)s: Das lassen die Regeln in dieser Runde nicht zu.") % words
    return make(note.figures) % words


SECRET_OF_A_BALLOT: Final = ("votes.", "scores.")
"""Beginnings of the paths of notes that would tell how somebody voted."""


def note_path(note: AnyNote) -> str:
    """The field of the decision form that a note belongs to."""
    if note.code in ("no_application", "not_voter", "own_vote"):
        return f"votes.{note.item}"
    if note.item in ("greenfield", "inner", "fund", "pledge", "share_data", "key_vote"):
        return note.item
    if note.code in ("own_project", "criterion", "score", "not_scored"):
        return f"scores.{note.item}"
    if note.code in ("points", "foreign_card", "card_done", "partners", "no_fund", *_SHARE_CODES):
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


def _share(value: Any) -> str:
    return money.percent(value, 2) if isinstance(value, int) else str(value)


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


def _shares(figures: Mapping[str, int | str]) -> str:
    if figures.get("limit") == 0:
        return _("%(name)s: Ein Anteil kann nicht kleiner als null sein.")
    return _("%(name)s: Die Anteile ergeben zusammen %(wanted_share)s statt des Ganzen.")


def _no_time(figures: Mapping[str, int | str]) -> str:
    return ngettext(
        "%(name)s: Dafür fehlt Zeit. Nötig ist %(wanted)s Punkt, frei noch %(limit)s.",
        "%(name)s: Dafür fehlt Zeit. Nötig sind %(wanted)s Punkte, frei noch %(limit)s.",
        int(figures["wanted"]),
    )


def _no_time_to_meet(figures: Mapping[str, int | str]) -> str:
    return ngettext(
        "Dann fehlt Ihnen die Zeit für das Gespräch mit %(name)s: Nötig ist %(wanted)s Punkt, "
        "frei noch %(limit)s. Sagen Sie zuerst etwas anderes ab.",
        "Dann fehlt Ihnen die Zeit für das Gespräch mit %(name)s: Nötig sind %(wanted)s Punkte, "
        "frei noch %(limit)s. Sagen Sie zuerst etwas anderes ab.",
        int(figures["wanted"]),
    )


def _amount(figures: Mapping[str, int | str]) -> str:
    if int(figures["wanted"]) < int(figures["limit"]):
        return _("Möglich ist ein Betrag ab %(limit)s €, gewünscht waren %(wanted)s €.")
    return _("Möglich sind höchstens %(limit)s €, gewünscht waren %(wanted)s €.")


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
    "points": _no_time,
    "option_off": _plain(
        lambda: _(
            "Das ist in diesem Spiel nicht vorgesehen. Die Spielleitung wählt das vorher aus."
        )
    ),
    "option_key": _plain(
        lambda: _(
            "%(name)s: Der Schlüssel „Bisherige Kosten“ steht in diesem Spiel nicht zur Wahl. "
            "Schlagen Sie einen anderen vor."
        )
    ),
    "own_project": _plain(
        lambda: _("%(name)s: Das eigene Projekt bewerten Sie nicht selbst, das tun die anderen.")
    ),
    "criterion": _plain(
        lambda: _("%(name)s: Ein Merkmal „%(wanted)s“ gibt es nicht. Möglich sind: %(limit)s.")
    ),
    "score": _plain(
        lambda: _("%(name)s: Möglich sind 0 bis 3 Punkte, gewünscht waren %(wanted)s.")
    ),
    "share_names": _plain(
        lambda: _(
            "%(name)s: Anteile brauchen genau die Antragsteller (%(limit)s), genannt sind "
            "%(wanted)s."
        )
    ),
    "share_sum": _shares,
    "key_fixed": _plain(
        lambda: _("In diesem Fonds zahlt niemand nach einem Schlüssel, es ist nichts abzustimmen.")
    ),
    "key_weight": _plain(
        lambda: _(
            "Das Gewicht der Umlagekraft lässt sich nur in Schritten von %(limit_share)s ändern, "
            "gewünscht waren %(wanted_share)s."
        )
    ),
    "key_vote_failed": _plain(
        lambda: _(
            "Ihr Vorschlag für den Fondsschlüssel bekam %(wanted)s von %(limit)s nötigen Stimmen. "
            "Der Schlüssel bleibt."
        )
    ),
    "key_changed": _plain(
        lambda: _(
            "Fondsschlüssel geändert: Die Umlagekraft zählt ab der nächsten Runde %(weight_share)s "
            "statt %(before_share)s, die Einwohner den Rest."
        )
    ),
    "no_application": _plain(
        lambda: _(
            "%(name)s: Dafür liegt kein Antrag vor. Zur Abstimmung stehen %(limit)s Projekte."
        )
    ),
    "not_scored": _plain(
        lambda: _(
            "%(name)s: Dafür liegt kein Antrag vor. Zu bewerten sind höchstens %(limit)s Projekte."
        )
    ),
    "not_voter": _plain(
        lambda: _(
            "%(name)s: Im Fonds stimmen nur Mitglieder ab, und Ihre Gemeinde ist keines. In der "
            "nächsten Runde können Sie beitreten."
        )
    ),
    "own_vote": _plain(
        lambda: _("%(name)s: Über das eigene Projekt stimmen Sie nicht ab, das tun die anderen.")
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
    "amount": _amount,
    "module_off": _plain(lambda: _("Dieser Teil der Regeln ist in diesem Spiel ausgeschaltet.")),
    "stage": _plain(lambda: _("%(name)s: Das erlaubt die Form der Zusammenarbeit nicht.")),
}
