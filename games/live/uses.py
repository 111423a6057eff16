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

_FRAME_CLOCK = tuple(f"frame.{name}" for name in ("stage.paused", "stage.remaining_seconds"))

USES: Mapping[str, tuple[str, ...]] = {
    "parts/regions/goto.html": ("frame.key", "frame.goto", "frame.stage.public_id"),
    "parts/regions/stand.html": (
        *(f"frame.{name}" for name in (*_STAGE, "stage.region")),
        "frame.may_say_ready",
        "frame.ready",
    ),
    "parts/regions/timer.html": (*_FRAME_CLOCK, "frame.stage.deadline"),
    "parts/regions/pause.html": _FRAME_CLOCK,
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
    "rathaus/regions/neighbours.html": ("board.neighbours",),
    "rathaus/regions/mates.html": ("board.mates",),
    "rathaus/regions/progress.html": (
        "board.cards",
        "board.draft",
        "board.ring",
        "frame.may_draft",
        "frame.may_submit",
    ),
    "cockpit/regions/goto.html": ("stage.is_lobby", "stage.is_over", "game_id"),
    "cockpit/regions/head.html": _STAGE,
    "cockpit/regions/clock.html": (
        *_STAGE,
        *_CLOCK,
        "game_id",
        "page.missing_rule",
        "page.open_count",
        "page.people",
        "page.review_token",
    ),
    "cockpit/regions/rounds.html": (*_STAGE, "page.rounds", "page.advance_mode"),
    "cockpit/regions/log.html": ("page.log",),
    "projektor/regions/goto.html": ("stage.is_lobby",),
    "projektor/regions/head.html": (
        *_STAGE,
        "stage.region",
        "stage.name",
        "stage.year",
        "stage.paused",
        "page.seats",
        "page.taken",
    ),
    "projektor/regions/ticker.html": (
        "stage.phase",
        "stage.region",
        "page.newest",
        "page.newest_team",
        "page.submitted",
        "page.towns",
        "page.fund_money",
    ),
    "rueckschau/regions/goto.html": ("stage.is_over",),
    "rueckschau/regions/stand.html": (
        "stage.is_over",
        "stage.round_number",
        "stage.rounds",
        "stage.phase",
    ),
}

SAME_FOR_ALL = frozenset(
    {
        "parts/regions/goto.html",
        "parts/regions/stand.html",
        "parts/regions/timer.html",
        "parts/regions/pause.html",
        "rathaus/regions/neighbours.html",
    }
)
"""Regions that several audiences of a game show alike: rendered once for all of them."""
