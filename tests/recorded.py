"""A whole game on record, for everything that looks back: agreements, fund, promises, notes, cards.

Anna and Ben sit in the first town, Dora in the second; strategies play the others. The people
write, keep moments, answer the two questions and guess goals, so that every table has rows.
"""

from datetime import timedelta

from games.models import Team
from games.services import flow, notes, recap, seats, talks
from tests.cast import NOW, Cast, assemble

BOTS = ("kooperativ", "reziprok", "kooperativ", "fonds", "kooperativ", "trittbrett")
ANSWERS = {"fair": 4, "again": 3}


def recorded(rounds: int = 4, *, scenario: str = "mittelaue", **options) -> Cast:
    """A finished game in the debrief, played by the services; its people are ``cast``'s."""
    cast = assemble(scenario=scenario, rounds=rounds, **{"cooperation_model": "", **options})
    for team, bot in zip(Team.objects.filter(game=cast.game), BOTS, strict=False):
        seats.set_bot(cast.frieda.viewer, team_id=team.pk, bot=bot, now=NOW)
    cast.play_until("briefing")
    while (game := cast.fresh()).phase != "debrief":
        _take_part(cast, game, NOW + timedelta(hours=game.round_number))
        flow.advance(
            cast.frieda.viewer,
            expected_round=game.round_number,
            expected_phase=game.phase,
            now=NOW + timedelta(hours=game.round_number, minutes=20),
        )
    return cast


def _take_part(cast: Cast, game, now) -> None:
    if game.phase == "negotiating":
        first = Team.objects.filter(game=game)[0]
        talks.send(cast.anna.viewer, to="plenum", text=f"Wir in {first.name} sind dabei.", now=now)
        talks.send(cast.dora.viewer, to=first.town, text="Unter uns: Wir zögern.", now=now)
        notes.note(cast.anna.viewer, text=f"Runde {game.round_number}: Streit ums Bad", now=now)
        notes.note_as_facilitator(
            cast.frieda.viewer, text=f"Hier kippte Runde {game.round_number}", now=now
        )
    if game.phase == "recap":
        for person in (cast.anna, cast.ben, cast.dora):
            for question, value in ANSWERS.items():
                recap.answer(
                    person.viewer, round_number=game.round_number, question=question, value=value,
                    now=now,
                )  # fmt: skip
