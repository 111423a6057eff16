"""The facilitator's interventions in words: what can be chosen, what was done, what it brings."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from games.access import Viewer, require_facilitator
from games.enums import DRAFTING_PHASES, UNSETTLED_PHASES, Phase
from games.models import Game
from games.rules.change import Consequence
from games.rules.course import EVENT, FIGURE, MODEL, SKIP, Entry
from games.rules.model import Scenario
from games.selectors import money
from games.selectors.blocks import BLOCKS
from games.selectors.course import course_mark, course_of
from games.selectors.labels import cause_label
from games.selectors.owncards import OwnCard, own_cards, saved_cards
from games.selectors.reading import game_row
from games.selectors.scenarios import scenario_of
from games.selectors.sliders import SLIDERS, slider_title, sliders, value_text
from games.selectors.stage import Stage, stage_of

_EFFECT = re.compile(r"events\.\w+\.effects\.(\d+)\.\w+")
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a form may offer, as pairs of value and label."""

    rounds: tuple[int, ...]
    cards: Pairs
    towns: Pairs
    effects: Pairs
    services: Pairs
    measures: Pairs
    paths: Pairs
    models: Pairs


@dataclass(frozen=True, slots=True)
class Done:
    """An intervention that holds, in words; ``open``: it can still be withdrawn."""

    number: int
    round_number: int
    text: str
    reason: str
    open: bool


@dataclass(frozen=True, slots=True)
class Steering:
    """The page of interventions."""

    stage: Stage
    done: tuple[Done, ...]
    cards: tuple[OwnCard, ...]
    possible: bool
    settling: bool


def steering(viewer: Viewer) -> Steering:
    """What was done and what can be done. Raises NotAllowed for anybody but a facilitator."""
    require_facilitator(viewer)
    game = game_row(viewer.game_id)
    scenario = scenario_of(game)
    return Steering(
        stage=stage_of(game, scenario.name, scenario.first_year),
        done=done(game, scenario),
        cards=own_cards(game, scenario),
        possible=bool(rounds_for(game, now=True)),
        settling=game.phase in DRAFTING_PHASES,
    )


def mark_of_course(viewer: Viewer) -> str:
    """Mark of what was intervened so far, for a command to say what its preview has seen."""
    require_facilitator(viewer)
    return course_mark(game_row(viewer.game_id))


def done(game: Game, scenario: Scenario) -> tuple[Done, ...]:
    """The interventions that hold, the newest first."""
    last = game.round_number - (game.phase in UNSETTLED_PHASES)
    return tuple(
        Done(
            number=entry.number,
            round_number=entry.round_number,
            text=words(scenario, entry),
            reason=entry.reason,
            open=entry.round_number > last,
        )
        for entry in reversed(course_of(game).entries)
    )


def choices(viewer: Viewer, kind: str) -> Choices:
    """What the form of a kind offers. Raises NotAllowed for anybody but a facilitator."""
    require_facilitator(viewer)
    game = game_row(viewer.game_id)
    scenario = scenario_of(game)
    current = course_of(game).model_in(game.round_number + 1, game.cooperation_model)
    return Choices(
        rounds=rounds_for(game, now=kind in (EVENT, SKIP, FIGURE)),
        cards=(
            *((card.id, _("Eigene: %(card)s") % {"card": card.name}) for card in saved_cards(game)),
            *((card.id, card.name) for card in scenario.events.values()),
        ),
        towns=tuple((town.id, town.name) for town in scenario.municipalities.values()),
        effects=tuple((block.id, block.title()) for block in BLOCKS.values()),
        services=(
            ("", _("keine")),
            *((each.id, each.name) for each in scenario.services.values()),
        ),
        measures=tuple((name, make()) for name, make in _MEASURES.items()),
        paths=tuple(
            (each.path, f"{each.title}: {money.number(each.value)} {each.unit}")
            for each in sliders(scenario)
        ),
        models=tuple(
            (each.id, each.name) for each in scenario.models.values() if each.id != current
        ),
    )


def rounds_for(game: Game, *, now: bool) -> tuple[int, ...]:
    """The rounds in which an intervention can hold; ``now``: also in the running one."""
    if game.phase in (Phase.LOBBY, Phase.DEBRIEF, Phase.ENDED):
        return ()
    running = now and game.phase in DRAFTING_PHASES
    return tuple(range(game.round_number + (not running), game.rounds + 1))


def words(scenario: Scenario, entry: Entry) -> str:
    """An intervention as a sentence without its reason."""
    if entry.kind == MODEL:
        return _("Kooperationsmodell: %(model)s") % {
            "model": scenario.models[entry.content["model"]].name
        }
    if entry.kind == SKIP:
        return _("Die gezogene Ereigniskarte kommt nicht")
    if entry.kind == EVENT:
        return _("Ereignis: %(card)s (%(towns)s)") % {
            "card": entry.card.card.name,
            "towns": _names(scenario, entry.card.towns),
        }
    if entry.kind == FIGURE:
        return _("Korrektur in %(town)s: %(figure)s %(change)s") % _corrected(scenario, entry)
    path, value = entry.content["path"], entry.content["value"]
    return f"{slider_title(path)}: {value_text(path, value)}"


def _corrected(scenario: Scenario, entry: Entry) -> dict[str, str]:
    content = entry.content
    change, measure = content["change"], content["measure"]
    euro = measure == "account"
    return {
        "town": scenario.municipalities[content["town"]].name,
        "figure": cause_label(scenario, content["service"]) or _MEASURES[measure](),
        "change": money.euro_change_exact(change) if euro else money.points_change(change),
    }


def _names(scenario: Scenario, towns: tuple[str, ...]) -> str:
    return ", ".join(scenario.municipalities[town].name for town in towns)


def consequence_text(scenario: Scenario, item: Consequence) -> str:
    """A consequence of another model as a sentence with its figures."""
    names: dict[str, Any] = {
        "towns": _names(scenario, item.towns),
        "item": cause_label(scenario, item.item),
        "money": money.euro_exact(item.figures.get("money", 0)),
        "loan": money.euro_exact(item.figures.get("loan", 0)),
        "amount": money.euro_exact(item.figures.get("amount", 0)),
        "limit": item.figures.get("limit", 0),
        "members": item.figures.get("members", 0),
    }
    return _CONSEQUENCES[item.code]() % names


def bounds(path: str) -> str:
    """Title of a path in a refusal: a rule, or which effect of a card."""
    place = _EFFECT.fullmatch(path)
    if place:
        return _("Wirkung %(number)s") % {"number": int(place[1]) + 1}
    return slider_title(path) if path in SLIDERS else path


_MEASURES: Mapping[str, Callable[[], str]] = {
    "account": lambda: _("Konto"),
    "vacancy": lambda: _("Leerstand"),
    "backing": lambda: _("Rückhalt im Rat"),
    "condition": lambda: _("Zustand"),
}
_CONSEQUENCES: Mapping[str, Callable[[], str]] = {
    "agreement_ends": lambda: _(
        "%(item)s (%(towns)s) endet ohne Kosten; erlaubt ist höchstens Stufe %(limit)s."
    ),
    "agreement_goes_on": lambda: _("%(item)s (%(towns)s) läuft weiter."),
    "loan_goes_on": lambda: _(
        "%(item)s (%(towns)s) läuft weiter: Der Kredit über %(loan)s bleibt."
    ),
    "equalisation_ends": lambda: _("%(item)s (%(towns)s): Der Ausgleich endet."),
    "claim_stays": lambda: _("Eine Nachzahlung über %(amount)s bleibt fällig (%(towns)s)."),
    "fund_ends": lambda: _(
        "Der Fonds endet; %(money)s gehen mit der nächsten Abrechnung an die Einzahler zurück."
    ),
    "fund_goes_on": lambda: _("Der Fonds läuft weiter (%(towns)s)."),
    "fund_opens": lambda: _("Ein Fonds wird möglich; er braucht %(members)s Mitglieder."),
    "promise_void": lambda: _("Zusagen zum Fonds gelten nicht mehr (%(towns)s)."),
    "data_closed": lambda: _("Daten werden nicht mehr geteilt (%(towns)s)."),
    "stages_open": lambda: _("Verträge sind jetzt bis Stufe %(limit)s möglich."),
    "equalisation_opens": lambda: _("Ein Ausgleich unter Partnern ist jetzt möglich."),
}
