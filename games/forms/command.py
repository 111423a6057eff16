"""What the facilitator's commands carry: their own name, and some the round and phase they mean."""

import uuid
from typing import Any

from django import forms
from django.http import QueryDict

from games.enums import MissingRule, Phase
from games.errors import Illegal

REQUEST_ID_SIGNS = 64
MAX_SECONDS = 24 * 60 * 60


def _new_id() -> str:
    return uuid.uuid4().hex


def request_id_field() -> forms.CharField:
    """The hidden field of a form that makes something: pressed twice it makes one thing."""
    return forms.CharField(max_length=REQUEST_ID_SIGNS, required=False, initial=_new_id)


class CommandForm(forms.Form):
    """A command that may be pressed twice: ``request_id`` makes the second press harmless."""

    request_id = forms.CharField(max_length=REQUEST_ID_SIGNS, required=False)


class PhaseCommandForm(CommandForm):
    """A command that belongs to one round and phase."""

    expected_round = forms.IntegerField(min_value=0)
    expected_phase = forms.ChoiceField(choices=[(phase.value, phase.value) for phase in Phase])


class AdvanceForm(PhaseCommandForm):
    """On to the next phase; ``missing_rule`` answers what counts for teams that are still open."""

    missing_rule = forms.ChoiceField(
        choices=[(rule.value, rule.value) for rule in MissingRule], required=False
    )
    confirmed = forms.BooleanField(required=False)


class TimeForm(PhaseCommandForm):
    """More or less time, in seconds."""

    seconds = forms.IntegerField(min_value=-MAX_SECONDS, max_value=MAX_SECONDS)


class PauseForm(CommandForm):
    """Stop the clock, or let it run on, in whatever phase."""

    paused = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda v: v == "1")


class LockForm(CommandForm):
    """Close the lobby to newcomers or the plenary to messages, or open it."""

    locked = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda v: v == "1")


class ReleaseForm(CommandForm):
    """A note, by its number, that everybody may read when looking back, or may not any more."""

    number = forms.IntegerField(min_value=1)
    released = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda v: v == "1")


class UndoForm(PhaseCommandForm):
    """Back to a settled round, from where the preview was made; the reason is for everybody."""

    to_round = forms.IntegerField(min_value=1)
    reason = forms.CharField(max_length=1000, required=False)


class SendForm(CommandForm):
    """To whom the facilitator writes: "plenum", or a town; the text is checked by the service."""

    to = forms.SlugField(max_length=50)


class HideForm(CommandForm):
    """Why a message is taken off the screens; the service says what is wrong with the reason."""

    reason = forms.CharField(required=False)


class SeatForm(CommandForm):
    """A change of a seat: why, and in which municipality it was when that was looked at."""

    reason = forms.CharField(required=False)
    expected_team = forms.IntegerField(min_value=1, required=False)


class MoveForm(SeatForm):
    """Another municipality for a seat."""

    team = forms.IntegerField(min_value=1)


class TeamForm(CommandForm):
    """A command on one municipality."""

    team = forms.IntegerField(min_value=1)


class MergeForm(TeamForm):
    """Everybody of a municipality (``source``) into another one."""

    source = forms.IntegerField(min_value=1)
    reason = forms.CharField(required=False)


class BotForm(CommandForm):
    """Who plays a municipality: a strategy, or people ("")."""

    team = forms.IntegerField(min_value=1)
    bot = forms.CharField(max_length=40, required=False)


def read(form: type[forms.Form], data: QueryDict) -> dict[str, Any]:
    """The values of a command. Raises Illegal("bad_command") naming the fields that do not fit."""
    filled = form(data)
    if not filled.is_valid():
        raise Illegal("bad_command", fields=sorted(filled.errors))
    return filled.cleaned_data
