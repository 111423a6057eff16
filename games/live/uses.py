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
    "parts/regions/draft.html": ("form",),
    "parts/regions/help.html": (
        "frame.help_asked_at",
        "frame.stage.public_id",
        "frame.stage.phase",
        "screen",
    ),
    "hilfe/regions/call.html": (
        *(f"frame.{name}" for name in ("help_asked_at", "help_text", "time_asked")),
        "frame.stage.phase",
    ),
    "parts/regions/tabs.html": ("tabs", "frame.stage.public_id"),
    "parts/regions/bottomnav.html": ("tabs", "frame.stage.public_id"),
    "parts/regions/timer.html": (*_FRAME_CLOCK, "frame.stage.deadline"),
    "parts/regions/pause.html": (*_FRAME_CLOCK, "undone", "waiting"),
    "parts/regions/timebudget.html": ("budget",),
    "absprachen/regions/invitations.html": ("pacts.meetings",),
    "absprachen/regions/building.html": ("pacts.building",),
    "absprachen/regions/promises.html": ("pacts.given", "pacts.may_promise"),
    "gespraeche/regions/list.html": ("talks", "frame.stage.public_id"),
    "gespraeche/regions/plenary.html": (
        "talks.plenary",
        "talks.open",
        "talks.plenary_locked",
        "frame.stage.public_id",
    ),
    "gespraeche/regions/towns.html": ("talks.towns", "talks.open", "frame.stage.public_id"),
    "gespraeche/regions/facilitator.html": (
        "talks.facilitator",
        "talks.open",
        "frame.stage.public_id",
    ),
    "rathaus/regions/effects.html": ("board.cards",),
    "rathaus/regions/kpis.html": ("board.figures",),
    "rathaus/regions/news.html": ("board.news", "board.played", "board.notices"),
    "rathaus/regions/standing.html": ("board.standing",),
    "rathaus/regions/fall.html": ("board.fall", "board.alone", "frame.stage.year"),
    "rathaus/regions/neighbours.html": (
        "board.neighbours",
        "frame.stage.public_id",
        "frame.town",
    ),
    "rathaus/regions/mates.html": ("board.mates",),
    "rathaus/regions/progress.html": (
        "board.cards",
        "board.draft",
        "board.ring",
        "frame.may_draft",
        "frame.may_submit",
    ),
    "daten/regions/figures.html": ("data",),
    "daten/regions/sharing.html": ("data", "frame.may_draft"),
    "auswertung/regions/mode.html": (
        "board.free",
        "board.over",
        "board.step.number",
        "frame.stage.public_id",
    ),
    "auswertung/regions/subject.html": ("board.subject", "board.over"),
    **{
        f"auswertung/regions/step{number}.html": (
            f"step{number}",
            "board.over",
            "frame.team_name",
        )
        for number in range(1, 7)
    },
    **{
        f"auswertung/regions/asked{number}.html": (f"step{number}.questions",)
        for number in range(1, 7)
    },
    "auswertung/regions/resolutions.html": ("board.resolutions",),
    "auswertung/regions/lead_resolutions.html": ("resolutions", "may", "board.over"),
    "cockpit/regions/goto.html": ("stage.is_lobby", "stage.is_over", "stage.archived", "game_id"),
    "cockpit/regions/head.html": _STAGE,
    "cockpit/regions/clock.html": (
        *_STAGE,
        *_CLOCK,
        "stage.archived",
        "game_id",
        "waiting",
        "page.advance_mode",
        "page.missing_rule",
        "page.open_count",
        "page.scoring",
        "page.people",
        "page.review_token",
        "may",
        "workshop",
    ),
    "cockpit/regions/rounds.html": (
        *_STAGE,
        "page.rounds",
        "page.advance_mode",
        "page.undone",
        "game_id",
        "may",
    ),
    "cockpit/regions/wall.html": (
        "may",
        "wall",
        *_STAGE,
        "stage.paused",
        "game_id",
        "page.projector_token",
    ),
    "cockpit/regions/recap.html": ("recap",),
    "cockpit/regions/log.html": ("page.log",),
    "cockpit/regions/notes.html": ("notes", "stage.is_over", "stage.archived", "may"),
    "cockpit/regions/steering.html": ("steering.done", "steering.possible", "game_id", "may"),
    "cockpit/regions/inbox.html": ("page.unread", "stage.archived", "game_id", "may"),
    "cockpit/regions/messages.html": (
        "page.towns",
        "page.reported",
        "page.open",
        "page.unread",
        "game_id",
    ),
    "cockpit/regions/plenary.html": ("page.plenary", "page.locked", "page.open", "game_id"),
    "projektor/regions/goto.html": ("page.shows",),
    "projektor/regions/head.html": (
        *_STAGE,
        "stage.region",
        "stage.name",
        "stage.year",
        "stage.paused",
        "page.scoring",
        "page.seats",
        "page.taken",
        "page.led",
        "page.shows",
    ),
    "projektor/regions/ticker.html": (
        "waiting",
        "free_step",
        "stage.paused",
        "stage.deadline",
        "stage.remaining_seconds",
        "page.led",
        "page.shows",
        "page.has_small_clock",
        "stage.phase",
        "stage.region",
        "page.newest",
        "page.newest_team",
        "page.submitted",
        "page.voted",
        "page.scoring",
        "page.award_skipped",
        "page.towns",
        "page.fund_money",
        "page.undone",
        "page.played",
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
        "parts/regions/tabs.html",
        "parts/regions/bottomnav.html",
        "parts/regions/timer.html",
        "parts/regions/pause.html",
        "auswertung/regions/resolutions.html",
        *(f"auswertung/regions/asked{number}.html" for number in range(1, 7)),
        *(f"auswertung/regions/step{number}.html" for number in range(1, 7)),
    }
)
"""Regions that several audiences of a game show alike: rendered once for all of them."""
