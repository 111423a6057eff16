"""What the commands of the debrief carry; the services say what is wrong with texts."""

from django import forms
from django.http import QueryDict

from games.forms.command import CommandForm

MOST_CHOSEN = 2_000
"""Far more than a form may have fields: nothing that was ticked is left out in silence."""
DIGITS = 12


class SteerForm(CommandForm):
    """A step and what of it is shown: "cards", "chart:finanzen", "moment:17".

    ``address``: of "what if", pasted as it stands in the browser.
    """

    step = forms.CharField(max_length=10, required=False)
    subject = forms.CharField(max_length=500, required=False)
    address = forms.CharField(max_length=2000, required=False)


class ModeForm(CommandForm):
    """Everybody looks around alone, or all see the same."""

    free = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda v: v == "1")


class PollForm(CommandForm):
    """Open or close the vote of a step."""

    step = forms.CharField(max_length=10)
    open = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda v: v == "1")


class AskForm(CommandForm):
    """A question to a step, bound to a moment or (0) to none."""

    step = forms.CharField(max_length=10)
    moment = forms.IntegerField(min_value=0, required=False)


class QuestionForm(CommandForm):
    """What to do with a question, named by its key."""

    act = forms.ChoiceField(
        choices=[(each, each) for each in ("reword", "original", "hide", "show")]
    )
    key = forms.CharField(max_length=60)


class NumberForm(CommandForm):
    """What is meant by its number."""

    number = forms.IntegerField(min_value=1)


class CardsForm(CommandForm):
    """What to do with the cards that are ticked."""

    act = forms.ChoiceField(choices=[(each, each) for each in ("group", "hide", "restore")])
    group = forms.CharField(max_length=200, required=False)
    new_group = forms.CharField(max_length=200, required=False)


class KeepForm(NumberForm):
    """Take a resolution off the board, or put it back."""

    hidden = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda v: v == "1")


def chosen_numbers(data: QueryDict, name: str) -> tuple[int, ...]:
    """The numbers that are ticked, or joined by commas; what is none is left out."""
    found = ",".join(data.getlist(name)).split(",")[:MOST_CHOSEN]
    plain = [each for each in found if each.isascii() and each.isdecimal() and len(each) <= DIGITS]
    return tuple(int(each) for each in plain)
