"""Sentences for refusals that concern a workshop: roles, the one clock, regions, deletion."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from games.selectors import labels, money

Context = Mapping[str, Any]


def _role_may_not(context: Context) -> str:
    return _(
        "Sie sind als %(role)s dabei, das ist in dieser Rolle nicht vorgesehen. Bitten Sie die "
        "Leitung der Veranstaltung, es zu tun oder Ihre Rolle zu ändern."
    ) % {"role": labels.role_label(str(context["role"]))}


def _one_clock(_context: Context) -> str:
    return _(
        "Alle Regionen dieser Veranstaltung folgen einer Uhr. Starten, weiterschalten, Zeit und "
        "Pause gibt es auf der Seite der Veranstaltung, für alle zusammen."
    )


def _own_clocks(_context: Context) -> str:
    return _(
        "Jede Region dieser Veranstaltung hat ihre eigene Uhr. Schalten Sie im Cockpit der Region, "
        "oder stellen Sie in den Einstellungen auf eine Uhr für alle um."
    )


def _ready_with_one_clock(_context: Context) -> str:
    return _(
        "Mit einer Uhr für alle gehen die Regionen gemeinsam weiter, nicht jede für sich, sobald "
        "ihre Gemeinden fertig sind. Wählen Sie „von Hand“ oder „nach der Uhr“, oder eigene Uhren."
    )


def _regions_out_of_range(context: Context) -> str:
    return _("Eine Veranstaltung hat 1 bis %(maximum)s Regionen. Teilen Sie größere auf.") % {
        "maximum": context["maximum"]
    }


def _people_out_of_range(context: Context) -> str:
    return _("Bis zu %(maximum)s Personen lassen sich angeben.") % {
        "maximum": money.number(int(context["maximum"]))
    }


def _deletion_past(_context: Context) -> str:
    return _("Der Tag der Löschung muss in der Zukunft liegen. Wählen Sie einen späteren.")


def _title_differs(_context: Context) -> str:
    return _(
        "Das ist nicht der Titel der Veranstaltung, es wurde nichts geändert. Geben Sie ihn genau "
        "so ein, wie er dort steht."
    )


def _archived(_context: Context) -> str:
    return _(
        "Diese Veranstaltung ist im Archiv: Alles ist zu lesen, nichts zu ändern. Die Leitung kann "
        "sie wieder herausholen."
    )


def _still_running(context: Context) -> str:
    return _("Hier wird noch gespielt: %(names)s. Beenden Sie zuerst das Spiel.") % {
        "names": ", ".join(context["regions"])
    }


def _anonymised(_context: Context) -> str:
    return _("Diese Veranstaltung ist anonymisiert und bleibt im Archiv.")


def _log_broken(context: Context) -> str:
    return _(
        "Das Protokoll von %(game)s stimmt ab Beleg %(entry)s nicht mehr. Danach ließe sich das "
        "nicht mehr sehen, deshalb blieb dort alles, wie es ist. Fragen Sie, wer den Server "
        "betreibt."
    ) % {"game": context["game"], "entry": context["entry"]}


def _region_failed(_context: Context) -> str:
    return _(
        "Auf dem Server ist etwas schiefgegangen, die Region steht, wo sie stand. Versuchen Sie es "
        "noch einmal."
    )


def _unknown_facilitator(context: Context) -> str:
    return _(
        "Ein Konto „%(name)s“ gibt es auf diesem Server nicht. Prüfen Sie den Namen, oder stellen "
        "Sie eine Einladung aus: Wer sie öffnet, kann sich ein Konto anlegen."
    ) % {"name": context["username"]}


def _member_already(_context: Context) -> str:
    return _("Dieses Konto ist schon dabei. Ändern Sie seine Rolle in der Liste.")


def _last_lead(_context: Context) -> str:
    return _(
        "Jemand muss die Veranstaltung leiten. Geben Sie zuerst einem anderen Konto die Leitung."
    )


def _region_of_coach(_context: Context) -> str:
    return _("Auf eine Region begrenzen lässt sich nur die Tischbegleitung.")


def _too_many_members(context: Context) -> str:
    return _("Bis zu %(limit)s Konten können mitwirken. Entfernen Sie zuerst eines.") % context


def _invitation_over(_context: Context) -> str:
    return _(
        "Diese Einladung ist schon benutzt, zurückgezogen oder abgelaufen. Bitten Sie die Leitung "
        "der Veranstaltung um eine neue."
    )


def _username_taken(_context: Context) -> str:
    return _("Diesen Benutzernamen gibt es schon. Wählen Sie einen anderen.")


def _username_invalid(_context: Context) -> str:
    return _("Wählen Sie einen Benutzernamen mit höchstens 150 Zeichen.")


WORKSHOP_SENTENCES: Mapping[str, Callable[[Context], str]] = {
    "unknown_facilitator": _unknown_facilitator,
    "member_already": _member_already,
    "last_lead": _last_lead,
    "region_of_coach": _region_of_coach,
    "too_many_members": _too_many_members,
    "invitation_over": _invitation_over,
    "username_taken": _username_taken,
    "username_invalid": _username_invalid,
    "role_may_not": _role_may_not,
    "one_clock": _one_clock,
    "own_clocks": _own_clocks,
    "ready_with_one_clock": _ready_with_one_clock,
    "regions_out_of_range": _regions_out_of_range,
    "people_out_of_range": _people_out_of_range,
    "deletion_past": _deletion_past,
    "title_differs": _title_differs,
    "region_failed": _region_failed,
    "archived": _archived,
    "still_running": _still_running,
    "anonymised": _anonymised,
    "log_broken": _log_broken,
}
