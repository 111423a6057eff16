"""What the rehearsal's buttons and the facilitator's browser send."""

from django import forms

from games.selectors.rehearsal import MOST_BOTS

LONGEST_MS = 60_000
LONGEST_DEVIATION_MS = 10 * 365 * 24 * 60 * 60 * 1000


class RehearsalForm(forms.Form):
    """How many bots, how many rounds (0: all), and whether also while people play."""

    bots = forms.IntegerField(min_value=1, max_value=MOST_BOTS)
    rounds = forms.IntegerField(min_value=0, max_value=50, required=False)
    anyway = forms.BooleanField(required=False)


class BrowserForm(forms.Form):
    """What a browser measured, in milliseconds; ``socket_ms`` empty: none came through."""

    http_ms = forms.IntegerField(min_value=0, max_value=LONGEST_MS)
    socket_ms = forms.IntegerField(min_value=0, max_value=LONGEST_MS, required=False)
    cookie = forms.BooleanField(required=False)
    deviation_ms = forms.IntegerField(
        min_value=-LONGEST_DEVIATION_MS, max_value=LONGEST_DEVIATION_MS
    )


class WallForm(forms.Form):
    """Size of a projector window in the screen's own pixels."""

    width = forms.IntegerField(min_value=0, max_value=100_000)
    height = forms.IntegerField(min_value=0, max_value=100_000)
