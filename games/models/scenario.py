"""Immutable copies of scenario files."""

from django.db import models

from games.models.fields import OrderedJSONField


class ScenarioVersion(models.Model):
    """A scenario as it was loaded once; never changed, so that an old game stays replayable.

    ``content`` is the merged and validated file (base rules included), ``digest`` the SHA-256 of
    its canonical JSON.
    """

    slug = models.SlugField()
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    content = OrderedJSONField()
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ("slug", "-loaded_at")
        indexes = (models.Index(fields=("slug", "loaded_at")),)

    def __str__(self) -> str:
        return f"{self.name} ({self.digest[:8]})"
