"""Postings, the only way money moves, and the rules that explain them (rules section 12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from games.rules.model import Posting
from games.rules.words import gettext_noop

COUNTY: Final = "kreis"
LAND: Final = "land"
FUND: Final = "fonds"
WORLD: Final = "welt"
BODY_PREFIX: Final = "verband:"

NO_FIGURES: Final[Mapping[str, int]] = {}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the settlement as players read it.

    ``running`` tells whether its postings count towards the running result (rules section 4),
    ``section`` is the section of the rules that defines it.
    """

    id: str
    title: str
    formula: str
    running: bool
    section: str


_TABLE = (
    Rule(
        "E1",
        gettext_noop("Steuern"),
        gettext_noop("EW x Steuer je EW x Index + Gewerbe x Index - Leerstandsverlust"),
        True,
        "4.1",
    ),
    Rule(
        "E2",
        gettext_noop("Schlüsselzuweisung"),
        gettext_noop("0, wenn S >= B; sonst max(75 % x (B-S), 80 % x B - S)"),
        True,
        "4.1",
    ),
    Rule(
        "E3",
        gettext_noop("Kreisumlage"),
        gettext_noop("Satz x (S + 90 % x Schlüsselzuweisung)"),
        True,
        "4.1",
    ),
    Rule(
        "E4", gettext_noop("Übriger Saldo"), gettext_noop("EW x Saldo je EW x Index"), True, "4.1"
    ),
    Rule(
        "L1",
        gettext_noop("Leistung in eigener Hand"),
        gettext_noop("Fixkosten + Plätze + Nutzung - Einnahmen + Unterhalt"),
        True,
        "4.2",
    ),
    Rule(
        "L2",
        gettext_noop("Erneuerung"),
        gettext_noop("Erneuerungssatz x Wiederbeschaffungswert"),
        False,
        "4.2",
    ),
    Rule(
        "L3",
        gettext_noop("Ausbau von Plätzen"),
        gettext_noop("Plätze x Baukosten je Platz"),
        False,
        "4.2",
    ),
    Rule(
        "V1",
        gettext_noop("Umlage an die gemeinsame Einrichtung"),
        gettext_noop("Schlüsselanteil am Gesamtaufwand"),
        True,
        "5.4",
    ),
    Rule(
        "V2",
        gettext_noop("Gründung"),
        gettext_noop(
            "Gründungskosten der Stufe x (150 % - mittleres Vertrauen), verteilt nach Einwohnern"
        ),
        False,
        "5.1",
    ),
    Rule(
        "V3",
        gettext_noop("Lasten-Nutzen-Ausgleich"),
        gettext_noop("Zielvorteil - Vorteil nach Schlüssel"),
        True,
        "5.5",
    ),
    Rule(
        "V4",
        gettext_noop("Vertragsstrafe und Nachzahlung"),
        gettext_noop("verweigerter Anteil x Strafsatz"),
        False,
        "5.6",
    ),
    Rule(
        "V5",
        gettext_noop("Aufwand der gemeinsamen Einrichtung"),
        gettext_noop("Einzelkosten - Ersparnis + Verbundaufwand"),
        True,
        "5.3",
    ),
    Rule(
        "V6", gettext_noop("Austritt"), gettext_noop("Austrittssatz x letzter Anteil"), False, "5.6"
    ),
    Rule(
        "V7",
        gettext_noop("Bauzusage Schwellenprojekt"),
        gettext_noop("zugesagter Betrag, wenn die Schwelle erreicht ist"),
        False,
        "9",
    ),
    Rule(
        "W1",
        gettext_noop("Bauland am Ortsrand"),
        gettext_noop("Wohnungen x Baulanderlös je Wohnung"),
        False,
        "4.3",
    ),
    Rule(
        "W2",
        gettext_noop("Innenentwicklung"),
        gettext_noop("Einheiten x unrentierlicher Anteil je Einheit"),
        False,
        "4.3",
    ),
    Rule(
        "W3",
        gettext_noop("Folgekosten Ortsrand"),
        gettext_noop("Wohnungen im Bestand x Folgekosten x Index"),
        True,
        "4.3",
    ),
    Rule(
        "F1",
        gettext_noop("Fondsbeitrag"),
        gettext_noop("Fondsschlüssel, ggf. plus Abgabe je Wohnung am Ortsrand"),
        True,
        "6",
    ),
    Rule(
        "F2",
        gettext_noop("Kreisanteil am Fonds"),
        gettext_noop("Satz x Kreisumlage der Basis x Beitrittsanteil"),
        False,
        "6",
    ),
    Rule(
        "F3", gettext_noop("Anschub des Landes"), gettext_noop("Betrag je EW, einmalig"), False, "6"
    ),
    Rule(
        "F4",
        gettext_noop("Zuwendung"),
        gettext_noop(
            "min(Quote x Kosten, unrentierlicher Teil, Höchstbetrag x Partner, Kasse), "
            "verteilt nach Einwohnern"
        ),
        False,
        "6",
    ),
    Rule(
        "F5",
        gettext_noop("Projektkosten"),
        gettext_noop("Kosten - Erlöse, verteilt nach Einwohnern der Partner"),
        False,
        "6",
    ),
    Rule(
        "F6",
        gettext_noop("Projekt: laufende Wirkung"),
        gettext_noop("jährlicher Betrag der Projektkarte"),
        True,
        "6",
    ),
    Rule(
        "F7",
        gettext_noop("Auflösung des Fonds"),
        gettext_noop("Rest an Mitglieder und Kreis nach Einzahlung"),
        False,
        "6",
    ),
    Rule(
        "H1",
        gettext_noop("Hilfe unter Nachbarn"),
        gettext_noop("frei gewählter Betrag"),
        False,
        "9",
    ),
    Rule("X1", gettext_noop("Ereignis"), gettext_noop("Betrag der Ereigniskarte"), False, "4"),
    Rule(
        "X2",
        gettext_noop("Korrektur der Spielleitung"),
        gettext_noop("Betrag der Korrektur, mit Begründung"),
        False,
        "4",
    ),
    Rule(
        "Z1",
        gettext_noop("Zinsen Kassenkredit"),
        gettext_noop("Zinssatz x Minusbetrag des Kontos"),
        True,
        "4",
    ),
)

RULES: Final[Mapping[str, Rule]] = {rule.id: rule for rule in _TABLE}
"""Every rule that books money, by id, in the order of the rules."""


def body_account(agreement: str) -> str:
    """Name of a joint body's account."""
    return BODY_PREFIX + agreement


class Ledger:
    """The postings of one round and the balances that follow from them.

    Balances are changes within the round, in whole euro, and always sum to zero over all accounts.
    """

    __slots__ = ("balances", "postings", "running")

    def __init__(self) -> None:
        self.postings: list[Posting] = []
        self.balances: dict[str, int] = {}
        self.running: dict[str, int] = {}

    def book(
        self,
        rule: str,
        source: str,
        target: str,
        amount: int,
        cause: str = "",
        inputs: Mapping[str, int | str] = NO_FIGURES,
        parameters: Mapping[str, int] = NO_FIGURES,
    ) -> None:
        """Move ``amount`` euro; zero books nothing, a negative amount flows the other way."""
        if amount == 0:
            return
        if amount < 0:
            source, target, amount = target, source, -amount
        self.postings.append(Posting(rule, source, target, amount, cause, inputs, parameters))
        balances = self.balances
        balances[source] = balances.get(source, 0) - amount
        balances[target] = balances.get(target, 0) + amount
        if RULES[rule].running:
            running = self.running
            running[source] = running.get(source, 0) - amount
            running[target] = running.get(target, 0) + amount

    def balance(self, account: str) -> int:
        """Change of an account so far in this round, in euro."""
        return self.balances.get(account, 0)

    def running_result(self, account: str) -> int:
        """Part of the change that comes from rules counted as running (rules section 4)."""
        return self.running.get(account, 0)
