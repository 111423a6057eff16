"""Log kinds of interventions."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from games.enums import LogKind
from games.selectors.logkinds.row import Kind, desk


def _made(icon: str, says: str) -> Kind:
    return Kind(icon, says, ("round", "reason"))


STEERING: Mapping[LogKind, Kind] = {
    LogKind.EVENT_PLAYED: _made(
        "bolt", _("Ereignis für Runde %(round)s eingespielt. Grund: %(reason)s")
    ),
    LogKind.EVENT_SKIPPED: _made(
        "cross", _("Karte von Runde %(round)s weggelassen. Grund: %(reason)s")
    ),
    LogKind.FIGURE_CORRECTED: _made(
        "pencil", _("Zahl korrigiert, gilt in Runde %(round)s. Grund: %(reason)s")
    ),
    LogKind.VALUE_CHANGED: _made(
        "pencil", _("Regel geändert ab Runde %(round)s. Grund: %(reason)s")
    ),
    LogKind.MODEL_CHANGED: _made(
        "hands", _("Kooperationsmodell gewechselt ab Runde %(round)s. Grund: %(reason)s")
    ),
    LogKind.CARD_SAVED: Kind("bookmark", _("Eigene Karte gemerkt: %(name)s"), ("name",)),
    LogKind.CARD_DROPPED: Kind("cross", _("Eigene Karte gelöscht: %(name)s"), ("name",)),
    LogKind.STEERING_WITHDRAWN: Kind(
        "undo", _("Eingriff %(number)s zurückgenommen. Grund: %(reason)s"), ("number", "reason")
    ),
    # Who talks switches the projector every minute, and it tells it by itself: no line in the log.
    LogKind.PROJECTOR_STEERED: desk("screen", _("Leinwand umgeschaltet")),
}
