"""A finished game in which everything that people may write is a formula and markup at once."""

from dataclasses import replace

from games.models import Game, OfferRevision, Seat, Team, TeamDecision, Workshop
from games.services import debrief, debrief_cards, debrief_questions, drafts, notes, talks
from tests import cast as people
from tests.cast import NOW, Cast
from tests.services.test_steering import RAIN, event, figure
from tests.services.test_steering_undo import back_to, intervene

CANARY = "Kanarienvogel"


def text(kind: str) -> str:
    """A text of one field that spreadsheets would run and browsers would render."""
    return f'=2+3 {CANARY} {kind} <b>fett</b>&"'


def play() -> Cast:
    """Two rounds with own cards, reasons, rationales, notes, messages and a round taken back."""
    cast = people.assemble(rounds=2)
    _rename(cast)
    cast.play_until("negotiating")
    _write(cast)
    cast.play_until("deciding")
    card = RAIN | {"name": text("Karte"), "text": text("Kartentext")}
    # Why a figure was corrected is booked with it, for all to read; why a card came is not.
    for draft, reason in ((event(1, own=card), "Grund"), (figure(1), "Korrektur")):
        intervene(cast.frieda.viewer, replace(draft, reason=text(reason)), now=NOW)
    changes = {"applications.marktscheune.rationale": text("Begründung")}
    drafts.save_draft(cast.anna.viewer, round_number=1, revision=0, changes=changes, now=NOW)
    cast.play_until("settled")
    back_to(cast, 1)
    cast.play_until("debrief", round_number=2)
    TeamDecision.objects.update(reason=text("Stellvertretung"))
    _look_back(cast)
    return cast


def _look_back(cast: Cast) -> None:
    """A board with questions, cards and resolutions."""
    frieda, anna = cast.frieda.viewer, cast.anna.viewer
    debrief.begin(frieda, now=NOW)
    debrief_questions.ask(frieda, step="feel", text=text("Frage"), now=NOW)
    card = debrief_cards.write(anna, step="feel", text=text("Tafelkarte"), now=NOW)
    debrief.group(frieda, cards=[card.number], name=text("Gruppe"), now=NOW)
    debrief_cards.resolve(anna, text=text("Vorsatz"), until=text("bis"), now=NOW)


def _rename(cast: Cast) -> None:
    """Names that the forms would take; the length of their fields is theirs to limit."""
    Game.objects.filter(pk=cast.game.pk).update(name=text("Spiel"))
    Workshop.objects.filter(games=cast.game).update(title=text("Veranstaltung"))
    Team.objects.filter(game=cast.game).update(help_text=text("Hilferuf"))
    for seat in Seat.objects.filter(game=cast.game):
        seat.name = f"={CANARY}{seat.pk}"
        seat.save()
    OfferRevision.objects.update(note=text("Angebot"))


def _write(cast: Cast) -> None:
    for to in ("plenum", "spielleitung", cast.teams[1].town):
        talks.send(cast.anna.viewer, to=to, text=text(to), now=NOW)
    notes.note(cast.anna.viewer, text=text("Notiz"), now=NOW)
    notes.note_as_facilitator(cast.frieda.viewer, text=text("Notiz der Leitung"), now=NOW)
    made = notes.note(cast.anna.viewer, text=text("Merkzeichen"), now=NOW)
    notes.release(cast.anna.viewer, number=made.number, released=True, now=NOW)
