"""An intervention before it is made: what it is, and what it would do to every team.

The round is settled twice by the engine, without and with it; nothing is stored.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from games.access import Viewer, require_facilitator
from games.enums import UNSETTLED_PHASES, DecisionStatus, Phase
from games.errors import Illegal, ScenarioError
from games.models import Game, TeamDecision
from games.rules.change import Consequence, change_model
from games.rules.codec import card_to_json
from games.rules.course import EVENT, FIGURE, MODEL, SKIP, VALUE, Course, Entry, course_from
from games.rules.course import with_entry as with_entry_of
from games.rules.effects.news import towns_hit
from games.rules.model import Event, PlayedCard, Scenario, Settlement, State
from games.rules.settle import settle
from games.scenarios.change import own_card, with_values
from games.selectors.course import course_of
from games.selectors.decided import decided
from games.selectors.deserted import check_played
from games.selectors.owncards import PREFIX, saved_card
from games.selectors.reading import decision_rows, game_row, team_rows
from games.selectors.regionmap import mark_of
from games.selectors.scenarios import (
    content_of,
    scenario_of,
    scenario_under,
    state_after,
    state_under,
)
from games.selectors.sliders import SLIDERS

MEASURES: Mapping[str, str] = {
    "account": "geld",
    "vacancy": "leerstand",
    "backing": "rueckhalt",
    "condition": "zustand",
}
"""Figures that can be corrected, and the effect that does it."""
LEAST_PART = 2
"""No intervention leaves a town less than one in so many of its people: what counts per head (key,
equalisation, services) would say nothing any more.
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """An intervention as it is asked for; ``content`` hangs on the kind.

    model: ``model``. event: ``card`` (one of the scenario, or one that was put by) or ``own`` (a
    table of the file), and ``towns`` (empty: as the card says). skip: nothing. figure: ``town``,
    ``measure``, ``service``, ``change`` (euro or ten-thousandths). value: ``path``, ``value``.
    """

    kind: str
    round_number: int
    reason: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effects:
    """What changes for one team: euro, ten-thousandths, persons."""

    town: str
    name: str
    mark: int
    account: int
    running: int
    total: int
    vacancy: int
    people: int
    backing: int


@dataclass(frozen=True, slots=True)
class DryRun:
    """What an intervention would do, by settling the round as it stands with and without it."""

    entry: Entry
    teams: tuple[Effects, ...]
    consequences: tuple[Consequence, ...]
    card: Event | None
    towns: tuple[str, ...]


def entry_of(game: Game, draft: Draft, number: int) -> Entry:
    """The intervention as it is stored.

    Raises ScenarioError for what the rules cannot bear, and Illegal("nobody_plays") for an event
    that is meant for a team which everybody has left.
    """
    content = _MAKERS[draft.kind](game, draft, number)
    return Entry(number, draft.kind, draft.round_number, draft.reason, content)


def tried(game: Game, entry: Entry) -> Entry:
    """The entry, after the round has been settled with it to see that it can be.

    Raises Illegal("cannot_be_settled") with the town that would lose more than half of its
    people, or with none where the engine itself gives up.
    """
    settled = _settled(game)
    course = _today(course_of(game), entry.round_number, settled)
    _attempt(game, with_entry_of(course, replace(entry, round_number=settled.round)), settled)
    return entry


def _today(course: Course, number: int, settled: State) -> Course:
    """The course as if what waits for a later round held in the next one: judged by today."""
    moved = [
        replace(each, round_number=settled.round) if each.round_number == number else each
        for each in course.entries
    ]
    return course_from([asdict(each) for each in moved])


def _attempt(game: Game, course: Course, settled: State) -> Settlement:
    try:
        found = _settle(game, course, settled)
    except (ArithmeticError, AssertionError, ValueError) as problem:
        raise Illegal("cannot_be_settled", team="") from problem
    for town, state in found.state_after.towns.items():
        left, before = sum(state.people), sum(settled.towns[town].people)
        if left * LEAST_PART < before:
            name = scenario_of(game).municipalities[town].name
            raise Illegal("cannot_be_settled", team=name, left=left, before=before)
    return found


def dry_run(viewer: Viewer, draft: Draft) -> DryRun:
    """Settle without and with an intervention, by what the teams have saved so far.

    A later round is judged by how things stand now. Raises NotAllowed, and as ``entry_of`` and
    ``tried``.
    """
    require_facilitator(viewer)
    game = game_row(viewer.game_id)
    entry = entry_of(game, draft, game.log_sequence + 1)
    settled = _settled(game)
    course = _today(course_of(game), entry.round_number, settled)
    before = _settle(game, course, settled)
    here = replace(entry, round_number=settled.round)
    after = _attempt(game, with_entry_of(course, here), settled)
    scenario = scenario_of(game)
    card = entry.card if entry.kind in (EVENT, FIGURE) else None
    return DryRun(
        entry=entry,
        teams=tuple(
            _effects(team.town, team.name, mark_of(team.position), before, after)
            for team in team_rows(game.pk)
        ),
        consequences=_consequences(scenario, settled, entry),
        card=card.card if card else None,
        towns=card.towns if card else (),
    )


def _settled(game: Game) -> State:
    running = game.phase in UNSETTLED_PHASES
    return state_after(game.pk, game.round_number - running)


def _settle(game: Game, course: Course, settled: State) -> Settlement:
    scenario = scenario_under(game, course, settled.round)
    decisions = decided(game, _handed_in(game)) if game.phase in UNSETTLED_PHASES else {}
    return settle(scenario, state_under(game, course, settled), decisions)


def _handed_in(game: Game) -> dict[int, TeamDecision]:
    """What the facilitator may reckon with: drafts belong to their teams until they are closed."""
    rows = decision_rows(game.pk, game.round_number)
    if game.phase == Phase.AWARDING:
        return rows
    return {pk: row for pk, row in rows.items() if row.status == DecisionStatus.SUBMITTED}


def _consequences(scenario: Scenario, settled: State, entry: Entry) -> tuple[Consequence, ...]:
    if entry.kind != MODEL:
        return ()
    return change_model(scenario, settled, entry.content["model"]).consequences


def _effects(town: str, name: str, mark: int, one: Settlement, two: Settlement) -> Effects:
    before, after = one.state_after.towns[town], two.state_after.towns[town]
    return Effects(
        town=town,
        name=name,
        mark=mark,
        account=after.account - before.account,
        running=after.running - before.running,
        total=after.values.gesamt - before.values.gesamt,
        vacancy=after.vacancy - before.vacancy,
        people=sum(after.people) - sum(before.people),
        backing=after.backing - before.backing,
    )


def _model(game: Game, draft: Draft, _number: int) -> dict[str, Any]:
    scenario, model = scenario_of(game), draft.content["model"]
    current = course_of(game).model_in(draft.round_number, game.cooperation_model)
    others = [each for each in scenario.models if each != current]
    if model not in others:
        raise ScenarioError(scenario.id, "model", model, "eines von: " + ", ".join(others))
    return {"model": model}


def _event(game: Game, draft: Draft, number: int) -> dict[str, Any]:
    scenario, own = scenario_of(game), draft.content.get("own")
    towns = _towns(scenario, draft.content.get("towns", ()))
    saved = None if own else saved_card(game, draft.content["card"])
    if saved:
        own, towns = saved.table, towns or saved.towns
    if own:
        card = own_card(content_of(game), {**own, "id": f"{PREFIX}{number}"})
    elif draft.content["card"] in scenario.events:
        card = scenario.events[draft.content["card"]]
    else:
        known = "eines von: " + ", ".join(scenario.events)
        raise ScenarioError(scenario.id, "events", draft.content["card"], known)
    check_played(game, towns)
    if not towns:
        towns = towns_hit(scenario, game.seed, draft.round_number, card)
    return {"card": card_to_json(PlayedCard(card, towns))}


def _towns(scenario: Scenario, towns: tuple[str, ...]) -> tuple[str, ...]:
    for town in towns:
        if town not in scenario.municipalities:
            known = "eines von: " + ", ".join(scenario.municipalities)
            raise ScenarioError(scenario.id, "towns", town, known)
    return tuple(sorted(set(towns)))


def _skip(_game: Game, _draft: Draft, _number: int) -> dict[str, Any]:
    return {}


def _figure(game: Game, draft: Draft, number: int) -> dict[str, Any]:
    asked = draft.content
    figure = "amount" if asked["measure"] == "account" else "change"
    effect = {"kind": MEASURES[asked["measure"]], figure: asked["change"]}
    if asked["measure"] == "condition":
        effect["service"] = asked["service"]
    table = {
        "id": f"korrektur_{number}",
        "name": (draft.reason or "-")[:80],
        "text": draft.reason or "-",
        "reach": "alle",
        "effects": [effect],
    }
    _check_site(game, asked)
    card = own_card(content_of(game), table)
    towns = _towns(scenario_of(game), (asked["town"],))
    return {"card": card_to_json(PlayedCard(card, towns, correction=True)), **asked}


def _check_site(game: Game, asked: Mapping[str, Any]) -> None:
    """Raises ScenarioError for the condition of an office or site that is not (any more) there."""
    if asked["measure"] != "condition":
        return
    scenario, town = scenario_of(game), _settled(game).towns.get(asked["town"])
    open_sites = [name for name, each in (town.services.items() if town else ()) if each.open]
    if asked["service"] not in open_sites:
        known = "eines von: " + ", ".join(open_sites)
        raise ScenarioError(scenario.id, "service", asked["service"], known)


def _value(game: Game, draft: Draft, _number: int) -> dict[str, Any]:
    scenario, path, value = scenario_of(game), draft.content["path"], draft.content["value"]
    if path not in SLIDERS:
        raise ScenarioError(scenario.id, path, value, "eines von: " + ", ".join(SLIDERS))
    with_values(content_of(game), {**course_of(game).values_in(draft.round_number), path: value})
    return {"path": path, "value": value}


_MAKERS = {MODEL: _model, EVENT: _event, SKIP: _skip, FIGURE: _figure, VALUE: _value}
