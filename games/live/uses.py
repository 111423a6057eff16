"""What a region is made of, for regions that cost time and seldom change.

Names of values in the context; while they are equal to those of the answer before, the region is
not rendered again. A region that is not listed is rendered each time. A name that is missing here
would keep an old region on the screen: ``tests/realtime/test_screens.py`` compares with a fresh
rendering after every command.
"""

from collections.abc import Mapping

_STAGE = (
    "stage.phase",
    "stage.round_number",
    "stage.rounds",
    "stage.steps",
    "stage.round_steps",
)
_CLOCK = ("stage.deadline", "stage.paused", "stage.remaining_seconds", "stage.next_step")

USES: Mapping[str, tuple[str, ...]] = {
    "parts/regions/stand.html": (
        *(f"frame.{name}" for name in (*_STAGE, "stage.region")),
        "frame.may_say_ready",
        "frame.ready",
    ),
    "rathaus/regions/draft.html": (
        "board.round_number",
        "board.draft",
        "board.cards",
        "frame.may_draft",
    ),
    "rathaus/regions/effects.html": ("board.cards",),
    "rathaus/regions/kpis.html": ("board.figures",),
    "rathaus/regions/news.html": ("board.news",),
    "rathaus/regions/fall.html": ("board.fall", "frame.stage.year"),
    "rathaus/regions/mates.html": ("board.mates",),
    "rathaus/regions/progress.html": (
        "board.cards",
        "board.draft",
        "board.ring",
        "frame.may_draft",
        "frame.may_submit",
    ),
    "cockpit/regions/head.html": _STAGE,
    "cockpit/regions/clock.html": (
        *_STAGE,
        *_CLOCK,
        "game_id",
        "page.missing_rule",
        "page.open_teams",
        "page.people",
        "page.review_token",
    ),
    "cockpit/regions/rounds.html": (*_STAGE, "page.rounds", "page.advance_mode"),
}
