"""What the cockpit sends about time beyond the next phase: mode, waiting, free steps."""

from django import forms

from games.enums import WaitEnd
from games.forms.command import CommandForm, PhaseCommandForm
from games.services.waiting import MOST_MINUTES


class ModeForm(CommandForm):
    """Who moves the game on; the service knows the modes."""

    mode = forms.CharField(max_length=10)


class WaitForm(PhaseCommandForm):
    """For whom everybody waits, how many minutes, and what counts after that."""

    team = forms.IntegerField(min_value=1)
    minutes = forms.IntegerField(min_value=1, max_value=MOST_MINUTES)
    then = forms.ChoiceField(choices=[(each.value, each.value) for each in WaitEnd])


class WaitDecisionForm(CommandForm):
    """What counts for the team that is waited for; "" takes the wait back."""

    then = forms.ChoiceField(choices=[(each.value, each.value) for each in WaitEnd], required=False)


class StepForm(CommandForm):
    """A free step of the run sheet, to begin or to end."""

    begin = forms.CharField(max_length=8, required=False)
    end = forms.CharField(max_length=8, required=False)
