"""How long the preview of an offer takes for six partners: ``python bench/offers.py``.

All figures of the page, made into cards, checks and tables; nothing but arithmetic, no database.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "planspiel.settings")

import django

django.setup()

from dataclasses import replace  # noqa: E402

from bench.engine import show, timed  # noqa: E402
from games.rules.start import start  # noqa: E402
from games.scenarios.load import build, read  # noqa: E402
from games.selectors.offer_view import offer_view  # noqa: E402

REPEATS = 30
OFFERS = {
    "a building yard": {"services": ["bauhof"], "stage": 4, "equalise": True},
    "pools on two sites": {
        "services": ["freibad"],
        "stage": 3,
        "sites": {"freibad": ["auestadt", "badquellau"]},
    },
    "two services under one roof": {"services": ["bauhof", "verwaltung"], "stage": 4},
}


def main():
    scenario = build(read("mittelaue"))
    before = start(scenario, "bench", "alles")
    members = sorted(scenario.municipalities)
    print("| what | p50 ms | p95 ms | max ms | at most |\n| --- | ---: | ---: | ---: | ---: |")
    for name, terms in OFFERS.items():
        for fair, limit in ((False, 150), (True, 500)):

            def look(terms=terms, fair=fair):
                # A state of its own each time: what was worked out before must not help.
                offer_view(
                    scenario,
                    replace(before),
                    viewer=members[0],
                    owner=members[0],
                    content={**terms, "members": members},
                    said={},
                    fair=fair,
                )

            words = f"{name}, six partners" + (", with Shapley" if fair else "")
            show(words, timed(look, REPEATS), limit)


if __name__ == "__main__":
    main()
