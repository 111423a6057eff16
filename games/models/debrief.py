"""The board of the debrief: cards, the dots that people give them, and what the group resolves."""

from django.db import models

from games.enums import DebriefStep

CARD_SIGNS = 280
GROUP_SIGNS = 60
UNTIL_SIGNS = 60


class DebriefCard(models.Model):
    """What somebody of a municipality wrote to a step; the screens name the municipality alone.

    ``sequence`` is that of its log entry, which holds no text: people may name people. ``group``:
    name of the group that the facilitator put it into ("" = none). A hidden card is on no screen
    but the facilitator's.
    """

    game = models.ForeignKey("games.Game", on_delete=models.CASCADE, related_name="debrief_cards")
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    step = models.CharField(max_length=10, choices=[(s.value, s.value) for s in DebriefStep])
    team = models.ForeignKey("games.Team", on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey("games.Seat", null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(max_length=CARD_SIGNS)
    group = models.CharField(max_length=GROUP_SIGNS, default="", blank=True)
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("game_id", "sequence")
        constraints = (
            models.UniqueConstraint(fields=("game", "sequence"), name="debrief_card_once"),
        )

    def __str__(self) -> str:
        return f"{self.game_id}#{self.sequence}"


class DebriefDot(models.Model):
    """A person's dot on a card. Screens show counts alone, and those once the vote is closed."""

    card = models.ForeignKey(DebriefCard, on_delete=models.CASCADE, related_name="dots")
    seat = models.ForeignKey("games.Seat", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("card_id", "pk")
        constraints = (models.UniqueConstraint(fields=("card", "seat"), name="one_dot_on_a_card"),)

    def __str__(self) -> str:
        return f"{self.card_id}"


class Resolution(models.Model):
    """What is done after the game: what, who takes it home (``team`` empty: all), until when."""

    game = models.ForeignKey("games.Game", on_delete=models.CASCADE, related_name="resolutions")
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    team = models.ForeignKey("games.Team", null=True, on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey("games.Seat", null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(max_length=CARD_SIGNS)
    until = models.CharField(max_length=UNTIL_SIGNS, default="", blank=True)
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("game_id", "sequence")
        constraints = (
            models.UniqueConstraint(fields=("game", "sequence"), name="resolution_once"),
        )

    def __str__(self) -> str:
        return f"{self.game_id}#{self.sequence}"
