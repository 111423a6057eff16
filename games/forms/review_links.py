"""A link to the review: what it is for, and its last day."""

from django import forms
from django.utils.translation import gettext_lazy as _

from games.forms.command import CommandForm
from games.services.links import LABEL_SIGNS


class LinkForm(CommandForm):
    """Label and last day; an empty day = as long as the workshop is kept."""

    label = forms.CharField(
        max_length=LABEL_SIGNS,
        error_messages={"required": _("Sagen Sie, für wen oder wofür der Link ist.")},
    )
    until = forms.DateField(
        required=False, error_messages={"invalid": _("Geben Sie einen Tag an, den es gibt.")}
    )
