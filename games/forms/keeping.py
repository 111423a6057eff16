"""Putting a workshop into the archive and out of it, and taking the names out of it."""

from django import forms

from games.forms.command import CommandForm
from games.forms.members import DeleteForm


class ArchiveForm(CommandForm):
    """Into the archive, or out of it."""

    archived = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda v: v == "1")


class AnonymiseForm(DeleteForm):
    """The title, typed to confirm, and why; the service says what is wrong with either."""

    reason = forms.CharField(required=False)
