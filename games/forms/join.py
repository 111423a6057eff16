"""Taking a seat: a name and a municipality."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from games.forms.command import REQUEST_ID_SIGNS

NAME_SIGNS = 40


def _new_request_id() -> str:
    return uuid.uuid4().hex


class JoinForm(forms.Form):
    """Name shown to everybody in the room, and the team to sit down with.

    ``request_id`` makes a second press harmless: one seat, not two.
    """

    name = forms.CharField(
        max_length=NAME_SIGNS,
        error_messages={
            "required": _("Geben Sie einen Vornamen oder ein Kürzel ein."),
            "max_length": _("Höchstens 40 Zeichen."),
        },
    )
    request_id = forms.CharField(
        max_length=REQUEST_ID_SIGNS, required=False, initial=_new_request_id
    )
    team = forms.IntegerField(error_messages={"required": _("Wählen Sie eine Gemeinde.")})
