"""What people of a game write to each other."""

from django.conf import settings
from django.db import models

from games.enums import Channel


class Message(models.Model):
    """A message of a team, or (``sender`` empty) of the facilitator.

    ``sequence`` is that of its log entry; the text stands here alone, as people may name people.
    ``recipient`` is the other team of a private message, or the team that the facilitator answers.
    ``promise`` names what the sender promised with it ("" = nothing). A hidden message keeps its
    text for the facilitator; nobody else is shown it.
    """

    game = models.ForeignKey("games.Game", on_delete=models.CASCADE, related_name="messages")
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    round_number = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=12)
    channel = models.CharField(max_length=12, choices=[(c.value, c.value) for c in Channel])
    sender = models.ForeignKey(
        "games.Team", null=True, on_delete=models.CASCADE, related_name="sent_messages"
    )
    seat = models.ForeignKey("games.Seat", null=True, on_delete=models.SET_NULL, related_name="+")
    recipient = models.ForeignKey(
        "games.Team", null=True, on_delete=models.CASCADE, related_name="received_messages"
    )
    text = models.CharField(max_length=600)
    promise = models.CharField(max_length=20, default="", blank=True)
    reported_at = models.DateTimeField(null=True)
    reported_by = models.ForeignKey(
        "games.Team", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    hidden_reason = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        ordering = ("game_id", "sequence")
        constraints = (
            models.UniqueConstraint(fields=("game", "sequence"), name="message_sequence_once"),
        )
        indexes = (models.Index(fields=("seat", "at")),)

    def __str__(self) -> str:
        return f"{self.game_id}#{self.sequence}"
