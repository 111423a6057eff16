"""What was done with a workshop as a whole, in words: the newest entries of its record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from games.access import WorkshopViewer
from games.enums import WorkshopKind
from games.models import WorkshopEntry
from games.selectors.labels import role_label

SHOWN = 20

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry; ``who`` is the name of the account, "" where it is gone."""

    number: int
    at: datetime
    who: str
    text: str


def workshop_log(viewer: WorkshopViewer) -> tuple[EntryLine, ...]:
    """The newest entries, the latest first; one query."""
    rows = WorkshopEntry.objects.filter(workshop_id=viewer.workshop_id).order_by("-number")
    names = ("number", "at", "user__username", "kind", "payload")
    return tuple(
        EntryLine(number, at, who or "", _WORDS[WorkshopKind(kind)](payload))
        for number, at, who, kind, payload in rows.values_list(*names)[:SHOWN]
    )


def _with_failed(text: str, payload: Payload) -> str:
    failed = payload.get("failed") or ()
    if not failed:
        return text
    return text + " " + _("Nicht gelungen: %(names)s.") % {"names": ", ".join(failed)}


def _count(payload: Payload) -> dict[str, int]:
    return {"count": int(payload.get("done", 0))}


def _started(payload: Payload) -> str:
    text = ngettext(
        "%(count)d Region gestartet.", "%(count)d Regionen gestartet.", _count(payload)["count"]
    )
    return _with_failed(text % _count(payload), payload)


def _advanced(payload: Payload) -> str:
    text = ngettext(
        "%(count)d Region weitergeschaltet.",
        "%(count)d Regionen weitergeschaltet.",
        _count(payload)["count"],
    )
    return _with_failed(text % _count(payload), payload)


def _extended(payload: Payload) -> str:
    text = ngettext(
        "Zeit in %(count)d Region geändert.",
        "Zeit in %(count)d Regionen geändert.",
        _count(payload)["count"],
    )
    return _with_failed(text % _count(payload), payload)


def _paused(payload: Payload) -> str:
    return _with_failed(_("Alle Regionen angehalten."), payload)


def _resumed(payload: Payload) -> str:
    return _with_failed(_("Alle Regionen laufen weiter."), payload)


def _member(text: str) -> Callable[[Payload], str]:
    def words(payload: Payload) -> str:
        role = payload.get("role", "")
        return text_of(text) % {
            "name": payload.get("name", ""),
            "role": role_label(role) if role else "",
        }

    return words


def text_of(name: str) -> str:
    """The sentence of an entry about people."""
    return {
        "added": _("%(name)s ist jetzt dabei: %(role)s."),
        "changed": _("%(name)s hat eine andere Rolle: %(role)s."),
        "removed": _("%(name)s ist nicht mehr dabei."),
        "invited": _("Einladung als %(role)s ausgestellt."),
        "withdrawn": _("Einladung als %(role)s zurückgezogen."),
    }[name]


_WORDS: Mapping[WorkshopKind, Callable[[Payload], str]] = {
    WorkshopKind.CREATED: lambda _payload: _("Veranstaltung angelegt."),
    WorkshopKind.CHANGED: lambda _payload: _("Einstellungen geändert."),
    WorkshopKind.REGION_ADDED: lambda payload: (
        _("Region hinzugefügt: %(name)s.") % {"name": payload.get("name", "")}
    ),
    WorkshopKind.ALL_STARTED: _started,
    WorkshopKind.ALL_ADVANCED: _advanced,
    WorkshopKind.ALL_EXTENDED: _extended,
    WorkshopKind.ALL_PAUSED: _paused,
    WorkshopKind.ALL_RESUMED: _resumed,
    WorkshopKind.AGENDA_CHANGED: lambda _payload: _("Ablauf geändert."),
    WorkshopKind.ARCHIVED: lambda _payload: _("Ins Archiv gelegt."),
    WorkshopKind.UNARCHIVED: lambda _payload: _("Aus dem Archiv geholt."),
    WorkshopKind.ANONYMISED: lambda payload: (
        _("Namen und Texte entfernt. Grund: %(reason)s") % {"reason": payload.get("reason", "")}
    ),
    WorkshopKind.MEMBER_ADDED: _member("added"),
    WorkshopKind.MEMBER_CHANGED: _member("changed"),
    WorkshopKind.MEMBER_REMOVED: _member("removed"),
    WorkshopKind.INVITATION_MADE: _member("invited"),
    WorkshopKind.INVITATION_WITHDRAWN: _member("withdrawn"),
}
