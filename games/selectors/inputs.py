"""Names and units of the figures that a posting carries."""

from django.utils.translation import gettext as _

from games.selectors import money


def figure_label(name: str) -> str:
    """Name of an input of a posting."""
    return {
        "inhabitants": _("Einwohner"),
        "revenue_index": _("Einnahmenindex"),
        "cost_index": _("Kostenindex"),
        "business_factor": _("Konjunktur"),
        "price_factor": _("Preisfaktor"),
        "vacancy": _("Leerstand im Ortskern"),
        "need": _("Bedarf B"),
        "base": _("Steuerkraft S im Vorjahr"),
        "levy_base": _("Umlagegrundlage"),
        "grant": _("Zuwendung oder Zuweisung insgesamt"),
        "level": _("Niveau"),
        "load": _("Nutzungen"),
        "places": _("Plätze"),
        "dwellings": _("Wohnungen am Rand"),
        "units": _("Einheiten im Kern"),
        "pot": _("Topf"),
        "share_millionths": _("Anteil"),
        "points": _("Punkte des Antrags"),
        "quota": _("Förderquote"),
        "partners": _("Antragsteller"),
        "cost": _("Kosten"),
        "proceeds": _("Erlöse"),
        "amount": _("Betrag"),
        "per_head": _("Betrag je Kopf"),
        "account": _("Konto zu Beginn"),
        "yearly": _("Betrag im Jahr"),
        "left": _("Rest im Fonds"),
        "paid_in": _("Bisher eingezahlt"),
    }.get(name, name)


_SHARES = frozenset(
    {"revenue_index", "cost_index", "business_factor", "price_factor", "vacancy", "quota"}
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
    if name == "share_millionths":
        return money.share(value)
    return money.euro_exact(value) if name in _EURO else money.number(value)


def figure_name(path: str) -> str:
    """Name of a number of the scenario whose file says nothing about it."""
    return {
        "fixed": _("Fixkosten im Jahr"),
        "value": _("Wiederbeschaffungswert"),
        "per_use": _("Aufwand je Nutzung oder Kopf"),
        "income": _("Einnahme je Nutzung"),
        "per_place": _("Kosten je Platz"),
        "build_per_place": _("Baukosten je Platz"),
        "tax_per_head": _("Steuerkraft je Kopf"),
        "business": _("Gewerbesteuerkraft"),
        "other_per_head": _("Übriger Saldo je Kopf"),
        "need_weight": _("Gewicht des Bedarfs"),
        "cost": _("Kosten des Projekts"),
        "proceeds": _("Erlöse des Projekts"),
    }.get(path.rpartition(".")[2], path)
