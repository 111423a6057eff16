"""Figures as the pages write them, read back and computed anew, apart from the product's code."""

import csv
import io
import re

MINUS = "\N{MINUS SIGN}"
NUMBER = re.compile(rf"[+{MINUS}-]?\d{{1,3}}(?:\.\d{{3}})*(?:,\d+)?|[+{MINUS}-]?\d+(?:,\d+)?")
RUNNING = frozenset(
    {"E1", "E2", "E3", "E4", "L1", "V1", "V3", "V5", "W3", "F1", "F6", "Z1"}
)  # fmt: skip
"""Rules whose postings count towards the running result (rules, section 12)."""


def numbers(text):
    """All numbers of a text, decimals counted in hundredths (5,25 -> 525; 5,2 -> 520), as ints.

    Whole numbers stay as they are: "1.234 € (+5)" -> [1234, 5].
    """
    return [_number(found) for found in NUMBER.findall(text)]


def _number(text):
    plain = text.replace(".", "").replace(MINUS, "-").replace("+", "")
    whole, comma, rest = plain.partition(",")
    return int(whole + (rest + "00")[:2]) if comma else int(plain)


def euro(text):
    """The one amount of a text in whole euro."""
    found = numbers(text)
    assert len(found) == 1, text
    return found[0]


def grouped(value):
    """1.234.567 with a real minus."""
    text = f"{abs(value):,}".replace(",", ".")
    return f"{MINUS}{text}" if value < 0 else text


def as_euro(value):
    """Every digit: 1.234.567 €."""
    return f"{grouped(value)} €"


def as_change(value):
    """With its sign: +1.234 €."""
    return f"+{as_euro(value)}" if value > 0 else as_euro(value)


def decimals(value, digits):
    """Ten-thousandths as a figure of 100 with decimals, halves away from zero."""
    scale = 10 ** (2 - digits)
    units = (abs(value) * 2 + scale) // (2 * scale)
    whole, rest = divmod(units, 10**digits)
    text = grouped(whole) + (f",{rest:0{digits}d}" if digits else "")
    return f"{MINUS}{text}" if value < 0 and units else text


def spaces(text):
    """The text with every kind of space made plain and single."""
    return " ".join(text.split())


def rows_of_csv(text):
    """The lines of the exported table as dicts of text."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def signed(posting, town):
    """What a posting changes in a town's account, in euro."""
    return ((posting["target"] == town) - (posting["source"] == town)) * posting["amount"]


def ledger(page):
    """A settlement's amounts as shown: every posting, the sums of groups, both accounts."""
    parts = {
        "postings": ".ps-ledger details > summary > .ps-num",
        "rules": ".ps-ledger details > summary > .ps-post__r",
        "groups": ".ps-ledger__group > .ps-num",
        "ends": ".ps-ledger__line b",
    }
    texts = {name: page.locator(place).all_inner_texts() for name, place in parts.items()}
    return texts | {name: [euro(text) for text in texts[name]] for name in parts if name != "rules"}
