"""What the pictures about money have to say: rows of their tables, from the files."""

from collections import Counter

FUND = "fonds"
BODY = "verband:"
FALLS = {
    "Einnahmen und Umlagen": "Einnahmen und Umlagen",
    "Zusammenarbeit": "Zusammenarbeit",
    "Wohnen und Ortskern": "Wohnen, Ortskern",
    "Fonds und Projekte": "Fonds, Projekte",
    "Ereignis, Hilfe und Zinsen": "Ereignis, Hilfe, Zinsen",
}
"""Purposes of postings as the steps of a budget call them."""


def signed(row, town):
    """What a posting changes in a town's account."""
    return ((row["An (Code)"] == town) - (row["Von (Code)"] == town)) * row["Betrag"]


def budget(files, number, town):
    """From the account before to the account after, step by step."""
    towns = [town] if town else list(files.towns)
    first = number - 1 if number else 0
    stand = sum(files.value("account", first, each) for each in towns)
    steps = Counter()
    for row in files.booked(number):
        steps[_step(row)] += sum(signed(row, each) for each in towns)
    order = ["Einnahmen und Umlagen", *files.services.values(), *list(FALLS.values())[1:]]
    rows, start = [["Konto vorher", None, stand]], stand
    for step in order:
        if steps[step]:
            stand += steps[step]
            rows.append([step, steps[step], stand])
    assert set(steps) <= set(order)
    end = sum(files.value("account", number or files.last, each) for each in towns)
    assert stand == end
    return [*rows, ["Konto nachher", end - start, end]]


def _step(row):
    """Own services one by one; renewals of joint ones belong to working together."""
    if row["Zweck"] != "Dienste":
        return FALLS[row["Zweck"]]
    joint = BODY in row["An (Code)"] or BODY in row["Von (Code)"]
    return "Zusammenarbeit" if joint else row["Gegenstand"]


def flows(files, number, town):
    """All money by who paid whom what for, the largest first."""
    sums, names = Counter(), {}
    for row in files.booked(number):
        if town in ("", row["Von (Code)"], row["An (Code)"]):
            key = (row["Von (Code)"], row["An (Code)"], row["Zweck"])
            sums[key] += row["Betrag"]
            names[key] = [row["Von"], row["An"], row["Zweck"]]
    order = sorted(sums, key=lambda key: (-sums[key], *key[:2]))
    return [
        *([*names[key], sums[key]] for key in order),
        ["Summe", "", "", sum(sums.values())],
    ]


def results(files, _number, _town):
    """What each round did to each account."""
    rows = []
    for town, name in files.towns.items():
        amounts = [files.value("result", number, town) for number in files.rounds()]
        rows.append([name, *amounts, sum(amounts)])
    return rows


def fund_parts(files, number, _town):
    """What each account paid into the fund and got from it."""
    names = {name: [0, 0, 0] for name in files.towns.values()}
    shares = files.by("Fonds je Gemeinde", "Runde", "Gemeinde")
    for each in files.rounds(number):
        for name, parts in names.items():
            (row,) = shares[each, name]
            for place, column in enumerate(("Eingezahlt", "Zuschüsse", "Zurückgezahlt")):
                parts[place] += row[column]
    for row in files.booked(number):
        for place, (account, other) in enumerate((("Von", "An (Code)"), ("An", "Von (Code)"))):
            if row[other] == FUND and row[f"{account} (Code)"] not in files.towns:
                parts = names.setdefault(row[account], [0, 0, 0])
                parts[place + (row["Regel"] == "F7")] += row["Betrag"]
    rows = [[name, *parts, parts[1] + parts[2] - parts[0]] for name, parts in names.items()]
    return [*rows, ["Summe", *(sum(row[place] for row in rows) for place in range(1, 5))]]


def fund_ways(files, number, _town):
    """What came into the fund and where it went."""
    paid, given = Counter(), Counter()
    for row in files.booked(number):
        if row["An (Code)"] == FUND:
            paid[row["Von"]] += row["Betrag"]
        elif row["Von (Code)"] == FUND and row["Regel"] == "F7":
            given[f"Zurück an {row['An']}"] += row["Betrag"]
        elif row["Von (Code)"] == FUND:
            given[f"{row['Gegenstand']} ({row['An']})"] += row["Betrag"]
    stands = {0: 0} | {
        row["Runde"]: row["Fonds am Ende der Runde"] for row in files.sheets["Fonds"]
    }
    if stands[number - 1 if number else 0]:
        paid["Bestand vorher"] = stands[number - 1]
    if stands[number or files.last]:
        given["Bestand nachher"] = stands[number or files.last]
    return [
        *([who, "Fonds", amount] for who, amount in paid.items()),
        *(["Fonds", whom, amount] for whom, amount in given.items()),
    ]


SHEET = "Lasten und Nutzen"
LAST = ("Fonds", "Hilfe unter Nachbarn")
PARTS = ("Gezahlt", "Bekommen", "Allein zu zahlen", "Wert der Qualität", "Saldo")


def _things(files):
    names = list(dict.fromkeys(row["Vorhaben"] for row in files.sheets[SHEET]))
    return [n for n in names if n not in LAST] + [n for n in LAST if n in names]


def _parts(rows):
    return [sum(row[part] for row in rows) for part in PARTS]


def burdens(files, _number, _town):
    """Burden and benefit of each municipality, thing by thing and together."""
    found, rows = files.by(SHEET, "Gemeinde", "Vorhaben"), []
    for name in files.towns.values():
        mine = [(thing, found[name, thing]) for thing in _things(files) if found[name, thing]]
        rows += [[name, thing, *_parts(each)] for thing, each in mine]
        rows.append([name, "zusammen", *_parts([row for _thing, each in mine for row in each])])
    return rows


def by_thing(files, _number, _town):
    """What is left of each thing for each municipality."""
    found, rows = files.by(SHEET, "Gemeinde", "Vorhaben"), []
    for name in files.towns.values():
        nets = [
            sum(row["Saldo"] for row in found[name, thing]) if found[name, thing] else None
            for thing in _things(files)
        ]
        rows.append([name, *nets, sum(net or 0 for net in nets)])
    return rows


def reference(files, _number, _town):
    """What was agreed beside the Shapley value."""
    columns = ("Gemeinde", "Vorhaben", "Kosten allein im Jahr", "Vereinbart", "Shapley-Wert",
               "Abstand")  # fmt: skip
    return [
        [row[name] for name in columns]
        for row in files.sheets["Anteile im Jahr"]
        if row["Shapley-Wert"] is not None
    ]


def against_alone(files, _number, _town):
    """What services together saved each member."""
    yearly = files.by("Anteile im Jahr", "Gemeinde")
    joint = {row["Vorhaben"] for row in files.sheets["Anteile im Jahr"]}
    found, rows = files.by(SHEET, "Gemeinde"), []
    for name in files.towns.values():
        mine = [row for row in found[name,] if row["Vorhaben"] in joint]
        paid, got, alone, _worth, net = _parts(mine)
        if any((paid, got, alone, net)):
            saved = sum(row["Gespart im Jahr"] for row in yearly[name,])
            rows.append([name, got + alone - paid, net, saved])
    return rows
