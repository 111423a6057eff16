"""What the pictures about trust, promises, goals and the seven V have to say, from the files."""

from collections import Counter
from itertools import combinations

from tests.e2e.pictured.cells import WORDS
from tests.e2e.pictured.files import FULL, points, share_points
from tests.e2e.pictured.towns import label

FIRST = 1
EQUALISED = " mit Ausgleich"


def network(files, number, town):
    """Trust of each pair after a round, what changed since round 1, and what they agreed.

    With a chosen municipality also how far it trusts the other one, and the other way.
    """
    found, names = files.by("Vertrauen", "Runde", "Gemeinde", "vertraut"), files.towns

    def trust(one, two, when):
        return round(found[when, names[one], names[two]][0]["Vertrauen"] * FULL)

    def mutual(one, two, when):
        return (trust(one, two, when) + trust(two, one, when) + 1) // 2

    rows = []
    for ends in combinations(names, 2):
        if town in ("", *ends):
            one, two = reversed(ends) if town == ends[1] else ends
            now = mutual(one, two, number)
            moved = now - mutual(one, two, FIRST) if number > FIRST else None
            both = [points(trust(*pair, number)) for pair in ((one, two), (two, one))]
            agreed = _agreed(files, number, one, two)
            row = [f"{names[one]} und {names[two]}", points(now), points(moved), agreed]
            rows.append((-now, *sorted(ends), [*row, *both] if town else row))
    return [row[-1] for row in sorted(rows, key=lambda row: row[:3])]


def _agreed(files, number, one, two):
    """The styles of agreements in force that both are in, the looser ones first."""
    known = files.by("Vereinbarungen", "Runde", "Code")
    styles = set()
    for (when, _id), rows in known.items():
        members = {row["Gemeinde"] for row in rows}
        if when == number and {files.towns[one], files.towns[two]} <= members:
            styles |= {row["Verbindlichkeit"] for row in rows if row["Läuft ab Runde"] <= number}
    order = [each for each in styles if not each.endswith(EQUALISED)]
    return ", ".join(order + ["mit Ausgleich"] * (len(order) < len(styles))) or None


RESULTS = {"ja": "gehalten", "nein": "gebrochen", "noch offen": "nicht mehr geprüft"}


def promises(files, _number, _town):
    """How many promises each municipality kept."""
    sums = Counter((row["Gemeinde"], row["Eingehalten"]) for row in files.sheets["Zusagen"])
    return [[name, *(sums[name, kept] for kept in RESULTS)] for name in files.towns.values()]


def promises_by_round(files, _number, _town):
    """Every promise, and what came of it."""
    return [
        [
            row["Gemeinde"], row["Zusage"], label(row["Gegeben in Runde"]),
            None if row["Eingehalten"] == "noch offen" else label(row["Gegeben in Runde"] + 1),
            RESULTS[row["Eingehalten"]],
        ]
        for row in files.sheets["Zusagen"]
    ]  # fmt: skip


def guesses(files, _number, _town):
    """Every guess about the goal of another one."""
    return [
        [row["Wer"], row["Über wen"], row["Vermutung"], label(row["Runde"]), row["Ergebnis"]]
        for row in files.sheets.get("Vermutungen", ())
    ]


def goals(files, _number, _town):
    """The goals, and who recognised them."""
    return [
        [row["Gemeinde"], row["Ziel"], row["Erreicht"], row["Erkannt von"] or None]
        for row in files.sheets["Ziele"]
    ]


def virtues(files, _number, town):
    """The seven V as people see themselves and as they are reckoned."""
    whose = files.towns[town] if town else "Region"
    return [
        [row["Begriff"], share_points(row["Selbsteinschätzung"]),
         share_points(row["Aus dem Spiel berechnet"]), WORDS]
        for row in files.sheets["Sieben V"]
        if row["Für wen"] == whose
    ]  # fmt: skip
