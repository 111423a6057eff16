"""People of the own municipality in full, and of the others what they share.

A municipality that keeps its data to itself shows what is public: how many live there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from games.access import Viewer
from games.charts import people as charts
from games.charts.figure import Figure as Chart
from games.rules.model import Measure, Mode, Scenario, Service, State
from games.rules.protection import protect
from games.rules.work import demand
from games.selectors import money
from games.selectors.causes import Reason, reasons
from games.selectors.draftwords import DraftForm, draft_form
from games.selectors.figures import Figure
from games.selectors.frame import Place, place
from games.selectors.memo import Newest, Same
from games.selectors.reading import team_rows
from games.selectors.regionmap import RegionMap, mark_of, region_map
from games.selectors.rounds import Round, last_rounds
from games.selectors.scenarios import states
from games.selectors.sharing import Sharing, fan_width, sharing
from games.selectors.situation import situation

CHILDREN, PUPILS = 0, 1
"""Age groups whose only service has places: nursery and primary school."""
DRAFT_FIELDS = ("share_data",)
FULL_PAST = 100
"""More rounds than any game has."""
NATURAL = frozenset({"births", "deaths"})
MOST_KEPT = 256


@dataclass(frozen=True, slots=True)
class Movement:
    """Why the number of people changed in a round; the reasons add up to ``change``."""

    number: int
    change: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Demography:
    """The own municipality after a round (0 = at the start): figures, charts, movements."""

    after_round: int
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    movements: tuple[Movement, ...]
    sharing: Sharing
    map: RegionMap


_known: Newest[Demography] = Newest(MOST_KEPT)
"""What follows from settled rounds and one choice of a draft alone."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What a municipality lays open, small numbers protected; people in persons.

    ``groups`` None: the table of small numbers could not be protected, only the sum is shown.
    ``places`` and ``wanted``: by service, in the order of ``Neighbours.services``.
    """

    groups: tuple[int, ...] | None
    places: tuple[tuple[int, int], ...]
    lower: int
    upper: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A municipality with its public number of people, and its data if it shares them."""

    name: str
    mark: int
    own: bool
    inhabitants: int
    shared: Shared | None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """All municipalities as the viewer may see them, with the public time line."""

    groups: tuple[str, ...]
    services: tuple[str, ...]
    forecast_year: int
    towns: tuple[Neighbour, ...]
    timeline: Chart


def demography(here: Place, *, wanted: bool | None = None) -> Demography | None:
    """The own municipality's data; None before the start. Two small queries once warm.

    ``wanted``: the draft's choice to share, None where it leaves that as it is.
    """
    history = states(here.game.pk)
    if not history:
        return None
    key = (here.game.public_id, Same(history[-1]), here.team.town, wanted, get_language())
    found = _known.get(key)
    if found is None:
        found = _made(here, history, wanted=wanted)
        _known.put(key, found)
    return found


def _made(here: Place, history: Sequence[State], *, wanted: bool | None) -> Demography:
    scenario, town = here.scenario, here.team.town
    rounds = last_rounds(here.game.pk, scenario, FULL_PAST)
    shown = sharing(here.game.pk, scenario, history[-1], town, wanted=wanted)
    movements = tuple(_movements(scenario, rounds, history, town))
    return Demography(
        after_round=rounds[-1].number,
        figures=_figures(history, movements, town),
        charts=tuple(_charts(here, history, shown)),
        movements=movements,
        sharing=shown,
        map=region_map(scenario),
    )


def _movements(
    scenario: Scenario, rounds: Sequence[Round], history: Sequence[State], town: str
) -> Iterator[Movement]:
    """Newest round first."""
    for played in reversed(rounds):
        if played.number:
            before, after = history[played.number - 1], history[played.number]
            yield Movement(
                played.number,
                after.towns[town].inhabitants - before.towns[town].inhabitants,
                reasons(scenario, played.causes, Measure.PEOPLE, town),
            )


def _figures(
    history: Sequence[State], movements: Sequence[Movement], town: str
) -> tuple[Figure, ...]:
    now = history[-1].towns[town]
    before = history[-2].towns[town] if len(history) > 1 else None
    old = charts.old_share(now.people)
    found = [
        _counted(
            "people",
            "users",
            _("Einwohner"),
            now.inhabitants,
            before.inhabitants if before else None,
        ),
        _counted(
            "children",
            "user",
            _("Kinder unter 6"),
            now.people[CHILDREN],
            before.people[CHILDREN] if before else None,
        ),
        Figure(
            "old",
            "chart",
            _("65 und älter"),
            money.percent(old),
            change=old - charts.old_share(before.people) if before else None,
            change_text=money.change_in_points(old - charts.old_share(before.people))
            if before
            else "",
            good="never",
        ),
    ]
    if movements:
        natural = sum(each.change for each in movements[0].reasons if each.code in NATURAL)
        moved = sum(each.change for each in movements[0].reasons if each.code not in NATURAL)
        found += [
            Figure("natural", "level", _("Geboren minus gestorben"), money.signed(natural)),
            Figure("moved", "send", _("Zugezogen minus weggezogen"), money.signed(moved)),
        ]
    return tuple(found)


def _counted(key: str, icon: str, label: str, now: int, before: int | None) -> Figure:
    change = None if before is None else now - before
    text = "" if change is None else _("%(count)s in einem Jahr") % {"count": money.signed(change)}
    return Figure(key, icon, label, money.number(now), change=change, change_text=text)


def _charts(here: Place, history: Sequence[State], shown: Sharing) -> Iterator[Chart]:
    scenario, town, newest = here.scenario, here.team.town, history[-1]
    open_towns = [name for name in newest.towns if newest.towns[name].shares_data and name != town]
    together = [
        sum(group) for group in zip(*(newest.towns[n].people for n in open_towns), strict=True)
    ]
    yield charts.ages(
        here.team.name,
        newest.towns[town].people,
        _("Nachbarn, die teilen"),
        together if open_towns else None,
    )
    fan = _fan(scenario, history, town, shown.own.now)
    if scenario.modules.data:
        yield charts.fan(fan)
    yield charts.change([state.towns[town].people for state in history])
    for service in places_services(scenario):
        yield charts.demand(_demand(scenario, service, history, town, fan))


def _fan(scenario: Scenario, history: Sequence[State], town: str, width: int) -> charts.Fan:
    return charts.Fan(
        history=[state.towns[town].people[CHILDREN] for state in history],
        first_year=scenario.first_year - 1,
        years=scenario.people.forecast_years,
        expected=history[-1].towns[town].forecast,
        now=width,
        alone=scenario.people.forecast_bias_max,
    )


def places_services(scenario: Scenario) -> tuple[Service, ...]:
    """Services with places that one age group alone uses: children or pupils."""
    return tuple(
        service
        for service in scenario.services.values()
        if service.mode is Mode.PLACE
        and service.build_per_place
        and [i for i, rate in enumerate(service.rates) if rate] in ([CHILDREN], [PUPILS])
    )


def _demand(
    scenario: Scenario, service: Service, history: Sequence[State], town: str, fan: charts.Fan
) -> charts.Demand:
    ahead = None
    if scenario.modules.data and service.rates[CHILDREN]:
        none = (0,) * (len(service.rates) - 1)
        ahead = (demand(service, (fan.lower, *none)), demand(service, (fan.upper, *none)))
    return charts.Demand(
        id=f"plaetze-{service.id}",
        title=_("%(service)s: Bedarf und Plätze") % {"service": service.name},
        wanted=[demand(service, state.towns[town].people) for state in history],
        places=[_places(state, town, service) for state in history],
        ahead=ahead,
    )


def _places(state: State, town: str, service: Service) -> int:
    site = state.towns[town].services.get(service.id)
    return site.places if site and site.open else 0


def neighbours(here: Place) -> Neighbours | None:
    """All municipalities, each with the data it shares; the own one in any case."""
    history = states(here.game.pk)
    if not history:
        return None
    scenario, newest = here.scenario, history[-1]
    teams = [team for team in team_rows(here.game.pk) if team.town in newest.towns]
    own, groups = here.team.town, _protected(scenario, newest)
    return Neighbours(
        groups=charts.GROUPS,
        services=tuple(service.name for service in places_services(scenario)),
        forecast_year=scenario.first_year + newest.round - 2 + scenario.people.forecast_years,
        towns=tuple(
            Neighbour(
                name=team.name,
                mark=mark_of(team.position),
                own=team.town == own,
                inhabitants=newest.towns[team.town].inhabitants,
                shared=_shared(scenario, newest, team.town, newest.towns[own].people)
                if team.town == own
                else _shared(scenario, newest, team.town, groups[team.town])
                if team.town in groups
                else None,
            )
            for team in teams
        ),
        timeline=charts.timeline(
            [team.name for team in teams],
            [[state.towns[team.town].inhabitants for state in history] for team in teams],
        ),
    )


def _protected(scenario: Scenario, state: State) -> dict[str, tuple[int, ...] | None]:
    """People by age group of all who share, without ones and twos; None: sums alone can be shown.

    One table for all viewers: two tables over different towns could be held against each other.
    """
    table = {
        name: dict(zip(charts.GROUPS, town.people, strict=True))
        for name, town in state.towns.items()
        if town.shares_data and scenario.modules.data
    }
    safe = protect(table)
    if safe is None:
        return dict.fromkeys(table)
    return {name: tuple(row.values()) for name, row in safe.items()}


def _shared(scenario: Scenario, state: State, name: str, groups: tuple[int, ...] | None) -> Shared:
    town = state.towns[name]
    width = fan_width(scenario, {n: t.shares_data for n, t in state.towns.items()}, name)
    fan = charts.Fan((), 0, 1, town.forecast, width, width)
    return Shared(
        groups=groups,
        places=tuple(
            (demand(service, town.people), _places(state, name, service))
            for service in places_services(scenario)
        ),
        lower=fan.lower,
        upper=fan.upper,
    )


def live_context(viewer: Viewer) -> Mapping[str, Any]:
    """Everything the page of the own data needs."""
    now = situation(viewer)
    here = now.place if now else place(viewer)
    # Once the round is settled, what was chosen is part of the state.
    wanted = now.draft.content.get("share_data") if now and here.frame.may_draft else None
    form: DraftForm | None = draft_form(now, DRAFT_FIELDS) if now else None
    return {
        "frame": here.frame,
        "now": timezone.now(),
        "form": form,
        "data": demography(here, wanted=wanted),
    }
