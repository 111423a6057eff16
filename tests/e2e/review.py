"""Holds every figure of the review page against the exported postings."""

import re
from itertools import pairwise

from playwright.sync_api import expect

from tests.e2e.figures import (
    RUNNING,
    as_change,
    as_euro,
    decimals,
    grouped,
    rows_of_csv,
    signed,
    spaces,
)

VALUES = ("daseinsvorsorge", "finanzen", "ortskern", "vertrauen", "gesamt")
TABLE = """(table) => [...table.querySelectorAll('tbody tr')].map(
  (row) => [...row.querySelectorAll('th, td')].map((cell) => cell.innerText))"""
LEDGER = """() => [...document.querySelectorAll('.rv-ledger summary')].map((line) => [
  '.rv-post__round', '.rv-post__what', '.rv-post__rule', '.rv-post__amount',
].map((part) => line.querySelector(part).innerText))"""


def check_review(person, missing, rounds=3):
    """The open review. ``missing``: round number -> names of the towns that decided nothing."""
    address = person.page.url.partition("?")[0].partition("#")[0]
    export = person.json(f"{address}export.json")
    table = rows_of_csv(person.page.request.get(f"{address}export.csv").text())
    played = export["rounds_played"]
    assert [each["round"] for each in played] == list(range(rounds + 1))
    check_exports_agree(export, table)
    check_accounts(played)
    check_ends(person, export)
    check_region(person, played)
    for each in played:
        number = each["round"]
        person.open(f"{address}?runde={number}&buchungsrunde={number}")
        if number:
            check_ledger(person, [row for row in table if row["Runde"] == str(number)])
        check_round(person, export, each, missing.get(number, []))
    for town, name in export["towns"].items():
        person.open(f"{address}?gemeinde={town}")
        check_town(person, name, [signed(each, town) for each in postings_of(played)])


def postings_of(played):
    """All postings in settled order."""
    return [posting for each in played for posting in each["postings"]]


def check_exports_agree(export, table):
    """CSV and JSON hold the same postings."""
    told = [
        (each["round"], posting["number"], posting["rule"], posting["source"], posting["target"],
         posting["amount"])
        for each in export["rounds_played"]
        for posting in each["postings"]
    ]  # fmt: skip
    listed = [
        (int(row["Runde"]), int(row["Nummer"]), row["Regel"], row["Von (Code)"],
         row["An (Code)"], int(row["Betrag in Euro"]))
        for row in table
    ]  # fmt: skip
    assert listed == told
    assert all(amount > 0 for *_place, amount in told)


def check_accounts(played):
    """Accounts, running results and the fund follow from the postings alone."""
    for before, now in pairwise(played):
        for town, figures in now["figures"].items():
            own = [(each["rule"], signed(each, town)) for each in now["postings"]]
            total = sum(amount for _rule, amount in own)
            assert figures["account"] == before["figures"][town]["account"] + total
            assert figures["running"] == sum(amount for rule, amount in own if rule in RUNNING)
        assert now["fund_money"] == before["fund_money"] + sum(
            signed(each, "fonds") for each in now["postings"]
        )


def check_ledger(person, table):
    """The page lists every posting of the round, in order, with its words and amount."""
    expected = [
        [
            f"R{row['Runde']}",
            f"{row['Gegenstand']}: {row['Titel']}" if row["Gegenstand"] else row["Titel"],
            f"von {row['Von']} an {row['An']}",
            row["Regel"],
            as_euro(int(row["Betrag in Euro"])),
        ]
        for row in table
    ]
    assert ledger_of(person) == expected
    expect(person.page.locator("#buchungen")).to_contain_text(f"{len(expected)} Buchungen")


def ledger_of(person):
    """Round, subject, direction, rule and amount of each line of the page."""
    return [
        [round_number, *what.split("\n"), rule, spaces(amount)]
        for round_number, what, rule, amount in person.page.evaluate(LEDGER)
    ]


def rows(person, label):
    """Cells of a table's body as text."""
    frame = person.page.get_by_role("region", name=label, exact=True)
    return [[spaces(cell) for cell in row] for row in frame.locator("table").first.evaluate(TABLE)]


def value(figure):
    """A value of the rating with two decimals, as the page writes it."""
    return decimals(figure, 2)


def value_change(figure):
    """A change of it with one decimal; zero is "0"."""
    text = decimals(figure, 1).removesuffix(",0")
    return f"+{text}" if figure > 0 and text != "0" else text


def check_ends(person, export):
    """Each municipality's last figures, and how far they are from the start."""
    start, last = export["rounds_played"][0]["figures"], export["rounds_played"][-1]["figures"]
    assert rows(person, "Gemeinden am Ende") == [
        [
            name,
            f"{grouped(last[town]['inhabitants'])} ({people(start[town], last[town])})",
            account(start[town], last[town]),
            as_change(last[town]["running"]),
            *changed_values(start[town], last[town]),
        ]
        for town, name in export["towns"].items()
    ]


def account(before, now):
    """An account with its change."""
    return f"{as_euro(now['account'])} ({as_change(now['account'] - before['account'])})"


def people(before, now):
    """Change of inhabitants with its sign."""
    change = now["inhabitants"] - before["inhabitants"]
    return f"+{grouped(change)}" if change > 0 else grouped(change)


def changed_values(before, now):
    """The values with their changes."""
    return [
        f"{value(now['values'][name])} "
        f"({value_change(now['values'][name] - before['values'][name])})"
        for name in VALUES
    ]


def check_region(person, played):
    """The region's values by round: means of the towns' values, weighted by inhabitants."""
    person.press("Als Tabelle")
    # Beside its values a round says what happened in it, where anything did.
    shown = [row[: 1 + len(VALUES)] for row in rows(person, "Die Region über die Runden")]
    assert shown == [
        [f"Runde {each['round']}" if each["round"] else "Start"]
        + [value(each["region"][name]) for name in VALUES]
        for each in played
    ]
    for each in played:
        for name in VALUES:
            assert each["region"][name] == weighted_mean(each["figures"].values(), name)


def weighted_mean(figures, name):
    """Mean of a value over all inhabitants, halves up."""
    figures = list(figures)
    weights = sum(each["inhabitants"] for each in figures)
    total = sum(each["inhabitants"] * each["values"][name] for each in figures)
    return (2 * total + weights) // (2 * weights)


def check_round(person, export, played, missing):
    """The table of one round, and who did not decide."""
    number = played["round"]
    before = export["rounds_played"][number - 1]["figures"] if number else None
    expected = []
    for town, name in export["towns"].items():
        now = played["figures"][town]
        money, values = as_euro(now["account"]), [value(now["values"][v]) for v in VALUES]
        if before:
            money, values = account(before[town], now), changed_values(before[town], now)
        vacancy = f"{decimals(now['vacancy'], 1).removesuffix(',0')} %"
        expected.append(
            [
                name,
                grouped(now["inhabitants"]),
                money,
                as_change(now["running"]),
                vacancy,
                *values,
            ]
        )
    assert rows(person, "Zahlen der Runde") == expected
    check_missing(person, export, played, missing)


def check_missing(person, export, played, missing):
    """Who decided nothing is shown so, in the round and in the export."""
    told = [export["towns"][town] for town, each in played["decisions"].items() if each["missing"]]
    assert told == missing
    lines = person.page.locator(".rv-decision")
    assert lines.count() == len(played["decisions"])
    marked = lines.filter(has_text=re.compile("fehlte"))
    assert [spaces(text).split(" fehlte")[0] for text in marked.all_inner_texts()] == missing


def check_town(person, name, amounts):
    """Filtered by a municipality: its postings with their signs, and their sum."""
    own = [amount for amount in amounts if amount]
    assert [line[-1] for line in ledger_of(person)] == [as_change(amount) for amount in own]
    person.sees("Summe dieser Buchungen")
    assert spaces(person.page.locator(".rv-sum b").inner_text()) == as_change(sum(own)), name
