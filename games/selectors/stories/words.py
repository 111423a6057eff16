"""One sentence for every kind of fact: short, exact, without praise or blame."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from games.rules.effects.news import known_card
from games.rules.model import Scenario
from games.selectors import money
from games.selectors.causes import promise_label
from games.selectors.labels import cause_label, value_label
from games.selectors.offer_checks import settled_reason
from games.selectors.offer_words import listed
from games.selectors.ranking import award_reason
from games.selectors.stories.facts import Fact, Year
from games.selectors.why.measured import BP_PER_POINT

Words = Mapping[str, str]
Maker = Callable[[Year, Fact], str]


def sentence(year: Year, fact: Fact) -> str:
    """The sentence of a fact, in the language of the page."""
    return SENTENCES[fact.code](year, fact)


def names(scenario: Scenario, towns: Iterable[str]) -> str:
    """Municipalities in a sentence."""
    return listed(cause_label(scenario, town) for town in towns)


def _text(make: Callable[[], str]) -> Maker:
    return lambda year, fact: make() % _words(year, fact)


def _count(make: Callable[[int], str]) -> Maker:
    return lambda year, fact: make(int(fact.figures["count"])) % _words(year, fact)


def _words(year: Year, fact: Fact) -> Words:
    scenario, figures = year.scenario, fact.figures
    towns = [cause_label(scenario, town) for town in fact.towns]
    return {
        "towns": listed(towns),
        "town": towns[0] if towns else "",
        "other": towns[-1] if towns else "",
        "others": listed(towns[1:]),
        "item": promise_label(fact.item) or cause_label(scenario, fact.item),
        "amount": money.euro(int(figures.get("amount", 0))),
        "change": money.euro_change(int(figures.get("change", 0))),
        "count": money.number(int(figures.get("count", 0))),
        "points": money.change_in_points(int(figures.get("change", 0))),
        "value": money.decimal(int(figures.get("value", 0)), BP_PER_POINT, 1),
        "by_town": _by_town(scenario, fact.by_town),
    }


def _by_town(scenario: Scenario, amounts: Mapping[str, int]) -> str:
    return ", ".join(
        f"{cause_label(scenario, town)} {money.number(amount)}" for town, amount in amounts.items()
    )


def _founded(year: Year, fact: Fact) -> str:
    stage = year.scenario.stages[int(fact.figures["stage"])]
    words = {**_words(year, fact), "stage": stage.name}
    text = (
        _("%(towns)s gründeten %(item)s: %(stage)s mit Ausgleich.")
        if fact.code == "founded_balanced"
        else _("%(towns)s gründeten %(item)s: %(stage)s.")
    )
    return text % words


def _not_founded(year: Year, fact: Fact) -> str:
    words = {**_words(year, fact), "reason": settled_reason(year.scenario, fact.figures)}
    return _("%(town)s bot %(item)s gemeinsam an, es kam nicht dazu. %(reason)s") % words


def _event(year: Year, fact: Fact) -> str:
    card = known_card(year.scenario, fact.item)
    words = {**_words(year, fact), "card": card.name if card else fact.item}
    if len(fact.towns) == len(year.towns):
        return _("Ereignis „%(card)s“: Es traf alle Gemeinden.") % words
    return _("Ereignis „%(card)s“: Es traf %(towns)s.") % words


def _played(year: Year, fact: Fact) -> str:
    card = known_card(year.scenario, fact.item)
    words = {**_words(year, fact), "card": card.name if card else fact.item}
    return _("Die Spielleitung spielte „%(card)s“ ein, betroffen: %(towns)s.") % words


def _model(year: Year, fact: Fact) -> str:
    model = year.scenario.models[fact.item]
    return _("Von dieser Runde an galt eine andere Form der Zusammenarbeit: %(model)s.") % {
        "model": model.name
    }


def _not_granted(year: Year, fact: Fact) -> str:
    row = year.settled.awards[int(fact.figures["place"]) - 1]
    words = {**_words(year, fact), "reason": award_reason(year.scenario, year.model, row)}
    return _("Kein Geld aus dem Fonds für „%(item)s“ (%(towns)s): %(reason)s.") % words


def _value(make: Callable[[], str]) -> Maker:
    return lambda year, fact: make() % {**_words(year, fact), "name": value_label(fact.item)}


def _vote(year: Year, fact: Fact) -> str:
    row = year.settled.awards[int(fact.figures["place"]) - 1]
    words = {
        **_words(year, fact),
        "votes": _("%(yes)s Ja, %(no)s Nein")
        % {"yes": money.number(row.yes), "no": money.number(row.no)},
    }
    if row.grant:
        return _("Knappe Abstimmung über „%(item)s“: %(votes)s, angenommen.") % words
    return _("Knappe Abstimmung über „%(item)s“: %(votes)s, nicht angenommen.") % words


def _refused(year: Year, fact: Fact) -> str:
    text = ngettext(
        "%(count)s Wunsch ließen die Regeln nicht zu (%(towns)s).",
        "%(count)s Wünsche ließen die Regeln nicht zu (%(towns)s).",
        int(fact.figures["count"]),
    )
    return text % _words(year, fact)


SENTENCES: Final[Mapping[str, Maker]] = {
    "gain": _text(lambda: _("%(town)s hatte auf dem Konto den größten Zuwachs: %(change)s.")),
    "loss": _text(lambda: _("%(town)s hatte auf dem Konto den größten Rückgang: %(change)s.")),
    "deficit_begins": _text(
        lambda: _("Zwei Jahre zusammen im laufenden Minus, neu in dieser Runde: %(towns)s.")
    ),
    "deficit_ends": _text(
        lambda: _("Zwei Jahre zusammen nicht mehr im laufenden Minus: %(towns)s.")
    ),
    "watch_begins": _text(lambda: _("Neu unter Haushaltssicherung: %(towns)s.")),
    "watch_ends": _text(lambda: _("Nicht mehr unter Haushaltssicherung: %(towns)s.")),
    "burden": _text(
        lambda: _("Für andere und für den Fonds zahlte %(town)s am meisten: %(amount)s.")
    ),
    "help": _text(lambda: _("%(town)s half %(other)s mit %(amount)s.")),
    "founded": _founded,
    "founded_balanced": _founded,
    "started": _text(lambda: _("%(item)s begann zu arbeiten, dabei: %(towns)s.")),
    "ended": _text(lambda: _("%(item)s endete (%(towns)s).")),
    "replaced": _text(lambda: _("Eine neue Vereinbarung löste %(item)s ab.")),
    "left": _text(lambda: _("Aus %(item)s ausgeschieden: %(towns)s.")),
    "leave": _text(lambda: _("%(town)s kündigte: %(item)s gemeinsam.")),
    "withhold": _text(lambda: _("%(town)s hielt eine Zahlung zurück: %(item)s gemeinsam.")),
    "withheld_fund": _text(lambda: _("%(town)s verweigerte die Zahlung an den Fonds.")),
    "not_founded": _not_founded,
    "promise_kept": _text(lambda: _("Zusage „%(item)s“ gehalten: %(towns)s.")),
    "promise_broken": _text(lambda: _("Zusage „%(item)s“ nicht gehalten: %(towns)s.")),
    "trust_up": _text(
        lambda: _("Am stärksten wuchs das Vertrauen von %(town)s in %(other)s: %(points)s.")
    ),
    "trust_down": _text(
        lambda: _("Am stärksten sank das Vertrauen von %(town)s in %(other)s: %(points)s.")
    ),
    "closed_decided": _text(lambda: _("%(item)s geschlossen, eigene Entscheidung: %(towns)s.")),
    "closed_worn": _text(lambda: _("%(item)s gesperrt, der Zustand war zu schlecht: %(towns)s.")),
    "closed_joint": _text(
        lambda: _("%(item)s geschlossen, es bleibt der gemeinsame Standort: %(towns)s.")
    ),
    "renewed": _count(
        lambda count: ngettext(
            "%(count)s Einrichtung wurde für %(amount)s erneuert.",
            "%(count)s Einrichtungen wurden für zusammen %(amount)s erneuert.",
            count,
        )
    ),
    "edge": _count(
        lambda count: ngettext(
            "Am Ortsrand entstand %(count)s Wohnung: %(by_town)s.",
            "Am Ortsrand entstanden %(count)s Wohnungen: %(by_town)s.",
            count,
        )
    ),
    "centre": _count(
        lambda count: ngettext(
            "In den Ortskernen wurde %(count)s Einheit erneuert: %(by_town)s.",
            "In den Ortskernen wurden %(count)s Einheiten erneuert: %(by_town)s.",
            count,
        )
    ),
    "built": _text(lambda: _("Der gemeinsame Bau kommt: %(towns)s sagten zusammen %(amount)s zu.")),
    "lapsed": _text(
        lambda: _("Der gemeinsame Bau kam nicht: Die Zusagen reichten nicht und verfielen.")
    ),
    "event": _event,
    "played": _played,
    "correction": _text(lambda: _("Korrektur der Spielleitung, betroffen: %(towns)s.")),
    "model": _model,
    "fund_joined": _text(lambda: _("Neu im Fonds: %(towns)s.")),
    "fund_left": _text(lambda: _("Nicht mehr im Fonds: %(towns)s.")),
    "fund_started": _text(lambda: _("Der Fonds begann zu arbeiten.")),
    "fund_back": _text(lambda: _("Der Fonds gab zurück, was er noch hatte: %(amount)s.")),
    "granted": _text(lambda: _("„%(item)s“ bekam %(amount)s aus dem Fonds (%(towns)s).")),
    "not_granted": _not_granted,
    "refused": _refused,
    "value": _value(
        lambda: _(
            "Von den Werten der Region änderte sich %(name)s am stärksten: %(points)s auf "
            "%(value)s."
        )
    ),
    "value_rise": _value(
        lambda: _(
            "Der größte Anstieg eines Werts der Region im ganzen Spiel: %(name)s %(points)s auf "
            "%(value)s."
        )
    ),
    "value_fall": _value(
        lambda: _(
            "Der größte Rückgang eines Werts der Region im ganzen Spiel: %(name)s %(points)s auf "
            "%(value)s."
        )
    ),
    "value_rise_of": _value(
        lambda: _("Der größte Anstieg von %(name)s im ganzen Spiel: %(points)s auf %(value)s.")
    ),
    "value_fall_of": _value(
        lambda: _("Der größte Rückgang von %(name)s im ganzen Spiel: %(points)s auf %(value)s.")
    ),
    "close_vote": _vote,
}
"""The sentence of every code."""
