"""A game with a long log: server time of undo, history, cockpit and state pages.

``python bench/longlog.py --entries 10000``: a game of six is played three rounds, its log filled
with messages and what people save, chained as always. Each page is asked for in process, through
all middleware; three rounds are taken back and restored. Then the game ends, and
its time machine is asked for a moment in the middle of the log.
Runs on ``DATABASE_URL`` where given, else on SQLite in a folder of its own.
"""

import argparse
import os
import sys
import tempfile
import time
from datetime import timedelta
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
if not os.environ.get("DATABASE_URL"):
    os.environ["VAR"] = tempfile.mkdtemp(prefix="planspiel-longlog-")
os.environ.setdefault("SECRET_KEY", "bench-only-" + "0123456789abcdefghij" * 3)
os.environ.setdefault("LOG_LEVEL", "WARNING")

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import prepare
from bench.load.stats import percentile
from bench.pages import REPEATS, browser
from games import access
from games.access import Viewer, ViewerKind
from games.enums import LogKind
from games.models import Game, LogEntry, Seat, Team
from games.services import flow, talks, undo
from games.services.phases import named
from games.services.writing import writing

ROUNDS = 3
LIMIT_MS = 300
PLAYER = (
    "rathaus/", "rathaus/state.json", "verlauf/", "verlauf/state.json", "gespraeche/",
    "vereinbarungen/", "vereinbarungen/state.json", "fonds/", "region/", "abrechnung/",
)  # fmt: skip
LEAD = ("", "state.json", "zurueck/", "nachrichten/", "eingriffe/")
MOMENT = "?moment={moment}&sicht={town}&schirm={screen}"
NARROWED = "&gemeinde={town}&art=entscheidungen&schritt=eintrag"
SCREENS = ("lage", "entscheidungen", "vereinbarungen", "fonds", "gespraeche", "abrechnung")


def play(game, lead, entries):
    """Rounds are played; in each the people save, write and keep moments."""
    seats = [seat_viewer(seat) for seat in Seat.objects.filter(game=game)]
    people = cycle(seats)
    share = entries // (ROUNDS + 1)
    for number in range(1, ROUNDS + 2):
        target = number * share
        while True:
            game.refresh_from_db()
            if game.phase == "deciding" and game.round_number == number:
                break
            flow.advance(lead, expected_round=game.round_number, expected_phase=game.phase)
        work(game, people, target)
    flow.advance(lead, expected_round=game.round_number, expected_phase="deciding")
    game.refresh_from_db()


def seat_viewer(seat):
    return Viewer(ViewerKind.PLAYER, seat.game_id, team_id=seat.team_id, seat_id=seat.pk)


def work(game, people, target):
    """Everyday work until the log is so long: a tenth messages, the rest what teams save.

    What is saved is written by the entry alone, as the drafts themselves do not grow.
    """
    begin = log_length(game)
    for turn in range((target - begin) // 10):
        viewer = next(people)
        later = timezone.now() + timedelta(minutes=begin + turn)
        to = ("plenum", "spielleitung")[turn % 2]
        talks.send(viewer, to=to, text="Hallo", round_number=game.round_number, now=later)
    teams = cycle(Team.objects.filter(game=game))
    with writing(game.pk) as writer:
        for revision in range(target - log_length(game)):
            content = {"revision": revision, "changes": {"greenfield": revision % 3}}
            writer.log(LogKind.DRAFT_SAVED, content, next(teams))


def log_length(game):
    return Game.objects.values_list("log_sequence", flat=True).get(pk=game.pk)


def timed(name, act, repeats=1):
    """A command or page: queries, milliseconds of each repeat, and of processor time."""
    with CaptureQueriesContext(connection) as queries:
        act()
    count, walls, cpus = len(queries), [], []
    for _ in range(repeats):
        wall, cpu = time.perf_counter(), time.process_time()
        act()
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
    return name, count, walls, cpus


def page(client, path):
    """A page, which has to answer."""

    def get():
        status = client.get(path).status_code
        assert status == 200, (path, status)

    return get


def commands(game, lead):
    """Undo of all rounds and taking it back, as the facilitator does it."""

    def here():
        game.refresh_from_db()
        return named(game.round_number, game.phase)

    def back_and_forth():
        undo.undo_rounds(lead, to_round=1, expected=here(), reason="Noch einmal")
        undo.restore_rounds(lead, expected=here())

    yield timed("undo of three rounds and restore", back_and_forth, 5)


def looking_back(game, lead, made, clients):
    """The time machine of the game, which ends here, for all who look."""
    game.refresh_from_db()
    flow.end_game(lead)
    player, facilitator, anybody = clients
    base = {
        "Rückschau": (anybody, f"/rueckschau/{made['review']}/zeit/"),
        "Spiel": (player, f"/spiel/{made['id']}/zeit/"),
        "Cockpit": (facilitator, f"/leitung/spiel/{made['id']}/zeitmaschine/"),
    }
    asked = {"town": Team.objects.filter(game=game)[0].town, "moment": log_length(game) // 2}
    for who, (client, path) in base.items():
        for screen in SCREENS:
            query = MOMENT.format(screen=screen, **asked)
            yield timed(f"{who}: Zeitmaschine, {screen}", page(client, path + query), REPEATS)
        query = (MOMENT + NARROWED).format(screen="lage", **asked)
        yield timed(f"{who}: Zeitmaschine, eingegrenzt", page(client, path + query), REPEATS)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    options = parser.parse_args()
    call_command("collectstatic", interactive=False, verbosity=0)
    prepared = prepare.prepare({"games": 1, "towns": [3] * 6, "phase": "deciding"})
    made = prepared["games"][0]
    game = Game.objects.get(pk=made["pk"])
    lead = access.facilitator(game.public_id, game.owner_id)
    play(game, lead, options.entries)
    print(f"{LogEntry.objects.filter(game=game).count()} entries, {connection.vendor}\n")
    player, facilitator = browser(prepared, made["players"][0]), browser(prepared)
    base, cockpit = f"/spiel/{made['id']}/", f"/leitung/spiel/{made['id']}/"
    pages = [(f"Spiel: {name}", page(player, base + name)) for name in PLAYER]
    pages += [(f"Cockpit: {name}", page(facilitator, cockpit + name)) for name in LEAD]
    rows = [timed(name, get, REPEATS) for name, get in pages]
    rows += commands(game, lead)
    rows += looking_back(game, lead, made, (player, facilitator, Client()))
    print("| page or command | queries | p50 ms | p95 ms | p50 ms of processor time |")
    print("| --- | ---: | ---: | ---: | ---: |")
    slow = 0
    for name, queries, walls, cpus in rows:
        p50, p95, cpu = percentile(walls, 0.5), percentile(walls, 0.95), percentile(cpus, 0.5)
        slow += p95 > LIMIT_MS
        print(f"| {name} | {queries} | {p50:.1f} | {p95:.1f} | {cpu:.1f} |")
    print(f"\n{slow} above {LIMIT_MS} ms")


if __name__ == "__main__":
    main()
