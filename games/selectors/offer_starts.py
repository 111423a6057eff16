"""Where a new offer may begin: templates with sensible values for the team that asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from games.rules.bots.gains import best_sites
from games.rules.model import Mode, Scenario, State
from games.selectors.offer_words import offer_title, service_name

FIRST_STAGE, CONTRACT = 2, 3
PARTNERS = 2
"""Partners that a template names; more are a tick away."""
FAIR = "alleinkosten"
PACKAGE = ("bauhof", "verwaltung")
BLANK = "leer"


@dataclass(frozen=True, slots=True)
class Start:
    """A template: its id, title, what it is for, and its terms as JSON."""

    id: str
    title: str
    text: str
    icon: str
    content: dict[str, Any]


def starts(scenario: Scenario, state: State, town: str, partner: str = "") -> tuple[Start, ...]:
    """The templates of a scenario for a town; ``partner`` is in each of them.

    None where the model knows no agreements.
    """
    if scenario.models[state.model].max_stage < FIRST_STAGE:
        return ()
    blank = Start(
        BLANK,
        _("Eigenes Angebot"),
        _("Leeres Blatt: Dienste, Partner und alle Bedingungen wählen Sie selbst."),
        "pencil",
        {"members": [partner]} if partner in state.towns else {},
    )
    return (*_services(scenario, state, town, partner), blank)


def _services(scenario: Scenario, state: State, town: str, partner: str) -> Iterator[Start]:
    for name, service in scenario.services.items():
        content = _content(scenario, state, town, (name,), partner)
        if content is None:
            continue
        text = (
            _("Geräte und Personal teilen: Fixkosten fallen nur einmal an.")
            if service.mode is Mode.OFFICE
            else _("Die besten Standorte behalten, die anderen schließen: spart Unterhalt.")
        )
        yield Start(name, offer_title(scenario, (name,)), text, f"s-{name}", content)
    package = tuple(name for name in PACKAGE if name in scenario.services)
    if len(package) == len(PACKAGE):
        content = _content(scenario, state, town, package, partner)
        if content is not None:
            yield Start(
                "paket",
                _("%(services)s unter einem Dach")
                % {"services": " + ".join(service_name(scenario, name) for name in package)},
                _("Zwei Dienste, ein Gremium: die Gründung des zweiten kostet nur die Hälfte."),
                "hands",
                content,
            )


def _content(
    scenario: Scenario, state: State, town: str, services: tuple[str, ...], partner: str
) -> dict[str, Any] | None:
    """Terms with the nearest towns that are free for it, at the stage that own trust allows."""
    free = [
        other
        for other in sorted(state.towns, key=lambda name: (scenario.distances[town][name], name))
        if other != town and _free(state, other, services)
    ]
    if not free or not _free(state, town, services) or (partner and partner not in free):
        return None
    nearest = ([partner] if partner else []) + [each for each in free if each != partner]
    members = sorted([town, *nearest[:PARTNERS]])
    stage = _stage(scenario, state, town, members)
    sites = {
        name: list(best_sites(scenario, state, name, members, stage))
        for name in services
        if scenario.services[name].mode is Mode.PLACE
    }
    if not all(sites.values()):
        return None
    found: dict[str, Any] = {"services": sorted(services), "stage": stage, "members": members}
    found["key"] = FAIR if FAIR in scenario.keys else next(iter(scenario.keys))
    return found | ({"sites": sites} if sites else {})


def _free(state: State, town: str, services: tuple[str, ...]) -> bool:
    return not any(item.service in services and town in item.members for item in state.agreements)


def _stage(scenario: Scenario, state: State, town: str, members: list[str]) -> int:
    """The contract where the own trust and the model reach so far, else the working group."""
    most = scenario.models[state.model].max_stage
    trust = min(state.trust[town][other] for other in members if other != town)
    reached = most >= CONTRACT and trust >= scenario.stages[CONTRACT].gate
    return CONTRACT if reached else FIRST_STAGE
