"""Terms of offers and agreements in words: titles, rows of conditions, values of single fields."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from games.rules.codec import terms_from_json
from games.rules.model import Agreement, Mode, Scenario
from games.rules.terms import Terms
from games.selectors import money
from games.selectors.regionmap import EQUALISED


@dataclass(frozen=True, slots=True)
class Row:
    """One condition: the field, its name, and what was agreed."""

    field: str
    label: str
    text: str


def listed(items: Iterable[str]) -> str:
    """Names in a sentence: with commas, and "und" before the last."""
    names = list(items)
    if len(names) < 2:  # noqa: PLR2004 - one name needs no "and"
        return "".join(names)
    return _("%(some)s und %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def town_name(scenario: Scenario, town: str) -> str:
    """Name of a municipality, or its id where there is none."""
    known = scenario.municipalities.get(town)
    return known.name if known else town


def service_name(scenario: Scenario, service: str) -> str:
    """Name of a service, or its id where there is none."""
    known = scenario.services.get(service)
    return known.name if known else service


def offer_title(scenario: Scenario, services: Iterable[str]) -> str:
    """What an offer is about."""
    names = listed(service_name(scenario, each) for each in services)
    return _("%(services)s gemeinsam") % {"services": names} if names else _("Neues Angebot")


def stage_name(scenario: Scenario, stage: int, *, equalise: bool = False) -> str:
    """Name of a stage, with what makes it the fifth line style."""
    known = scenario.stages.get(stage)
    name = known.name if known else str(stage)
    return _("%(stage)s mit Ausgleich") % {"stage": name} if equalise else name


def style_of(stage: int, *, equalise: bool) -> int:
    """The line style on maps and cards: 1 to 4, 5 with equalisation."""
    return EQUALISED if equalise else stage


def key_name(scenario: Scenario, key: str) -> str:
    """Short name of a key: what stands before the colon of its description."""
    return scenario.keys.get(key, key).partition(":")[0]


def percents(values: Mapping[str, int], scenario: Scenario) -> str:
    """Shares by municipality: "Auestadt 40 %, Kleinholm 60 %"."""
    return ", ".join(
        f"{town_name(scenario, town)} {money.percent(value, 2)}" for town, value in values.items()
    )


def _caps(scenario: Scenario, caps: Mapping[str, int]) -> str:
    return ", ".join(
        f"{town_name(scenario, town)} {money.euro_exact(cap)}" for town, cap in caps.items()
    )


def _sites(scenario: Scenario, terms: Terms) -> str:
    parts = [
        f"{service_name(scenario, service)}: "
        + (listed(town_name(scenario, site) for site in terms.sites.get(service, ())) or "–")
        for service in terms.services
        if service in scenario.services and scenario.services[service].mode is Mode.PLACE
    ]
    return "; ".join(parts)


_ROWS: Mapping[str, tuple[Callable[[], str], Callable[[Scenario, Terms], str]]] = {
    "services": (
        lambda: _("Dienste"),
        lambda s, t: listed(service_name(s, each) for each in t.services),
    ),
    "stage": (
        lambda: _("Verbindlichkeit"),
        lambda s, t: f"{t.stage} {stage_name(s, t.stage)}",
    ),
    "members": (
        lambda: _("Partner"),
        lambda s, t: listed(town_name(s, each) for each in t.members),
    ),
    "sites": (lambda: _("Standorte"), _sites),
    "key": (lambda: _("Kosten aufteilen nach"), lambda s, t: key_name(s, t.key)),
    "quotas": (
        lambda: _("Quoten"),
        lambda s, t: percents(t.quotas, s) if "quoten" in (t.key, t.equalise_key) else "",
    ),
    "host_surcharge": (
        lambda: _("Standortaufschlag"),
        lambda _s, t: money.percent(t.host_surcharge, 2) if t.host_surcharge else "",
    ),
    "caps": (lambda: _("Obergrenzen im Jahr"), lambda s, t: _caps(s, t.caps)),
    "equalise": (
        lambda: _("Lasten-Nutzen-Ausgleich"),
        lambda _s, t: _("ja") if t.equalise else _("nein"),
    ),
    "equalise_key": (
        lambda: _("Ausgleich nach"),
        lambda s, t: key_name(s, t.equalise_key) if t.equalise else "",
    ),
    "roof": (lambda: _("Gemeinsames Dach mit"), lambda s, t: agreement_title(s, t.roof)),
    "replaces": (lambda: _("Ersetzt"), lambda s, t: agreement_title(s, t.replaces)),
}


def agreement_title(scenario: Scenario, agreement_id: str) -> str:
    """What an agreement is about, from its id; "" for none."""
    service = agreement_id.rpartition("-")[0]
    return offer_title(scenario, [service]) if service else ""


def rows(scenario: Scenario, content: Mapping[str, Any]) -> tuple[Row, ...]:
    """All conditions of terms (JSON) that say something, in their fixed order."""
    terms = terms_from_json(content)
    found = (Row(name, label(), text(scenario, terms)) for name, (label, text) in _ROWS.items())
    return tuple(row for row in found if row.text)


def row(scenario: Scenario, content: Mapping[str, Any], name: str) -> Row:
    """One condition, also if it says nothing."""
    label, text = _ROWS[name]
    return Row(name, label(), text(scenario, terms_from_json(content)) or _("nichts vereinbart"))


def field_title(scenario: Scenario, path: str) -> str:
    """Name of a field of the editor."""
    name, _dot, key = path.partition(".")
    label = _ROWS[name][0]() if name in _ROWS else path
    service, _dot, town = key.partition(".")
    if town:
        return f"{label}: {service_name(scenario, service)}, {town_name(scenario, town)}"
    if name == "services":
        return service_name(scenario, key)
    return f"{label}: {town_name(scenario, key)}" if key else label


def control(path: str, value: Any) -> str:
    """What the control of a field holds (``forms.offer`` reads it back)."""
    name = path.partition(".")[0]
    if value is None:
        return {"stage": "2", "key": "einwohner", "equalise_key": "einwohner"}.get(name, "")
    if value is True:
        return "1"
    if name in ("quotas", "host_surcharge"):
        return money.decimal(int(value), 100, 2).rstrip("0").rstrip(",.")
    return str(value)


def described(scenario: Scenario, path: str, value: Any) -> str:
    """A value of a field in words, for both versions of a conflict."""
    name = path.partition(".")[0]
    if name in ("services", "members", "sites", "equalise"):
        return _("ja") if value else _("nein")
    if name in ("key", "equalise_key"):
        return key_name(scenario, control(path, value))
    if name == "stage":
        return stage_name(scenario, int(control(path, value)))
    if name == "caps":
        return money.euro_exact(value) if value is not None else _("keine")
    return control(path, value) or _("keine")


def content_of(agreement: Agreement) -> dict[str, Any]:
    """An agreement as the JSON of the terms that would found it anew."""
    sites = {agreement.service: list(agreement.sites)} if agreement.sites else {}
    found: dict[str, Any] = {
        "services": [agreement.service],
        "stage": agreement.stage,
        "members": list(agreement.members),
        "sites": sites,
        "key": agreement.key,
        "equalise": agreement.equalise,
        "equalise_key": agreement.equalise_key,
        "host_surcharge": agreement.host_surcharge,
        "caps": dict(agreement.caps),
        "quotas": dict(agreement.quotas),
        "roof": agreement.roof,
    }
    return {name: value for name, value in found.items() if value}
