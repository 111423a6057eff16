"""Log kinds of the course of a game: phases, time, rounds, undoing."""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from games.enums import LogKind, Phase, WaitEnd
from games.selectors import money
from games.selectors.labels import phase_label
from games.selectors.logkinds.row import Kind, Readers, Told

MINUTE = 60


def _moved(told: Told) -> str:
    phase = told.payload.get("phase", Phase.LOBBY)
    if phase == Phase.DEBRIEF:
        return gettext("Auswertung: Alle Runden sind gespielt")
    return gettext("Runde %(round)s: %(phase)s") % {
        "round": told.values["round"],
        "phase": phase_label(phase),
    }


def _time(told: Told) -> str:
    minutes = money.signed(int(told.payload.get("seconds", 0)) // MINUTE)
    return gettext("Zeit geändert: %(minutes)s min") % {"minutes": minutes}


def _mode(told: Told) -> str:
    modes = {
        "manual": gettext("Weitergeschaltet wird von Hand"),
        "ready": gettext("Weitergeschaltet wird, wenn alle fertig sind"),
        "clock": gettext("Weitergeschaltet wird nach der Uhr"),
    }
    return modes.get(told.values["to"], gettext("Wer weiterschaltet, wurde geändert"))


def _wait(told: Told) -> str:
    minutes = int(told.payload.get("seconds", 0)) // MINUTE
    text = ngettext(
        "Alle warten %(minutes)s Minute auf %(team)s",
        "Alle warten %(minutes)s Minuten auf %(team)s",
        minutes,
    )
    return text % {"minutes": minutes, "team": told.team}


def _wait_decided(told: Told) -> str:
    sentences = {
        WaitEnd.DRAFT: gettext("Für %(team)s gilt der Entwurf"),
        WaitEnd.DEFAULT: gettext("Für %(team)s gilt „wie im Vorjahr“"),
        WaitEnd.BOT: gettext("Für %(team)s spielt jetzt ein Bot"),
    }
    return sentences.get(told.values["then"], "%(team)s") % told.values


def _closed(told: Told) -> str:
    done = gettext("Entscheidungen von Runde %(round)s geschlossen") % told.values
    return done + _missing(told)


def _scoring_closed(told: Told) -> str:
    by = told.payload.get("by")
    if by == "clock":
        return gettext("Erste Bewertung der Anträge geschlossen, weil die halbe Zeit um war")
    if by == "all":
        return gettext("Erste Bewertung der Anträge geschlossen, weil alle fertig waren")
    return gettext("Erste Bewertung der Anträge geschlossen")


def _settled(told: Told) -> str:
    return gettext("Runde %(round)s abgerechnet") % told.values + _missing(told)


def _undone(told: Told) -> str:
    values = told.values | {"round": told.values["to"]}
    return gettext("Runde %(round)s zurückgenommen: %(reason)s") % values


def _restored(told: Told) -> str:
    return gettext("Rücknahme von Runde %(round)s aufgehoben") % {"round": told.values["to"]}


def _missing(told: Told) -> str:
    count = len(told.payload.get("missing", ()))
    if not count:
        return ""
    text = ngettext("%(count)s Entscheidung fehlte", "%(count)s Entscheidungen fehlten", count)
    return " · " + text % {"count": count}


COURSE: Mapping[LogKind, Kind] = {
    LogKind.GAME_CREATED: Kind("plus", _("Spiel angelegt")),
    LogKind.PHASE_STARTED: Kind("next", _moved, ("round", "phase"), Readers.ALL),
    LogKind.TIME_EXTENDED: Kind("clock", _time, ("seconds",), Readers.ALL),
    LogKind.GAME_PAUSED: Kind("pause", _("Angehalten"), readers=Readers.ALL),
    LogKind.GAME_RESUMED: Kind("play", _("Weitergespielt"), readers=Readers.ALL),
    LogKind.ADVANCE_MODE_SET: Kind("next", _mode, ("to",)),
    LogKind.WAIT_BEGUN: Kind("clock", _wait, ("seconds", "then"), Readers.ALL),
    LogKind.WAIT_ENDED: Kind("clock", _("Auf %(team)s wird nicht mehr gewartet"), (), Readers.ALL),
    LogKind.WAIT_DECIDED: Kind("clock", _wait_decided, ("then",), Readers.ALL),
    LogKind.STEP_BEGUN: Kind("play", _("Begonnen: %(title)s"), ("title",)),
    LogKind.STEP_ENDED: Kind("stop", _("Beendet: %(title)s"), ("title",)),
    LogKind.DECISIONS_CLOSED: Kind("lock", _closed, ("missing",)),
    LogKind.SCORING_CLOSED: Kind("lock", _scoring_closed, ("by",), Readers.ALL),
    LogKind.AWARD_SKIPPED: Kind(
        "next", _("Vergabe entfiel: kein vollständiger Antrag an den Fonds"), readers=Readers.ALL
    ),
    LogKind.ROUND_SETTLED: Kind("euro", _settled, ("missing",), Readers.ALL),
    LogKind.ROUNDS_UNDONE: Kind("undo", _undone, ("to", "reason"), Readers.ALL),
    LogKind.ROUNDS_RESTORED: Kind("undo", _restored, ("to",), Readers.ALL),
    LogKind.GAME_ENDED: Kind("stop", _("Spiel beendet"), readers=Readers.ALL),
    LogKind.GAME_ANONYMISED: Kind(
        "shield",
        _("Namen und Texte entfernt, %(entries)s Einträge geschwärzt. Grund: %(reason)s"),
        ("entries", "reason"),
    ),
    LogKind.PROJECTOR_LINK_RENEWED: Kind("screen", _("Neuer Link für die Leinwand")),
    LogKind.REVIEW_LINK_RENEWED: Kind("bookmark", _("Neuer Link für die Rückschau")),
    LogKind.REVIEW_LINK_MADE: Kind(
        "bookmark", _("Link %(link)s zur Rückschau ausgestellt"), ("link",)
    ),
    LogKind.REVIEW_LINK_REVOKED: Kind(
        "cross", _("Link %(link)s zur Rückschau zurückgezogen"), ("link",)
    ),
}
