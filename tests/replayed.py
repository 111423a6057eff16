"""A game whose second round was taken back and played differently, for all that looks back at it.

Anna's team drafts and submits in round 2, Dora writes to it; Frieda takes the round back, and the
team decides anew. ``First`` and ``SECOND`` name what it built in either attempt.
"""

from dataclasses import dataclass
from datetime import timedelta

from games.models import Settlement
from games.services import drafts, flow, talks, undo
from games.services.phases import named
from tests.cast import NOW, Cast, assemble

FIRST, SECOND = 6, 2
"""Homes that Anna's team builds at the edge in the first attempt at round 2, and in the second."""
SECRET, OPEN = "Unter uns: Brunnenwort-5521", "An alle: Marktwort-6632"
REASON = "Der Strom war weg"


@dataclass(frozen=True)
class Replayed:
    """The people, and the settlements of both attempts as they were stored."""

    cast: Cast
    undone: Settlement
    counted: Settlement

    @property
    def town(self) -> str:
        """Anna's municipality."""
        return self.cast.teams[0].town


def replayed(**options) -> Replayed:
    """The game, in the debrief."""
    cast = assemble(rounds=3, **options)
    cast.play_until("negotiating", round_number=2)
    town = cast.teams[0].town
    talks.send(cast.dora.viewer, to=town, text=SECRET, now=NOW)
    talks.send(cast.dora.viewer, to="plenum", text=OPEN, now=NOW)
    cast.play_until("deciding", round_number=2)
    _decide(cast, FIRST, revision=0)
    cast.play_until("recap", round_number=2, now=NOW + timedelta(minutes=9))
    undo.undo_rounds(
        cast.frieda.viewer, to_round=2, expected=named(2, "recap"), reason=REASON,
        now=NOW + timedelta(minutes=12),
    )  # fmt: skip
    _decide(cast, SECOND, revision=1)
    game = cast.play_until("recap", round_number=2, now=NOW + timedelta(minutes=20))
    while game.phase != "debrief":
        flow.advance(
            cast.frieda.viewer, expected_round=game.round_number, expected_phase=game.phase, now=NOW
        )
        game = cast.fresh()
    rows = Settlement.objects.filter(game=cast.game, round_number=2)
    return Replayed(
        cast, rows.get(superseded_at__isnull=False), rows.get(superseded_at__isnull=True)
    )


def _decide(cast: Cast, homes: int, *, revision: int) -> None:
    saved = drafts.save_draft(
        cast.anna.viewer,
        round_number=2,
        revision=revision,
        changes={"greenfield": homes},
        now=NOW,
    )
    drafts.submit(cast.anna.viewer, round_number=2, revision=saved.revision, now=NOW)
