"""Messages to take along, for each kind of viewer what it may read."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from games.access import Viewer
from games.exports.messages import messages_csv, messages_json
from games.selectors.review import review_stage
from games.selectors.talk_export import message_export
from games.views.viewers import for_facilitator_data, for_player, for_review


@require_safe
@for_player
def of_team(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, kind: str) -> HttpResponse:
    """The plenary and the team's own conversations."""
    return _file(viewer, kind)


@require_safe
@for_facilitator_data
def of_facilitator(
    request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, kind: str
) -> HttpResponse:
    """What the facilitator's page shows, hidden messages with their text."""
    return _file(viewer, kind)


@require_safe
@for_review
def of_review(request: HttpRequest, viewer: Viewer, token: str, kind: str) -> HttpResponse:
    """The plenary; 404 before the game has ended."""
    if not review_stage(viewer).is_over:
        raise Http404
    return _file(viewer, kind)


def _file(viewer: Viewer, kind: str) -> HttpResponse:
    page = message_export(viewer)
    answer: HttpResponse
    if kind == "csv":
        answer = HttpResponse(messages_csv(page), content_type="text/csv; charset=utf-8")
    else:
        written = {"ensure_ascii": False, "indent": 1}
        answer = JsonResponse(messages_json(page), json_dumps_params=written)
    name = f"{slugify(page.game) or 'spiel'}-{_('nachrichten')}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
