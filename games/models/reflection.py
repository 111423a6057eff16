"""What people answer before and after a game, without a way back to their seats for readers."""

from django.db import models


class ReflectionAnswer(models.Model):
    """One person's answer to a question before ("pre") or after ("post") the game.

    ``person`` is a keyed hash of game and seat: it lets one person answer once and pairs both
    parts, and only who has the server's key could lead it back. No time is stored, and nothing in
    the log, for the same reason. ``value`` (1 to 5) for a scale, ``text`` for words.
    """

    game = models.ForeignKey("games.Game", on_delete=models.CASCADE, related_name="reflections")
    person = models.CharField(max_length=64)
    part = models.CharField(max_length=4, choices=[("pre", "pre"), ("post", "post")])
    question = models.SlugField()
    value = models.PositiveSmallIntegerField(null=True)
    text = models.CharField(max_length=400, default="", blank=True)

    class Meta:
        # By hash: the order in which people answered is nobody's business.
        ordering = ("game_id", "person", "part", "question")
        constraints = (
            models.UniqueConstraint(
                fields=("game", "person", "part", "question"), name="one_reflection_per_question"
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True) | models.Q(value__gte=1, value__lte=5),
                name="reflection_value_1_to_5",
            ),
        )

    def __str__(self) -> str:
        return f"{self.game_id}/{self.part}/{self.question}"
