"""The themes of the pictures, in the order of their links; a page shows one of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from games.charts.figure import Figure
from games.charts.pictures import (
    community,
    fund,
    land,
    maps,
    money,
    people,
    region,
    services,
    trust,
    virtues,
    word,
)
from games.charts.pictures.look import Look

Draw = Callable[[Look], Sequence[Figure]]


@dataclass(frozen=True, slots=True)
class Theme:
    """A page of pictures.

    ``by_round``, ``by_town``: whether its pictures heed a chosen round or municipality.
    ``stepped``: they show the region after one round, chosen with a slider (the last one unless
    told, 0 = the start). The ids of its figures are parts of addresses (small letters, digits,
    dashes) and unique within the theme.
    """

    slug: str
    icon: str
    title: Promise | str
    draw: Draw
    by_round: bool = False
    by_town: bool = False
    stepped: bool = False


THEMES = (
    Theme("region", "chart", _("Region"), region.draw),
    Theme("karte", "map", _("Karte"), maps.draw, stepped=True),
    Theme("geld", "euro", _("Geld"), money.draw, by_round=True, by_town=True),
    Theme("fonds", "fund", _("Fonds"), fund.draw, by_round=True),
    Theme("gemeinschaft", "coins", _("Lasten und Nutzen"), community.draw),
    Theme("leistungen", "s-dienst", _("Dienste"), services.draw, by_round=True),
    Theme("vertrauen", "hands", _("Vertrauen"), trust.draw, by_town=True, stepped=True),
    Theme("menschen", "users", _("Menschen"), people.draw, by_town=True),
    Theme("flaeche", "house", _("Fläche"), land.draw),
    Theme("zusagen", "check", _("Zusagen und Ziele"), word.draw),
    Theme("sieben-v", "ring", _("Sieben V"), virtues.draw, by_town=True),
)  # fmt: skip
BY_SLUG = {theme.slug: theme for theme in THEMES}
