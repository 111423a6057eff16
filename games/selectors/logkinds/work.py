"""Log kinds of a team's work on its decision, and of what it notes and answers."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from games.enums import DecisionSource, LogKind
from games.selectors.logkinds.row import Kind, Told, desk


def _submitted(told: Told) -> str:
    in_stead = _("Für %(team)s abgegeben, durch die Spielleitung")
    itself = _("%(team)s hat abgegeben")
    by_deputy = told.payload.get("source") == DecisionSource.DEPUTY
    text = gettext(in_stead if by_deputy else itself) % told.values
    if not told.payload.get("reason"):
        return text
    return text + gettext(". Grund: %(reason)s") % told.values


def _ready(told: Told) -> str:
    done = _("%(team)s ist fertig")
    not_yet = _("%(team)s braucht noch Zeit")
    return gettext(done if told.payload.get("ready") else not_yet) % told.values


def _released(told: Told) -> str:
    if told.team:
        return gettext("%(team)s hat eine Notiz für die Auswertung freigegeben") % told.values
    return gettext("Eigene Notiz für die Auswertung freigegeben")


def _withdrawn(told: Told) -> str:
    if told.team:
        return gettext("%(team)s hat die Freigabe einer Notiz zurückgenommen") % told.values
    return gettext("Freigabe einer eigenen Notiz zurückgenommen")


WORK: Mapping[LogKind, Kind] = {
    LogKind.DRAFT_SAVED: desk("pencil", _("Entwurf gespeichert")),
    LogKind.DECISION_SUBMITTED: Kind(
        "check", _submitted, ("source", "reason"), everyday=True, receipt=_("Abgegeben")
    ),
    LogKind.DECISION_REOPENED: Kind(
        "undo",
        _("%(team)s hat die Abgabe zurückgeholt"),
        everyday=True,
        receipt=_("Zurückgeholt"),
    ),
    LogKind.DECISION_GIVEN_BACK: Kind(
        "undo",
        _("Korrektur für %(team)s zurückgenommen: Es gilt wieder, was das Team hatte"),
        everyday=True,
        receipt=_("Korrektur der Spielleitung zurückgenommen"),
    ),
    LogKind.SCORES_REVISED: Kind(
        "users",
        _("%(team)s hat einen Antrag neu bewertet"),
        everyday=True,
        receipt=_("Bewertung geändert"),
    ),
    LogKind.TEAM_READY: Kind(
        "check", _ready, ("ready",), everyday=True, receipt=_("Als bereit gemeldet")
    ),
    LogKind.RECAP_ANSWERED: desk("smile", _("Blitzlicht beantwortet")),
    LogKind.GUESS_MADE: desk("council", _("Vermutung abgegeben")),
    LogKind.SCREEN_SEEN: desk("screen", _("Ihren Schirm angesehen")),
    LogKind.NOTE_MADE: desk("bookmark", _("Moment gemerkt")),
    LogKind.NOTE_RELEASED: Kind(
        "open", _released, everyday=True, receipt=_("Notiz für die Auswertung freigegeben")
    ),
    LogKind.NOTE_WITHDRAWN: Kind(
        "lock", _withdrawn, everyday=True, receipt=_("Freigabe einer Notiz zurückgenommen")
    ),
}
