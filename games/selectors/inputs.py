"""Names and units of the figures that a posting carries."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from games.selectors import money

_LABELS: Mapping[str, Promise] = {
    "inhabitants": gettext_lazy("Einwohner"),
    "revenue_index": gettext_lazy("Einnahmenindex"),
    "cost_index": gettext_lazy("Kostenindex"),
    "business_factor": gettext_lazy("Konjunktur"),
    "price_factor": gettext_lazy("Preisfaktor"),
    "vacancy": gettext_lazy("Leerstand im Ortskern"),
    "need": gettext_lazy("Bedarf B"),
    "base": gettext_lazy("Steuerkraft S im Vorjahr"),
    "levy_base": gettext_lazy("Umlagegrundlage"),
    "grant": gettext_lazy("Zuwendung oder Zuweisung insgesamt"),
    "level": gettext_lazy("Niveau"),
    "load": gettext_lazy("Nutzungen"),
    "places": gettext_lazy("Plätze"),
    "dwellings": gettext_lazy("Wohnungen am Rand"),
    "units": gettext_lazy("Einheiten im Kern"),
    "pot": gettext_lazy("Topf"),
    "share_millionths": gettext_lazy("Anteil"),
    "key_weight": gettext_lazy("Gewicht der Umlagekraft im Fondsschlüssel"),
    "key": gettext_lazy("Schlüssel"),
    "weight": gettext_lazy("Eigener Teil beim Aufteilen"),
    "weights": gettext_lazy("Alle Teile zusammen"),
    "rest": gettext_lazy("Euro aus der Rundung"),
    "total": gettext_lazy("Aufzuteilen"),
    "surcharge": gettext_lazy("Aufschlag der Standorte"),
    "host": gettext_lazy("Davon eigener Teil"),
    "over": gettext_lazy("Änderung durch Höchstbeträge"),
    "share": gettext_lazy("Anteil an der Umlage"),
    "withheld": gettext_lazy("Verweigert"),
    "refill": gettext_lazy("Für andere aufgefüllt"),
    "alone_cost": gettext_lazy("Kosten allein"),
    "advantage": gettext_lazy("Vorteil"),
    "worth": gettext_lazy("Wert der veränderten Qualität"),
    "gain": gettext_lazy("Gemeinsamer Vorteil"),
    "target": gettext_lazy("Zielvorteil"),
    "need_fixed": gettext_lazy("Fixkosten in eigener Hand"),
    "need_factor": gettext_lazy("Faktor für die Steuerkraft"),
    "claim": gettext_lazy("Forderung"),
    "gross": gettext_lazy("Einzelkosten zusammen"),
    "poolable": gettext_lazy("Fixkosten ohne die größten"),
    "ramp": gettext_lazy("Anlauf"),
    "trust_factor": gettext_lazy("Wirkung des Vertrauens"),
    "saving": gettext_lazy("Ersparnis"),
    "overhead": gettext_lazy("Verbundaufwand"),
    "mean_trust": gettext_lazy("Mittleres Vertrauen"),
    "members": gettext_lazy("Mitglieder"),
    "roof": gettext_lazy("Satz unter einem Dach"),
    "last_share": gettext_lazy("Letzter Anteil"),
    "fee": gettext_lazy("Austrittszahlung"),
    "pledge": gettext_lazy("Bauzusage"),
    "pledged": gettext_lazy("Zusagen zusammen"),
    "levy": gettext_lazy("Kreisumlage des Vorjahrs"),
    "joined_millionths": gettext_lazy("Beigetretener Anteil"),
    "round": gettext_lazy("Runde"),
    "weak": gettext_lazy("Schwache Steuerkraft (1 = ja)"),
    "points": gettext_lazy("Punkte des Antrags"),
    "quota": gettext_lazy("Förderquote"),
    "partners": gettext_lazy("Antragsteller"),
    "cost": gettext_lazy("Kosten"),
    "proceeds": gettext_lazy("Erlöse"),
    "amount": gettext_lazy("Betrag"),
    "per_head": gettext_lazy("Betrag je Kopf"),
    "account": gettext_lazy("Konto zu Beginn"),
    "yearly": gettext_lazy("Betrag im Jahr"),
    "left": gettext_lazy("Rest im Fonds"),
    "paid_in": gettext_lazy("Bisher eingezahlt"),
}


def figure_label(name: str) -> str:
    """Name of an input of a posting; what stands after a colon says whose it is."""
    kind, _sign, owner = name.partition(":")
    label = str(_LABELS.get(kind, kind))
    return f"{label}, {owner}" if owner else label


_SHARES = frozenset(
    {
        "revenue_index",
        "cost_index",
        "business_factor",
        "price_factor",
        "vacancy",
        "quota",
        "key_weight",
        "need_factor",
        "ramp",
        "trust_factor",
        "mean_trust",
        "roof",
    }
)
_EURO = frozenset(
    {
        "need",
        "base",
        "levy_base",
        "grant",
        "pot",
        "cost",
        "proceeds",
        "amount",
        "per_head",
        "account",
        "yearly",
        "left",
        "paid_in",
        "rest",
        "total",
        "surcharge",
        "host",
        "over",
        "share",
        "withheld",
        "refill",
        "alone_cost",
        "advantage",
        "worth",
        "gain",
        "target",
        "need_fixed",
        "claim",
        "gross",
        "poolable",
        "saving",
        "overhead",
        "last_share",
        "fee",
        "pledge",
        "pledged",
        "levy",
    }
)


def figure_text(name: str, value: int | str) -> str:
    """An input of a posting with its unit."""
    if isinstance(value, str):
        levels = {
            "sparen": _("Sparen"),
            "halten": _("Wie bisher"),
            "erneuern": _("Erneuern"),
            "schliessen": _("Schließen"),
        }
        return levels.get(value, value)
    if name in _SHARES:
        return money.percent(value, 2)
    if name in ("share_millionths", "joined_millionths"):
        return money.share(value)
    return money.euro_exact(value) if name.partition(":")[0] in _EURO else money.number(value)


def figure_name(path: str) -> str:
    """Name of a number of the scenario whose file says nothing about it."""
    return str(_NUMBERS.get(path.rpartition(".")[2], path))


_NUMBERS: Mapping[str, Promise] = {
    "fixed": gettext_lazy("Fixkosten im Jahr"),
    "value": gettext_lazy("Wiederbeschaffungswert"),
    "per_use": gettext_lazy("Aufwand je Nutzung oder Kopf"),
    "income": gettext_lazy("Einnahme je Nutzung"),
    "per_place": gettext_lazy("Kosten je Platz"),
    "build_per_place": gettext_lazy("Baukosten je Platz"),
    "tax_per_head": gettext_lazy("Steuerkraft je Kopf"),
    "business": gettext_lazy("Gewerbesteuerkraft"),
    "other_per_head": gettext_lazy("Übriger Saldo je Kopf"),
    "need_weight": gettext_lazy("Gewicht des Bedarfs"),
    "cost": gettext_lazy("Kosten des Projekts"),
    "proceeds": gettext_lazy("Erlöse des Projekts"),
    "quota": gettext_lazy("Förderquote am Anfang"),
    "quota_max": gettext_lazy("Förderquote, höchstens"),
    "partner_bonus": gettext_lazy("Aufschlag je Partner"),
    "partner_bonus_max": gettext_lazy("Aufschlag für Partner, höchstens"),
    "weak_bonus": gettext_lazy("Aufschlag für schwache Steuerkraft"),
    "cap": gettext_lazy("Höchstbetrag je Partner"),
    "county_rate": gettext_lazy("Satz des Landkreises"),
    "county_per_head": gettext_lazy("Betrag des Landkreises je Kopf"),
    "municipal_ratio": gettext_lazy("Gemeinden im Verhältnis zum Landkreis"),
    "weight_tax": gettext_lazy("Gewicht der Umlagekraft"),
    "levy_on_base": gettext_lazy("Satz auf die Umlagegrundlage"),
    "dwelling_levy": gettext_lazy("Abgabe je Wohnung am Ortsrand"),
    "pool": gettext_lazy("Gemeinsam nutzbarer Teil der Fixkosten"),
    "realised": gettext_lazy("Davon auf dieser Stufe erreicht"),
    "overhead": gettext_lazy("Verbundaufwand"),
    "setup": gettext_lazy("Gründungskosten"),
    "setup_member": gettext_lazy("Gründungskosten je Mitglied"),
}
