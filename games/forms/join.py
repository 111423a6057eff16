"""Taking a seat: a name and a municipality."""

from django import forms
from django.utils.translation import gettext_lazy as _

from games.forms.command import request_id_field

NAME_SIGNS = 40


class JoinForm(forms.Form):
    """Name shown to everybody in the room, and the team to sit down with."""

    name = forms.CharField(
        max_length=NAME_SIGNS,
        error_messages={
            "required": _("Geben Sie einen Vornamen oder ein Kürzel ein."),
            "max_length": _("Höchstens 40 Zeichen."),
        },
    )
    request_id = request_id_field()
    team = forms.IntegerField(error_messages={"required": _("Wählen Sie eine Gemeinde.")})
