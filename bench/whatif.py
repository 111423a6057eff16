"""What if, and a thousand bot games, for a game of eight rounds and eight municipalities.

``python bench/whatif.py``: strategies play the game through the services; then the pages are asked
for in process, through all middleware, the first time with nothing in memory. Bot games are played
by as many processes as the server would start. Runs on SQLite in a folder of its own.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["VAR"] = tempfile.mkdtemp(prefix="planspiel-whatif-")
os.environ.setdefault("SECRET_KEY", "bench-only-" + "0123456789abcdefghij" * 3)
os.environ.setdefault("LOG_LEVEL", "WARNING")

from bench import eight, prepare  # isort: skip - sets Django up
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.load.stats import percentile
from games.access import Viewer, ViewerKind, facilitator
from games.enums import Phase
from games.management.botgames import play
from games.management.trials import cores
from games.models import Game, Team
from games.selectors.memo import Newest
from games.selectors.record import record_of
from games.selectors.whatif import reckoning
from games.selectors.whatif.setting import bot_plan
from games.selectors.whatif.wishes import ground_of, wishes_of
from games.services import flow, seats

ROUNDS = 8
BOTS = ("kooperativ", "reziprok", "kooperativ", "fonds")
WISHES = (
    "modell:verband", "modell:allein", "fonds:nein", "schluessel:gleich", "allein:auestadt",
    "ortsrand:nein", "regel:finance.levy_rate:4000",
)  # fmt: skip
REPEATS = 5
LIMIT_MS = 300


def played():
    """The finished game."""
    wanted = {"games": 1, "scenario": eight.SLUG, "towns": [], "rounds": ROUNDS}
    made = prepare.prepare({**wanted, "phase": Phase.BRIEFING})["games"][0]
    game = Game.objects.get(pk=made["pk"])
    lead = facilitator(game.public_id, game.owner_id)
    for place, team in enumerate(Team.objects.filter(game=game)):
        seats.set_bot(lead, team_id=team.pk, bot=BOTS[place % len(BOTS)])
    while game.phase != Phase.DEBRIEF:
        flow.advance(lead, expected_round=game.round_number, expected_phase=game.phase)
        game.refresh_from_db()
    return game, made["review"]


def forget():
    """As if nobody had asked before; the record itself stays in memory."""
    reckoning.kept = Newest(reckoning.MOST_KEPT)


def show(name, found, queries, limit):
    p50 = percentile(found, 0.5)
    print(f"| {name} | {p50:.0f} | {max(found):.0f} | {queries} | {limit} |")


def timed(work):
    """Milliseconds of processor time, each time with nothing in memory."""
    found = []
    for _ in range(REPEATS):
        forget()
        begin = time.process_time()
        work()
        found.append(1000 * (time.process_time() - begin))
    return found


def reckonings(game):
    """The engine's part alone."""
    viewer = Viewer(ViewerKind.REVIEW, game.pk)
    ground = ground_of(viewer, record_of(viewer))
    for token in (*WISHES, *(f"ohne:{each.agreement.id}" for each in ground.founded[:1])):
        found, wrong = wishes_of(ground, [token])
        assert not wrong, wrong
        show(f"reckon {token}", timed(lambda f=found: reckoning.outcome_of(ground, f)), 0, LIMIT_MS)


def pages(token):
    """Whole answers: the landing page with the table of leaving, and one comparison."""
    client, address = Client(), reverse("review_what_if", args=[token])
    for name, path in (("landing page", address), ("comparison", f"{address}?anders={WISHES[0]}")):
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        show(f"{name}, first", timed(lambda p=path: client.get(p)), len(queries), LIMIT_MS)
        begin = time.process_time()
        client.get(path)
        show(f"{name}, again", [1000 * (time.process_time() - begin)], len(queries), LIMIT_MS)


def bots(game, games):
    """Wall and processor time of bot games."""
    plan, begin = bot_plan(game, ROUNDS), time.monotonic()
    play(plan, range(games), cores(), lambda _found: True)
    wall = time.monotonic() - begin
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"\n{games} bot games in {cores()} processes: {wall:.0f} s, "
        f"{used.ru_utime + used.ru_stime:.0f} s of processor time"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--games", type=int, default=1000)
    options = parser.parse_args()
    call_command("collectstatic", interactive=False, verbosity=0)
    game, token = played()
    print("| what | p50 ms | max ms | queries | at most |\n| --- | ---: | ---: | ---: | ---: |")
    reckonings(game)
    pages(token)
    bots(game, options.games)


if __name__ == "__main__":
    main()
