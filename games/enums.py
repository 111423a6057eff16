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

UNSETTLED_PHASES = DRAFTING_PHASES | {Phase.AWARDING}
"""Phases of a round before its settlement."""

OVER_PHASES = frozenset({Phase.DEBRIEF, Phase.ENDED})
"""Phases in which the review is open to everybody with its link."""

ROUND_PHASES = (
    Phase.BRIEFING,
    Phase.NEGOTIATING,
    Phase.DECIDING,
    Phase.AWARDING,
    Phase.SETTLED,
    Phase.RECAP,
)
"""Phases of one round, in order; ``awarding`` only where people decide on the fund."""


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


class WaitEnd(StrEnum):
    """What counts for a team that was waited for in vain: its draft, the default, or a bot."""

    DRAFT = "draft"
    DEFAULT = "default"
    BOT = "bot"


class OfferStatus(StrEnum):
    """State of an offer of an agreement; ``declined`` ends with the next version.

    ``undone``: its round was taken back, so what was signed counts no more.
    """

    DRAFT = "draft"
    OFFERED = "offered"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    FOUNDED = "founded"
    REFUSED = "refused"
    EXPIRED = "expired"
    UNDONE = "undone"


OPEN_OFFERS = frozenset({OfferStatus.DRAFT, OfferStatus.OFFERED, OfferStatus.DECLINED})
"""States in which an offer can still be changed or answered."""


class Answer(StrEnum):
    """What a partner says to a version of an offer."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class Channel(StrEnum):
    """Who reads a message: everybody, one other team, or the facilitator."""

    PLENARY = "plenary"
    TEAM = "team"
    FACILITATOR = "facilitator"


class LogKind(StrEnum):
    """What an entry of the append-only log records, as a past fact."""

    GAME_CREATED = "game_created"
    PLAYER_JOINED = "player_joined"
    SEAT_CLAIMED = "seat_claimed"
    SEAT_ADDED = "seat_added"
    SEAT_LEFT = "seat_left"
    SEAT_MOVED = "seat_moved"
    SEAT_REMOVED = "seat_removed"
    SEAT_READMITTED = "seat_readmitted"
    SEAT_CODE_RENEWED = "seat_code_renewed"
    TEAM_BOT_SET = "team_bot_set"
    PHASE_STARTED = "phase_started"
    TIME_EXTENDED = "time_extended"
    GAME_PAUSED = "game_paused"
    GAME_RESUMED = "game_resumed"
    ADVANCE_MODE_SET = "advance_mode_set"
    WAIT_BEGUN = "wait_begun"
    WAIT_ENDED = "wait_ended"
    WAIT_DECIDED = "wait_decided"
    STEP_BEGUN = "step_begun"
    STEP_ENDED = "step_ended"
    DRAFT_SAVED = "draft_saved"
    DECISION_SUBMITTED = "decision_submitted"
    DECISION_REOPENED = "decision_reopened"
    DECISION_GIVEN_BACK = "decision_given_back"
    DECISIONS_CLOSED = "decisions_closed"
    SCORING_CLOSED = "scoring_closed"
    SCORES_REVISED = "scores_revised"
    AWARD_SKIPPED = "award_skipped"
    TEAM_READY = "team_ready"
    OFFER_DRAFTED = "offer_drafted"
    OFFER_SAVED = "offer_saved"
    OFFER_DROPPED = "offer_dropped"
    OFFER_SENT = "offer_sent"
    OFFER_COUNTERED = "offer_countered"
    OFFER_ACCEPTED = "offer_accepted"
    OFFER_DECLINED = "offer_declined"
    OFFER_REOPENED = "offer_reopened"
    OFFER_WITHDRAWN = "offer_withdrawn"
    RECAP_ANSWERED = "recap_answered"
    GUESS_MADE = "guess_made"
    ROUND_SETTLED = "round_settled"
    ROUNDS_UNDONE = "rounds_undone"
    ROUNDS_RESTORED = "rounds_restored"
    GAME_ENDED = "game_ended"
    MODEL_CHANGED = "model_changed"
    EVENT_PLAYED = "event_played"
    EVENT_SKIPPED = "event_skipped"
    FIGURE_CORRECTED = "figure_corrected"
    VALUE_CHANGED = "value_changed"
    STEERING_WITHDRAWN = "steering_withdrawn"
    CARD_SAVED = "card_saved"
    CARD_DROPPED = "card_dropped"
    LOBBY_LOCKED = "lobby_locked"
    LOBBY_UNLOCKED = "lobby_unlocked"
    PROJECTOR_LINK_RENEWED = "projector_link_renewed"
    REVIEW_LINK_RENEWED = "review_link_renewed"
    GAME_ANONYMISED = "game_anonymised"
    REVIEW_LINK_MADE = "review_link_made"
    REVIEW_LINK_REVOKED = "review_link_revoked"
    MESSAGE_SENT = "message_sent"
    MESSAGE_REPORTED = "message_reported"
    MESSAGE_HIDDEN = "message_hidden"
    MESSAGE_RESTORED = "message_restored"
    PLENARY_LOCKED = "plenary_locked"
    PLENARY_UNLOCKED = "plenary_unlocked"
    HELP_ASKED = "help_asked"
    HELP_WITHDRAWN = "help_withdrawn"
    HELP_DONE = "help_done"
    TIME_ASKED = "time_asked"
    SCREEN_SEEN = "screen_seen"
    NOTE_MADE = "note_made"
    NOTE_RELEASED = "note_released"
    NOTE_WITHDRAWN = "note_withdrawn"
    PEOPLE_MERGED = "people_merged"
    PROJECTOR_STEERED = "projector_steered"
    DEBRIEF_BEGUN = "debrief_begun"
    DEBRIEF_STEERED = "debrief_steered"
    DEBRIEF_MODE_SET = "debrief_mode_set"
    DEBRIEF_ASKED = "debrief_asked"
    DEBRIEF_UNASKED = "debrief_unasked"
    DEBRIEF_REWORDED = "debrief_reworded"
    DEBRIEF_QUESTION_HIDDEN = "debrief_question_hidden"
    DEBRIEF_QUESTION_SHOWN = "debrief_question_shown"
    DEBRIEF_VOTE_OPENED = "debrief_vote_opened"
    DEBRIEF_VOTE_CLOSED = "debrief_vote_closed"
    DEBRIEF_VOTED = "debrief_voted"
    DEBRIEF_CARD_WRITTEN = "debrief_card_written"
    DEBRIEF_CARDS_GROUPED = "debrief_cards_grouped"
    DEBRIEF_CARDS_HIDDEN = "debrief_cards_hidden"
    DEBRIEF_CARDS_RESTORED = "debrief_cards_restored"
    RESOLUTION_MADE = "resolution_made"
    RESOLUTION_HIDDEN = "resolution_hidden"
    RESOLUTION_RESTORED = "resolution_restored"


class RecapQuestion(StrEnum):
    """The two quick questions after each round, each answered from 1 to 5."""

    FAIR = "fair"
    AGAIN = "again"


class Role(StrEnum):
    """What somebody may do in a workshop; who may what: ``games.roles``."""

    LEAD = "lead"
    COACH = "coach"
    TECHNICIAN = "technician"
    OBSERVER = "observer"


class WorkshopKind(StrEnum):
    """What an entry of a workshop's own record says, as a past fact."""

    CREATED = "created"
    CHANGED = "changed"
    REGION_ADDED = "region_added"
    ALL_STARTED = "all_started"
    ALL_ADVANCED = "all_advanced"
    ALL_EXTENDED = "all_extended"
    ALL_PAUSED = "all_paused"
    ALL_RESUMED = "all_resumed"
    AGENDA_CHANGED = "agenda_changed"
    MEMBER_ADDED = "member_added"
    MEMBER_CHANGED = "member_changed"
    MEMBER_REMOVED = "member_removed"
    INVITATION_MADE = "invitation_made"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    ARCHIVED = "archived"
    UNARCHIVED = "unarchived"
    ANONYMISED = "anonymised"


class RehearsalState(StrEnum):
    """Where a rehearsal with bots stands; ``aborted``: the server ended in the middle of it."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    ABORTED = "aborted"


class Light(StrEnum):
    """How a check came out, the best first; ``unknown``: it could not be measured from here."""

    GOOD = "good"
    UNKNOWN = "unknown"
    CARE = "care"
    BAD = "bad"


class Check(StrEnum):
    """What is looked at before a workshop, in the order in which it is shown."""

    CLOCK = "clock"
    DATABASE = "database"
    LAYER = "layer"
    DISK = "disk"
    BACKUP = "backup"
    PROXY = "proxy"
    SOCKET = "socket"
    BROWSER = "browser"
    PROJECTOR = "projector"


class ProjectorView(StrEnum):
    """What the facilitator lets the projector show; ``auto`` follows the phase."""

    AUTO = "auto"
    LOBBY = "lobby"
    CLOCK = "clock"
    MAP = "map"
    INDICES = "indices"
    NEWS = "news"
    CHART = "chart"
    POSTING = "posting"


class ProjectorBlank(StrEnum):
    """Whether the projector is dark, whatever its view: not at all, wholly, or but for a word."""

    OFF = ""
    DARK = "dark"
    PAUSE = "pause"


class DebriefStep(StrEnum):
    """The six steps of the debrief, in order."""

    FEEL = "feel"
    HAPPENED = "happened"
    LEARNED = "learned"
    REALITY = "reality"
    WHAT_IF = "what_if"
    NEXT = "next"


class DebriefSubject(StrEnum):
    """What the facilitator puts before everybody in the debrief."""

    CARDS = "cards"
    CHART = "chart"
    MOMENT = "moment"
    TURNING = "turning"
    WHAT_IF = "what_if"
    PAGE = "page"
    BLANK = "blank"


class DebriefVote(StrEnum):
    """Where the vote on the cards of a step stands; while it is open no counts are shown."""

    NONE = ""
    OPEN = "open"
    SHOWN = "shown"
