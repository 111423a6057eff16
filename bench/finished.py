"""A finished game of eight rounds and eight towns with a long log and a debrief, to measure with.

The log is filled as ``longlog.py`` does it, in the database that it chooses.
"""

import sys
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.longlog import log_length, seat_viewer, work  # isort: skip - sets Django up
from bench import eight, prepare
from games import access
from games.enums import DebriefStep, LogKind, Phase
from games.models import Game, LogEntry, Seat, Team
from games.selectors.reflection import AFTER, BEFORE, questions_of
from games.services import debrief, debrief_cards, flow, notes, reflection, seats

ROUNDS, TOWNS, PEOPLE = 8, 8, 5
BOTS = ("kooperativ", "reziprok", "kooperativ", "fonds", "kooperativ", "trittbrett") * 2


def finished(entries=10_000, games=1, people=PEOPLE):
    """What ``prepare`` says of games that are in the debrief; only the first has a long log."""
    wanted = {"games": games, "towns": [people] * TOWNS, "scenario": eight.SLUG, "rounds": ROUNDS}
    prepared = prepare.prepare({**wanted, "phase": Phase.BRIEFING})
    for place, made in enumerate(prepared["games"]):
        play(Game.objects.get(pk=made["pk"]), 0 if place else entries)
    return prepared


def play(game, entries):
    """All rounds to the debrief; in each the people save and write, afterwards they talk."""
    lead = access.facilitator(game.public_id, game.owner_id)
    for team, bot in zip(Team.objects.filter(game=game), BOTS, strict=False):
        seats.set_bot(lead, team_id=team.pk, bot=bot)
    people = [seat_viewer(seat) for seat in Seat.objects.filter(game=game).order_by("pk")]
    answer(game, people, BEFORE)
    turns = cycle(people)
    while game.phase != Phase.DEBRIEF:
        if entries and game.phase == Phase.DECIDING:
            notes.note(next(turns), text="Hier wurde es eng")
            work(game, turns, game.round_number * entries // ROUNDS)
        flow.advance(lead, expected_round=game.round_number, expected_phase=game.phase)
        game.refresh_from_db()
    talk(game, lead, people)


def answer(game, people, part):
    """Everybody answers the questions of a part of the reflection."""
    asked = [question for question in questions_of(game, part) if question.is_scale]
    for place, viewer in enumerate(people):
        given = {each.id: str(1 + (place + turn) % 5) for turn, each in enumerate(asked)}
        reflection.reflect(viewer, part=part, values=given)


def talk(game, lead, people):
    """Six steps: a card of everybody in each, dots in two, and what is taken home."""
    debrief.begin(lead)
    for step in DebriefStep:
        for viewer in people:
            debrief_cards.write(viewer, step=step, text="Wir haben zu spät miteinander geredet")
    for step in (DebriefStep.HAPPENED, DebriefStep.LEARNED):
        cards = written(game, step)
        debrief.group(lead, cards=cards[::3], name="Vertrauen")
        debrief.open_vote(lead, step=step)
        for place, viewer in enumerate(people):
            chosen = [cards[(place + turn) % len(cards)] for turn in range(3)]
            debrief_cards.vote(viewer, step=step, cards=chosen)
        debrief.close_vote(lead, step=step)
    for viewer in people[:: max(1, len(people) // TOWNS)]:
        debrief_cards.resolve(viewer, text="Bauhof mit den Nachbarn besprechen", until="Herbst")
    answer(game, people, AFTER)


def written(game, step):
    """Numbers of the cards of a step."""
    rows = LogEntry.objects.filter(game=game, kind=LogKind.DEBRIEF_CARD_WRITTEN)
    found = rows.order_by("sequence").values_list("sequence", "payload")
    return [number for number, payload in found if payload["step"] == step]


def described(made):
    """How large it is, in words."""
    game = Game.objects.get(pk=made["pk"])
    return f"{log_length(game)} entries, {game.round_number} rounds, {game.teams.count()} towns"
