"""Steps of the fund beside the contribution: county, state, grants, project costs, the end (F)."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from games.rules.model import Scenario
from games.rules.money import part, rdiv
from games.selectors import money
from games.selectors.steps import (
    MILLION,
    Make,
    Step,
    Values,
    euro,
    index,
    portion,
    portion_words,
)

CENTS = 100


def _county(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    steps = []
    if v["county_rate"]:
        pot = part(v["levy"], v["county_rate"])
        text = _("Kreisumlage des Vorjahrs %(levy)s × %(rate)s × beigetreten %(joined)s") % {
            "levy": euro(v["levy"]),
            "rate": index(v["county_rate"]),
            "joined": money.share(v["joined_millionths"]),
        }
        steps.append(Step(text, rdiv(pot * v["joined_millionths"], MILLION)))
    if v["county_per_head"]:
        text = _("%(people)s Einwohner × %(cents)s Cent") % {
            "people": money.number(v["inhabitants"]),
            "cents": money.number(v["county_per_head"]),
        }
        steps.append(Step(text, rdiv(v["inhabitants"] * v["county_per_head"], CENTS)))
    return steps


def _start_aid(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    text = _("%(people)s Einwohner × %(cents)s Cent, einmalig") % {
        "people": money.number(v["inhabitants"]),
        "cents": money.number(v["start_aid_cent_per_head"]),
    }
    return [Step(text, rdiv(v["inhabitants"] * v["start_aid_cent_per_head"], CENTS))]


def _grant(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    most = v["cap"] * v["partners"]
    by_quota, uncovered = part(v["cost"], v["quota"]), v["cost"] - v["proceeds"]
    grant = min(by_quota, uncovered, most, v["left"])
    text = _(
        "Das Kleinste von: %(quota)s von %(cost)s Kosten = %(by_quota)s, ungedeckt %(uncovered)s, "
        "Höchstbetrag %(most)s, im Fonds frei %(left)s; davon %(weight)s von %(weights)s Teilen"
    ) % {
        **portion_words(v, grant),
        "quota": index(v["quota"]),
        "cost": euro(v["cost"]),
        "by_quota": euro(by_quota),
        "uncovered": euro(uncovered),
        "most": euro(most),
        "left": euro(v["left"]),
    }
    return [_quota(v), *portion(v, grant, text)]


def _quota(v: Values) -> Step:
    """How the rate came about; it moves no money by itself."""
    partners = min(v["partner_bonus"] * (v["partners"] - 1), v["partner_bonus_max"])
    text = _(
        "Quote %(base)s + %(partners)s für Partner + %(weak)s für schwache Steuerkraft, "
        "höchstens %(most)s"
    )
    words = {
        "base": index(v.parameter("quota")),
        "partners": index(partners),
        "weak": index(v["weak_bonus"] if v["weak"] else 0),
        "most": index(v["quota_max"]),
    }
    return Step(text % words, 0)


def _project(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    cost = part(v.parameter("cost"), v["cost_index"], v["price_factor"])
    proceeds = part(v.parameter("proceeds"), v["cost_index"])
    text = _(
        "Kosten %(card_cost)s × Kostenindex %(index)s × Baupreis %(price)s = %(cost)s, "
        "ab Erlöse %(card_proceeds)s × Kostenindex = %(proceeds)s; davon %(weight)s von "
        "%(weights)s Teilen"
    ) % {
        **portion_words(v, cost - proceeds),
        "card_cost": euro(v.parameter("cost")),
        "card_proceeds": euro(v.parameter("proceeds")),
        "index": index(v["cost_index"]),
        "price": index(v["price_factor"]),
        "cost": euro(cost),
        "proceeds": euro(proceeds),
    }
    return portion(v, cost - proceeds, text)


def _end(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    text = _("Rest im Fonds %(total)s, davon %(weight)s von %(weights)s € eingezahlt")
    return portion(v, v["left"], text % portion_words(v, v["left"]))


RULES: Mapping[str, Make] = {
    "F2": _county,
    "F3": _start_aid,
    "F4": _grant,
    "F5": _project,
    "F7": _end,
}
"""Rules of this family."""
