"""Reading the worked examples of docs/spielregeln.md and asking the engine for their figures.

An example is a comment ``<!-- beispiel … -->`` (TOML: scenario, model, what differs at the start,
the decisions of each round) followed by a table whose last column names what the figure is.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from games.rules import codec, fairness
from games.rules.change import change_model
from games.rules.debrief import Story, seven_v
from games.rules.effects.projects import points
from games.rules.legality import coordination_points
from games.rules.model import Effect, Event, PlayedCard, RoundPlay
from games.rules.money import rdiv
from games.rules.protection import protect
from games.rules.settle import settle
from games.rules.start import start
from games.rules.work import Round
from games.scenarios import load
from tests.architecture import source

DOCUMENT = "docs/spielregeln.md"
EXAMPLE = re.compile(r"<!-- beispiel\n(.*?)-->\n(.*?)(?=\n\n|\Z)", re.DOTALL)
FIGURE = re.compile(r"(−?)([\d.]+)(?:,(\d+))?(?: (€|%|Punkte|Menschen|Stunden))?\Z")


@dataclass(frozen=True)
class Row:
    """A line of a table: what it says, the figure as written, and the question behind it."""

    label: str
    written: str
    question: str


@dataclass(frozen=True)
class Example:
    number: int
    setting: str
    rows: tuple[Row, ...]


def examples():
    found = []
    for number, match in enumerate(EXAMPLE.finditer(source.text(DOCUMENT)), start=1):
        lines = [line for line in match[2].strip().splitlines() if line.startswith("|")][2:]
        cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        rows = tuple(Row(c[0], c[1], c[2].strip("`")) for c in cells)
        found.append(Example(number, match[1], rows))
    return found


@cache
def scenario(slug):
    return load.build(load.read(slug))


def corrected(plain, amounts):
    """The scenario in which the facilitator corrects accounts in round 1, in euro by town."""
    cards = tuple(
        PlayedCard(
            Event(f"korrektur_{town}", "Tippfehler", "", "alle", (Effect("geld", amount=amount),)),
            (town,),
            correction=True,
        )
        for town, amount in amounts.items()
    )
    return replace(plain, played={1: RoundPlay(cards=cards)} if cards else {})


class Play:
    """The rounds of an example, played."""

    def __init__(self, setting):
        told = tomllib.loads(setting)
        plain = scenario(told["szenario"])
        self.scenario = replace(plain, options=replace(plain.options, **told.get("optionen", {})))
        self.scenario = corrected(self.scenario, told.get("korrektur", {}))
        self.first = self.state = start(
            self.scenario, told.get("start", told["szenario"]), told.get("modell", "alles")
        )
        if "vertrauen" in told:
            self._change(
                trust={
                    one: dict.fromkeys(row, told["vertrauen"])
                    for one, row in self.first.trust.items()
                }
            )
        for town, fields in told.get("stand", {}).items():
            changed = replace(self.first.towns[town], **fields)
            self._change(towns={**self.first.towns, town: changed})
        self.rounds = []
        for number, decisions in enumerate(told.get("runde", []), start=1):
            if str(number) in told.get("wechsel", {}):
                model = told["wechsel"][str(number)]
                self.state = change_model(self.scenario, self.state, model).state
            read = {t: codec.decision_from_json(d) for t, d in decisions.items()}
            self.rounds.append(settle(self.scenario, self.state, read))
            self.state = self.rounds[-1].state_after

    def _change(self, **fields):
        self.first = self.state = replace(self.first, **fields)

    def answer(self, question):
        """The figure a question asks for, in the unit of the engine."""
        name, *arguments = question.split()
        if "." in name:
            return self._parameter(name)
        if re.fullmatch(r"[A-Z]\d", name):
            return self._money(name, *arguments)
        return getattr(self, f"ask_{name}")(*arguments)

    def _parameter(self, path):
        value = self.scenario
        for step in path.split("."):
            if isinstance(value, Mapping):
                value = value[int(step) if step.isdecimal() else step]
            elif step.isdecimal():
                value = value[int(step)]
            else:
                value = getattr(value, step)
        return value

    def _money(self, rule, account, cause=""):
        """What an account received under a rule in the last round; negative: what it paid."""
        total = 0
        for posting in self.rounds[-1].postings:
            if posting.rule == rule and cause in ("", posting.cause):
                total += posting.amount * (posting.target == account)
                total -= posting.amount * (posting.source == account)
        return total

    def ask_konto(self, town):
        return self.state.towns[town].account

    def ask_ergebnis(self, town):
        return self.state.towns[town].running

    def ask_menschen(self, town):
        return self.state.towns[town].inhabitants

    def ask_leerstand(self, town):
        return self.state.towns[town].vacancy

    def ask_rueckhalt(self, town):
        return self.state.towns[town].backing

    def ask_prognose(self, town):
        return self.state.towns[town].forecast

    def ask_ueberwacht(self, town):
        return int(self.state.towns[town].watched)

    def ask_vertrauen(self, viewer, other):
        return self.state.trust[viewer][other]

    def ask_zustand(self, town, service):
        return self.state.towns[town].services[service].condition

    def ask_offen(self, town, service):
        return int(self.state.towns[town].services[service].open)

    def ask_qualitaet(self, town, service):
        return self.rounds[-1].services[town][service].quality

    def ask_besuche(self, town, service):
        return self.rounds[-1].services[town][service].visits

    def ask_weg(self, town, service):
        return self.rounds[-1].services[town][service].access

    def ask_minuten(self, one, other):
        return self.scenario.distances[one][other]

    def ask_wert(self, town, value):
        return getattr(self.state.towns[town].values, value)

    def ask_zeit(self, town):
        return coordination_points(Round(self.scenario, self.state), town)

    def ask_punkte(self, card, partners):
        return points(self.scenario, self.scenario.projects[card], int(partners))

    def ask_eingabe(self, rule, account, key):
        """An input of a posting of the last round."""
        return next(
            posting.inputs[key]
            for posting in self.rounds[-1].postings
            if posting.rule == rule and account in (posting.source, posting.target)
        )

    def ask_linse(self, agreement, split, town):
        """A split in the lens of fairness, seen from the last round."""
        before = self.rounds[-2].state_after if len(self.rounds) > 1 else self.first
        state = replace(before, agreements=self.state.agreements)
        lens = fairness.of_agreement(self.scenario, state, agreement)
        if split == "shapley":
            return lens.shapley[town]
        if split in ("advantage", "alone", "transfer"):
            return getattr(lens.members[town], split)
        return lens.keys[split][town]

    def ask_hinweise(self, code):
        return sum(note.code == code for note in self.rounds[-1].notes)

    def ask_v(self, formula, town):
        return seven_v(Story(self.scenario, self.rounds), town)[formula]

    def ask_geschuetzt(self, cell):
        """A cell of the protected table of the example on small numbers."""
        table = {"a": {"x": 1, "y": 14, "z": 7}, "b": {"x": 12, "y": 2, "z": 9}}
        row, column = cell.split(":")
        return protect(table)[row][column]


def shown(value, written):
    """The engine's figure in the form in which the document writes it."""
    _sign, _whole, decimals, unit = FIGURE.fullmatch(written).groups()
    digits = len(decimals or "")
    if unit in ("%", "Punkte"):
        value = rdiv(value * 10**digits, 100)
    whole, rest = divmod(abs(value), 10**digits)
    text = f"{whole:,}".replace(",", ".") + (f",{rest:0{digits}}" if digits else "")
    return ("−" if value < 0 else "") + text + (f" {unit}" if unit else "")
