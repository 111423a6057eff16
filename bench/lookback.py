"""Every page of looking back at a game of eight rounds and eight towns, the first and later times.

``python bench/lookback.py --entries 10000``: what ``finished.py`` makes. A process starts as a
server does (``warming``), and for each page a copy of it asks in process, through all middleware,
as if it were the first request of all: nobody has looked at the game before. Then it asks again.
Runs on ``DATABASE_URL`` where given, else on SQLite in a folder of its own.
"""

import argparse
import json
import os
import time

from finished import described, finished  # isort: skip - sets Django up
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.client import ClientHandler
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.load.stats import percentile
from bench.pages import browser
from games.charts.pictures.themes import THEMES
from games.management import warming
from games.management.commands.serve import keep_out_of_collections
from games.models import Game

LIMIT_MS, LIMIT_QUERIES = 300, 30
AGAIN = 5
TOWN = "auestadt"
REVIEW = (
    "", "state.json", *(f"bilder/{theme.slug}/" for theme in THEMES), "bilder/karte/?runde=3",
    "bilder/vertrauen/?runde=3", "zeit/", "zeit/?runde=4", "warum/",
    f"warum/?runde=4&gemeinde={TOWN}", "geschichte/", "was-waere/",
    "was-waere/?anders=modell:verband", "glueck/", "rueckmeldung/",
    "auswertung/", "auswertung/?schritt=2", "mitnehmen/", "bericht/", f"bericht/{TOWN}/",
)  # fmt: skip
OWN = ("auswertung/", "rueckmeldung/", "mitnehmen/", "mitnehmen/bericht/", "warum/", "zeit/")
LEAD = ("", "auswertung/", "auswertung/state.json", "warum/", "zeitmaschine/")


def asked(prepared):
    """Name, client and path of every page."""
    made = prepared["games"][0]
    anybody, player, lead = Client(), browser(prepared, made["players"][0]), browser(prepared)
    for who, client, base, pages in (
        ("Rückschau", anybody, f"/rueckschau/{made['review']}/", REVIEW),
        ("Spiel", player, f"/spiel/{made['id']}/", OWN),
        ("Cockpit", lead, f"/leitung/spiel/{made['id']}/", LEAD),
        ("Leinwand", anybody, f"/leinwand/{made['projector']}/", ("",)),
    ):
        yield from ((f"{who}: {page or 'Überblick'}", client, base + page) for page in pages)
    games = Game.objects.filter(pk__in=[each["pk"] for each in prepared["games"]]).order_by("pk")
    own, *others = [game.workshop.public_id for game in games.select_related("workshop")]
    compare = reverse("workshop_compare", args=[own])
    yield "Veranstaltung: vergleich/ (1)", lead, compare
    wanted = "&".join(f"mit={each}" for each in others)
    yield f"Veranstaltung: vergleich/ ({len(prepared['games'])})", lead, f"{compare}?{wanted}"


def in_a_copy(work):
    """What ``work`` returns, from a copy of this process, whose memory nobody else fills."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        with os.fdopen(writing, "w") as out:
            json.dump(work(), out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        found = json.load(answer)
    os.wait()
    return found


def look(client, path):
    """The answer to the first request of a process, and to some more of the same."""

    def once():
        with CaptureQueriesContext(connection) as queries:
            wall, cpu = time.perf_counter(), time.process_time()
            answer = client.get(path, follow=True)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        assert answer.status_code == 200, (path, answer.status_code)
        return 1000 * wall, 1000 * cpu, len(queries), len(answer.content)

    return [once() for _ in range(1 + AGAIN)]


def start_as_a_server():
    """Load what a server loads before and soon after it answers for the first time."""
    keep_out_of_collections()
    for load in warming.pieces():
        load()
    handler = ClientHandler(enforce_csrf_checks=False)
    handler.load_middleware()
    return handler


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--games", type=int, default=3)
    options = parser.parse_args()
    call_command("collectstatic", interactive=False, verbosity=0)
    # Made by another process: this one shall not know the games.
    prepared = in_a_copy(lambda: finished(options.entries, options.games))
    begin = time.process_time()
    handler = start_as_a_server()
    ready = time.process_time() - begin
    print(f"{described(prepared['games'][0])}, {connection.vendor}; loaded in {ready:.1f} s\n")
    pages = list(asked(prepared))
    connection.close()
    print(
        "| page | first ms | of processor | queries | again p50 ms | of processor | queries | KB |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    slow = 0
    for name, client, path in pages:
        client.handler = handler
        first, *again = in_a_copy(lambda client=client, path=path: look(client, path))
        wall, cpu, queries = (percentile([row[n] for row in again], 0.5) for n in range(3))
        slow += first[1] > LIMIT_MS or max(first[2], queries) > LIMIT_QUERIES
        print(
            f"| {name} | {first[0]:.0f} | {first[1]:.0f} | {first[2]} | {wall:.0f} | {cpu:.0f} "
            f"| {queries:.0f} | {first[3] // 1000} |"
        )
    print(f"\n{slow} above {LIMIT_MS} ms of processor time or {LIMIT_QUERIES} queries")


if __name__ == "__main__":
    main()
