"""Keeping a moment: notes of a team on its history, notes of the facilitator in the cockpit."""

from functools import partial

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from games.access import Viewer
from games.forms.command import CommandForm, read
from games.services import notes
from games.views.commands import Done, command
from games.views.team_commands import Command, page, team_command


@team_command(page("history"), gettext_noop("Gemerkt"))
def note(request: HttpRequest, viewer: Viewer) -> Command:
    """A note for the own team."""
    return partial(notes.note, viewer, text=request.POST.get("text", ""))


@command
def lead_note(request: HttpRequest, viewer: Viewer) -> Done:
    """A note for the facilitator."""
    data = read(CommandForm, request.POST)
    text = request.POST.get("text", "")
    receipt = notes.note_as_facilitator(viewer, text=text, request_id=data["request_id"])
    return receipt, _("Gemerkt")
