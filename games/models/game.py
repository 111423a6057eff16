"""A game, its teams, the seats of the people in it and the devices that hold a seat."""

import uuid

from django.conf import settings
from django.db import models

from games.enums import MissingRule, Phase, ProjectorBlank, ProjectorView, WaitEnd


class AdvanceMode(models.TextChoices):
    """Who moves the game on: the facilitator, the teams by being ready, or the clock."""

    MANUAL = "manual"
    READY = "ready"
    CLOCK = "clock"


class Game(models.Model):
    """One region played by several teams.

    ``version`` rises with every change that all may see, ``lead_version`` with those that concern
    the facilitator alone, ``log_sequence`` and ``log_digest`` are
    the head of the append-only log; all three change under the lock of ``services.writing`` alone.
    ``deadline`` is absolute; while paused it is empty and ``remaining_seconds`` holds the rest.
    ``options``: rules beyond the base rules (``rules.model.Options``) by name; what is missing is
    as the scenario says.
    ``steering``: what the facilitator changed and did not withdraw (``selectors.course``).
    ``cards``: own event cards that were put by (``selectors.owncards``).
    ``unread`` counts messages and reports that the facilitator has not looked at.
    ``is_rehearsal``: only bots play it, for some minutes (``Rehearsal``); no list shows it.
    ``waiting_for``: the town that everybody waits for ("" = none) until ``waiting_until`` (while
    paused ``waiting_seconds`` holds the rest), and ``waiting_then`` what is to count after that.
    ``projector_view``: what the projector shall show, ``projector_item``: which chart or posting
    (``selectors.wall``), ``projector_blank``: it is dark meanwhile.
    ``archived_at``, ``anonymised_at``: as those of its workshop; no command is taken any more.
    ``debrief``: how the board of the debrief is steered (``selectors.debrief_state``), {} before.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="games"
    )
    workshop = models.ForeignKey("games.Workshop", on_delete=models.CASCADE, related_name="games")
    scenario = models.ForeignKey(
        "games.ScenarioVersion", on_delete=models.PROTECT, related_name="games"
    )
    cooperation_model = models.CharField(max_length=40)
    options = models.JSONField(default=dict, blank=True)
    steering = models.JSONField(default=list, blank=True)
    cards = models.JSONField(default=list, blank=True)
    seed = models.CharField(max_length=64)
    rounds = models.PositiveSmallIntegerField()
    round_phases = models.JSONField()
    phase_minutes = models.JSONField()
    advance_mode = models.CharField(
        max_length=10, choices=AdvanceMode.choices, default=AdvanceMode.MANUAL
    )
    missing_rule = models.CharField(
        max_length=10, choices=[(r.value, r.value) for r in MissingRule], default=MissingRule.DRAFT
    )

    phase = models.CharField(
        max_length=12, choices=[(p.value, p.value) for p in Phase], default=Phase.LOBBY
    )
    round_number = models.PositiveSmallIntegerField(default=0)
    phase_started_at = models.DateTimeField(null=True)
    deadline = models.DateTimeField(null=True)
    paused = models.BooleanField(default=False)
    remaining_seconds = models.PositiveIntegerField(null=True)
    waiting_for = models.SlugField(default="", blank=True)
    waiting_until = models.DateTimeField(null=True)
    waiting_seconds = models.PositiveIntegerField(null=True)
    waiting_then = models.CharField(
        max_length=10, choices=[(e.value, e.value) for e in WaitEnd], default="", blank=True
    )

    join_code = models.CharField(max_length=8, unique=True)
    lobby_locked = models.BooleanField(default=False)
    plenary_locked = models.BooleanField(default=False)
    unread = models.PositiveIntegerField(default=0)
    projector_generation = models.PositiveSmallIntegerField(default=1)
    projector_view = models.CharField(
        max_length=10,
        choices=[(v.value, v.value) for v in ProjectorView],
        default=ProjectorView.AUTO,
    )
    projector_item = models.CharField(max_length=500, default="", blank=True)
    projector_blank = models.CharField(
        max_length=10,
        choices=[(b.value, b.value) for b in ProjectorBlank],
        default=ProjectorBlank.OFF,
        blank=True,
    )
    debrief = models.JSONField(default=dict, blank=True)
    review_generation = models.PositiveSmallIntegerField(default=1)
    archived_at = models.DateTimeField(null=True)
    anonymised_at = models.DateTimeField(null=True)

    version = models.PositiveBigIntegerField(default=1)
    lead_version = models.PositiveBigIntegerField(default=0)
    log_sequence = models.PositiveBigIntegerField(default=0)
    log_digest = models.CharField(max_length=64, default="")

    is_demo = models.BooleanField(default=False)
    is_rehearsal = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(round_number__lte=models.F("rounds")),
                name="game_round_within_rounds",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """One municipality of a game; ``town`` is its id in the scenario.

    ``version`` rises with changes that only this team may see. ``bot`` names the strategy that
    plays the team ("" = people). ``ready_for`` holds "round:phase" once the team wants to go on.
    ``unread`` counts messages by conversation (its key) that nobody of the team has opened.
    ``waived`` holds "round:phase:rule" where nobody waits for it any more in that phase, and what
    counts if it stays silent (``MissingRule``). ``help_asked_at`` is set while the team calls the
    facilitator; in the phase that ``time_asked_for`` names ("round:phase") it asked for more time.
    """

    game = models.ForeignKey(Game, on_delete=models.CASCADE, related_name="teams")
    town = models.SlugField()
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    bot = models.CharField(max_length=40, default="", blank=True)
    ready_for = models.CharField(max_length=24, default="", blank=True)
    waived = models.CharField(max_length=32, default="", blank=True)
    version = models.PositiveBigIntegerField(default=0)
    unread = models.JSONField(default=dict)
    help_asked_at = models.DateTimeField(null=True)
    help_text = models.CharField(max_length=200, default="", blank=True)
    time_asked_for = models.CharField(max_length=24, default="", blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("game", "town"), name="team_once_per_game"),)

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A place in a game. ``code`` moves it to another device; ``name`` is empty until taken."""

    game = models.ForeignKey(Game, on_delete=models.CASCADE, related_name="seats")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="seats")
    name = models.CharField(max_length=40, default="", blank=True)
    code = models.CharField(max_length=8, unique=True)
    joined_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("game", "removed_at")),)

    def __str__(self) -> str:
        return self.name or self.code


class Device(models.Model):
    """A browser that holds a seat, known by the hash of its random token."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="devices")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.token_hash[:8]
