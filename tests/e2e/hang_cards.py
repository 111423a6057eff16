"""Hang cards on the debrief's board of a server's own database, before anybody looks at it.

``python -m tests.e2e.hang_cards GAME COUNT``: so many cards of different lengths at every step, at
the first two in no group, then in groups and in none, and as many resolutions.
"""

import os
import sys

THOUGHT = (
    "Der Starkregen hat gezeigt, dass eine Gemeinde allein den Bauhof nicht halten kann. Danach "
    "war die Vereinbarung in zehn Minuten fertig; vorher wurde zwei Runden lang über den "
    "Kostenverteilungsschlüssel gestritten, ohne dass jemand nachgegeben hätte. Das bleibt so."
)
LENGTHS = (7, 280, 31, 120, 60, 15, 200, 90)
GROUPS = ("Geld", "Vertrauen zwischen den Rathäusern und den Räten", "Zeit", "")


def thought(number):
    """Text of the card at this place, unlike any other; as long as a card may be at most."""
    return f"{number + 1}. {THOUGHT}"[: LENGTHS[number % len(LENGTHS)]].strip()


def hang(public_id, count):
    """Cards for every step of this game."""
    from django.utils import timezone

    from games.enums import DebriefStep
    from games.models import DebriefCard, Game, Resolution, Team

    game = Game.objects.get(public_id=public_id)
    teams = list(Team.objects.filter(game=game))
    now, number = timezone.now(), 100_000
    for place, step in enumerate(DebriefStep):
        for each in range(count):
            number += 1
            group = GROUPS[each % len(GROUPS)] if place >= 2 else ""
            DebriefCard.objects.create(
                game=game, sequence=number, at=now, step=step, team=teams[each % len(teams)],
                text=thought(each), group=group,
            )  # fmt: skip
    for each in range(count):
        number += 1
        Resolution.objects.create(
            game=game, sequence=number, at=now, team=teams[each % len(teams)],
            text=thought(each), until="bis zur Sitzung im Herbst",
        )  # fmt: skip


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "planspiel.settings")
    import django

    django.setup()
    hang(sys.argv[1], int(sys.argv[2]))
