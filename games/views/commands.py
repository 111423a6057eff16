"""The facilitator's commands: pressed twice each acts once.

Scripts get the receipt as JSON, plain forms are led back to the cockpit with the same sentence.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from games.access import Viewer
from games.enums import MissingRule, Phase
from games.errors import GameError, NotAllowed
from games.forms.command import (
    AdvanceForm,
    BotForm,
    CommandForm,
    LockForm,
    MergeForm,
    PauseForm,
    PhaseCommandForm,
    TeamForm,
    TimeForm,
    read,
)
from games.live.cockpit import online_now
from games.selectors import seats as seat_selectors
from games.selectors.cockpit import cockpit
from games.services import calls, flow, links, scoring, seats
from games.services.phases import CLOSING_PHASES, named
from games.services.receipts import Receipt
from games.views.cockpit import end_page, link_page, render_advance, render_bot
from games.views.messages import sentence
from games.views.takeback import Back, back_from_settling, back_to
from games.views.team_commands import receipt_json
from games.views.trouble import wants_json
from games.views.viewers import for_facilitator

MINUTE = 60

Done = tuple[Receipt, str] | tuple[Receipt, str, Back | None]
"""Receipt and sentence of a command, and the way back where one is offered at once."""
Command = Callable[..., Done]
View = Callable[..., HttpResponse]


def command(act: Command) -> View:
    """A view around ``act(request, viewer, …) -> (receipt, sentence)``."""

    @require_POST
    @for_facilitator
    @wraps(act)
    def view(
        request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, **kwargs: Any
    ) -> HttpResponse:
        return run(request, game_id, lambda: act(request, viewer, **kwargs))

    return view


def run(
    request: HttpRequest, game_id: uuid.UUID, act: Callable[[], Done], back: str = "cockpit"
) -> HttpResponse:
    """Carry out a command: a receipt for scripts, for a plain form back to the page ``back``."""
    if wants_json(request):
        return receipt_answer(*act())
    try:
        receipt, text, *more = act()
    except NotAllowed:
        raise
    except GameError as error:
        messages.error(request, sentence(error))
    else:
        words = f"{text} · {_('Beleg')} {receipt.number} · {receipt.digest}"
        messages.success(request, words, extra_tags=more[0].text if more and more[0] else "")
    return redirect(back, game_id=game_id)


def receipt_answer(receipt: Receipt, text: str, back: Back | None = None) -> HttpResponse:
    """A command's receipt and sentence for scripts, with the way back where there is one."""
    content: dict[str, Any] = {"receipt": receipt_json(receipt), "message": text}
    return JsonResponse(content | ({"back": back.content} if back else {}))


@command
def start(request: HttpRequest, viewer: Viewer) -> Done:
    """Out of the lobby into round 1; bots take empty municipalities."""
    data = read(CommandForm, request.POST)
    return flow.start_game(viewer, request_id=data["request_id"]), _("Das Spiel läuft")


@require_http_methods(["GET", "HEAD", "POST"])
@for_facilitator
def advance(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """On to the next phase; asks once where municipalities are still open."""
    if request.method != "POST":
        return render_advance(request, viewer, game_id)
    data = read(AdvanceForm, request.POST)
    if _must_ask(viewer, data):
        if wants_json(request):
            confirm = reverse("cockpit_advance", kwargs={"game_id": game_id})
            return JsonResponse({"code": "confirm", "confirm": confirm}, status=409)
        return render_advance(request, viewer, game_id, status=409)
    return run(request, game_id, lambda: _advance(viewer, data))


def _must_ask(viewer: Viewer, data: dict[str, Any]) -> bool:
    answered = data["missing_rule"] or data["confirmed"]
    if answered or data["expected_phase"] not in CLOSING_PHASES:
        return False
    page = cockpit(viewer, online_now(timezone.now()))
    still_there = page.stage.round_number == data["expected_round"]
    return still_there and bool(page.open_teams)


def _advance(viewer: Viewer, data: dict[str, Any]) -> Done:
    receipt = flow.advance(
        viewer,
        expected_round=data["expected_round"],
        expected_phase=data["expected_phase"],
        request_id=data["request_id"],
        missing_rule=MissingRule(data["missing_rule"]) if data["missing_rule"] else None,
    )
    text = _moved(viewer, data["expected_phase"])
    if data["expected_phase"] not in CLOSING_PHASES:
        return receipt, text
    return receipt, text, back_from_settling(viewer, data["expected_round"])


def _moved(viewer: Viewer, left: str) -> str:
    """What happened with the move: a round was settled, or only its decisions were closed."""
    if left not in CLOSING_PHASES:
        return _("Weitergeschaltet")
    page = cockpit(viewer, online_now(timezone.now()))
    if page.stage.phase == Phase.AWARDING:
        return _("Entscheidungen geschlossen, jetzt stimmt das Gremium ab")
    if page.award_skipped:
        return _("Runde abgerechnet. Ohne vollständigen Antrag an den Fonds entfiel die Vergabe")
    return _("Runde abgerechnet")


@command
def close_scoring(request: HttpRequest, viewer: Viewer) -> Done:
    """End the first scoring of applications: means and spread are shown to all."""
    data = read(PhaseCommandForm, request.POST)
    receipt = scoring.close_scoring(
        viewer,
        expected=named(data["expected_round"], data["expected_phase"]),
        request_id=data["request_id"],
    )
    return receipt, _("Erste Bewertung geschlossen, alle sehen Mittel und Streuung")


@command
def extend(request: HttpRequest, viewer: Viewer) -> Done:
    """More or less time."""
    data = read(TimeForm, request.POST)
    seconds = data["seconds"]
    receipt = flow.extend(
        viewer,
        seconds=seconds,
        expected=named(data["expected_round"], data["expected_phase"]),
        request_id=data["request_id"],
    )
    minutes = abs(seconds) // MINUTE
    if seconds > 0:
        text = ngettext("%(count)d Minute mehr", "%(count)d Minuten mehr", minutes)
    else:
        text = ngettext("%(count)d Minute weniger", "%(count)d Minuten weniger", minutes)
    back = back_to(
        viewer,
        "cockpit_time",
        seconds=-seconds,
        expected_round=data["expected_round"],
        expected_phase=data["expected_phase"],
    )
    return receipt, text % {"count": minutes}, back


@command
def pause(request: HttpRequest, viewer: Viewer) -> Done:
    """Stop the clock, or let it run on."""
    data = read(PauseForm, request.POST)
    back = back_to(viewer, "cockpit_pause", paused=0 if data["paused"] else 1)
    if data["paused"]:
        receipt = flow.pause(viewer, request_id=data["request_id"])
        return receipt, _("Das Spiel ist angehalten"), back
    receipt = flow.resume(viewer, request_id=data["request_id"])
    return receipt, _("Das Spiel läuft weiter"), back


@command
def _end(request: HttpRequest, viewer: Viewer) -> Done:
    data = read(CommandForm, request.POST)
    return flow.end_game(viewer, request_id=data["request_id"]), _("Das Spiel ist beendet")


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, game_id: uuid.UUID) -> HttpResponse:
    """End the game; a plain link leads to the question first."""
    return (_end if request.method == "POST" else end_page)(request, game_id=game_id)


@command
def _renew_projector(request: HttpRequest, viewer: Viewer) -> Done:
    data = read(CommandForm, request.POST)
    receipt = links.renew_projector_link(viewer, request_id=data["request_id"])
    return receipt, _("Die Leinwand hat einen neuen Link")


@command
def _renew_review(request: HttpRequest, viewer: Viewer) -> Done:
    data = read(CommandForm, request.POST)
    receipt = links.renew_review_link(viewer, request_id=data["request_id"])
    return receipt, _("Die Rückschau hat einen neuen Link")


@require_http_methods(["GET", "HEAD", "POST"])
def projector_link(request: HttpRequest, game_id: uuid.UUID) -> HttpResponse:
    """A new link for the projector; a plain link leads to the question first."""
    if request.method == "POST":
        return _renew_projector(request, game_id=game_id)
    return link_page(request, game_id=game_id, screen="projector")


@require_http_methods(["GET", "HEAD", "POST"])
def review_link(request: HttpRequest, game_id: uuid.UUID) -> HttpResponse:
    """A new link for the review; a plain link leads to the question first."""
    if request.method == "POST":
        return _renew_review(request, game_id=game_id)
    return link_page(request, game_id=game_id, screen="review")


@command
def lobby(request: HttpRequest, viewer: Viewer) -> Done:
    """Close the lobby to newcomers, or open it."""
    data = read(LockForm, request.POST)
    receipt = seats.lock_lobby(viewer, locked=data["locked"], request_id=data["request_id"])
    return receipt, _("Warteraum geschlossen") if data["locked"] else _("Warteraum offen")


@command
def merge(request: HttpRequest, viewer: Viewer) -> Done:
    """Everybody of a municipality into another one."""
    data = read(MergeForm, request.POST)
    receipt = seats.merge_people(
        viewer,
        source_id=data["source"],
        team_id=data["team"],
        reason=data["reason"],
        request_id=data["request_id"],
    )
    return receipt, _("Alle umgesetzt")


@command
def help_done(request: HttpRequest, viewer: Viewer) -> Done:
    """What a municipality asked for is seen to."""
    data = read(TeamForm, request.POST)
    receipt = calls.done(viewer, team_id=data["team"], request_id=data["request_id"])
    return receipt, _("Erledigt")


@require_http_methods(["GET", "HEAD", "POST"])
@for_facilitator
def bot(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """Who plays a municipality: the question, and the answer."""
    if request.method != "POST":
        team = read(BotForm, request.GET)["team"]
        return render_bot(request, viewer, game_id, team)
    return run(request, game_id, lambda: _set_bot(request, viewer))


def _set_bot(request: HttpRequest, viewer: Viewer) -> Done:
    data = read(BotForm, request.POST)
    receipt = seats.set_bot(
        viewer, team_id=data["team"], bot=data["bot"], request_id=data["request_id"]
    )
    team = seat_selectors.team_choice(viewer, data["team"])
    text = _("Ein Bot spielt %(team)s") if data["bot"] else _("Menschen spielen %(team)s")
    return receipt, text % {"team": team.name}
