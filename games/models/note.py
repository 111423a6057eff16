"""What somebody wrote down during play, for the talk afterwards."""

from django.db import models


class Note(models.Model):
    """A note of a team, or (``team`` empty) of the facilitator.

    ``sequence`` is that of its log entry: the moment in the log it belongs to. The text stands here
    alone, as people may name people. Only those who wrote it read it, also after the end, unless
    they released it (``released_at``): then everybody who may look back reads it.
    """

    game = models.ForeignKey("games.Game", on_delete=models.CASCADE, related_name="notes")
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    round_number = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=12)
    team = models.ForeignKey(
        "games.Team", null=True, on_delete=models.CASCADE, related_name="notes"
    )
    seat = models.ForeignKey("games.Seat", null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(max_length=300, default="", blank=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("game_id", "sequence")
        constraints = (
            models.UniqueConstraint(fields=("game", "sequence"), name="note_sequence_once"),
        )

    def __str__(self) -> str:
        return f"{self.game_id}#{self.sequence}"
