"""What is decided and settled in a round."""

from django.db import models

from games.enums import DecisionSource, DecisionStatus
from games.models.fields import OrderedJSONField


class TeamDecision(models.Model):
    """A team's decision of one round, from first draft to what was settled.

    Where a deputy decided, ``reason`` says why, and ``of_team`` holds what the people had before.

    ``content`` is the engine's decision as JSON (only what differs from the default).
    ``field_revisions`` maps a field path ("levels.kita") to the ``revision`` that changed it last
    and the name of who did: two people may edit different fields, never overwrite the same one.
    ``first_scores``: the scores of applications as they stood when the first scoring was closed,
    by card and criterion; None while it is open. ``revised``: cards scored anew since, each once.
    """

    team = models.ForeignKey("games.Team", on_delete=models.CASCADE, related_name="decisions")
    round_number = models.PositiveSmallIntegerField()
    attempt = models.PositiveSmallIntegerField(default=1)
    content = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    field_revisions = models.JSONField(default=dict)
    first_scores = models.JSONField(null=True, default=None)
    revised = models.JSONField(default=list)
    status = models.CharField(
        max_length=10,
        choices=[(s.value, s.value) for s in DecisionStatus],
        default=DecisionStatus.DRAFT,
    )
    source = models.CharField(
        max_length=10,
        choices=[(s.value, s.value) for s in DecisionSource],
        default=DecisionSource.TEAM,
    )
    reason = models.CharField(max_length=200, default="", blank=True)
    of_team = models.JSONField(null=True, default=None)
    updated_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("round_number", "team_id")
        constraints = (
            models.UniqueConstraint(
                fields=("team", "round_number", "attempt"), name="one_decision_per_round_and_team"
            ),
        )

    def __str__(self) -> str:
        return f"{self.team_id}/{self.round_number}"


class Settlement(models.Model):
    """A settled round as it was computed: shown as stored, never recomputed silently.

    Round 0 holds the starting state. ``content`` carries decisions, postings, notes, event and
    service results; ``state_after`` the engine's state. ``superseded_at`` is empty for the one live
    settlement of a round.
    """

    game = models.ForeignKey("games.Game", on_delete=models.CASCADE, related_name="settlements")
    round_number = models.PositiveSmallIntegerField()
    attempt = models.PositiveSmallIntegerField(default=1)
    engine_version = models.PositiveSmallIntegerField()
    state_after = OrderedJSONField()
    content = OrderedJSONField()
    digest = models.CharField(max_length=64)
    settled_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("round_number", "attempt")
        constraints = (
            models.UniqueConstraint(
                fields=("game", "round_number"),
                condition=models.Q(superseded_at__isnull=True),
                name="one_live_settlement_per_round",
            ),
            models.UniqueConstraint(
                fields=("game", "round_number", "attempt"), name="settlement_attempt_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.game_id}/{self.round_number}"
