"""Log kinds of the debrief. Steering, cards and dots tell by themselves: no line in the log."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from games.enums import LogKind
from games.selectors.logkinds.row import Kind, Told, desk


def _mode(told: Told) -> str:
    free = _("Alle dürfen sich selbst umsehen")
    led = _("Alle sehen wieder dasselbe")
    return gettext(free if told.payload.get("free") else led)


DEBRIEF: Mapping[LogKind, Kind] = {
    LogKind.DEBRIEF_BEGUN: Kind("talk", _("Auswertung an der Tafel begonnen"), everyday=True),
    LogKind.DEBRIEF_STEERED: desk("screen", _("Auswertung geführt")),
    LogKind.DEBRIEF_MODE_SET: Kind("user", _mode, ("free",), everyday=True),
    LogKind.DEBRIEF_ASKED: Kind("talk", _("Eigene Frage gestellt"), everyday=True),
    LogKind.DEBRIEF_UNASKED: Kind("cross", _("Eigene Frage entfernt"), everyday=True),
    LogKind.DEBRIEF_REWORDED: Kind("pencil", _("Frage umformuliert"), everyday=True),
    LogKind.DEBRIEF_QUESTION_HIDDEN: Kind("cross", _("Frage ausgeblendet"), everyday=True),
    LogKind.DEBRIEF_QUESTION_SHOWN: Kind("undo", _("Frage wieder gezeigt"), everyday=True),
    LogKind.DEBRIEF_VOTE_OPENED: Kind("open", _("Abstimmung über Karten geöffnet"), everyday=True),
    LogKind.DEBRIEF_VOTE_CLOSED: Kind("lock", _("Abstimmung über Karten zu"), everyday=True),
    LogKind.DEBRIEF_VOTED: desk("check", _("Punkte vergeben")),
    LogKind.DEBRIEF_CARD_WRITTEN: desk("pencil", _("Karte geschrieben")),
    LogKind.DEBRIEF_CARDS_GROUPED: desk("table", _("Karten geordnet")),
    LogKind.DEBRIEF_CARDS_HIDDEN: Kind("cross", _("Karten von der Tafel genommen"), everyday=True),
    LogKind.DEBRIEF_CARDS_RESTORED: Kind("undo", _("Karten wieder an der Tafel"), everyday=True),
    LogKind.RESOLUTION_MADE: Kind(
        "home",
        lambda told: (
            gettext("Vorsatz notiert für %(team)s") % told.values
            if told.team
            else gettext("Vorsatz notiert für alle zusammen")
        ),
        everyday=True,
        receipt=_("Vorsatz notiert"),
    ),
    LogKind.RESOLUTION_HIDDEN: Kind("cross", _("Vorsatz entfernt"), everyday=True),
    LogKind.RESOLUTION_RESTORED: Kind("undo", _("Vorsatz wieder da"), everyday=True),
}
