"""A decision in words: what a municipality chose differently from the stated default."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from games.rules.model import Scenario
from games.selectors import money
from games.selectors.causes import promise_label
from games.selectors.labels import cause_label, criterion_label

WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Choice:
    """One chosen item: what it concerns and what was chosen."""

    subject: str
    text: str


def choices_of(scenario: Scenario, content: Mapping[str, Any]) -> tuple[Choice, ...]:
    """The items of a stored decision (JSON of the engine), in the order of the rules."""
    return tuple(
        choice for key, value in content.items() for choice in _READERS[key](scenario, value)
    )


def _levels(scenario: Scenario, levels: Mapping[str, str]) -> Iterator[Choice]:
    words = {
        "sparen": _("sparen"),
        "halten": _("halten"),
        "erneuern": _("erneuern"),
        "schliessen": _("schließen"),
    }
    for service, level in levels.items():
        yield Choice(cause_label(scenario, service), words[level])


def _places(scenario: Scenario, places: Mapping[str, int]) -> Iterator[Choice]:
    for service, count in places.items():
        text = _("%(count)s Plätze") % {"count": f"{count:+d}".replace("-", "−")}
        yield Choice(cause_label(scenario, service), text)


def _greenfield(_scenario: Scenario, dwellings: int) -> Iterator[Choice]:
    text = ngettext("%(count)d Wohnung", "%(count)d Wohnungen", dwellings) % {"count": dwellings}
    yield Choice(_("Bauland am Ortsrand"), text)


def _inner(_scenario: Scenario, units: int) -> Iterator[Choice]:
    text = ngettext("%(count)d Einheit", "%(count)d Einheiten", units) % {"count": units}
    yield Choice(_("Innenentwicklung"), text)


def _fund(_scenario: Scenario, stance: str) -> Iterator[Choice]:
    words = {
        "bleiben": _("bleiben"),
        "beitreten": _("beitreten"),
        "kuendigen": _("kündigen"),
        "verweigern": _("Zahlung verweigern"),
    }
    yield Choice(_("Fonds"), words[stance])


def _applications(scenario: Scenario, applications: list[Mapping[str, Any]]) -> Iterator[Choice]:
    for application in applications:
        text = cause_label(scenario, application["project"])
        partners = [cause_label(scenario, town) for town in application.get("partners", ())]
        if partners:
            text = _("%(project)s, mit %(partners)s") % {
                "project": text,
                "partners": ", ".join(partners),
            }
        if application.get("shares"):
            text = f"{text} ({_shares(scenario, application['shares'])})"
        if application.get("anyway"):
            text = _("%(project)s, auch ohne Förderung") % {"project": text}
        yield Choice(_("Antrag"), text)
        if application.get("rationale"):
            yield Choice(_("Begründung"), application["rationale"])


def _shares(scenario: Scenario, shares: Mapping[str, int]) -> str:
    return ", ".join(
        f"{cause_label(scenario, town)} {money.percent(share, 2)}" for town, share in shares.items()
    )


def _scores(scenario: Scenario, scores: Mapping[str, Mapping[str, int]]) -> Iterator[Choice]:
    for card, given in scores.items():
        text = ", ".join(f"{criterion_label(name)} {score}" for name, score in given.items())
        yield Choice(_("Bewertung: %(item)s") % {"item": cause_label(scenario, card)}, text)


def _key_vote(_scenario: Scenario, weight: int) -> Iterator[Choice]:
    text = _("Umlagekraft %(weight)s, Einwohner %(rest)s") % {
        "weight": money.percent(weight, 2),
        "rest": money.percent(WHOLE - weight, 2),
    }
    yield Choice(_("Stimme zum Fondsschlüssel"), text)


def _share_data(_scenario: Scenario, shares: object) -> Iterator[Choice]:
    yield Choice(_("Daten"), _("offen") if shares else _("nicht offen"))


def _payments(scenario: Scenario, payments: Mapping[str, int]) -> Iterator[Choice]:
    for town, amount in payments.items():
        text = _("%(amount)s an %(town)s") % {
            "amount": money.euro_exact(amount),
            "town": cause_label(scenario, town),
        }
        yield Choice(_("Hilfe"), text)


def _pledge(_scenario: Scenario, amount: int) -> Iterator[Choice]:
    yield Choice(_("Bauzusage"), money.euro_exact(amount))


def _meetings(scenario: Scenario, towns: list[str]) -> Iterator[Choice]:
    yield Choice(_("Treffen"), ", ".join(cause_label(scenario, town) for town in towns))


def _votes(scenario: Scenario, votes: Mapping[str, str]) -> Iterator[Choice]:
    words = {"ja": _("ja"), "nein": _("nein")}
    for item, vote in votes.items():
        yield Choice(_("Stimme: %(item)s") % {"item": cause_label(scenario, item)}, words[vote])


def _guess(scenario: Scenario, guess: Mapping[str, str] | None) -> Iterator[Choice]:
    if guess:
        goal = scenario.goals.get(guess["goal"])
        town = cause_label(scenario, guess["town"])
        yield Choice(_("Vermutung"), f"{town}: {goal.name if goal else guess['goal']}")


def _promises(_scenario: Scenario, promises: list[str]) -> Iterator[Choice]:
    for promise in promises:
        yield Choice(_("Zusage"), promise_label(promise) or promise)


def _plain_list(title: Callable[[], str]) -> Callable[[Scenario, Any], Iterator[Choice]]:
    def read(scenario: Scenario, items: list[Any]) -> Iterator[Choice]:
        for item in items:
            code = item["service"] if isinstance(item, Mapping) else str(item)
            yield Choice(title(), cause_label(scenario, code))

    return read


_READERS: Mapping[str, Callable[[Scenario, Any], Iterator[Choice]]] = {
    "levels": _levels,
    "places": _places,
    "greenfield": _greenfield,
    "inner": _inner,
    "fund": _fund,
    "proposals": _plain_list(lambda: _("Angebot")),
    "consents": _plain_list(lambda: _("Zustimmung")),
    "leave": _plain_list(lambda: _("Kündigung")),
    "release": _plain_list(lambda: _("Freigabe")),
    "withhold": _plain_list(lambda: _("Zahlung verweigert")),
    "applications": _applications,
    "votes": _votes,
    "meetings": _meetings,
    "share_data": _share_data,
    "payments": _payments,
    "promises": _promises,
    "guess": _guess,
    "pledge": _pledge,
    "scores": _scores,
    "key_vote": _key_vote,
}
