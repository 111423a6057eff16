"""Log kinds of offers: at a team's own desk, and on the table."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from games.enums import LogKind
from games.selectors.logkinds.row import Kind, desk


def _put(icon: str, says: str, receipt: str) -> Kind:
    return Kind(icon, says, ("offer",), everyday=True, receipt=receipt)


OFFERS: Mapping[LogKind, Kind] = {
    LogKind.OFFER_DRAFTED: desk("plus", _("Angebot entworfen")),
    LogKind.OFFER_SAVED: desk("pencil", _("Angebotsentwurf gespeichert")),
    LogKind.OFFER_DROPPED: desk("cross", _("Angebotsentwurf verworfen")),
    LogKind.OFFER_SENT: _put(
        "send", _("%(team)s hat Angebot %(offer)s gesendet"), _("Angebot gesendet")
    ),
    LogKind.OFFER_COUNTERED: _put(
        "send",
        _("%(team)s hat zu Angebot %(offer)s ein Gegenangebot gemacht"),
        _("Gegenangebot gesendet"),
    ),
    LogKind.OFFER_ACCEPTED: _put(
        "hands", _("%(team)s hat Angebot %(offer)s zugestimmt"), _("Angebot angenommen")
    ),
    LogKind.OFFER_DECLINED: _put(
        "cross", _("%(team)s hat Angebot %(offer)s abgelehnt"), _("Angebot abgelehnt")
    ),
    LogKind.OFFER_REOPENED: _put(
        "undo",
        _("%(team)s überlegt bei Angebot %(offer)s noch einmal"),
        _("Antwort zurückgenommen"),
    ),
    LogKind.OFFER_WITHDRAWN: _put(
        "undo", _("%(team)s hat Angebot %(offer)s zurückgezogen"), _("Angebot zurückgezogen")
    ),
}
