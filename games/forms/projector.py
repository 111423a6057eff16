"""What the facilitator's commands for the projector carry."""

from django import forms

from games.enums import ProjectorBlank, ProjectorView
from games.forms.command import CommandForm


class ShowForm(CommandForm):
    """A view of the projector; which chart or posting is for the service to judge.

    ``address``: of "what if", pasted as it stands in the browser.
    """

    view = forms.ChoiceField(choices=[(each.value, each.value) for each in ProjectorView])
    item = forms.CharField(max_length=500, required=False)
    address = forms.CharField(max_length=2000, required=False)


class DarkenForm(CommandForm):
    """Dark, dark but for a word, or ("") light."""

    blank = forms.ChoiceField(
        choices=[(each.value, each.value) for each in ProjectorBlank if each.value], required=False
    )
