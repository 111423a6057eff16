"""Marks: moments of a game that everybody may read who looks back.

A note becomes one when those who wrote it release it. So does a moment to which a question on the
board of the debrief is bound: with the question, which all have seen, never with the note. Both can
be taken back. Until the game is over there are none (docs/decisions/0026).
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.enums import OVER_PHASES, DebriefStep, Phase
from games.models import Game, LogEntry, Note
from games.selectors.debrief_moments import moments
from games.selectors.debrief_questions import questions
from games.selectors.debrief_state import steered
from games.selectors.labels import moment_label
from games.selectors.memo import shared
from games.selectors.reading import game_row


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment: ``number`` is that of its log entry.

    ``by``: the municipality whose people released the note, "" for the facilitator. ``text`` None:
    the note was not released; "" = a bookmark. ``questions``: those bound to it.
    """

    number: int
    round_number: int
    phase: str
    by: str
    text: str | None
    questions: tuple[str, ...] = ()

    @property
    def when(self) -> str:
        """Round and phase."""
        return moment_label(self.round_number, self.phase)

    @property
    def said(self) -> str:
        """What everybody may read of it."""
        who = self.by or _("Spielleitung")
        note = () if self.text is None else (f"{self.text or _('Lesezeichen')} ({who})",)
        asked = (_("Frage: %(text)s") % {"text": each} for each in self.questions)
        return " · ".join((*note, *asked))


@shared
def marks_of(game_id: int) -> tuple[Mark, ...]:
    """All marks of a game in their order, none until it is over; two queries for them alone."""
    game = game_row(game_id)
    if game.phase not in OVER_PHASES:
        return ()
    asked = _asked(game)
    released = {
        row.sequence: row
        for row in Note.objects.filter(game=game, released_at__isnull=False).select_related("team")
    }
    noted = {each.number for each in moments(game.pk)}
    entries = LogEntry.objects.filter(game=game, sequence__in={*asked, *released})
    return tuple(
        Mark(
            number=number,
            round_number=round_number,
            # What a scenario's question is about stands settled at the end of its round.
            phase=phase if number in noted or number in released else Phase.SETTLED,
            by=_by(released.get(number)),
            text=released[number].text if number in released else None,
            questions=tuple(asked.get(number, ())),
        )
        for number, round_number, phase in entries.order_by("sequence").values_list(
            "sequence", "round_number", "phase"
        )
    )


def _by(note: Note | None) -> str:
    return note.team.name if note and note.team else ""


def _asked(game: Game) -> dict[int, list[str]]:
    """The questions that are bound to a moment and stand on the board, by its number."""
    board = steered(game)
    if board is None:
        return {}
    found: dict[int, list[str]] = {}
    for step in DebriefStep:
        for each in questions(game, board, step):
            if each.at and not each.hidden:
                found.setdefault(each.at, []).append(each.text)
    return found
