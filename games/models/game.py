"""A game, its teams, the seats of the people in it and the devices that hold a seat."""

import uuid

from django.conf import settings
from django.db import models

from games.enums import MissingRule, Phase


class AdvanceMode(models.TextChoices):
    """Who moves the game on: the facilitator, the teams by being ready, or the clock."""

    MANUAL = "manual"
    READY = "ready"
    CLOCK = "clock"


class Game(models.Model):
    """One region played by several teams.

    ``version`` rises with every change that all may see, ``log_sequence`` and ``log_digest`` are
    the head of the append-only log; all three change under the lock of ``services.writing`` alone.
    ``deadline`` is absolute; while paused it is empty and ``remaining_seconds`` holds the rest.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="games"
    )
    scenario = models.ForeignKey(
        "games.ScenarioVersion", on_delete=models.PROTECT, related_name="games"
    )
    cooperation_model = models.CharField(max_length=40)
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

    join_code = models.CharField(max_length=8, unique=True)
    lobby_locked = models.BooleanField(default=False)
    projector_generation = models.PositiveSmallIntegerField(default=1)
    review_generation = models.PositiveSmallIntegerField(default=1)

    version = models.PositiveBigIntegerField(default=1)
    log_sequence = models.PositiveBigIntegerField(default=0)
    log_digest = models.CharField(max_length=64, default="")

    is_demo = models.BooleanField(default=False)
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
    """

    game = models.ForeignKey(Game, on_delete=models.CASCADE, related_name="teams")
    town = models.SlugField()
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    bot = models.CharField(max_length=40, default="", blank=True)
    ready_for = models.CharField(max_length=24, default="", blank=True)
    version = models.PositiveBigIntegerField(default=0)

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
