"""The append-only log: one line for each accepted command."""

from django.conf import settings
from django.db import models

from games.enums import LogKind


class LogEntry(models.Model):
    """A past fact of a game.

    Each entry's ``digest`` covers its content and the digest before it, so a receipt (sequence,
    time, first eight signs of the digest) proves a place in the log.

    ``redacted``: "" where the content is as it was written; else words were taken out of it, its
    ``digest`` can no longer be made from it, and this one covers what is left
    (``services.receipts``).
    """

    game = models.ForeignKey("games.Game", on_delete=models.CASCADE, related_name="log")
    sequence = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=24, choices=[(k.value, k.value) for k in LogKind])
    at = models.DateTimeField()
    round_number = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=12)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    seat = models.ForeignKey("games.Seat", null=True, on_delete=models.SET_NULL)
    team = models.ForeignKey("games.Team", null=True, on_delete=models.CASCADE)
    payload = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, default="", blank=True)
    digest = models.CharField(max_length=64)
    redacted = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        ordering = ("game_id", "sequence")
        constraints = (
            models.UniqueConstraint(fields=("game", "sequence"), name="log_sequence_once"),
            models.UniqueConstraint(
                fields=("game", "request_id"),
                condition=~models.Q(request_id=""),
                name="log_request_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.game_id}#{self.sequence} {self.kind}"
