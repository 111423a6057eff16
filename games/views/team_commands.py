"""The frame of a team's commands: run it, then JSON for scripts, a sentence and a page for people.

A command pressed twice acts once: the form's ``request_id`` goes to the service with each of them.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from games.access import Viewer
from games.errors import GameError, Illegal, NotAllowed
from games.rules.model import Scenario
from games.selectors import money
from games.selectors.frame import place
from games.selectors.notes import note_sentence
from games.services.receipts import Receipt
from games.views.messages import sentence
from games.views.trouble import refused, wants_json
from games.views.viewers import check_team, for_player

Command = Callable[..., Any]
"""A verb of the services that waits for ``request_id``; gives a receipt or something with one."""
Led = Callable[..., HttpResponse]
Says = Callable[[Viewer, GameError], str]
View = Callable[..., HttpResponse]


def page(name: str, *parts: str) -> Led:
    """Leads to a page of the game; ``parts``: what its address takes over from the command's."""

    def lead(**address: Any) -> HttpResponse:
        led: HttpResponse = redirect(name, **{p: address[p] for p in ("game_id", *parts)})
        return led

    return lead


def why(
    viewer: Viewer, error: GameError, words: Callable[[Scenario, Any], str] = note_sentence
) -> str:
    """The sentence of a refusal; where the rules name what is wrong, a sentence for each of it."""
    notes = error.context.get("notes", ()) if isinstance(error, Illegal) else ()
    if not notes:
        return sentence(error)
    scenario = place(viewer).scenario
    return " ".join(words(scenario, note) for note in notes)


def team_command(
    to: Led, words: str, *, back: Led | None = None, says: Says = why
) -> Callable[[Callable[..., Command]], View]:
    """A view around ``act(request, viewer, …) -> command`` for those who play a team.

    ``to``: the page after it, ``back``: the page after a refusal (else the same). ``words``: what
    was done, as German source text. Refuses what comes from a page of another team.
    """

    def around(act: Callable[..., Command]) -> View:
        @require_POST
        @for_player
        @wraps(act)
        def view(request: HttpRequest, viewer: Viewer, **address: Any) -> HttpResponse:
            check_team(request, viewer)
            named = {key: value for key, value in address.items() if key != "game_id"}
            return answered(
                request,
                viewer,
                act(request, viewer, **named),
                to=lambda _done: to(**address),
                back=told(request, viewer, lambda: (back or to)(**address), says),
                words=_(words),
                says=says,
            )

        return view

    return around


def answered(
    request: HttpRequest,
    viewer: Viewer,
    act: Command,
    *,
    to: Callable[[Any], HttpResponse],
    back: Callable[[GameError], HttpResponse],
    words: str | Callable[[], str] = "",
    says: Says = why,
    more: Callable[[], Mapping[str, Any]] = dict,
) -> HttpResponse:
    """Run a command with the request id of the form.

    ``to``: the page after it, ``back``: the page that tells why it was refused. ``words``: what was
    done, or what says it afterwards; "" where the page shows that by itself. ``more``: what a
    script needs besides.
    """
    try:
        done = act(request_id=request.POST.get("request_id", ""))
    except NotAllowed:
        raise
    except GameError as error:
        if wants_json(request):
            return refused(request, error, says(viewer, error))
        return back(error)
    receipt: Receipt = done if isinstance(done, Receipt) else done.receipt
    said = words() if callable(words) else words
    text = receipt_words(said, receipt) if said else ""
    led = to(done)
    if wants_json(request):
        shown = {"receipt": receipt_json(receipt), "message": text, "url": led.headers["Location"]}
        return JsonResponse(shown | dict(more()))
    if text:
        messages.success(request, text)
    return led


def told(
    request: HttpRequest, viewer: Viewer, lead: Callable[[], HttpResponse], says: Says = why
) -> Callable[[GameError], HttpResponse]:
    """The page ``lead``, with the sentence of the refusal on it."""

    def back(error: GameError) -> HttpResponse:
        messages.error(request, says(viewer, error))
        return lead()

    return back


def receipt_json(receipt: Receipt) -> dict[str, Any]:
    """A receipt for scripts."""
    return {"number": receipt.number, "time": receipt.at.isoformat(), "hash": receipt.digest}


def receipt_words(what: str, receipt: Receipt) -> str:
    """A receipt as a sentence: what was done, when, and its number and check code."""
    return _("%(what)s um %(time)s. Beleg %(number)s, Prüfzeichen %(hash)s.") % {
        "what": what,
        "time": money.clock(receipt.at),
        "number": money.number(receipt.number),
        "hash": receipt.digest,
    }
