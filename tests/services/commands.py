"""Short words for commands on the course of a game."""

from games.services import drafts, flow
from tests.cast import NOW

CARD = "marktscheune"
"""A project that Obertal can apply for alone."""


def press(cast, round_number, phase, *, now=NOW, **options):
    """Frieda presses "next" on a page that shows this phase."""
    return flow.advance(
        cast.frieda.viewer,
        expected_round=round_number,
        expected_phase=phase,
        now=now,
        **options,
    )


def place(cast):
    """Round and phase of the game."""
    game = cast.fresh()
    return game.round_number, game.phase


def to_board(cast, round_number=1):
    """Both teams are in the fund and Obertal applies: the board of the fund votes."""
    cast.play_until("deciding", round_number=round_number)
    for person, changes in (
        (cast.anna, {"fund": "beitreten", "applications": [{"project": CARD}]}),
        (cast.dora, {"fund": "beitreten"}),
    ):
        drafts.save_draft(
            person.viewer, round_number=round_number, revision=0, changes=changes, now=NOW
        )
    press(cast, round_number, "deciding")
    assert place(cast) == (round_number, "awarding")


def settle(cast, round_number=1):
    """Leave ``deciding``, and the award if there is anything to decide in it."""
    press(cast, round_number, "deciding")
    if place(cast) == (round_number, "awarding"):
        press(cast, round_number, "awarding")
