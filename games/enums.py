"""Closed vocabularies shared by engine, database and screens (German terms: docs/glossary.md)."""

from enum import StrEnum


class Phase(StrEnum):
    """Where a game stands; the order is the order of play."""

    LOBBY = "lobby"
    BRIEFING = "briefing"
    NEGOTIATING = "negotiating"
    DECIDING = "deciding"
    AWARDING = "awarding"
    SETTLED = "settled"
    RECAP = "recap"
    DEBRIEF = "debrief"
    ENDED = "ended"


DRAFTING_PHASES = frozenset({Phase.BRIEFING, Phase.NEGOTIATING, Phase.DECIDING})
"""Phases in which a team may edit its draft (submitting counts in ``deciding`` alone)."""

ROUND_PHASES = (
    Phase.BRIEFING,
    Phase.NEGOTIATING,
    Phase.DECIDING,
    Phase.SETTLED,
    Phase.RECAP,
)
"""Phases of one round, in order. ``awarding`` joins them when people decide on the fund."""


class DecisionStatus(StrEnum):
    """State of a team's decision of one round."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    MISSING = "missing"


class DecisionSource(StrEnum):
    """Who made the decision that was settled."""

    TEAM = "team"
    BOT = "bot"
    DEPUTY = "deputy"
    DEFAULT = "default"


class MissingRule(StrEnum):
    """What counts for a team that has not submitted when the round is closed."""

    DRAFT = "draft"
    DEFAULT = "default"


class LogKind(StrEnum):
    """What an entry of the append-only log records, as a past fact."""

    GAME_CREATED = "game_created"
    PLAYER_JOINED = "player_joined"
    SEAT_CLAIMED = "seat_claimed"
    SEAT_MOVED = "seat_moved"
    SEAT_REMOVED = "seat_removed"
    SEAT_CODE_RENEWED = "seat_code_renewed"
    TEAM_BOT_SET = "team_bot_set"
    PHASE_STARTED = "phase_started"
    TIME_EXTENDED = "time_extended"
    GAME_PAUSED = "game_paused"
    GAME_RESUMED = "game_resumed"
    DRAFT_SAVED = "draft_saved"
    DECISION_SUBMITTED = "decision_submitted"
    DECISION_REOPENED = "decision_reopened"
    TEAM_READY = "team_ready"
    ROUND_SETTLED = "round_settled"
    GAME_ENDED = "game_ended"
    LOBBY_LOCKED = "lobby_locked"
    LOBBY_UNLOCKED = "lobby_unlocked"
    PROJECTOR_LINK_RENEWED = "projector_link_renewed"
    REVIEW_LINK_RENEWED = "review_link_renewed"
