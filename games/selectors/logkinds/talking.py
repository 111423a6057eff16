"""Log kinds of messages and of calls for the facilitator."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from games.enums import LogKind
from games.selectors.logkinds.row import Kind, Told, desk


def _hidden(told: Told) -> str:
    if told.team:
        return gettext("Eine Nachricht von %(team)s wurde entfernt") % told.values
    return gettext("Eine Nachricht der Spielleitung wurde entfernt")


def _restored(told: Told) -> str:
    if told.team:
        return gettext("Eine Nachricht von %(team)s ist wieder zu sehen") % told.values
    return gettext("Eine Nachricht der Spielleitung ist wieder zu sehen")


TALKING: Mapping[LogKind, Kind] = {
    LogKind.MESSAGE_SENT: desk("talk", _("Nachricht gesendet")),
    LogKind.MESSAGE_REPORTED: Kind(
        "warn",
        _("%(team)s hat Ihnen eine Nachricht gemeldet"),
        everyday=True,
        receipt=_("Nachricht gemeldet"),
    ),
    LogKind.MESSAGE_HIDDEN: Kind("cross", _hidden, everyday=True),
    LogKind.MESSAGE_RESTORED: Kind("talk", _restored, everyday=True),
    LogKind.PLENARY_LOCKED: Kind(
        "lock", _("Plenum geschlossen: Nur Sie schreiben an alle"), everyday=True
    ),
    LogKind.PLENARY_UNLOCKED: Kind("open", _("Plenum offen"), everyday=True),
    LogKind.HELP_ASKED: Kind(
        "help",
        _("%(team)s hat um Hilfe gerufen"),
        everyday=True,
        receipt=_("Spielleitung um Hilfe gerufen"),
    ),
    LogKind.HELP_WITHDRAWN: Kind(
        "undo",
        _("%(team)s braucht keine Hilfe mehr"),
        everyday=True,
        receipt=_("Ruf um Hilfe zurückgenommen"),
    ),
    LogKind.HELP_DONE: Kind(
        "check",
        _("Ruf von %(team)s erledigt"),
        everyday=True,
        receipt=_("Ruf um Hilfe von der Spielleitung erledigt"),
    ),
    LogKind.TIME_ASKED: Kind(
        "clock",
        _("%(team)s hat um mehr Zeit gebeten"),
        everyday=True,
        receipt=_("Um mehr Zeit gebeten"),
    ),
}
