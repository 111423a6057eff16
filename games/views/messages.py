"""Sentences for refusals: what happened, why, by how much, and what to do now."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from games.errors import GameError
from games.views.agenda_sentences import AGENDA_SENTENCES
from games.views.course_sentences import COURSE_SENTENCES
from games.views.debrief_sentences import DEBRIEF_SENTENCES
from games.views.fund_sentences import FUND_SENTENCES
from games.views.input_sentences import INPUT_SENTENCES
from games.views.joining_sentences import JOINING_SENTENCES
from games.views.lead_sentences import LEAD_SENTENCES
from games.views.offer_sentences import OFFER_SENTENCES
from games.views.rehearsal_sentences import REHEARSAL_SENTENCES
from games.views.round_sentences import ROUND_SENTENCES
from games.views.talk_sentences import TALK_SENTENCES
from games.views.workshop_sentences import WORKSHOP_SENTENCES

Context = Mapping[str, Any]


def sentence(error: GameError) -> str:
    """The German sentence for a refused command."""
    make = _SENTENCES.get(error.code)
    if make is None:
        return _("Das geht gerade nicht. Laden Sie die Seite neu und versuchen Sie es noch einmal.")
    return make(error.context)


TABLES: Sequence[Mapping[str, Callable[[Context], str]]] = (
    AGENDA_SENTENCES,
    COURSE_SENTENCES,
    DEBRIEF_SENTENCES,
    FUND_SENTENCES,
    INPUT_SENTENCES,
    JOINING_SENTENCES,
    LEAD_SENTENCES,
    OFFER_SENTENCES,
    REHEARSAL_SENTENCES,
    ROUND_SENTENCES,
    TALK_SENTENCES,
    WORKSHOP_SENTENCES,
)
"""Each code stands in one of them."""

_SENTENCES = {code: make for table in TABLES for code, make in table.items()}
