"""Where a game stands: steps, what comes next, clock."""

import pytest

from games.enums import ROUND_PHASES, Phase
from games.selectors.stage import NextStep, next_step, stage_of
from tests.factories import GameFactory

PHASES = list(ROUND_PHASES)


@pytest.mark.parametrize(
    ("phase", "number", "expected"),
    [
        (Phase.LOBBY, 0, NextStep(Phase.BRIEFING, 1)),
        (Phase.BRIEFING, 1, NextStep(Phase.NEGOTIATING, 1)),
        (Phase.DECIDING, 2, NextStep(Phase.AWARDING, 2)),
        (Phase.AWARDING, 2, NextStep(Phase.SETTLED, 2)),
        (Phase.RECAP, 1, NextStep(Phase.BRIEFING, 2)),
        (Phase.RECAP, 3, NextStep(Phase.DEBRIEF, 3)),
        (Phase.DEBRIEF, 3, NextStep(Phase.ENDED, 3)),
        (Phase.ENDED, 3, None),
    ],
)
def test_what_comes_next_follows_the_order_of_play(phase, number, expected):
    assert next_step(PHASES, phase, number, rounds=3) == expected


def test_a_shorter_round_skips_what_it_does_not_have():
    assert next_step([Phase.DECIDING, Phase.SETTLED], Phase.LOBBY, 0, 2) == NextStep(
        Phase.DECIDING, 1
    )


def stage(**fields):
    return stage_of(GameFactory.build(**fields), "Mittelaue", 2026)


def test_steps_before_are_done_and_after_are_open():
    steps = stage(phase="deciding", round_number=2).steps

    assert [step.progress for step in steps] == ["done", "done", "now", "open", "open"]


def test_rounds_of_a_finished_game_are_all_done():
    assert [step.progress for step in stage(phase="debrief", round_number=3).round_steps] == [
        "done",
        "done",
        "done",
    ]


def test_rounds_of_a_game_that_ended_early_stay_open():
    assert [step.progress for step in stage(phase="ended", round_number=1).round_steps] == [
        "done",
        "open",
        "open",
    ]


def test_the_year_counts_from_the_first_round():
    assert stage(phase="briefing", round_number=3).year == 2028
    assert stage(phase="lobby", round_number=0).year is None


def test_a_stopped_clock_shows_its_rest():
    assert stage(paused=True, remaining_seconds=462).paused_clock == "07:42"
