"""Links to a review beside the lasting one: each with a label and an end."""

import uuid

from django.db import models


class ReviewLink(models.Model):
    """A link to a game's review that the facilitator gave away; ``number`` is its name in the game.

    ``public_id`` stands (signed) in the link and says nothing about the game. It is valid up to and
    including the day ``until`` (empty = as long as there is the game) and dead once
    ``revoked_at`` is set.
    """

    game = models.ForeignKey("games.Game", on_delete=models.CASCADE, related_name="review_links")
    number = models.PositiveIntegerField()
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    label = models.CharField(max_length=60)
    until = models.DateField(null=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("game", "number"), name="review_link_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.game_id}/{self.number}"
