"""The applications of all settled rounds with what the board made of them, for the exports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from games.access import Viewer
from games.models import Settlement
from games.rules.codec import award_from_json
from games.rules.model import Award, Scenario
from games.selectors import scoring
from games.selectors.course import model_in
from games.selectors.ranking import award_reason, scored_of, town_names
from games.selectors.reading import game_row
from games.selectors.scenarios import scenario_of
from games.selectors.scorevalues import Result
from games.selectors.townname import TownName


@dataclass(frozen=True, slots=True)
class AppliedLine:
    """An application of a settled round; ``grant`` in euro, ``reason`` why there was none.

    ``result``: how it was scored, before the talk and in the end; None without a talk.
    """

    round_number: int
    card: str
    name: str
    towns: tuple[TownName, ...]
    rationale: str
    points: int
    grant: int
    reason: str
    result: Result | None


def applied_lines(viewer: Viewer) -> tuple[AppliedLine, ...]:
    """All complete applications of the game in the order of the awards."""
    game = game_row(viewer.game_id)
    rows = Settlement.objects.filter(game_id=game.pk, superseded_at__isnull=True)
    scenario, names = scenario_of(game), town_names(game.pk)
    return tuple(
        line
        for number, content in rows.order_by("round_number").values_list("round_number", "content")
        for line in award_lines(scenario, names, model_in(game, number), number, content)
    )


def award_lines(
    scenario: Scenario,
    names: Mapping[str, TownName],
    model: str,
    number: int,
    content: Mapping[str, Any],
) -> Iterator[AppliedLine]:
    """The applications of one settled round, from the content of its settlement."""
    awards, decisions = content.get("awards", ()), content["decisions"]
    given = scoring.given_in(decisions)
    found = scoring.results(scenario, names, scored_of(awards, names), given)
    results = {each.card: each for each in found}
    for row in map(award_from_json, awards):
        yield AppliedLine(
            round_number=number,
            card=row.card,
            name=scenario.projects[row.card].name,
            towns=tuple(names[town] for town in _applicant_first(row)),
            rationale=_rationale(decisions[row.applicant]["content"], row.card),
            points=row.points,
            grant=row.grant,
            reason=award_reason(scenario, model, row),
            result=results.get(row.card),
        )


def _applicant_first(row: Award) -> Iterator[str]:
    yield row.applicant
    yield from (town for town in row.partners if town != row.applicant)


def _rationale(content: Mapping[str, Any], card: str) -> str:
    made: Iterator[Mapping[str, str]] = (
        each for each in content.get("applications", ()) if each["project"] == card
    )
    found: Mapping[str, str] = next(made, {})
    return found.get("rationale", "")
