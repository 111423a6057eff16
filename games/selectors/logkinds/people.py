"""Log kinds of people and seats."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from games.enums import LogKind
from games.selectors.logkinds.row import Kind, Readers, Told

_SITS = _("%(name)s sitzt jetzt in %(team)s")


def _claimed(told: Told) -> str:
    again = _("%(name)s ist auf einem weiteren Gerät in %(team)s")
    return gettext(_SITS if told.payload.get("first") else again) % told.values


def _staffed(told: Told) -> str:
    by_bot = _("Ein Bot spielt %(team)s")
    by_people = _("Menschen spielen %(team)s")
    return gettext(by_bot if told.payload.get("bot") else by_people) % told.values


def _with_reason(says: str) -> Callable[[Told], str]:
    """The sentence, with the facilitator's reason where one was given."""

    def sentence(told: Told) -> str:
        text = gettext(says) % told.values
        if not told.payload.get("reason"):
            return text
        return text + gettext(". Grund: %(reason)s") % told.values

    return sentence


PEOPLE: Mapping[LogKind, Kind] = {
    LogKind.LOBBY_LOCKED: Kind("lock", _("Warteraum geschlossen")),
    LogKind.LOBBY_UNLOCKED: Kind("open", _("Warteraum offen")),
    LogKind.PLAYER_JOINED: Kind("user", _SITS, receipt=_("Platz genommen")),
    LogKind.SEAT_CLAIMED: Kind(
        "phone", _claimed, ("first",), receipt=_("Mit Platzcode angemeldet")
    ),
    LogKind.SEAT_ADDED: Kind("plus", _("Neuer Platz in %(team)s")),
    LogKind.SEAT_LEFT: Kind(
        "users", readers=Readers.TEAM, receipt=_("In eine andere Gemeinde gesetzt")
    ),
    LogKind.SEAT_MOVED: Kind(
        "users",
        _with_reason(_("%(name)s nach %(team)s umgesetzt")),
        ("reason",),
        receipt=_("Zu Ihnen gesetzt"),
    ),
    LogKind.SEAT_REMOVED: Kind(
        "cross",
        _with_reason(_("Platz von %(name)s in %(team)s aufgelöst")),
        ("reason",),
        receipt=_("Platz aufgelöst"),
    ),
    LogKind.SEAT_READMITTED: Kind(
        "undo", _("%(name)s ist wieder in %(team)s"), receipt=_("Wieder hereingelassen")
    ),
    LogKind.SEAT_CODE_RENEWED: Kind("key", _("Neuer Platzcode in %(team)s")),
    LogKind.PEOPLE_MERGED: Kind(
        "users",
        _with_reason(_("Alle aus einer Gemeinde sitzen jetzt in %(team)s")),
        ("reason",),
        receipt=_("Mit einer anderen Gemeinde zusammengelegt"),
    ),
    LogKind.TEAM_BOT_SET: Kind("robot", _staffed, ("bot",)),
}
