"""What is checked about an offer before it is sent or signed, each with its sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from games.rules.effects.founding import Refusal
from games.rules.model import Note, Scenario
from games.rules.offer_preview import OfferPreview
from games.rules.terms import Terms
from games.selectors import money
from games.selectors.offer_words import listed, service_name, town_name

State = Literal["ok", "warn", "no"]


@dataclass(frozen=True, slots=True)
class Check:
    """One line: fulfilled, worth a thought, or in the way."""

    state: State
    text: str


def checks(
    scenario: Scenario,
    viewer: str,
    terms: Terms,
    seen: OfferPreview | None,
    wrong: Sequence[Note] = (),
) -> tuple[Check, ...]:
    """All lines for one town; without a preview what is missing or ``wrong``."""
    if seen is None:
        faults = (Check("no", fault_sentence(scenario, note)) for note in wrong)
        return (*_missing(terms), *faults)
    return (
        *_money(scenario, seen),
        *_trust(scenario, viewer, seen),
        *_councils(scenario, viewer, seen),
        *_obstacles(scenario, seen),
    )


def hindrance(scenario: Scenario, viewer: str, terms: Terms, seen: OfferPreview | None) -> str:
    """Why an offer would not be founded as things stand, in words for one town; "" = it would."""
    if seen is None:
        return ""
    found = checks(scenario, viewer, terms, seen)
    return " ".join(each.text for each in found if each.state == "no")


def refused(scenario: Scenario, viewer: str, outcome: Mapping[str, Mapping[str, Any]]) -> str:
    """Why a settlement did not found an offer, or some services of it; "" where it did."""
    return " ".join(
        f"{service_name(scenario, service)}: {_refused(scenario, viewer, each)}"
        for service, each in shown_outcome(viewer, outcome).items()
        if "code" in each
    )


def shown_outcome(
    viewer: str, outcome: Mapping[str, Mapping[str, Any]]
) -> dict[str, Mapping[str, Any]]:
    """The outcome of an offer without how much trust or backing others have."""
    return {service: _shown(viewer, each) for service, each in outcome.items()}


def _shown(viewer: str, each: Mapping[str, Any]) -> Mapping[str, Any]:
    figures = each.get("figures", {})
    foreign = figures.get("who", "").partition(",")[0] != viewer
    if figures.get("reason") not in ("trust", "backing") or not foreign:
        return each
    known = {name: value for name, value in figures.items() if name != "wanted"}
    return {**each, "figures": known}


def _refused(scenario: Scenario, viewer: str, each: Mapping[str, Any]) -> str:
    figures = each["figures"]
    reason = str(figures.get("reason", ""))
    who = str(figures.get("who", ""))
    limit, wanted = int(figures.get("limit", 0)), int(figures.get("wanted", 0))
    if reason in ("trust", "backing"):
        own = reason if who.partition(",")[0] == viewer else f"{reason}_others"
        measure = money.points if reason == "trust" else money.percent
        words = {
            "who": town_name(scenario, who.rpartition(",")[2]),
            "value": measure(wanted),
            "gate": measure(limit),
        }
        return _(_SETTLED[own]) % words
    if reason in _SENTENCES:
        return _obstacle(scenario, Refusal(reason, who, limit, wanted))
    return _("Dieses Angebot lassen die Regeln nicht zu.")


def settled_reason(scenario: Scenario, figures: Mapping[str, int | str]) -> str:
    """Why an offer was not founded, for everybody: once the game is over all figures are open."""
    reason, who = str(figures.get("reason", "")), str(figures.get("who", ""))
    limit, wanted = int(figures.get("limit", 0)), int(figures.get("wanted", 0))
    if reason in _OPEN:
        first, _comma, last = who.partition(",")
        measure = money.points if reason == "trust" else money.percent
        return _(_OPEN[reason]) % {
            "who": town_name(scenario, first),
            "other": town_name(scenario, last),
            "value": measure(wanted),
            "gate": measure(limit),
        }
    if reason in _SENTENCES:
        return _obstacle(scenario, Refusal(reason, who, limit, wanted))
    return _("Dieses Angebot lassen die Regeln nicht zu.")


_OPEN = {
    "trust": gettext_noop(
        "Das Vertrauen von %(who)s in %(other)s lag bei %(value)s, nötig waren %(gate)s."
    ),
    "backing": gettext_noop(
        "Der Rat von %(who)s lehnte ab: Rückhalt %(value)s, nötig waren %(gate)s."
    ),
}
"""What stood in the way, with the figures that only the own town sees while the game runs."""

_SETTLED = {
    "trust": gettext_noop("Ihr Vertrauen zu %(who)s lag bei %(value)s, nötig waren %(gate)s."),
    "trust_others": gettext_noop(
        "Zwischen Partnern fehlte Vertrauen, nötig waren überall %(gate)s. Treffen, offene Daten "
        "und gehaltene Zusagen helfen."
    ),
    "backing": gettext_noop("Ihr Rat lehnte ab: Rückhalt %(value)s, nötig waren %(gate)s."),
    "backing_others": gettext_noop("Im Rat von %(who)s fehlte der Rückhalt, nötig waren %(gate)s."),
}


def _missing(terms: Terms) -> Iterator[Check]:
    if not terms.services:
        yield Check("no", _("Wählen Sie mindestens einen Dienst."))
    if len(terms.members) < 2:  # noqa: PLR2004 - it takes two
        yield Check("no", _("Wählen Sie mindestens eine Partnergemeinde."))


def fault_sentence(scenario: Scenario, note: Note) -> str:
    """What is wrong with the paper of an offer, and what to do."""
    words = {
        "limit": note.figures.get("limit", ""),
        "wanted": note.figures.get("wanted", ""),
        "wanted_town": town_name(scenario, str(note.figures.get("wanted", ""))),
        "service": service_name(scenario, str(note.figures.get("limit", ""))),
    }
    text = _FAULTS.get(note.code)
    return _(text) % words if text else _("Dieses Angebot lassen die Regeln nicht zu.")


_FAULTS = {
    "members": gettext_noop("Nennen Sie mindestens zwei Gemeinden, die Ihre gehört dazu."),
    "not_there": gettext_noop(
        "„%(wanted)s“ gibt es hier nicht. Wählen Sie einen Eintrag aus der Liste."
    ),
    "stage": gettext_noop("Diese Stufe gibt es in diesem Spiel nicht, möglich ist bis %(limit)s."),
    "sites": gettext_noop(
        "Wählen Sie für jeden Ort, zu dem man fährt, mindestens einen Standort eines Partners."
    ),
    "site_closed": gettext_noop(
        "%(service)s: In %(wanted_town)s ist kein Standort offen. Wählen Sie einen anderen."
    ),
    "key": gettext_noop("Diesen Schlüssel gibt es in diesem Spiel nicht."),
    "equalise": gettext_noop("Einen Ausgleich gibt es erst ab Stufe %(limit)s."),
    "surcharge": gettext_noop("Der Standortaufschlag darf höchstens 30 %% betragen."),
    "caps": gettext_noop("Eine Obergrenze darf nicht negativ sein."),
    "quotas": gettext_noop("Verteilen Sie die Quoten: zusammen sind es 100 %%."),
    "roof": gettext_noop("Unter ein gemeinsames Dach passen nur dieselben Partner und Stufe."),
    "replaces": gettext_noop("Ersetzen können Sie nur eine eigene Vereinbarung zum selben Dienst."),
}


def _money(scenario: Scenario, seen: OfferPreview) -> Iterator[Check]:
    short = [n for n, each in seen.partners.items() if each.setup > max(0, each.account)]
    if short:
        text = _("Für %(who)s sind die Gründungskosten höher als die Rücklage.")
        yield Check("warn", text % {"who": _names(scenario, short)})
    else:
        yield Check("ok", _("Alle können die Gründungskosten bezahlen."))
    worse = [n for n, each in seen.partners.items() if each.saves < 0]
    if worse:
        text = _("%(who)s zahlt mehr als allein: ein anderer Schlüssel oder ein Ausgleich hilft.")
        many = _("%(who)s zahlen mehr als allein: ein anderer Schlüssel oder ein Ausgleich hilft.")
        yield Check("warn", (text if len(worse) == 1 else many) % {"who": _names(scenario, worse)})
    else:
        yield Check("ok", _("Nach dem Anlauf zahlt niemand mehr als allein."))


def _names(scenario: Scenario, towns: list[str]) -> str:
    return listed(town_name(scenario, each) for each in towns)


def _trust(scenario: Scenario, viewer: str, seen: OfferPreview) -> Iterator[Check]:
    gate = money.points(seen.trust_gate)
    if not seen.trust_gate:
        return
    own = {other: value for (i, other), value in seen.trust.items() if i == viewer}
    low = [other for other, value in own.items() if value < seen.trust_gate]
    for other in low:
        text = _("Ihr Vertrauen zu %(who)s liegt bei %(value)s, nötig sind %(gate)s.")
        words = {
            "who": town_name(scenario, other),
            "value": money.points(own[other]),
            "gate": gate,
        }
        yield Check("no", text % words)
    others = [v for (i, _j), v in seen.trust.items() if i != viewer and v < seen.trust_gate]
    if others:
        text = _(
            "Zwischen Partnern fehlt noch Vertrauen, nötig sind überall %(gate)s. "
            "Treffen, offene Daten und gehaltene Zusagen helfen."
        )
        yield Check("no", text % {"gate": gate})
    if not low and not others:
        yield Check("ok", _("Das Vertrauen reicht überall, nötig sind %(gate)s.") % {"gate": gate})


def _councils(scenario: Scenario, viewer: str, seen: OfferPreview) -> Iterator[Check]:
    if not seen.council_gate:
        return
    gate = money.percent(seen.council_gate)
    mine = seen.partners.get(viewer)
    if mine is not None:
        words = {"value": money.percent(mine.backing), "gate": gate}
        if mine.backing >= seen.council_gate:
            text = _("Ihr Rat: Zustimmung. Rückhalt %(value)s, nötig sind %(gate)s.")
            yield Check("ok", text % words)
        else:
            text = _(
                "Ihr Rat: Ablehnung. Rückhalt %(value)s, nötig sind %(gate)s. Es helfen bessere "
                "Dienste, ein Vorteil aus laufenden Vereinbarungen, ein eigener Standort und "
                "weniger Gremien; von selbst kehrt der Rückhalt langsam zur Mitte zurück."
            )
            yield Check("no", text % words)
    others = [name for name in seen.unbacked if name != viewer]
    if others:
        text = _("Im Rat von %(who)s fehlt der Rückhalt, nötig sind %(gate)s.")
        yield Check("no", text % {"who": _names(scenario, others), "gate": gate})


def _obstacles(scenario: Scenario, seen: OfferPreview) -> Iterator[Check]:
    for service, found in seen.obstacles.items():
        for each in found:
            if each.reason in _SENTENCES:
                text = f"{service_name(scenario, service)}: {_obstacle(scenario, each)}"
                yield Check("no", text)


def _obstacle(scenario: Scenario, each: Refusal) -> str:
    words = {
        "who": listed(town_name(scenario, name) for name in each.who.split(",") if name),
        "limit": money.number(each.limit),
        "wanted": money.number(each.wanted),
        "limit_percent": money.percent(each.limit),
        "wanted_percent": money.percent(each.wanted),
    }
    return _(_SENTENCES[each.reason]) % words


_SENTENCES = {
    "consent": gettext_noop("Es fehlte die Zustimmung von %(who)s."),
    "bound": gettext_noop("%(who)s ist hier schon anders gebunden."),
    "replaces": gettext_noop("%(who)s gehört zur alten Vereinbarung und muss mit unterschreiben."),
    "far": gettext_noop("Die Wege sind zu weit: %(wanted)s Minuten, möglich sind %(limit)s."),
    "access": gettext_noop(
        "Aus %(who)s ist kein Standort gut erreichbar: %(wanted_percent)s, nötig sind "
        "%(limit_percent)s."
    ),
    "places": gettext_noop("Zu wenige Plätze: %(wanted)s, nötig sind %(limit)s."),
    "site_closed": gettext_noop("Der Standort in %(who)s ist geschlossen."),
}
