"""Keeping a moment: notes of a team on its history, notes of the facilitator in the cockpit."""

from functools import partial

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from games.access import Viewer
from games.forms.command import CommandForm, ReleaseForm, read
from games.forms.decision import as_number
from games.services import notes
from games.views.commands import Done, command
from games.views.takeback import back_to
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


@team_command(page("history"), gettext_noop("Freigabe geändert"))
def release(request: HttpRequest, viewer: Viewer) -> Command:
    """Let everybody who looks back read a note of the own team, or no longer."""
    number, released = as_number(request.POST.get("number")), request.POST.get("released") == "1"
    return partial(notes.release, viewer, number=number, released=released)


@command
def lead_release(request: HttpRequest, viewer: Viewer) -> Done:
    """The same for a note of the facilitator."""
    data = read(ReleaseForm, request.POST)
    released = data["released"]
    receipt = notes.release_as_facilitator(
        viewer, number=data["number"], released=released, request_id=data["request_id"]
    )
    back = back_to(viewer, "cockpit_release", number=data["number"], released=int(not released))
    return receipt, _("Freigegeben") if released else _("Nicht mehr freigegeben"), back
