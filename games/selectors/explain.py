"""How a posting comes about: its formula step by step, so that it can be recomputed by hand.

Each step uses the figures stored with the posting and rounds as the engine does (rules sections
1, 4 and 6); the last line is the posting itself. Rules without steps show their figures as a list.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.rules.model import Mode, Scenario
from games.rules.money import FULL, part, rdiv
from games.selectors import explain_fund, explain_joint, money
from games.selectors.steps import MILLION, Figures, Make, Step, Values
from games.selectors.steps import euro as _e
from games.selectors.steps import index as _index


@dataclass(frozen=True, slots=True)
class Calculation:
    """The lines and what they come to, in euro (positive, as booked), with the way to the end."""

    steps: tuple[Step, ...]
    total: int


def calculation(
    scenario: Scenario, rule: str, cause: str, inputs: Figures, parameters: Mapping[str, int]
) -> Calculation | None:
    """The calculation behind a posting; None where its rule has no steps or a figure is missing."""
    make = _RULES.get(rule)
    if make is None:
        return None
    try:
        steps = make(scenario, cause, Values(inputs, parameters))
    except KeyError:
        return None
    return Calculation(tuple(steps), sum(step.amount for step in steps))


def _taxes(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    people, rev = v["inhabitants"], v["revenue_index"]
    above = max(0, v["vacancy"] - v["vacancy_free"])
    steps = [
        Step(
            _("%(people)s Einwohner × %(tax)s × Einnahmenindex %(index)s")
            % {
                "people": money.number(people),
                "tax": _e(v["tax_per_head"]),
                "index": _index(rev),
            },
            part(people * v["tax_per_head"], rev),
        ),
        Step(
            _("Gewerbe %(business)s × Einnahmenindex %(index)s × Konjunktur %(factor)s")
            % {
                "business": _e(v["business"]),
                "index": _index(rev),
                "factor": _index(v["business_factor"]),
            },
            part(v["business"], rev, v["business_factor"]),
        ),
    ]
    if above:
        loss = rdiv(people * v["vacancy_loss_per_head"] * above, 100)
        steps.append(
            Step(
                _(
                    "Leerstand %(vacancy)s, das sind %(above)s über der Grenze × %(loss)s je Kopf "
                    "und Punkt"
                )
                % {
                    "vacancy": money.percent(v["vacancy"], 2),
                    "above": money.percent(above, 2),
                    "loss": _e(v["vacancy_loss_per_head"]),
                },
                -loss,
            )
        )
    return steps


def _equalisation(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    need, base = v["need"], v["base"]
    by_gap, by_floor = part(need - base, v["sz_rate"]), part(need, v["sz_floor"]) - base
    words = {
        "need": _e(need),
        "base": _e(base),
        "rate": money.percent(v["sz_rate"]),
        "floor": money.percent(v["sz_floor"]),
        "other": _e(min(by_gap, by_floor)),
    }
    if by_gap >= by_floor:
        text = _(
            "Bedarf B %(need)s, Steuerkraft S im Vorjahr %(base)s: %(rate)s der Lücke "
            "(der Sockel wären %(other)s)"
        )
        return [Step(text % words, by_gap)]
    text = _(
        "Bedarf B %(need)s, Steuerkraft S im Vorjahr %(base)s: Auffüllen bis %(floor)s von B "
        "(aus der Lücke wären es %(other)s)"
    )
    return [Step(text % words, by_floor)]


def _levy(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    text = _(
        "(Steuerkraft S im Vorjahr %(base)s + %(share)s von %(grant)s Zuweisung = %(levy)s) "
        "× %(rate)s"
    ) % {
        "base": _e(v["base"]),
        "share": money.percent(v["levy_sz_share"]),
        "grant": _e(v["grant"]),
        "levy": _e(v["levy_base"]),
        "rate": money.percent(v["levy_rate"]),
    }
    return [Step(text, part(v["base"] + part(v["grant"], v["levy_sz_share"]), v["levy_rate"]))]


def _rest(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    per_head, rev = v["other_per_head"], v["revenue_index"]
    text = _("%(people)s Einwohner × %(rest)s × Einnahmenindex %(index)s") % {
        "people": money.number(v["inhabitants"]),
        "rest": money.euro_change_exact(per_head),
        "index": _index(rev),
    }
    return [Step(text, part(v["inhabitants"] * per_head, rev))]


def _service(scenario: Scenario, cause: str, v: Values) -> list[Step]:
    index = v["cost_index"]
    words = {"index": _index(index)}
    steps = [
        Step(
            _("Fixkosten %(fixed)s × Kostenindex %(index)s") % {**words, "fixed": _e(v["fixed"])},
            part(v["fixed"], index),
        )
    ]
    if scenario.services[cause].mode is Mode.OFFICE:
        steps.append(_office_use(v, words))
    else:
        steps += _place_use(v, words)
    if v.word("level") == "sparen":
        steps.append(Step(_("Unterhalt: entfällt beim Sparen"), 0))
    else:
        steps.append(
            Step(
                _("Unterhalt %(rate)s vom Wiederbeschaffungswert %(value)s × Kostenindex %(index)s")
                % {**words, "rate": money.percent(v["upkeep_rate"]), "value": _e(v["value"])},
                part(v["value"], v["upkeep_rate"], index),
            )
        )
    return _with_shock(steps, v["price_factor"])


def _office_use(v: Values, words: Mapping[str, str]) -> Step:
    text = _("%(load)s Einwohner × %(price)s × Kostenindex %(index)s") % {
        **words,
        "load": money.number(v["load"]),
        "price": _e(v["per_use"]),
    }
    return Step(text, part(v["per_use"] * v["load"], v["cost_index"]))


def _place_use(v: Values, words: Mapping[str, str]) -> list[Step]:
    index = v["cost_index"]
    steps = []
    if v["per_place"]:
        text = _("%(places)s Plätze × %(price)s × Kostenindex %(index)s") % {
            **words,
            "places": money.number(v["places"]),
            "price": _e(v["per_place"]),
        }
        steps.append(Step(text, part(v["per_place"] * v["places"], index)))
    used = min(v["load"], v["places"]) if v["places"] else v["load"]
    text = _(
        "%(used)s Nutzungen × (%(price)s Aufwand − %(income)s Einnahme) × Kostenindex %(index)s"
    ) % {
        **words,
        "used": money.number(used),
        "price": _e(v["per_use"]),
        "income": _e(v["income"]),
    }
    steps.append(Step(text, part((v["per_use"] - v["income"]) * used, index)))
    return steps


def _with_shock(steps: list[Step], factor: int) -> list[Step]:
    if factor == FULL:
        return steps
    total = sum(step.amount for step in steps)
    text = _("Ereignis: mal %(factor)s") % {"factor": _index(factor)}
    return [*steps, Step(text, part(total, factor) - total)]


def _renewal(scenario: Scenario, cause: str, v: Values) -> list[Step]:
    if cause not in scenario.services:
        return explain_joint.renewal(scenario, cause, v)
    text = _("%(rate)s vom Wiederbeschaffungswert %(value)s × Kostenindex %(index)s") % {
        "rate": money.percent(v["renewal_rate"]),
        "value": _e(v["value"]),
        "index": _index(v["cost_index"]),
    }
    return [Step(text, part(v["value"], v["renewal_rate"], v["cost_index"]))]


def _new_places(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    text = _("%(places)s Plätze × %(price)s × Kostenindex %(index)s") % {
        "places": money.number(v["places"]),
        "price": _e(v["build_per_place"]),
        "index": _index(v["cost_index"]),
    }
    return [Step(text, part(v["places"] * v["build_per_place"], v["cost_index"]))]


def _edge(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    text = _("%(count)s Wohnungen × %(price)s") % {
        "count": money.number(v["dwellings"]),
        "price": _e(v["land_profit"]),
    }
    return [Step(text, v["dwellings"] * v["land_profit"])]


def _centre(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    text = _("%(count)s Einheiten × %(price)s × Kostenindex %(index)s") % {
        "count": money.number(v["units"]),
        "price": _e(v["inner_cost"]),
        "index": _index(v["cost_index"]),
    }
    return [Step(text, part(v["units"] * v["inner_cost"], v["cost_index"]))]


def _edge_upkeep(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    text = _("%(count)s Wohnungen im Bestand × %(price)s × Kostenindex %(index)s") % {
        "count": money.number(v["dwellings"]),
        "price": _e(v["upkeep"]),
        "index": _index(v["cost_index"]),
    }
    return [Step(text, part(v["dwellings"] * v["upkeep"], v["cost_index"]))]


def _contribution(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    steps = []
    if v["municipal_ratio"]:
        text = _("Topf %(pot)s × Verhältnis %(ratio)s × Anteil %(share)s") % {
            "pot": _e(v["pot"]),
            "ratio": money.percent(v["municipal_ratio"]),
            "share": f"{money.decimal(v['share_millionths'], 10_000, 4)} %",
        }
        amount = rdiv(v["pot"] * v["municipal_ratio"] * v["share_millionths"], FULL * MILLION)
        steps.append(Step(text, amount))
    if v["levy_on_base"]:
        text = _("Umlagegrundlage %(base)s × %(rate)s") % {
            "base": _e(v["levy_base"]),
            "rate": money.percent(v["levy_on_base"]),
        }
        steps.append(Step(text, part(v["levy_base"], v["levy_on_base"])))
    if v["dwelling_levy"] and v["dwellings"]:
        text = _("%(count)s neue Wohnungen am Rand × %(levy)s") % {
            "count": money.number(v["dwellings"]),
            "levy": _e(v["dwelling_levy"]),
        }
        steps.append(Step(text, v["dwellings"] * v["dwelling_levy"]))
    return steps


def _event(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    steps = []
    if v["amount"]:
        steps.append(Step(_("Betrag der Ereigniskarte"), v["amount"]))
    if v["per_head"]:
        text = _("%(people)s Einwohner × %(amount)s je Kopf") % {
            "people": money.number(v["inhabitants"]),
            "amount": money.euro_change_exact(v["per_head"]),
        }
        steps.append(Step(text, v["per_head"] * v["inhabitants"]))
    return steps


def _correction(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    return [Step(_("Betrag der Korrektur"), v["amount"])]


def _interest(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    short = max(0, -v["account"])
    text = _("Kassenkredit %(short)s × Zins %(rate)s") % {
        "short": _e(short),
        "rate": money.percent(v["interest"]),
    }
    return [Step(text, part(short, v["interest"]))]


def _yearly(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    return [Step(_("Laufende Wirkung Ihrer umgesetzten Projekte"), v["yearly"])]


_RULES: Mapping[str, Make] = {
    **explain_joint.RULES,
    **explain_fund.RULES,
    "E1": _taxes,
    "E2": _equalisation,
    "E3": _levy,
    "E4": _rest,
    "L1": _service,
    "L2": _renewal,
    "L3": _new_places,
    "W1": _edge,
    "W2": _centre,
    "W3": _edge_upkeep,
    "F1": _contribution,
    "F6": _yearly,
    "X1": _event,
    "X2": _correction,
    "Z1": _interest,
}
