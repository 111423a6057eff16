"""What the checks before a workshop say: what was measured, against what and why, what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from games.enums import Check, Light
from games.selectors.money import MINUS, number
from games.selectors.preflight import Finding, Report

TITLES = {
    Check.CLOCK: gettext_noop("Uhr"),
    Check.DATABASE: gettext_noop("Datenbank"),
    Check.LAYER: gettext_noop("Nachrichten zwischen Prozessen"),
    Check.DISK: gettext_noop("Platte"),
    Check.BACKUP: gettext_noop("Sicherung"),
    Check.PROXY: gettext_noop("Weg zum Server"),
    Check.SOCKET: gettext_noop("WebSockets vom Server aus"),
    Check.BROWSER: gettext_noop("Ihr Browser"),
    Check.PROJECTOR: gettext_noop("Leinwand"),
}

LIGHTS = {
    Light.GOOD: gettext_noop("in Ordnung"),
    Light.CARE: gettext_noop("Achtung"),
    Light.BAD: gettext_noop("Fehler"),
    Light.UNKNOWN: gettext_noop("nicht gemessen"),
}

LIMITS = {
    Check.CLOCK: gettext_noop(
        "Grenze %(limit_s)s s: Sie meldet sich alle 10 s. Ohne sie endet keine Phase von selbst."
    ),
    Check.DATABASE: gettext_noop(
        "Grenze %(limit_ms)s ms: Eine Abgabe besteht aus einer Handvoll solcher Schreibvorgänge."
    ),
    Check.LAYER: gettext_noop(
        "Grenze %(limit_ms)s ms: Jede Neuigkeit läuft einmal hier durch, alle Bildschirme sollen "
        "binnen einer Sekunde folgen."
    ),
    Check.DISK: gettext_noop(
        "Gebraucht werden %(needed_mb)s MB für einen großen Workshop mit einer Sicherung, gut sind "
        "%(limit_mb)s MB."
    ),
    Check.BACKUP: gettext_noop(
        "Grenze %(limit_h)s Stunden: Was seitdem angelegt wurde, wäre verloren."
    ),
    Check.PROXY: gettext_noop("Grenze %(limit_ms)s ms: Eine Seite braucht mehrere solcher Wege."),
    Check.SOCKET: gettext_noop("Grenze %(limit_ms)s ms für Verbindungsaufbau und eine Antwort."),
    Check.BROWSER: gettext_noop(
        "Grenze %(limit_ms)s ms Abweichung: Die Countdowns gleichen sie aus, der Blick auf die "
        "eigene Uhr nicht."
    ),
    Check.PROJECTOR: gettext_noop(
        "Mindestens %(least_width)s × %(least_height)s Punkte, sonst ist die Schrift aus acht "
        "Metern nicht zu lesen. Das Fenster meldet sich alle 15 s."
    ),
}

_TROUBLES = {
    "unreachable": gettext_noop("keine Verbindung"),
    "timeout": gettext_noop("keine Antwort in der Zeit"),
    "tls": gettext_noop("das Zertifikat wird nicht anerkannt"),
    "redirect": gettext_noop("die Seite leitet auf eine andere Adresse um"),
    "status": gettext_noop("eine Fehlerseite"),
    "page": gettext_noop("eine fremde Seite"),
    "socket_refused": gettext_noop("der Verbindungsaufbau wird abgelehnt"),
    "socket_unreachable": gettext_noop("der Verbindungsaufbau bricht ab"),
    "socket_timeout": gettext_noop("der Verbindungsaufbau bleibt ohne Antwort"),
    "socket_tls": gettext_noop("das Zertifikat wird nicht anerkannt"),
    "socket_closed": gettext_noop("die Verbindung schließt sich ohne Antwort"),
}

Words = tuple[str, str]
"""What was measured, and what to do ("" where nothing has to be done)."""

_WORDS: Mapping[tuple[Check, str], Words] = {
    (Check.CLOCK, "ok"): (
        gettext_noop(
            "Die Uhr läuft, letztes Lebenszeichen vor %(age_s)s s, laufende Uhren: "
            "%(workers)s."
        ),
        "",
    ),
    (Check.CLOCK, "gone"): (
        gettext_noop("Von der Uhr kam seit %(age_s)s s nichts."),
        gettext_noop("Server neu starten; mit PostgreSQL auch manage.py run_clock."),
    ),
    (Check.CLOCK, "never"): (
        gettext_noop("Von der Uhr war noch nie etwas zu hören."),
        gettext_noop(
            "Mit PostgreSQL manage.py run_clock starten; eingebettet läuft sie im "
            "Server."
        ),
    ),
    (Check.DATABASE, "ok"): (
        gettext_noop(
            "%(engine)s: Schreiben und Zurücklesen in %(ms)s ms, höchstens "
            "%(worst_ms)s ms."
        ),
        "",
    ),
    (Check.DATABASE, "slow"): (
        gettext_noop(
            "%(engine)s: Schreiben und Zurücklesen braucht %(ms)s ms, bis zu "
            "%(worst_ms)s ms."
        ),
        gettext_noop(
            "Andere Programme auf diesem Rechner beenden oder eine schnellere Platte "
            "nehmen."
        ),
    ),
    (Check.DATABASE, "only_read"): (
        gettext_noop("%(engine)s: Lesen in %(ms)s ms. Geschrieben hat diese Prüfung nichts."),
        gettext_noop("Mit SQLite schreibt nur der Server: Vorab-Check im Cockpit ausführen."),
    ),
    (Check.DATABASE, "failed"): (
        gettext_noop("Die Datenbank antwortet nicht: %(reason)s"),
        gettext_noop("Läuft sie, und stimmt DATABASE_URL? Danach manage.py migrate."),
    ),
    (Check.DATABASE, "no_wal"): (
        gettext_noop("SQLite schreibt ohne sein Schreibprotokoll (WAL)."),
        gettext_noop("Den Datenordner auf eine eigene Platte legen, nicht auf ein Netzlaufwerk."),
    ),
    (Check.DATABASE, "fsync_off"): (
        gettext_noop("PostgreSQL wartet nicht auf die Platte (fsync = off)."),
        gettext_noop("fsync einschalten, sonst geht bei Stromausfall alles verloren."),
    ),
    (Check.DATABASE, "synchronous_commit_off"): (
        gettext_noop("PostgreSQL bestätigt, bevor geschrieben ist (synchronous_commit = off)."),
        gettext_noop(
            "Einschalten, sonst gilt ein Beleg nach einem Stromausfall vielleicht nicht "
            "mehr."
        ),
    ),
    (Check.LAYER, "memory"): (
        gettext_noop("Ein Prozess, Nachrichten bleiben in seinem Speicher: nichts zu messen."),
        "",
    ),
    (Check.LAYER, "ok"): (
        gettext_noop(
            "Redis: %(answers)s von %(expected)s Prozessen antworten, nach höchstens "
            "%(ms)s ms."
        ),
        "",
    ),
    (Check.LAYER, "slow"): (
        gettext_noop("Redis: Die Prozesse antworten erst nach %(ms)s ms."),
        gettext_noop("Redis auf denselben Rechner legen; sonst ist das Netz dorthin zu langsam."),
    ),
    (Check.LAYER, "silent"): (
        gettext_noop("Nur %(answers)s von %(expected)s Prozessen antworten binnen einer Sekunde."),
        gettext_noop("Alle Prozesse brauchen dieselbe REDIS_URL. Den stummen neu starten."),
    ),
    (Check.LAYER, "no_server"): (
        gettext_noop("Redis antwortet, aber es läuft kein Server."),
        gettext_noop("manage.py serve starten und noch einmal prüfen."),
    ),
    (Check.LAYER, "cache_lost"): (
        gettext_noop("Redis nimmt Nachrichten an, behält aber nichts."),
        gettext_noop("Ist sein Speicher voll? redis-cli info memory zeigt es."),
    ),
    (Check.LAYER, "failed"): (
        gettext_noop("Redis antwortet nicht: %(reason)s"),
        gettext_noop(
            "Redis starten. Ohne es geht das Spiel weiter, aber Neues kommt 10 bis 15 s "
            "später."
        ),
    ),
    (Check.DISK, "ok"): (gettext_noop("Frei sind %(free_mb)s MB."), ""),
    (Check.DISK, "tight"): (
        gettext_noop("Frei sind nur %(free_mb)s MB."),
        gettext_noop(
            "Für diesen Workshop reicht es. Danach aufräumen: alte Sicherungen, andere "
            "Dateien."
        ),
    ),
    (Check.DISK, "full"): (
        gettext_noop("Frei sind nur noch %(free_mb)s MB."),
        gettext_noop(
            "Vor dem Workshop Platz schaffen: Ist die Platte voll, wird nichts mehr "
            "gespeichert."
        ),
    ),
    (Check.DISK, "failed"): (
        gettext_noop("Der Datenordner lässt sich nicht lesen: %(reason)s"),
        gettext_noop("Rechte und Platte prüfen."),
    ),
    (Check.BACKUP, "ok"): (gettext_noop("Die neueste Sicherung ist %(age)s alt."), ""),
    (Check.BACKUP, "old"): (
        gettext_noop("Die neueste Sicherung ist %(age)s alt."),
        gettext_noop("manage.py backup ausführen, geht im laufenden Betrieb."),
    ),
    (Check.BACKUP, "never"): (
        gettext_noop("Es gibt noch keine Sicherung."),
        gettext_noop("manage.py backup ausführen, geht im laufenden Betrieb."),
    ),
    (Check.BACKUP, "gone"): (
        gettext_noop("Die neueste Sicherung (%(age)s alt) liegt nicht mehr dort, wo sie war."),
        gettext_noop(
            "manage.py backup ausführen. Sicherungen besser auf eine andere Platte "
            "kopieren."
        ),
    ),
    (Check.PROXY, "ok"): (
        gettext_noop(
            "%(address)s antwortet in %(ms)s ms, mit TLS; Host, Schema und Herkunft "
            "kommen an."
        ),
        "",
    ),
    (Check.PROXY, "plain"): (
        gettext_noop("%(address)s antwortet in %(ms)s ms, ohne TLS. Nur für das eigene Netz."),
        "",
    ),
    (Check.PROXY, "slow"): (
        gettext_noop("%(address)s antwortet erst nach %(ms)s ms."),
        gettext_noop("Näheres Netz wählen; hängt ein Proxy dazwischen, dessen Last prüfen."),
    ),
    (Check.PROXY, "failed"): (
        gettext_noop("%(address)s ist vom Server aus nicht zu erreichen: %(trouble)s%(why)s."),
        gettext_noop("BASE_URL, Namensauflösung, Zertifikat und Proxy prüfen (docs/betrieb.md)."),
    ),
    (Check.PROXY, "foreign"): (
        gettext_noop("Unter %(address)s antwortet etwas anderes als dieser Server."),
        gettext_noop("Zeigt der Proxy auf diesen Server, und stimmt BASE_URL?"),
    ),
    (Check.PROXY, "wrong_scheme"): (
        gettext_noop("Der Server sieht ein anderes Schema als in %(address)s."),
        gettext_noop(
            "Proxy: X-Forwarded-Proto setzen, Server: BEHIND_PROXY=1. Sonst gelten keine "
            "Cookies."
        ),
    ),
    (Check.PROXY, "wrong_host"): (
        gettext_noop("Beim Server kommt der Host %(host)s an statt der in %(address)s."),
        gettext_noop("Im Proxy „proxy_set_header Host $host“ setzen."),
    ),
    (Check.PROXY, "spoofable"): (
        gettext_noop(
            "Der Proxy reicht X-Real-IP durch: Jeder könnte sich als fremde Adresse "
            "ausgeben."
        ),
        gettext_noop("Im Proxy X-Real-IP überschreiben (docs/betrieb.md)."),
    ),
    (Check.PROXY, "direct_failed"): (
        gettext_noop(
            "%(address)s geht, der Prozess selbst (%(direct)s) nicht: %(trouble)s. "
            "%(reason)s"
        ),
        gettext_noop(
            "Ein Prozess hinter dem Proxy ist aus. Neu starten, sonst fällt jede zweite "
            "Seite aus."
        ),
    ),
    (Check.PROXY, "only_here"): (
        gettext_noop("%(address)s geht, aber nur von diesem Rechner aus."),
        gettext_noop("Für Telefone: serve mit --host 0.0.0.0 starten oder BASE_URL setzen."),
    ),
    (Check.PROXY, "no_server"): (
        gettext_noop("Es läuft kein Server, und BASE_URL ist leer."),
        gettext_noop("manage.py serve oder make play starten."),
    ),
    (Check.SOCKET, "ok"): (gettext_noop("%(address)s: Verbindung und Antwort in %(ms)s ms."), ""),
    (Check.SOCKET, "slow"): (
        gettext_noop("%(address)s: Verbindung und Antwort erst nach %(ms)s ms."),
        gettext_noop("Das Spiel geht; Neues erscheint etwas später."),
    ),
    (Check.SOCKET, "blocked"): (
        gettext_noop("%(address)s lässt keine WebSockets durch: %(trouble)s%(why)s."),
        gettext_noop(
            "Das Spiel geht durch Nachfragen weiter, Neues kommt 10 bis 15 s später. Im "
            "Proxy "

           "Upgrade und Connection weiterreichen (docs/betrieb.md)."),
    ),
    (Check.SOCKET, "no_page"): (
        gettext_noop("Ohne Weg zum Server nicht zu messen."),
        gettext_noop("Zuerst den Weg zum Server in Ordnung bringen."),
    ),
    (Check.BROWSER, "ok"): (
        gettext_noop(
            "Seite in %(http_ms)s ms, WebSocket in %(socket_ms)s ms, Uhr weicht "
            "%(deviation_ms)s ms "

           "ab. Gemessen vor %(age_s)s s."),
        "",
    ),
    (Check.BROWSER, "slow"): (
        gettext_noop("Seite in %(http_ms)s ms, WebSocket in %(socket_ms)s ms."),
        gettext_noop("Das Netz in diesem Raum ist langsam: näher an den Zugangspunkt, oder Kabel."),
    ),
    (Check.BROWSER, "deviates"): (
        gettext_noop("Die Uhr dieses Geräts weicht %(deviation_ms)s ms von der des Servers ab."),
        gettext_noop("Uhr des Geräts automatisch stellen lassen."),
    ),
    (Check.BROWSER, "no_socket"): (
        gettext_noop("Seiten kommen (%(http_ms)s ms), WebSockets nicht."),
        gettext_noop(
            "Das Netz hier sperrt sie, oft ein Gäste-WLAN. Das Spiel geht durch Nachfragen "
            "weiter, "

           "Neues kommt 10 bis 15 s später."),
    ),
    (Check.BROWSER, "no_cookie"): (
        gettext_noop("Dieser Browser behält keine Cookies."),
        gettext_noop("Cookies für diese Adresse erlauben, sonst kommt niemand auf einen Platz."),
    ),
    (Check.BROWSER, "unmeasured"): (
        gettext_noop("Noch nicht gemessen."),
        gettext_noop("Diese Seite mit Skripten öffnen; sie misst von selbst."),
    ),
    (Check.PROJECTOR, "ok"): (
        gettext_noop(
            "Offen, %(width)s × %(height)s Punkte, letztes Lebenszeichen vor "
            "%(age_s)s s."
        ),
        "",
    ),
    (Check.PROJECTOR, "small"): (
        gettext_noop("Offen, aber nur %(width)s × %(height)s Punkte."),
        gettext_noop(
            "Fenster auf den ganzen Schirm (F11) und die Auflösung des Projektors "
            "erhöhen."
        ),
    ),
    (Check.PROJECTOR, "gone"): (
        gettext_noop("Seit %(age_s)s s meldet sich kein Leinwandfenster mehr."),
        gettext_noop("Leinwand im Cockpit noch einmal öffnen."),
    ),
    (Check.PROJECTOR, "none"): (
        gettext_noop("Es ist kein Leinwandfenster offen."),
        gettext_noop("Im Cockpit „Leinwand öffnen“ und das Fenster auf den Projektor ziehen."),
    ),
}  # fmt: skip

MINUTE, MINUTES, DAY_HOURS = 60, 60, 48


@dataclass(frozen=True, slots=True)
class Line:
    """One check as people read it; ``light`` is the code, ``word`` its name."""

    check: str
    title: str
    light: str
    word: str
    measured: str
    limit: str
    advice: str


def lines(report: Report) -> tuple[Line, ...]:
    """All checks in their order."""
    return tuple(line(each) for each in report.findings)


def line(finding: Finding) -> Line:
    """One check."""
    figures = _figures(finding)
    measured, advice = _WORDS[(finding.check, finding.code)]
    return Line(
        check=finding.check.value,
        title=_(TITLES[finding.check]),
        light=finding.light.value,
        word=_(LIGHTS[finding.light]),
        measured=(_(measured) % figures).strip(),
        limit=_limit(finding.check, figures),
        advice=_(advice) if advice else "",
    )


def verdict(report: Report) -> str:
    """The sentence over all: fit to begin, or the weakest link by name."""
    weakest = report.weakest
    title = _(TITLES[weakest.check])
    if report.light is Light.GOOD:
        return _("Alles in Ordnung. Sie können anfangen.")
    if report.light is Light.UNKNOWN:
        return _("In Ordnung, soweit gemessen. Nicht gemessen: %(title)s.") % {"title": title}
    if report.light is Light.CARE:
        return _("Es kann losgehen, mit Vorsicht. Schwächstes Glied: %(title)s.") % {"title": title}
    return _("So nicht anfangen. Schwächstes Glied: %(title)s.") % {"title": title}


def trouble_words(code: str) -> str:
    """What failed on a way to the server."""
    return _(_TROUBLES[code]) if code in _TROUBLES else code


def _limit(check: Check, figures: Mapping[str, Any]) -> str:
    try:
        return _(LIMITS[check]) % figures
    except KeyError:
        # Nothing was measured that could be compared.
        return ""


def _figures(finding: Finding) -> dict[str, Any]:
    figures = {name: _shown(value) for name, value in finding.figures.items()}
    if "age_min" in figures:
        figures["age"] = age_words(60 * int(finding.figures["age_min"]))
    if "trouble" in figures:
        figures["trouble"] = trouble_words(str(figures["trouble"]))
        figures["why"] = f" ({figures['reason']})" if figures.get("reason") else ""
    if figures.get("engine") in ENGINES:
        figures["engine"] = ENGINES[str(figures["engine"])]
    return figures


ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def _shown(value: Any) -> Any:
    """Whole numbers as people write them; everything else as it is."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return f"{MINUS if value < 0 else ''}{number(abs(value))}" if is_number else value


def age_words(seconds: int) -> str:
    """A length of time, roughly: 40 s, 5 min, 3 h, 4 days."""
    minutes = seconds // MINUTE
    if seconds < 2 * MINUTE:
        return _("%(count)s s") % {"count": max(0, seconds)}
    if minutes < 2 * MINUTES:
        return _("%(count)s min") % {"count": minutes}
    if minutes < DAY_HOURS * MINUTES:
        return _("%(count)s h") % {"count": minutes // MINUTES}
    return _("%(count)s Tage") % {"count": minutes // (24 * MINUTES)}
