"""What the table of figures of a finished game can say of a municipality after a round.

Every column reads one whole number from the record and knows what its codebook entry says: label,
unit, meaning and where the rules define it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from games.charts.ground import CAUSES, built, moved
from games.rules.model import (
    Decision,
    Level,
    Scenario,
    ServiceResult,
    Settlement,
    State,
    TownState,
)
from games.rules.money import rdiv
from games.rules.posting import RULES
from games.selectors.labels import rule_formula, rule_title
from games.selectors.record import Record

Text = str | Promise
EURO, PERSONS, COUNT, SHARE, YES, ROUNDS = "EUR", "persons", "count", "bp", "0/1", "rounds"
LEVEL = "level"
UNITS: dict[str, Text] = {
    EURO: gettext_lazy("ganze Euro"),
    PERSONS: gettext_lazy("Menschen"),
    COUNT: gettext_lazy("Anzahl"),
    SHARE: gettext_lazy("Zehntausendstel: 10000 sind 100 % oder 100 Punkte"),
    YES: gettext_lazy("1 = ja, 0 = nein"),
    ROUNDS: gettext_lazy("Runden"),
    LEVEL: gettext_lazy("0 = schließen, 1 = sparen, 2 = halten, 3 = erneuern"),
}
"""Units as the codebook writes them out."""
LEVELS = (Level.CLOSE, Level.SAVE, Level.HOLD, Level.RENEW)
"""What the codes of ``LEVEL`` stand for."""
NOT_OF_TOWNS = frozenset({"F2", "F3", "V5"})
"""Rules that never move a municipality's own money."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A municipality after a round (0 = at the start)."""

    record: Record
    number: int
    town: str

    @property
    def region(self) -> State:
        """The region after the round."""
        return self.record.states[self.number]

    @property
    def state(self) -> TownState:
        """The municipality after the round."""
        return self.region.towns[self.town]

    @property
    def settled(self) -> Settlement | None:
        """The round itself; None at the start."""
        return self.record.settlements[self.number - 1] if self.number else None

    @property
    def decision(self) -> Decision | None:
        """What the municipality decided in the round; None at the start."""
        return self.record.decisions[self.number - 1].get(self.town) if self.number else None

    def service(self, service: str) -> ServiceResult | None:
        """A service in the settled round; None where there is none."""
        return self.settled.services.get(self.town, {}).get(service) if self.settled else None

    def level(self, service: str) -> Level | None:
        """What was decided about the own, open facility; None where there was none."""
        decision = self.decision
        if decision is None:
            return None
        own = self.record.states[self.number - 1].towns[self.town].services.get(service)
        return decision.levels.get(service, Level.HOLD) if own and own.open else None

    def built(self) -> tuple[int, int]:
        """Dwellings on the edge and units in the centre that were paid for in the round."""
        return built([self.settled] if self.settled else [], self.town)

    def booked(self, *rules: str) -> int:
        """Euro by which postings (of these rules; none named = all) changed the account."""
        postings = self.settled.postings if self.settled else ()
        return sum(
            (each.target == self.town) * each.amount - (each.source == self.town) * each.amount
            for each in postings
            if not rules or each.rule in rules
        )


Read = Callable[[Moment], int | None]


@dataclass(frozen=True, slots=True)
class Column:
    """A variable. ``label`` and ``meaning`` speak the language of whoever asks.

    ``section``: of the rules paper; ``rule``: the id of the rule that books it, "" where none does.
    """

    name: str
    label: Callable[[], str]
    unit: str
    meaning: Callable[[], str]
    section: str
    read: Read
    rule: str = ""

    @property
    def source(self) -> str:
        """Where the rules define it."""
        if self.rule:
            return _("Regel %(rule)s, Regelwerk Abschnitt %(section)s") % {
                "rule": self.rule,
                "section": self.section,
            }
        return _("Regelwerk Abschnitt %(section)s") % {"section": self.section}


def columns_of(scenario: Scenario) -> tuple[Column, ...]:
    """All variables of a game of this scenario, the same ones in the same order every time."""
    found = [*_PLAIN, *(_of_cause(code) for code in CAUSES)]
    for service in scenario.services.values():
        found += _of_service(service.id, service.name)
    found += [_of_rule(rule) for rule in RULES if rule not in NOT_OF_TOWNS]
    return tuple(found)


def _plain(
    name: str, label: Promise | str, unit: str, meaning: Promise | str, section: str, read: Read
) -> Column:
    return Column(name, lambda: str(label), unit, lambda: str(meaning), section, read)


def _age(place: int, name: str, years: str) -> Column:
    return Column(
        name,
        lambda: _("Einwohner im Alter %(years)s") % {"years": years},
        PERSONS,
        lambda: _("Menschen dieser Altersgruppe am Ende der Runde."),
        "4.4",
        lambda m: m.state.people[place],
    )


def _mean_trust(m: Moment, *, given: bool) -> int:
    others = [town for town in m.region.trust if town != m.town]
    pairs = [(m.town, each) if given else (each, m.town) for each in others]
    return rdiv(sum(m.region.trust[one][two] for one, two in pairs), max(1, len(others)))


def _agreements(m: Moment, *, running: bool) -> int:
    mine = [each for each in m.region.agreements if m.town in each.members]
    return sum(not running or each.starts <= m.number for each in mine)


_AGES = ("0–5", "6–17", "18–29", "30–64", "65–79", "80+")
_AGE_NAMES = ("0_5", "6_17", "18_29", "30_64", "65_79", "80_plus")

_PLAIN: tuple[Column, ...] = (
    _plain("inhabitants", gettext_lazy("Einwohner"), PERSONS,
           gettext_lazy("Alle Menschen am Ende der Runde."), "4.4", lambda m: m.state.inhabitants),
    *(_age(place, f"people_{name}", years)
      for place, (name, years) in enumerate(zip(_AGE_NAMES, _AGES, strict=True))),
    _plain("account", gettext_lazy("Kontostand"), EURO,
           gettext_lazy("Stand am Ende der Runde; ein Minus ist Kassenkredit."), "4",
           lambda m: m.state.account),
    _plain("running_result", gettext_lazy("Laufendes Ergebnis"), EURO,
           gettext_lazy("Summe der laufenden Buchungen der Runde."), "4",
           lambda m: m.state.running),
    _plain("result", gettext_lazy("Ergebnis der Runde"), EURO,
           gettext_lazy("Summe aller Buchungen der Runde, laufend und einmalig."), "4",
           lambda m: m.booked() if m.settled else None),
    _plain("tax_base", gettext_lazy("Steuerkraft"), EURO,
           gettext_lazy("Grundlage von Zuweisung und Umlage in der nächsten Runde."), "4.1",
           lambda m: m.state.tax_base),
    _plain("consolidation", gettext_lazy("Haushaltssicherung"), YES,
           gettext_lazy("Ob die Gemeinde unter Haushaltssicherung steht."), "4",
           lambda m: int(m.state.watched)),
    _plain("vacancy", gettext_lazy("Leerstand im Ortskern"), SHARE,
           gettext_lazy("Anteil leerer Gebäude im Ortskern."), "4.3", lambda m: m.state.vacancy),
    _plain("edge_dwellings", gettext_lazy("Wohnungen am Ortsrand"), COUNT,
           gettext_lazy("Alle im Spiel gebauten Wohnungen am Ortsrand."), "4.3",
           lambda m: m.state.dwellings),
    _plain("edge_decided", gettext_lazy("Bauland beschlossen"), COUNT,
           gettext_lazy("Wohnungen am Ortsrand, die in der Runde beschlossen wurden."), "3",
           lambda m: m.decision.greenfield if m.decision else None),
    _plain("inner_decided", gettext_lazy("Innenentwicklung beschlossen"), COUNT,
           gettext_lazy("Einheiten im Ortskern, die in der Runde beschlossen wurden."), "3",
           lambda m: m.decision.inner if m.decision else None),
    _plain("edge_built", gettext_lazy("Am Ortsrand gebaut"), COUNT,
           gettext_lazy("Wohnungen am Ortsrand, die in der Runde gebaut wurden."), "4.3",
           lambda m: m.built()[0] if m.settled else None),
    _plain("inner_built", gettext_lazy("Im Ortskern erneuert"), COUNT,
           gettext_lazy("Einheiten im Ortskern, die in der Runde erneuert wurden."), "4.3",
           lambda m: m.built()[1] if m.settled else None),
    _plain("value_services", gettext_lazy("Zufriedenheit"), SHARE,
           gettext_lazy("Wert der Daseinsvorsorge."), "8",
           lambda m: m.state.values.daseinsvorsorge),
    _plain("value_finance", gettext_lazy("Finanzen"), SHARE, gettext_lazy("Wert der Finanzen."),
           "8", lambda m: m.state.values.finanzen),
    _plain("value_centre", gettext_lazy("Ortskern"), SHARE, gettext_lazy("Wert des Ortskerns."),
           "8", lambda m: m.state.values.ortskern),
    _plain("value_trust", gettext_lazy("Vertrauen"), SHARE,
           gettext_lazy("Wert des Vertrauens, das andere in die Gemeinde haben."), "8",
           lambda m: m.state.values.vertrauen),
    _plain("value_total", gettext_lazy("Gesamtwert"), SHARE,
           gettext_lazy("Gewogenes Mittel der vier Werte."), "8", lambda m: m.state.values.gesamt),
    _plain("trust_received", gettext_lazy("Vertrauen der anderen"), SHARE,
           gettext_lazy("Mittel dessen, was alle anderen der Gemeinde vertrauen."), "7",
           partial(_mean_trust, given=False)),
    _plain("trust_given", gettext_lazy("Vertrauen in andere"), SHARE,
           gettext_lazy("Mittel dessen, was die Gemeinde allen anderen vertraut."), "7",
           partial(_mean_trust, given=True)),
    _plain("backing", gettext_lazy("Rückhalt im Rat"), SHARE,
           gettext_lazy("Rückhalt am Ende der Runde; ohne dieses Modul der Startwert."), "9",
           lambda m: m.state.backing),
    _plain("agreements_signed", gettext_lazy("Vereinbarungen"), COUNT,
           gettext_lazy("Vereinbarungen, in denen die Gemeinde Mitglied ist."), "5",
           partial(_agreements, running=False)),
    _plain("agreements_running", gettext_lazy("Laufende Vereinbarungen"), COUNT,
           gettext_lazy("Davon jene, deren gemeinsamer Dienst begonnen hat."), "5",
           partial(_agreements, running=True)),
    _plain("fund_member", gettext_lazy("Mitglied im Fonds"), YES,
           gettext_lazy("Ob die Gemeinde am Ende der Runde im Fonds ist."), "6",
           lambda m: int(m.town in m.region.fund.members)),
    _plain("fund_paid_in", gettext_lazy("Bisher in den Fonds gezahlt"), EURO,
           gettext_lazy("Alle Beiträge bis zum Ende der Runde."), "6",
           lambda m: m.region.fund.paid_in.get(m.town, 0)),
    _plain("shares_data", gettext_lazy("Daten offen"), YES,
           gettext_lazy("Ob die Gemeinde ihre Daten teilt."), "9",
           lambda m: int(m.state.shares_data)),
    _plain("promises_made", gettext_lazy("Zusagen bis hierher"), COUNT,
           gettext_lazy("Gegebene Zusagen, über die schon entschieden ist."), "9",
           lambda m: m.state.promises_made),
    _plain("promises_kept", gettext_lazy("Davon eingehalten"), COUNT,
           gettext_lazy("Eingehaltene Zusagen."), "9", lambda m: m.state.promises_kept),
    _plain("guesses_right", gettext_lazy("Richtige Vermutungen"), COUNT,
           gettext_lazy("Getroffene Ziele anderer bis zum Ende der Runde."), "9",
           lambda m: m.state.guesses_right),
)  # fmt: skip


def _of_service(service: str, name: str) -> Iterator[Column]:
    def column(key: str, label: Text, unit: str, meaning: Text, read: Read) -> Column:
        return Column(
            f"{service}_{key}", lambda: f"{name}: {label}", unit, lambda: str(meaning), "4.2", read
        )

    def own(m: Moment) -> int | None:
        found = m.state.services.get(service)
        return int(found.open) if found else None

    def decided(m: Moment) -> int | None:
        level = m.level(service)
        return LEVELS.index(level) if level is not None else None

    def of_state(part: str) -> Read:
        return lambda m: getattr(m.state.services.get(service), part, None)

    def of_round(part: str) -> Read:
        return lambda m: getattr(m.service(service), part, None)

    yield column("open", gettext_lazy("in eigener Hand offen"), YES,
                 gettext_lazy("Ob die Gemeinde den Dienst selbst anbietet."), own)  # fmt: skip
    yield column("decided", gettext_lazy("Beschluss"), LEVEL,
                 gettext_lazy("Was in der Runde für die eigene, offene Einrichtung galt."),
                 decided)  # fmt: skip
    yield column("condition", gettext_lazy("Zustand"), SHARE,
                 gettext_lazy("Zustand der eigenen Einrichtung."),
                 of_state("condition"))  # fmt: skip
    yield column("places", gettext_lazy("Plätze"), COUNT,
                 gettext_lazy("Plätze der eigenen Einrichtung."), of_state("places"))  # fmt: skip
    yield column("quality", gettext_lazy("Güte"), SHARE,
                 gettext_lazy("Güte des Dienstes für die Menschen der Gemeinde."),
                 of_round("quality"))  # fmt: skip
    yield column("access", gettext_lazy("Erreichbarkeit"), SHARE,
                 gettext_lazy("Wie gut der Dienst von hier zu erreichen ist."),
                 of_round("access"))  # fmt: skip
    yield column("load", gettext_lazy("Nutzungen"), COUNT,
                 gettext_lazy("Nutzungen der eigenen Einrichtung in der Runde."),
                 of_round("load"))  # fmt: skip
    yield column("cost", gettext_lazy("Kosten"), EURO,
                 gettext_lazy("Was der Dienst die Gemeinde in der Runde kostet."),
                 of_round("cost"))  # fmt: skip
    yield column("joint", gettext_lazy("gemeinsam"), YES,
                 gettext_lazy("Ob der Dienst in der Runde gemeinsam geführt wurde."),
                 lambda m: int(bool(found.joint)) if (found := m.service(service)) else None,
                 )  # fmt: skip


def _of_cause(code: str) -> Column:
    return Column(
        f"vacancy_{code}",
        lambda: _("Leerstand durch: %(cause)s") % {"cause": CAUSES[code]()},
        SHARE,
        lambda: _("Um so viel änderte sich der Leerstand in der Runde aus diesem Grund."),
        "4.3",
        lambda m: moved([m.settled], m.town).get(code, 0) if m.settled else None,
    )


def _of_rule(rule: str) -> Column:
    def meaning() -> str:
        text = _("Summe der Buchungen dieser Regel in der Runde: Plus ist mehr Geld. Formel: %(f)s")
        return text % {"f": rule_formula(rule)}

    return Column(
        f"booked_{rule}",
        lambda: _("Gebucht: %(title)s") % {"title": rule_title(rule)},
        EURO,
        meaning,
        RULES[rule].section,
        lambda m: m.booked(rule) if m.settled else None,
        rule,
    )
