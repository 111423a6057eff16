"""How soon the first chart of each theme stands in a browser: ``python bench/first_chart.py``.

A real server, a real Chromium, a finished game in their own folder; from asking for the page to
the first chart drawn, in milliseconds, of several openings. The goal is 1,500 ms.
"""

import argparse
import re
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import sync_playwright

from tests.e2e import browsing, harness

GOAL_MS = 1_500
CHARTS = ".ps-chart svg"


def openings(page, address, times):
    """Milliseconds of each opening of a page until its first chart is drawn."""
    found = []
    for _ in range(times):
        page.goto("about:blank")
        began = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.wait_for_selector(CHARTS)
        found.append(round(1000 * (time.perf_counter() - began)))
    return found


def themes(page):
    """Addresses of the themes, from the page that lists them."""
    links = page.locator("a[href*='/bilder/']").evaluate_all("all => all.map((a) => a.href)")
    return [each for each in dict.fromkeys(links) if re.search(r"/bilder/[a-z-]+/$", each)]


def main(rounds, times):
    """Play, serve, look."""
    with tempfile.TemporaryDirectory(prefix="planspiel-chart-") as folder:
        server = harness.Server(harness.prepare(Path(folder)))
        made = harness.recorded_game(server.var, rounds)
        server.start()
        try:
            with sync_playwright() as playwright:
                page = browsing.launch(playwright).new_page(**browsing.DESKTOP)
                page.goto(f"{server.url}{made['review']}bilder/")
                for address in themes(page):
                    first, *later = openings(page, address, times)
                    theme = address.rstrip("/").rpartition("/")[2]
                    verdict = "ok" if max(first, *later) <= GOAL_MS else "slow"
                    print(f"{theme:<16} first {first:5d} ms, later {max(later):5d} ms {verdict}")
        finally:
            server.stop()


if __name__ == "__main__":
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--rounds", type=int, default=8)
    told.add_argument("--times", type=int, default=4)
    chosen = told.parse_args()
    main(chosen.rounds, chosen.times)
