"""A workshop (Veranstaltung): the regions that are played together, and who leads them."""

import uuid

from django.conf import settings
from django.db import models

from games.enums import Role, WorkshopKind


class Workshop(models.Model):
    """What happens on one day or several: one or more games, the people who lead, the run sheet.

    ``one_clock``: start, next phase, time and pause act on all its games at once. ``agenda`` is
    the run sheet, a list of steps. ``expected_people`` 0 = not said. ``delete_on``: on this day all
    of it is deleted; empty = never by itself. ``version`` rises with every change of the workshop
    itself (its games have their own). ``archived_at``: since then it is read only and out of the
    way; ``anonymised_at``: since then nothing in it tells who took part, and it stays archived.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=120)
    date = models.DateField(null=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="workshops"
    )
    expected_people = models.PositiveSmallIntegerField(default=0)
    one_clock = models.BooleanField(default=False)
    agenda = models.JSONField(default=list, blank=True)
    delete_on = models.DateField(null=True)
    version = models.PositiveBigIntegerField(default=1)
    archived_at = models.DateTimeField(null=True)
    anonymised_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.title


class WorkshopMember(models.Model):
    """An account that leads a workshop, or part of it; ``game`` limits a coach to one region."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=12, choices=[(r.value, r.value) for r in Role])
    game = models.ForeignKey("games.Game", null=True, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("workshop", "user"), name="member_once_per_workshop"),
        )

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"


class WorkshopInvitation(models.Model):
    """A link that makes whoever opens it first a member; only the hash of its token is stored."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=12, choices=[(r.value, r.value) for r in Role])
    game = models.ForeignKey("games.Game", null=True, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.workshop_id}: {self.role}"


class WorkshopEntry(models.Model):
    """What was done with a workshop as a whole: who may lead it, its regions, its one clock."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=24, choices=[(k.value, k.value) for k in WorkshopKind])
    at = models.DateTimeField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    payload = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        ordering = ("workshop_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("workshop", "number"), name="workshop_entry_once"),
            models.UniqueConstraint(
                fields=("workshop", "request_id"),
                condition=~models.Q(request_id=""),
                name="workshop_request_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.workshop_id}#{self.number}"


class WorkshopGone(models.Model):
    """That a workshop was deleted: when, how large it was, and why; nothing that was in it."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="workshops_gone"
    )
    at = models.DateTimeField()
    regions = models.PositiveSmallIntegerField()
    by_hand = models.BooleanField()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
