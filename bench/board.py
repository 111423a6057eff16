"""The board of the debrief with many cards: queries, server time and size of pages and frames.

``python bench/board.py --cards 300``: eight municipalities of five people have played two rounds;
the cards lie over the six steps, or (``--one-step``) all on one. Pages are asked for in process,
through all middleware; frames are rendered as a socket's thread does, the first of all teams at
once, then after one more card. Runs on ``DATABASE_URL`` where given, else on SQLite in a folder of
its own.
"""

import argparse
import os
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
if not os.environ.get("DATABASE_URL"):
    os.environ["VAR"] = tempfile.mkdtemp(prefix="planspiel-board-")
os.environ.setdefault("SECRET_KEY", "bench-only-" + "0123456789abcdefghij" * 3)
os.environ.setdefault("LOG_LEVEL", "WARNING")

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from bench import eight, prepare
from bench.load.stats import percentile
from bench.longlog import LIMIT_MS, page, seat_viewer, timed
from bench.pages import REPEATS, browser
from games import access
from games.access import Viewer, ViewerKind
from games.enums import DebriefStep, LogKind
from games.live.answer import Answers
from games.live.screens import SCREENS, audience_of
from games.models import DebriefCard, Game, Seat, Team
from games.services import debrief, debrief_cards, flow
from games.services.writing import writing

TOWNS, PEOPLE, ROUNDS = 8, 5, 2
MOST_QUERIES = 30
TEXT = "Wir haben zu spät gemerkt, dass die anderen auf eine Zahl von uns gewartet haben. "


def look_back(game, lead, count, steps):
    """The board is open and full: cards of different length in groups, dots on two steps."""
    while game.phase != "debrief":
        flow.advance(lead, expected_round=game.round_number, expected_phase=game.phase)
        game.refresh_from_db()
    debrief.begin(lead)
    fill(game, count, steps)
    for step in steps:
        numbers = list(
            DebriefCard.objects.filter(game=game, step=step).values_list("sequence", flat=True)
        )
        for place in range(6):
            chosen = numbers[place : len(numbers) // 2 : 8]
            if chosen:
                debrief.group(lead, cards=chosen, name=f"Gruppe {place + 1}")
    debrief.open_vote(lead, step=steps[0])
    seats = [seat_viewer(seat) for seat in Seat.objects.filter(game=game)]
    cards = list(DebriefCard.objects.filter(game=game, step=steps[0])[:3])
    for viewer in seats:
        debrief_cards.vote(viewer, step=steps[0], cards=[each.sequence for each in cards])
    debrief.close_vote(lead, step=steps[0])


def fill(game, count, steps):
    """Cards past the limit of each person, written as the service writes them."""
    seats = islice(cycle(Seat.objects.filter(game=game).select_related("team")), count)
    with writing(game.pk) as writer:
        for number, seat in enumerate(seats):
            step, text = steps[number % len(steps)], (TEXT * 4)[: 30 + 37 * number % 250].strip()
            payload = {"step": step.value, "signs": len(text)}
            entry = writer.log(LogKind.DEBRIEF_CARD_WRITTEN, payload, seat.team)
            DebriefCard.objects.create(
                game=writer.game, sequence=entry.sequence, at=timezone.now(), step=step,
                team=seat.team, seat=seat, text=text,
            )  # fmt: skip
        writer.touch_game()


def audiences(game, lead):
    """Everybody who has a socket: eight teams, the facilitator's page, the cockpit, the wall."""
    teams = Team.objects.filter(game=game)
    viewers = [(Viewer(ViewerKind.PLAYER, game.pk, team_id=team.pk), "debrief") for team in teams]
    viewers += [(lead, "lead_debrief"), (lead, "cockpit")]
    viewers += [(Viewer(ViewerKind.PROJECTOR, game.pk), "projector")]
    return [audience_of(viewer, SCREENS[name], "de") for viewer, name in viewers]


def frames(game, lead):
    """All frames at once, from nothing and after one more card; and how large they are."""
    wanted, kept = audiences(game, lead), Answers()
    writer = seat_viewer(Seat.objects.filter(game=game).first())
    steps = cycle(list(DebriefStep)[1:])

    def all_at_once():
        return dict(kept.answers_of(game.pk, wanted))

    def one_more():
        DebriefCard.objects.filter(game=game, text="Noch eine").delete()
        debrief_cards.write(writer, step=next(steps).value, text="Noch eine")
        all_at_once()

    def from_nothing():
        dict(Answers().answers_of(game.pk, wanted))

    first = timed("frames: all screens, from nothing", from_nothing, REPEATS)
    made = dict(kept.answers_of(game.pk, wanted))
    yield first, max(len(each.body) for each in made.values())
    more = timed("frames: a card is written, all screens", one_more, REPEATS)
    yield more, max(len(each.news) for each in all_at_once().values())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=300)
    parser.add_argument("--one-step", action="store_true")
    options = parser.parse_args()
    call_command("collectstatic", interactive=False, verbosity=0)
    wanted = {"games": 1, "towns": [PEOPLE] * TOWNS, "scenario": eight.SLUG, "rounds": ROUNDS}
    prepared = prepare.prepare(wanted)
    made = prepared["games"][0]
    game = Game.objects.get(pk=made["pk"])
    lead = access.facilitator(game.public_id, game.owner_id)
    steps = list(DebriefStep)[:1] if options.one_step else list(DebriefStep)
    look_back(game, lead, options.cards, steps)
    player, facilitator = browser(prepared, made["players"][0]), browser(prepared)
    cockpit = f"/leitung/spiel/{made['id']}/auswertung/"
    asked = {
        "Team": (player, f"/spiel/{made['id']}/auswertung/"),
        "Spielleitung": (facilitator, cockpit),
        "Karten ordnen": (facilitator, f"{cockpit}karten/?schritt=1"),
        "Leinwand": (Client(), f"/leinwand/{made['projector']}/"),
        "Rückschau": (Client(), f"/rueckschau/{made['review']}/auswertung/"),
    }
    rows = [
        (timed(name, page(client, path), REPEATS), len(client.get(path).content))
        for name, (client, path) in asked.items()
    ]
    rows += frames(game, lead)
    print(f"{options.cards} cards, {TOWNS} towns of {PEOPLE}, {connection.vendor}\n")
    print("| page or frame | queries | p50 ms | p95 ms | p50 ms of processor time | KB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    bad = 0
    for (name, queries, walls, cpus), size in rows:
        values = [percentile(found or [0], at) for found, at in ((walls, 0.5), (walls, 0.95))]
        cpu = percentile(cpus or [0], 0.5)
        bad += cpu > LIMIT_MS or queries > MOST_QUERIES
        shown = " | ".join(f"{value:.1f}" for value in (*values, cpu))
        print(f"| {name} | {queries} | {shown} | {size // 1000} |")
    print(f"\n{bad} above {LIMIT_MS} ms of processor time or {MOST_QUERIES} queries")


if __name__ == "__main__":
    main()
