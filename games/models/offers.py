"""Offers of agreements: what is drafted, sent, answered and came of it."""

from django.db import models

from games.enums import Answer, OfferStatus
from games.models.fields import OrderedJSONField


class Offer(models.Model):
    """An offer of a round from one team to others; ``number`` is its name in the game.

    ``outcome`` says for each service what the settlement made of it: the agreement's id, or the
    note that refused it.
    """

    game = models.ForeignKey("games.Game", on_delete=models.CASCADE, related_name="offers")
    team = models.ForeignKey("games.Team", on_delete=models.CASCADE, related_name="offers")
    number = models.PositiveIntegerField()
    round_number = models.PositiveSmallIntegerField()
    status = models.CharField(
        max_length=10,
        choices=[(s.value, s.value) for s in OfferStatus],
        default=OfferStatus.DRAFT,
    )
    outcome = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("game", "number"), name="offer_number_once"),
        )
        indexes = (models.Index(fields=("game", "round_number")),)

    def __str__(self) -> str:
        return f"{self.game_id}/{self.number}"


class OfferDraft(models.Model):
    """What a team (the offer's own or a named partner) has on its desk; nobody else sees it.

    ``content`` is the JSON of ``rules.terms.Terms``; ``field_revisions`` as in ``TeamDecision``.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="drafts")
    team = models.ForeignKey("games.Team", on_delete=models.CASCADE, related_name="+")
    content = OrderedJSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    field_revisions = models.JSONField(default=dict)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("offer", "team"), name="one_offer_draft_per_team"),
        )

    def __str__(self) -> str:
        return f"{self.offer_id}/{self.team_id}"


class OfferRevision(models.Model):
    """A version that was sent to all partners it names; never changed afterwards."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    team = models.ForeignKey("games.Team", on_delete=models.CASCADE, related_name="+")
    content = OrderedJSONField()
    note = models.CharField(max_length=280, default="", blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("offer", "number"), name="offer_revision_once"),
        )

    def __str__(self) -> str:
        return f"{self.offer_id}/{self.number}"


class OfferAnswer(models.Model):
    """What a partner said to a version; ``reason`` is a bot's ("" = people)."""

    revision = models.ForeignKey(OfferRevision, on_delete=models.CASCADE, related_name="answers")
    team = models.ForeignKey("games.Team", on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=10, choices=[(a.value, a.value) for a in Answer])
    reason = models.CharField(max_length=12, default="", blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("revision", "team"), name="one_answer_per_partner"),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}/{self.team_id}"
