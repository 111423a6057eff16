"""Short names of the pictures, for whoever chooses one; a title says more of what is drawn."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: Mapping[str, Promise | str] = {
    "werte": _("Werte der Region"),
    "gesamtwert": _("Gesamtwert je Gemeinde"),
    "veraenderung": _("Veränderung der Werte"),
    "karte-einwohner": _("Einwohner"),
    "karte-leerstand": _("Leerstand"),
    "karte-zufriedenheit": _("Zufriedenheit"),
    "karte-finanzen": _("Finanzen"),
    "haushalt": _("Haushalt"),
    "geldfluesse": _("Geldflüsse"),
    "ergebnisse": _("Kontoänderung je Runde"),
    "fonds-anteile": _("Eingezahlt und bekommen"),
    "fonds-wege": _("Wege des Geldes"),
    "lasten-nutzen": _("Lasten und Nutzen"),
    "je-vorhaben": _("Saldo je Vorhaben"),
    "shapley": _("Anteile und Shapley-Wert"),
    "gegen-allein": _("Gemeinsam gegen allein"),
    "qualitaet": _("Qualität"),
    "qualitaet-aenderung": _("Veränderung der Qualität"),
    "beschluesse": _("Beschlüsse"),
    "netz": _("Vertrauen und Vereinbarungen"),
    "zeitlinie": _("Einwohner über die Runden"),
    "prognose": _("Prognose und was kam"),
    "altersgruppen": _("Einwohner nach Alter"),
    "alter": _("Altersaufbau"),
    "bauen": _("Gebaut"),
    "leerstand": _("Leerstand"),
    "ursachen": _("Was den Leerstand bewegt hat"),
    "zusagen": _("Zusagen je Gemeinde"),
    "zusagen-runden": _("Zusagen Runde für Runde"),
    "vermutungen": _("Vermutungen"),
    "ziele": _("Geheime Ziele"),
    "sieben-v": _("Sieben V"),
}
"""By the id of the figure: each is that of one picture of one theme."""
