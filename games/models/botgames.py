"""Bot games that a played game is compared with."""

from django.db import models


class BotGames(models.Model):
    """What bot games of one setting came to; no part of any record.

    ``key`` stands for the setting: games played under the same one share the row. ``game`` is the
    one that asked first, whose settings are read; with it the row goes. ``figures`` hold by number
    of the bot game what it came to, so they grow and can be gone on with at any time. ``worker``
    and ``beat_at`` say who is at it and when it was last heard of.
    """

    key = models.CharField(max_length=64, unique=True)
    game = models.ForeignKey("games.Game", on_delete=models.CASCADE, related_name="+")
    figures = models.JSONField(default=dict)
    done = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=80, default="", blank=True)
    beat_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.key[:12]} {self.done}"
