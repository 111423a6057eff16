"""Playing a bundle again: the same scenario, seed and decisions must give the same figures."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from games.bundles.board import check_board
from games.bundles.shape import Bundle, RoundPart
from games.errors import BundleError, ScenarioError
from games.rules.canonical import digest
from games.rules.change import change_model
from games.rules.codec import CodecError, decision_from_json
from games.rules.compare import differences
from games.rules.course import Course, course_from
from games.rules.model import Decision, Scenario, State
from games.rules.options import with_options
from games.rules.parameters import with_parameters
from games.rules.settle import ENGINE_VERSION, settle
from games.rules.start import start
from games.rules.stored import StoredForm, settlement_digest, start_form, stored_form
from games.scenarios.load import build

T = TypeVar("T")


def verify(bundle: Bundle) -> Iterator[StoredForm]:
    """Check scenario, log, board and stored rounds, then play every round again, one at each step.

    Raises ``BundleError`` at the first thing that is not as the file says, with its place.
    """
    check_digests(bundle)
    check_board(bundle)
    for part, form in zip(bundle.rounds, replayed(bundle), strict=True):
        _same(part, form)
        yield form


def check_digests(bundle: Bundle) -> None:
    """Whether every part of the file has the digest that it names. Raises ``BundleError``."""
    if digest(bundle.scenario.content) != bundle.scenario.digest:
        raise BundleError("edited", "scenario.digest")
    for number, part in enumerate(bundle.rounds):
        if part.round != number:
            raise BundleError("order", f"rounds[{number}].round", expected=number)
    for name, parts in (("rounds", bundle.rounds), ("undone", bundle.undone)):
        for number, part in enumerate(parts):
            if settlement_digest(part.round, part.engine, part.state, part.content) != part.digest:
                raise BundleError("edited", f"{name}[{number}].digest")
    before = ""
    for number, entry in enumerate(bundle.log):
        row = entry.model_dump(exclude={"digest"}) | {"before": before}
        fits = entry.payload is None or digest(row) == entry.digest
        if entry.sequence != number + 1 or not fits:
            raise BundleError("edited", f"log[{number}]")
        before = entry.digest


def replayed(bundle: Bundle) -> Iterator[StoredForm]:
    """The rounds of a bundle as this engine settles them, the start first.

    Raises ``BundleError`` where scenario, decisions or interventions cannot be read.
    """
    plain = scenario_in(bundle)
    entries = [entry.model_dump() for entry in bundle.game.steering]
    course = _tried("game.steering", partial(course_from, entries))
    scenario = _tried("game.steering", partial(_steered, plain, course, 0))
    state = _tried("game", partial(start, scenario, bundle.game.seed, bundle.game.model))
    yield start_form(state)
    for part in bundle.rounds[1:]:
        place = f"rounds[{part.round}]"
        scenario = _tried("game.steering", partial(_steered, plain, course, state.round))
        before = _tried("game.steering", partial(_under, scenario, state, course))
        decided = _decisions(part, f"{place}.content.decisions", scenario)
        settled = _tried(place, partial(settle, scenario, before, decided))
        yield stored_form(settled, part.content["decisions"], course.played.get(part.round))
        state = settled.state_after


def scenario_in(bundle: Bundle) -> Scenario:
    """The scenario as it was played, with options. Raises ``BundleError`` where it is unfit."""
    try:
        scenario = build(bundle.scenario.content)
        chosen = with_options(scenario, bundle.game.options)
    except ScenarioError as error:
        raise BundleError(
            "scenario", f"scenario.content.{error.path}", expected=error.expected
        ) from None
    except TypeError:
        raise BundleError("options", "game.options") from None
    return replace(chosen, rounds=bundle.game.rounds)


def _steered(scenario: Scenario, course: Course, number: int) -> Scenario:
    changed = with_parameters(scenario, course.values_in(number))
    return replace(changed, played=course.played)


def _under(scenario: Scenario, state: State, course: Course) -> State:
    model = course.models.get(state.round)
    return state if model is None else change_model(scenario, state, model).state


def _decisions(part: RoundPart, place: str, scenario: Scenario) -> dict[str, Decision]:
    rows = part.content.get("decisions")
    if not isinstance(rows, Mapping) or set(rows) != set(scenario.municipalities):
        raise BundleError("towns", place)
    return {town: _tried(f"{place}.{town}", partial(_decision, row)) for town, row in rows.items()}


def _decision(row: object) -> Decision:
    if not isinstance(row, dict) or not isinstance(row.get("content"), dict):
        raise CodecError("content", "object", row)
    return decision_from_json(row["content"])


def _tried(place: str, read: Callable[[], T]) -> T:
    """What ``read`` gives; what it cannot bear is the file's fault, whatever it stumbles over."""
    try:
        return read()
    except CodecError as error:
        path = f"{place}.{error.path}".rstrip(".")
        raise BundleError("shape", path, expected=error.expected) from None
    except (LookupError, ValueError, TypeError, ArithmeticError, AttributeError) as error:
        raise BundleError("unreadable", place, found=str(error)) from None


def _same(part: RoundPart, form: StoredForm) -> None:
    """Figure by figure, so that an older engine's file tells where it came out differently."""
    there: dict[str, Any] = {"state": part.state, "content": part.content}
    here: dict[str, Any] = {"state": dict(form.state), "content": dict(form.content)}
    first = next(differences(there, here), None)
    if first is None:
        return
    raise BundleError(
        "other_figure",
        f"rounds[{part.round}].{first.path}",
        expected=first.expected,
        found=first.found,
        engine=part.engine,
        here=ENGINE_VERSION,
    )
