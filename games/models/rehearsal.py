"""Rehearsals with bots, and signs of life of the parts of the server."""

from django.conf import settings
from django.db import models

from games.enums import RehearsalState


class Rehearsal(models.Model):
    """Bots that played a copy of a game, and what came of it.

    ``game`` is the one whose settings were tried; it is never touched. ``copy`` is what the bots
    play in and ``account`` who leads it there; both are gone afterwards. ``active`` is true while
    it waits or runs and empty afterwards: one at a time on a server. ``beat_at`` is the last sign
    of life of whoever plays it.
    """

    game = models.ForeignKey("games.Game", on_delete=models.CASCADE, related_name="rehearsals")
    copy = models.ForeignKey(
        "games.Game", null=True, on_delete=models.SET_NULL, related_name="played_for"
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(
        max_length=10,
        choices=[(each.value, each.value) for each in RehearsalState],
        default=RehearsalState.WAITING,
    )
    active = models.BooleanField(null=True, unique=True)
    bots = models.PositiveSmallIntegerField()
    rounds = models.PositiveSmallIntegerField()
    worker = models.CharField(max_length=80, default="", blank=True)
    step = models.CharField(max_length=20, default="", blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    requested_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict)

    class Meta:
        ordering = ("-requested_at", "-pk")

    def __str__(self) -> str:
        return f"{self.game_id}/{self.pk} {self.state}"


class Pulse(models.Model):
    """The last sign of life of a part of the server (a process, the clock, a backup), by its name.

    ``said`` holds what it told of itself, as JSON.
    """

    name = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField()
    said = models.JSONField(default=dict)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
