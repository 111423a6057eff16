"""Postings, the only way money moves, and the rules that explain them (rules section 12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from games.rules.model import Posting

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
        "Steuern",
        "EW x Steuer je EW x Index + Gewerbe x Index - Leerstandsverlust",
        True,
        "4.1",
    ),
    Rule(
        "E2",
        "Schlüsselzuweisung",
        "0, wenn S >= B; sonst max(75 % x (B-S), 80 % x B - S)",
        True,
        "4.1",
    ),
    Rule("E3", "Kreisumlage", "Satz x (S + 90 % x Schlüsselzuweisung)", True, "4.1"),
    Rule("E4", "Übriger Saldo", "EW x Saldo je EW x Index", True, "4.1"),
    Rule(
        "L1",
        "Leistung in eigener Hand",
        "Fixkosten + Plätze + Nutzung - Einnahmen + Unterhalt",
        True,
        "4.2",
    ),
    Rule("L2", "Erneuerung", "Erneuerungssatz x Wiederbeschaffungswert", False, "4.2"),
    Rule("L3", "Ausbau von Plätzen", "Plätze x Baukosten je Platz", False, "4.2"),
    Rule(
        "V1",
        "Umlage an die gemeinsame Einrichtung",
        "Schlüsselanteil am Gesamtaufwand",
        True,
        "5.4",
    ),
    Rule(
        "V2",
        "Gründung",
        "Gründungskosten der Stufe x (150 % - mittleres Vertrauen), verteilt nach Einwohnern",
        False,
        "5.1",
    ),
    Rule("V3", "Lasten-Nutzen-Ausgleich", "Zielvorteil - Vorteil nach Schlüssel", True, "5.5"),
    Rule("V4", "Vertragsstrafe und Nachzahlung", "verweigerter Anteil x Strafsatz", False, "5.6"),
    Rule(
        "V5",
        "Aufwand der gemeinsamen Einrichtung",
        "Einzelkosten - Ersparnis + Verbundaufwand",
        True,
        "5.3",
    ),
    Rule("V6", "Austritt", "Austrittssatz x letzter Anteil", False, "5.6"),
    Rule(
        "V7",
        "Bauzusage Schwellenprojekt",
        "zugesagter Betrag, wenn die Schwelle erreicht ist",
        False,
        "9",
    ),
    Rule("W1", "Bauland am Ortsrand", "Wohnungen x Baulanderlös je Wohnung", False, "4.3"),
    Rule("W2", "Innenentwicklung", "Einheiten x unrentierlicher Anteil je Einheit", False, "4.3"),
    Rule("W3", "Folgekosten Ortsrand", "Wohnungen im Bestand x Folgekosten x Index", True, "4.3"),
    Rule(
        "F1",
        "Fondsbeitrag",
        "Fondsschlüssel, ggf. plus Abgabe je Wohnung am Ortsrand",
        True,
        "6",
    ),
    Rule(
        "F2",
        "Kreisanteil am Fonds",
        "Satz x Kreisumlage der Basis x Beitrittsanteil",
        False,
        "6",
    ),
    Rule("F3", "Anschub des Landes", "Betrag je EW, einmalig", False, "6"),
    Rule(
        "F4",
        "Zuwendung",
        "min(Quote x Kosten, unrentierlicher Teil, Höchstbetrag x Partner, Kasse), "
        "verteilt nach Einwohnern",
        False,
        "6",
    ),
    Rule(
        "F5",
        "Projektkosten",
        "Kosten - Erlöse, verteilt nach Einwohnern der Partner",
        False,
        "6",
    ),
    Rule("F6", "Projekt: laufende Wirkung", "jährlicher Betrag der Projektkarte", True, "6"),
    Rule("F7", "Auflösung des Fonds", "Rest an Mitglieder und Kreis nach Einzahlung", False, "6"),
    Rule("H1", "Hilfe unter Nachbarn", "frei gewählter Betrag", False, "9"),
    Rule("X1", "Ereignis", "Betrag der Ereigniskarte", False, "4"),
    Rule("Z1", "Zinsen Kassenkredit", "Zinssatz x Minusbetrag des Kontos", True, "4"),
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
