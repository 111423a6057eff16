"""Steps of what towns share: joint services, founding and leaving, the joint building (V, H)."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from games.rules.effects.joint import LOAN
from games.rules.model import Scenario
from games.rules.money import FULL, part
from games.selectors.labels import account_label
from games.selectors.steps import Make, Step, Values, euro, index, portion, portion_words

TRUST_BASE = 15_000


def key_label(scenario: Scenario, key: str) -> str:
    """Name of a key: what the scenario writes before the colon."""
    return scenario.keys.get(key, key).partition(":")[0]


def _by_key(scenario: Scenario, v: Values, total: int) -> list[Step]:
    text = _("%(total)s nach Schlüssel %(key)s: %(weight)s von %(weights)s") % {
        **portion_words(v, total),
        "key": key_label(scenario, v.word("key")),
    }
    return portion(v, total, text)


def _share(scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    steps = _by_key(scenario, v, v["total"] - v["surcharge"])
    if v["host"]:
        text = _("Aufschlag der Standorte %(surcharge)s, davon Ihr Teil")
        steps.append(Step(text % {"surcharge": euro(v["surcharge"])}, v["host"]))
    if v["over"] < 0:
        cap = _("Höchstbetrag %(cap)s: was darüber liegt, zahlen die anderen")
        steps.append(Step(cap % {"cap": euro(v["share"])}, v["over"]))
    elif v["over"]:
        steps.append(Step(_("Was bei anderen über ihrem Höchstbetrag liegt"), v["over"]))
    if "withheld" in v:
        steps.append(Step(_("Zahlung verweigert: strittiger Teil"), -v["withheld"]))
    if v.inputs.get("refill"):
        steps.append(Step(_("Aufgefüllt, was andere verweigern"), v["refill"]))
    return steps


def _founding(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    base = v["setup"] + v["setup_member"] * v["members"]
    total = part(base, TRUST_BASE - v["mean_trust"], v["roof"])
    text = _(
        "Gründung %(base)s × %(factor)s (150 %% − Vertrauen %(trust)s)%(roof)s = %(total)s; "
        "davon %(weight)s von %(weights)s Einwohnern"
    ) % {
        **portion_words(v, total),
        "base": euro(base),
        "factor": index(TRUST_BASE - v["mean_trust"]),
        "trust": index(v["mean_trust"]),
        "roof": "" if v["roof"] == FULL else _(" × 50 % unter einem Dach"),
    }
    return portion(v, total, text)


def _balance(scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    gain = v["gain"]
    if "need_fixed" in v:
        text = _(
            "Zielvorteil: gemeinsamer Vorteil %(total)s nach Bedarf %(weight)s von %(weights)s "
            "(Fixkosten %(fixed)s × %(factor)s für die Steuerkraft)"
        ) % {
            **portion_words(v, gain),
            "fixed": euro(v["need_fixed"]),
            "factor": index(v["need_factor"]),
        }
    else:
        text = _(
            "Zielvorteil: gemeinsamer Vorteil %(total)s nach Schlüssel %(key)s, "
            "%(weight)s von %(weights)s"
        ) % {**portion_words(v, gain), "key": key_label(scenario, v.word("key"))}
    return [
        *portion(v, gain, text),
        Step(_("ab: was Sie allein zahlen würden"), -v["alone_cost"]),
        Step(_("dazu: Ihr Anteil nach dem Schlüssel der Umlage"), v["share"]),
        Step(_("ab: Wert der veränderten Qualität für Ihre Gemeinde"), -v["worth"]),
    ]


def _penalty(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    claim = part(v["withheld"], v["penalty"])
    text = _(
        "Verweigert im Vorjahr %(withheld)s × %(rate)s = %(total)s, davon %(weight)s von "
        "%(weights)s"
    ) % {
        **portion_words(v, claim),
        "withheld": euro(v["withheld"]),
        "rate": index(v["penalty"]),
    }
    return portion(v, claim, text)


def _costs(scenario: Scenario, v: Values) -> list[Step]:
    return [
        Step(_("Kredit des Schwellenprojekts"), cost)
        if owner == LOAN
        else Step(_("Kosten in %(town)s") % {"town": account_label(scenario, owner)}, cost)
        for owner, cost in v.named("cost")
    ]


def _account(scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    saving = part(v["poolable"], v["pool"], v["realised"], v["ramp"], v["trust_factor"])
    text = _(
        "Ersparnis: Fixkosten ohne die größten %(poolable)s × %(pool)s gemeinsam nutzbar "
        "× %(realised)s der Stufe × %(ramp)s im Anlauf × %(trust)s Vertrauen"
    ) % {
        "poolable": euro(v["poolable"]),
        "pool": index(v["pool"]),
        "realised": index(v["realised"]),
        "ramp": index(v["ramp"]),
        "trust": index(v["trust_factor"]),
    }
    steps = [*_costs(scenario, v), Step(text, -saving)]
    before = sum(step.amount for step in steps)
    rate = v.parameter("overhead")
    words = {"rate": index(rate), "total": euro(before)}
    steps.append(Step(_("Verbundaufwand %(rate)s von %(total)s") % words, part(before, rate)))
    total = sum(step.amount for step in steps)
    factor = v["price_factor"]
    if factor != FULL:
        words = {"factor": index(factor)}
        steps.append(Step(_("Ereignis: mal %(factor)s") % words, part(total, factor) - total))
    return steps


def _exit(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    fee = max(0, part(v["last_share"], v["exit_rate"]))
    text = _(
        "Letzter Anteil %(last)s × %(rate)s = %(total)s, zu gleichen Teilen an %(weights)s andere"
    ) % {**portion_words(v, fee), "last": euro(v["last_share"]), "rate": index(v["exit_rate"])}
    return portion(v, fee, text)


def _pledge(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    steps = [Step(_("Ihre Bauzusage"), v["pledge"])]
    open_cost = max(0, v["cost"] - v["grant"])
    if v["pledged"] > open_cost:
        text = _(
            "gekürzt: zugesagt sind %(pledged)s, gebraucht werden %(open)s (Kosten %(cost)s − "
            "Zuschuss %(grant)s)"
        ) % {
            "pledged": euro(v["pledged"]),
            "open": euro(open_cost),
            "cost": euro(v["cost"]),
            "grant": euro(v["grant"]),
        }
        kept = sum(step.amount for step in portion(v, open_cost, ""))
        steps.append(Step(text, kept - v["pledge"]))
    return steps


def renewal(scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    """A renewal decided together: what each site costs, or a member's part by the key."""
    if "weight" in v:
        return _by_key(scenario, v, v["total"])
    return _costs(scenario, v)


def _help(_scenario: Scenario, _cause: str, v: Values) -> list[Step]:
    return [Step(_("Frei gewählter Betrag"), v["amount"])]


RULES: Mapping[str, Make] = {
    "V1": _share,
    "V2": _founding,
    "V3": _balance,
    "V4": _penalty,
    "V5": _account,
    "V6": _exit,
    "V7": _pledge,
    "H1": _help,
}
"""Rules of this family."""
