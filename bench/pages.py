"""What the pages and live answers cost: queries and time, ``python bench/pages.py``.

Runs on ``DATABASE_URL`` where given, else on SQLite in a folder of its own.
Each page is asked for in process, through all middleware, with one and with several settled rounds
and members: the number of queries must not depend on either.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
if not os.environ.get("DATABASE_URL"):
    os.environ["VAR"] = tempfile.mkdtemp(prefix="planspiel-pages-")
os.environ.setdefault("SECRET_KEY", "bench-only-" + "0123456789abcdefghij" * 3)
os.environ.setdefault("LOG_LEVEL", "WARNING")

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import prepare
from bench.load.stats import percentile
from games import access
from games.enums import Phase
from games.live.answer import read_stamp, render
from games.live.screens import SCREENS, audience_of
from games.models import Game
from games.services import flow

PLAYER_PAGES = ("rathaus", "gespraeche", "abrechnung", "region", "verlauf")
REPEATS = 20


def later(game, viewer, rounds):
    """Go on until so many rounds are settled and the next one is being decided."""
    while game.round_number <= rounds:
        flow.advance(viewer, expected_round=game.round_number, expected_phase=game.phase)
        game.refresh_from_db()
        if game.phase == Phase.DECIDING and game.round_number == rounds + 1:
            return


def measured(client, path):
    """Queries, and milliseconds of each repeat; the first answer warms up."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        status = client.get(path).status_code
    # Counted now: the next request begins with forgetting them.
    count = len(queries)
    found = []
    for _ in range(REPEATS):
        begin = time.perf_counter()
        client.get(path)
        found.append(1000 * (time.perf_counter() - begin))
    return status, count, found


def browser(prepared, player=None):
    """A client that holds a player's seat, or the facilitator's session."""
    client = Client()
    if player:
        client.cookies[settings.SEAT_COOKIE_NAME] = player["cookie"]
        return client
    for name, value in prepared["session"].items():
        client.cookies[name] = value
    return client


def addresses(made):
    """Name and path of every page, with the client that may see it."""
    player, facilitator, anybody = browser(made, made["players"][0]), browser(made), Client()
    base = f"/spiel/{made['id']}"
    yield from ((f"Spiel: {page}", player, f"{base}/{page}/") for page in PLAYER_PAGES)
    yield "Cockpit", facilitator, f"/leitung/spiel/{made['id']}/"
    yield "Leinwand", anybody, f"/leinwand/{made['projector']}/"
    yield "Rückschau", anybody, f"/rueckschau/{made['review']}/"


def answers(made, owner):
    """Queries and milliseconds of rendering each live answer, as a socket's thread does."""
    game = Game.objects.get(pk=made["pk"])
    team = game.teams.first()
    for screen in SCREENS.values():
        viewer = access.Viewer(screen.kind, game.pk, team_id=team.pk, user_id=owner)
        audience = audience_of(viewer, screen, "de")
        render(audience, read_stamp(audience))
        with CaptureQueriesContext(connection) as queries:
            size = len(render(audience, read_stamp(audience)).body)
        found = []
        for _ in range(REPEATS):
            begin = time.perf_counter()
            render(audience, read_stamp(audience))
            found.append(1000 * (time.perf_counter() - begin))
        yield f"live: {screen.name} ({size / 1024:.0f} KiB)", 200, len(queries), found


def main():
    call_command("collectstatic", interactive=False, verbosity=0)
    print("| page | rounds settled | people in the team | queries | p50 ms | p95 ms |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for rounds, people in ((1, 1), (3, 1), (3, 6)):
        prepared = prepare.prepare({"games": 1, "towns": [people] * 6})
        made = {**prepared["games"][0], "session": prepared["session"]}
        game = Game.objects.get(pk=made["pk"])
        later(game, access.facilitator(game.public_id, game.owner_id), rounds)
        rows = [(name, *measured(client, path)) for name, client, path in addresses(made)]
        rows += answers(made, game.owner_id)
        for name, status, queries, found in rows:
            shown = name if status == 200 else f"{name} ({status})"
            p50, p95 = percentile(found, 0.5), percentile(found, 0.95)
            print(f"| {shown} | {rounds} | {people} | {queries} | {p50:.1f} | {p95:.1f} |")


if __name__ == "__main__":
    main()
