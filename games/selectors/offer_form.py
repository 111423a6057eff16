"""The editor of an offer: every control with its choices and its value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from games.rules import terms as papers
from games.rules.model import Mode
from games.rules.terms import Terms
from games.selectors.offer_words import (
    agreement_title,
    control,
    described,
    key_name,
    town_name,
)
from games.selectors.offers import DraftRow
from games.selectors.regionmap import mark_of
from games.selectors.situation import Situation

FIRST_STAGE = 2
EQUALISING = 3


@dataclass(frozen=True, slots=True)
class Box:
    """Something to tick, or one of several to choose."""

    path: str
    value: str
    label: str
    text: str
    checked: bool
    mark: int = -1
    icon: str = ""

    @property
    def town(self) -> str:
        """Whose site it is, in boxes of sites."""
        return self.path.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class SiteGroup:
    """The open sites of a service among the partners."""

    service: str
    title: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of one partner; "" = none."""

    path: str
    label: str
    mark: int
    value: str

    @property
    def town(self) -> str:
        """Whose number it is."""
        return self.path.partition(".")[2]


@dataclass(frozen=True, slots=True)
class StageBox:
    """A stage with what it asks: trust, set-up and waiting."""

    value: str
    name: str
    text: str
    style: int
    gate: int
    delay: int
    checked: bool


@dataclass(frozen=True, slots=True)
class Editor:
    """All controls of an offer's draft; ``time``: what its services cost in coordination points."""

    services: tuple[Box, ...]
    members: tuple[Box, ...]
    stages: tuple[StageBox, ...]
    sites: tuple[SiteGroup, ...]
    keys: tuple[Box, ...]
    equalise: Box | None
    equalise_keys: tuple[Box, ...]
    host_surcharge: str
    caps: tuple[Amount, ...]
    quotas: tuple[Amount, ...]
    quotas_left: int
    roofs: tuple[Box, ...]
    replaces: tuple[Box, ...]
    boxes: str
    time: str


def editor(now: Situation, terms: Terms, *, own: bool) -> Editor:
    """The editor with the values of a draft; ``own``: of an own offer, not a counter-offer."""
    maker = _Maker(now, terms)
    sites = maker.sites()
    services, members = maker.services(), maker.members()
    ticked = [*services, *members, *(box for group in sites for box in group.boxes)]
    equalise = maker.equalise()
    quotas = sum(part for town, part in terms.quotas.items() if town in terms.members)
    return Editor(
        services=services,
        members=members,
        stages=maker.stages(),
        sites=sites,
        keys=maker.keys("key", terms.key),
        equalise=equalise,
        equalise_keys=maker.keys("equalise_key", terms.equalise_key) if equalise else (),
        host_surcharge=control("host_surcharge", terms.host_surcharge or None),
        caps=maker.amounts("caps", terms.caps),
        quotas=maker.amounts("quotas", terms.quotas),
        quotas_left=10_000 - quotas,
        roofs=maker.agreements("roof", terms.roof),
        replaces=maker.agreements("replaces", terms.replaces),
        boxes=" ".join([*(box.path for box in ticked), *(["equalise"] if equalise else [])]),
        time=_time_words(now, own=own),
    )


def _time_words(now: Situation, *, own: bool) -> str:
    """What each service of a package costs, and how many of them a round has time for."""
    prices, points = now.scenario.coordination, now.limits.points
    each = prices.propose if own else prices.join
    if not each:
        return ""
    words = {"each": each, "join": prices.join, "points": points, "most": points // each}
    price = ngettext(
        "Jeder Dienst kostet Sie %(each)d Punkt Zeit.",
        "Jeder Dienst kostet Sie %(each)d Punkte Zeit.",
        each,
    )
    others = ngettext(
        "Jeden Partner kostet er %(join)d Punkt.",
        "Jeden Partner kostet er %(join)d Punkte.",
        prices.join,
    )
    enough = ngettext(
        "Ihre %(points)d Punkte reichen in einer Runde für höchstens %(most)d Dienst.",
        "Ihre %(points)d Punkte reichen in einer Runde für höchstens %(most)d Dienste.",
        words["most"],
    )
    return " ".join([price, *([others] if own else []), enough]) % words


class _Maker:
    def __init__(self, now: Situation, terms: Terms) -> None:
        self.now = now
        self.scenario = now.scenario
        self.terms = terms
        self.order = list(now.scenario.municipalities)

    def services(self) -> tuple[Box, ...]:
        return tuple(
            Box(
                f"services.{name}", "1", each.name, each.text, name in self.terms.services,
                icon=name,
            )
            for name, each in self.scenario.services.items()
        )  # fmt: skip

    def members(self) -> tuple[Box, ...]:
        minutes = self.scenario.distances[self.now.town]
        return tuple(
            Box(
                f"members.{town}",
                "1",
                town_name(self.scenario, town),
                str(minutes[town]),
                town in self.terms.members,
                mark_of(self.order.index(town)),
            )
            for town in self.order
            if town != self.now.town
        )

    def stages(self) -> tuple[StageBox, ...]:
        most = self.scenario.models[self.now.state.model].max_stage
        return tuple(
            StageBox(
                str(level),
                stage.name,
                stage.text,
                level,
                stage.gate,
                stage.delay,
                level == self.terms.stage,
            )
            for level, stage in sorted(self.scenario.stages.items())
            if FIRST_STAGE <= level <= most
        )

    def sites(self) -> tuple[SiteGroup, ...]:
        return tuple(
            SiteGroup(name, each.name, boxes)
            for name, each in self.scenario.services.items()
            if each.mode is Mode.PLACE and (boxes := self._boxes(name))
        )

    def _boxes(self, service: str) -> tuple[Box, ...]:
        chosen = self.terms.sites.get(service, ())
        towns = self.now.state.towns
        return tuple(
            Box(
                f"sites.{service}.{town}",
                "1",
                town_name(self.scenario, town),
                "",
                town in chosen,
                mark_of(self.order.index(town)),
            )
            for town in self.order
            if service in towns[town].services and towns[town].services[service].open
        )

    def keys(self, path: str, chosen: str) -> tuple[Box, ...]:
        return tuple(
            Box(path, key, key_name(self.scenario, key), text.partition(":")[2], key == chosen)
            for key, text in self.scenario.keys.items()
        )

    def equalise(self) -> Box | None:
        if not self.scenario.models[self.now.state.model].equalise:
            return None
        return Box("equalise", "1", "", "", self.terms.equalise)

    def amounts(self, name: str, values: Mapping[str, int]) -> tuple[Amount, ...]:
        return tuple(
            Amount(
                f"{name}.{town}",
                town_name(self.scenario, town),
                mark_of(self.order.index(town)),
                control(f"{name}.{town}", values.get(town)),
            )
            for town in self.order
        )

    def agreements(self, path: str, chosen: str) -> tuple[Box, ...]:
        return tuple(
            Box(
                path,
                item.id,
                agreement_title(self.scenario, item.id),
                ", ".join(town_name(self.scenario, town) for town in item.members),
                item.id == chosen,
            )
            for item in self.now.state.agreements
            if self.now.town in item.members
        )


def form_fields(now: Situation, draft: DraftRow) -> Mapping[str, Mapping[str, Any]]:
    """Value, words, who changed it last and at which revision, by path (region ``r-draft``)."""
    return {path: _field(now, draft, path) for path in _paths(now)}


def _field(now: Situation, draft: DraftRow, path: str) -> Mapping[str, Any]:
    value = papers.value(draft.content, path)
    mark = draft.changed_by.get(path, {})
    return {
        "value": control(path, value),
        "text": described(now.scenario, path, value),
        "by": mark.get("by", ""),
        "revision": mark.get("revision", 0),
    }


def _paths(now: Situation) -> list[str]:
    towns = list(now.scenario.municipalities)
    services = now.scenario.services
    return [
        *(f"services.{name}" for name in services),
        *(f"members.{town}" for town in towns if town != now.town),
        *(
            f"sites.{name}.{town}"
            for name, each in services.items()
            if each.mode is Mode.PLACE
            for town in towns
        ),
        *(f"{name}.{town}" for name in ("caps", "quotas") for town in towns),
        *("stage", "key", "equalise", "equalise_key", "host_surcharge", "roof", "replaces"),
    ]
