"""The projector, steered from the cockpit: which view it shows, and the list to choose from."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from games.access import Viewer
from games.charts.shown.otherwise import item_of, query_in
from games.enums import ProjectorBlank
from games.forms.command import read
from games.forms.projector import DarkenForm, ShowForm
from games.selectors.labels import wall_label
from games.selectors.wall import choice_of, offered
from games.services import projector as service
from games.views.commands import Done, command, run
from games.views.viewers import for_facilitator


@require_http_methods(["GET", "HEAD", "POST"])
@for_facilitator
def show(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Charts and postings to choose from, and the command that shows one of them or a view."""
    if request.method == "POST":
        return run(request, game_id, lambda: _show(request, viewer))
    asked = request.GET.get("runde", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() else None
    context = {
        "offered": offered(viewer.game_id, number),
        "wall": choice_of(viewer.game_id),
        "game_id": game_id,
        "request_id": uuid.uuid4(),
    }
    return render(request, "cockpit/wall.html", context)


def _show(request: HttpRequest, viewer: Viewer) -> Done:
    data = read(ShowForm, request.POST)
    item = data["item"] or item_of(query_in(data["address"]))
    receipt = service.show(viewer, view=data["view"], item=item, request_id=data["request_id"])
    return receipt, _("Leinwand: %(view)s") % {"view": wall_label(data["view"])}


@command
def darken(request: HttpRequest, viewer: Viewer) -> Done:
    """Make the projector dark, or light again."""
    data = read(DarkenForm, request.POST)
    receipt = service.darken(viewer, blank=data["blank"], request_id=data["request_id"])
    if data["blank"] == ProjectorBlank.OFF:
        return receipt, _("Die Leinwand ist wieder hell")
    return receipt, _("Die Leinwand ist dunkel")
