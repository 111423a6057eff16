"""The report on the balance of a scenario, as Markdown."""

from collections.abc import Iterable, Sequence

from games.rules.balance.finding import Finding, Property, Table
from games.rules.model import Scenario

HOLDS, SHORT, NO_OCCASION = "erfüllt", "**nicht erfüllt**", "entfällt"

HEADING = """# Balance: trägt das Spiel seine Lehren?

Gemessen mit simulierten Spielerinnen und Spielern, erzeugt mit `manage.py balance`. Die Bots sind
einfach: Die Zahlen zeigen, dass die Regeln die Lehren tragen, nicht, wie Menschen spielen werden.
P1, P2 und P6 spielen in jeder Hauptzeile so viele Spiele wie angegeben, die Nebenzeilen von P1 und
P5 ein Fünftel, P3 ein Fünfzigstel je Zelle, P7 ein Zehntel je Zeile. Werte von 0 bis 100. Gleicher
Startwert, gleiche Zahlen, gleich auf wie vielen Kernen. Was verlangt wird und warum:
[Entscheidung 12](decisions/0012-what-balance-demands.md).
"""

Findings = Sequence[tuple[Property, Finding]]


def verdict(finding: Finding) -> str:
    """One word on a property."""
    if not finding.checks:
        return NO_OCCASION
    return HOLDS if finding.holds else SHORT


def section(scenario: Scenario, findings: Findings, games: int, seed: str) -> str:
    """All properties of a scenario: an overview, then the sentences and tables of each."""
    towns = len(scenario.municipalities)
    lines = [
        f"## {scenario.name}",
        "",
        f"{towns} Gemeinden, {scenario.rounds} Runden, `--games {games}` `--seed {seed}`.",
        "",
        *_markdown(
            ("Eigenschaft", "", "Befund"),
            ((known.id, known.title, verdict(finding)) for known, finding in findings),
        ),
    ]
    for known, finding in findings:
        if finding.checks:
            lines += ["", f"### {known.id} · {known.title}: {verdict(finding)}", ""]
            lines += [f"- {'' if c.met else '**Nicht erfüllt:** '}{c.text}" for c in finding.checks]
            lines += [f"- {remark}" for remark in finding.remarks]
            for table in finding.tables:
                lines += ["", *_table(table)]
    return "\n".join(lines) + "\n"


def _table(table: Table) -> Iterable[str]:
    return (f"**{table.title}**", "", *_markdown(table.head, table.rows))


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [
        "| " + " | ".join(head) + " |",
        "|---" * len(head) + "|",
        *("| " + " | ".join(row) + " |" for row in rows),
    ]
