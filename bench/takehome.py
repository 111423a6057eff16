"""Everything that a finished game gives to take home: time and size of each file and page.

``python bench/takehome.py --entries 10000``: a game of eight rounds and eight towns is played by
strategies (``finished.py``). Each file is asked for in process, through all
middleware: once as the first one to ask, then again. Runs on ``DATABASE_URL`` where given, else on
SQLite in a folder of its own.
"""

import argparse
import time

from finished import described, finished  # isort: skip - sets Django up
from django.core.management import call_command
from django.test import Client

from bench.pages import browser

LIMIT_SECONDS = 5
REVIEW = (
    "mitnehmen/", "bericht/", "bericht/auestadt/", "beschlussvorlage/auestadt/", "export.xlsx",
    "ohne-namen.xlsx", "zahlen.zip", "export.csv", "antraege.csv", "export.json", "partie.json",
    "nachrichten.csv",
)  # fmt: skip
OWN = ("bericht/", "beschlussvorlage/", "arbeitsmappe.xlsx", "zahlen.zip", "partie.json")


def measured(client, path):
    """Seconds of the first and of the second answer, and the size of it."""
    seconds = []
    for _turn in range(2):
        begin = time.perf_counter()
        answer = client.get(path)
        seconds.append(time.perf_counter() - begin)
        assert answer.status_code == 200, (path, answer.status_code)
    return *seconds, len(answer.content)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    options = parser.parse_args()
    call_command("collectstatic", interactive=False, verbosity=0)
    prepared = finished(options.entries)
    made = prepared["games"][0]
    print(f"{described(made)}\n")
    player = browser(prepared, made["players"][0])
    base, review = f"/spiel/{made['id']}/mitnehmen/", f"/rueckschau/{made['review']}/"
    cockpit = f"/leitung/spiel/{made['id']}/partie.json"
    asked = [(f"Rückschau: {name}", Client(), review + name) for name in REVIEW]
    asked += [(f"Team: {name}", player, base + name) for name in OWN]
    asked += [("Cockpit: partie.json", browser(prepared), cockpit)]
    print("| file or page | first s | again s | KB |\n| --- | ---: | ---: | ---: |")
    slow = 0
    for name, client, path in asked:
        first, again, size = measured(client, path)
        slow += first > LIMIT_SECONDS
        print(f"| {name} | {first:.2f} | {again:.2f} | {size // 1000} |")
    print(f"\n{slow} above {LIMIT_SECONDS} s")


if __name__ == "__main__":
    main()
