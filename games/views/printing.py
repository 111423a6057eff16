"""The print kit: an overview, and each kind of sheet as a page for the printer."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from games.access import Viewer
from games.selectors.printkit import PrintedSeat, PrintKit, print_kit
from games.selectors.together import around
from games.views.joining_code import code_picture, join_address, short_address
from games.views.viewers import for_facilitator


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of paper; ``pages`` counts the sheets of A4 it takes."""

    name: str
    title: str
    about: str
    icon: str
    pages: Callable[[PrintKit], int]


def _one_a_town(kit: PrintKit) -> int:
    return len(kit.towns)


SHEETS = {
    sheet.name: sheet
    for sheet in (
        Sheet(
            "platzkarten",
            gettext_noop("Platzkarten"),
            gettext_noop("Sechs auf einem Blatt, mit QR-Code und Platzcode. Zum Ausschneiden."),
            "key",
            lambda kit: len(kit.seat_sheets),
        ),
        Sheet(
            "tischschilder",
            gettext_noop("Tischschilder"),
            gettext_noop("Name und Zeichen der Gemeinde, in der Mitte gefaltet zu lesen."),
            "council",
            _one_a_town,
        ),
        Sheet(
            "rollen",
            gettext_noop("Rollenblätter"),
            gettext_noop("Wer die Gemeinde ist, was sie hat, wie weit es ist, und ihr Ziel."),
            "users",
            _one_a_town,
        ),
        Sheet(
            "boegen",
            gettext_noop("Entscheidungsbögen"),
            gettext_noop("Eine Runde auf Papier: für den Fall, dass das Netz ausfällt."),
            "pencil",
            _one_a_town,
        ),
        Sheet(
            "karte",
            gettext_noop("Karte und Wege"),
            gettext_noop("Die Region mit den Fahrzeiten zwischen den Ortsmitten."),
            "map",
            lambda _kit: 1,
        ),
        Sheet(
            "plakate",
            gettext_noop("Plakate zur Auswertung"),
            gettext_noop("Die sechs Fragen der Auswertung, groß genug für die Wand."),
            "chart",
            lambda _kit: 6,
        ),
    )
}


@require_safe
@for_facilitator
def overview(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID) -> HttpResponse:
    """What there is to print, and how many sheets it takes."""
    kit = print_kit(viewer)
    rows = [
        {"sheet": each, "title": _(each.title), "about": _(each.about), "pages": each.pages(kit)}
        for each in SHEETS.values()
    ]
    context = {"kit": kit, "rows": rows, "game_id": game_id, "paper": _paper_language(request)}
    more = {"languages": settings.LANGUAGES, "workshop_id": around(viewer.game_id).public_id}
    return render(request, "druck/overview.html", context | more)


@require_safe
@for_facilitator
def sheet(request: HttpRequest, viewer: Viewer, game_id: uuid.UUID, sheet: str) -> HttpResponse:
    """One kind of sheet, page by page."""
    if sheet not in SHEETS:
        raise Http404
    paper, screen = _paper_language(request), get_language()
    with override(paper):
        return _sheet(request, viewer, game_id, sheet, {"paper": paper, "screen": screen})


def _paper_language(request: HttpRequest) -> str:
    """The language of the sheets: that of the game's own texts unless another is asked for.

    What lies on the tables is read by the teams, whatever the facilitator's browser speaks.
    """
    wanted = request.GET.get("sprache", "")
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _sheet(
    request: HttpRequest,
    viewer: Viewer,
    game_id: uuid.UUID,
    sheet: str,
    languages: Mapping[str, str | None],
) -> HttpResponse:
    kit = print_kit(viewer)
    context = {
        "kit": kit,
        "game_id": game_id,
        "title": _(SHEETS[sheet].title),
        **languages,
        "address": short_address(request),
        "cards": [[_card(request, seat) for seat in cards] for cards in kit.seat_sheets]
        if sheet == "platzkarten"
        else [],
        "steps": _steps() if sheet == "plakate" else [],
    }
    return render(request, f"druck/{sheet}.html", context)


def _card(request: HttpRequest, seat: PrintedSeat) -> dict[str, object]:
    return {"seat": seat, "qr": code_picture(join_address(request, seat.code))}


def _steps() -> list[tuple[str, str]]:
    """The six steps of the debrief with the question for the wall."""
    return [
        (_("Wie geht es uns?"), _("Ein Wort, bevor wir über Zahlen reden.")),
        (_("Was ist geschehen?"), _("Wann ist es gekippt? Wer hat getragen, wer hat gewonnen?")),
        (_("Was haben wir gelernt?"), _("Welche Regel, welche Zusage hat den Ausschlag gegeben?")),
        (_("Was davon kennen wir?"), _("Wo ist es bei uns genauso, wo ganz anders?")),
        (_("Was wäre, wenn?"), _("Ein anderer Schlüssel, ein anderes Modell, ein früheres Ja.")),
        (_("Was nehmen wir mit?"), _("Ein nächster Schritt, eine Person, ein Datum.")),
    ]
