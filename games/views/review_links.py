"""The links to a review: a page that lists them and makes new ones, and taking one back."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from games.access import Viewer
from games.errors import GameError
from games.forms.command import CommandForm, read
from games.forms.review_links import LinkForm
from games.roles import rights_of
from games.selectors.review_links import ReviewLinks, review_links
from games.services import links
from games.views.commands import Done, run
from games.views.joining_code import code_picture, phone_address
from games.views.messages import sentence
from games.views.viewers import for_facilitator


@require_http_methods(["GET", "HEAD", "POST"])
@for_facilitator
def page(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """All links with the form for one more."""
    shown = review_links(viewer, timezone.now())
    if request.method != "POST":
        return _page(request, viewer, shown, LinkForm(initial={"until": shown.until}))
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _page(request, viewer, shown, form, status=422)
    try:
        links.make_review_link(viewer, **form.cleaned_data)
    except GameError as error:
        if error.status in {403, 404}:
            raise
        form.add_error(None, sentence(error))
        return _page(request, viewer, shown, form, status=error.status)
    messages.success(request, _("Der Link ist da. Er steht oben in der Liste."))
    return redirect("review_links", game_id=game_id)


def _page(
    request: HttpRequest, viewer: Viewer, shown: ReviewLinks, form: LinkForm, status: int = 200
) -> HttpResponse:
    context = {
        "page": shown,
        "stage": shown.stage,
        "game_id": shown.stage.public_id,
        "may": rights_of(viewer.role),
        "lasting": _address(request, shown.lasting),
        "links": [(each, *_ways(request, each.token, over=each.over)) for each in shown.links],
        "form": form,
        "request_id": uuid.uuid4().hex,
    }
    return render(request, "cockpit/review_links.html", context, status=status)


def _address(request: HttpRequest, token: str) -> str:
    return phone_address(request, reverse("review", kwargs={"token": token}))


def _ways(request: HttpRequest, token: str, *, over: bool) -> tuple[str, Any]:
    """Address and QR code of a link; a dead one has none."""
    address = "" if over else _address(request, token)
    return address, code_picture(address) if address else ""


@require_POST
@for_facilitator
def revoke(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, link: int) -> HttpResponse:
    """A link is dead at once."""
    data = read(CommandForm, request.POST)

    def act() -> Done:
        receipt = links.revoke_review_link(viewer, number=link, request_id=data["request_id"])
        return receipt, _("Der Link gilt nicht mehr")

    return run(request, game_id, act, "review_links")
