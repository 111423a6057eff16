"""The files that are taken home, read as other programs would read them."""

import csv
import io
import zipfile
from collections import defaultdict
from fractions import Fraction

from openpyxl import load_workbook

from tests.e2e.figures import rows_of_csv

START, FULL = 0, 10_000


class Files:
    """The long table with its codebook, all postings, and the workbook of a finished game.

    ``towns``: names by code in seating order; ``services``: names by code in the scenario's order.
    """

    def __init__(self, numbers_zip, postings_csv, workbook_xlsx):
        packed = zipfile.ZipFile(io.BytesIO(numbers_zip))
        long = rows_of_csv(packed.read("daten-lang.csv").decode())
        self.values = {
            (row["variable"], int(row["round"]), row["town"]): int(row["value"]) for row in long
        }
        self.towns = {row["town"]: row["town_name"] for row in long}
        self.last = max(int(row["round"]) for row in long)
        self.words = {
            row["variable"]: row["label_de"]
            for row in rows_of_csv(packed.read("codebuch.csv").decode())
        }
        self.services = {
            name.removesuffix("_quality"): label.partition(":")[0]
            for name, label in self.words.items()
            if name.endswith("_quality")
        }
        self.postings = rows_of_csv(postings_csv.decode())
        for row in self.postings:
            row["Runde"], row["Betrag"] = int(row["Runde"]), int(row["Betrag in Euro"])
        self.sheets = {
            sheet.title: sheet_rows(sheet) for sheet in load_workbook(io.BytesIO(workbook_xlsx))
        }

    def value(self, variable, number, town):
        """A figure of the long table; None where it has none."""
        return self.values.get((variable, number, town))

    def sum(self, variable, town):
        """A figure of the long table, all rounds together."""
        return sum(self.value(variable, number, town) or 0 for number in self.rounds())

    def rounds(self, chosen=None):
        """The chosen round, or all that were played."""
        return (chosen,) if chosen else range(1, self.last + 1)

    def booked(self, chosen=None):
        """The postings of the chosen round, or of all."""
        return [row for row in self.postings if chosen in (None, row["Runde"])]

    def by(self, sheet, *names):
        """The rows of a sheet by the cells of some columns."""
        found = defaultdict(list)
        for row in self.sheets.get(sheet, ()):
            found[tuple(row[name] for name in names)].append(row)
        return found


def lines(text):
    """The lines of a table as lists of text, the heading first."""
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def sheet_rows(sheet):
    """The rows of a sheet by heading, as far as it is a table."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def points(value):
    """Ten-thousandths as points of 100."""
    return None if value is None else Fraction(value, 100)


def share_points(cell):
    """A share of a workbook as points of 100."""
    return None if cell is None else points(round(cell * FULL))
