"""Scoring applications: every town for itself first, then means and spread of all.

Until the first scoring is closed a town sees its own sheets and nothing of the others, so that
nobody is swayed; then all see means and spread, and with an open ballot who scored how.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from games.models import Game, TeamDecision
from games.rules.board import Table, card_scored
from games.rules.effects.projects import points
from games.rules.model import Scenario
from games.rules.spread import TENTHS, spread
from games.selectors.fundmaker import Desk
from games.selectors.labels import criterion_label
from games.selectors.reading import decision_rows, team_rows
from games.selectors.scorevalues import Figures, Line, Result, ScoreField, Sheet, Voice, figures
from games.selectors.townname import TownName

LEAST_SECRET = 3
"""With a closed ballot means are shown from this many sheets on."""

Scores = Mapping[str, Mapping[str, int]]
"""Of one town: points by card and criterion."""


@dataclass(frozen=True, slots=True)
class Given:
    """What one town scored: before the debate, as it counts, and which cards anew."""

    first: Scores
    now: Scores
    revised: Sequence[str]


@dataclass(frozen=True, slots=True)
class Scored:
    """An application as it is scored: its card and all who apply for it."""

    card: str
    partners: tuple[str, ...]
    applicants: str


def is_closed(rows: Mapping[int, TeamDecision]) -> bool:
    """Whether the first scoring of a round is closed; ``rows``: its decisions by team."""
    return any(row.first_scores is not None for row in rows.values())


def sheets(desk: Desk, laid: Table, revised: Sequence[str]) -> tuple[Sheet, ...]:
    """The score sheets of one town."""
    known = {each.card: each for each in applied(laid, desk.names)}
    return tuple(
        Sheet(
            card=card,
            name=desk.scenario.projects[card].name,
            applicants=known[card].applicants,
            fields=tuple(_fields(desk, card)),
            complete=card_scored(desk.decision, card, desk.scenario.scoring),
            revised=card in revised,
        )
        for card in laid.scorable(desk.town)
    )


def _fields(desk: Desk, card: str) -> Iterator[ScoreField]:
    own = desk.decision.scores.get(card, {})
    for criterion in desk.scenario.scoring:
        value = str(own.get(criterion, ""))
        path = f"scores.{card}.{criterion}"
        yield ScoreField(path, criterion, criterion_label(criterion), value)


def applied(laid: Table, names: Mapping[str, TownName]) -> tuple[Scored, ...]:
    """The cards on the table with those who apply for them."""
    bids: dict[str, list[Sequence[str]]] = {}
    for each in laid.applied:
        bids.setdefault(each.application.project, []).append(each.partners)
    return scored_cards(bids, names)


def scored_cards(
    bids: Mapping[str, Sequence[Sequence[str]]], names: Mapping[str, TownName]
) -> tuple[Scored, ...]:
    """Cards with all who apply for them; ``bids``: the applicants of each application, by card."""
    return tuple(
        Scored(
            card,
            tuple(dict.fromkeys(town for bid in found for town in bid)),
            " / ".join(" + ".join(names[town].name for town in bid) for bid in found),
        )
        for card, found in bids.items()
    )


def given_now(game: Game) -> dict[str, Given]:
    """What the towns gave in the running round; nothing while the first scoring is open."""
    rows = decision_rows(game.pk, game.round_number)
    if not is_closed(rows):
        return {}
    return {
        team.town: Given(row.first_scores or {}, row.content.get("scores", {}), row.revised)
        for team in team_rows(game.pk)
        if (row := rows.get(team.pk)) is not None
    }


def given_in(stored: Mapping[str, Any]) -> dict[str, Given]:
    """What the towns gave in a settled round; ``stored``: its decisions by town."""
    return {
        town: Given(
            each["first_scores"], each["content"].get("scores", {}), each.get("revised", ())
        )
        for town, each in stored.items()
        if "first_scores" in each
    }


def results(
    scenario: Scenario,
    names: Mapping[str, TownName],
    cards: Sequence[Scored],
    given: Mapping[str, Given],
) -> tuple[Result, ...]:
    """Means and spread of each application; nothing where nothing has been ``given``."""
    return tuple(_result(scenario, names, each, given) for each in cards) if given else ()


def _result(
    scenario: Scenario,
    names: Mapping[str, TownName],
    scored: Scored,
    given: Mapping[str, Given],
) -> Result:
    others = {town: each for town, each in given.items() if town not in scored.partners}
    first = _sheets([each.first for each in others.values()], scenario, scored.card)
    now = _sheets([each.now for each in others.values()], scenario, scored.card)
    return Result(
        card=scored.card,
        name=scenario.projects[scored.card].name,
        applicants=scored.applicants,
        lines=tuple(
            Line(name, criterion_label(name), *(_of(each, name) for each in (first, now)))
            for name in scenario.scoring
        ),
        total=Line(
            "", _("Punkte gesamt"), *(_total(scenario, scored, each) for each in (first, now))
        ),
        voices=()
        if scenario.options.closed_ballot
        else tuple(_voices(scenario, names, scored.card, others)),
        revised=sum(scored.card in each.revised for each in others.values()),
    )


def _sheets(given: Sequence[Scores], scenario: Scenario, card: str) -> list[Mapping[str, int]]:
    """The sheets of a card; of very few secret ones a mean would tell each what the other gave."""
    found = [scores[card] for scores in given if scores.get(card)]
    secret = scenario.options.closed_ballot and len(found) < LEAST_SECRET
    return [] if secret else found


def _of(sheets_of: Sequence[Mapping[str, int]], criterion: str) -> Figures | None:
    return figures(spread([sheet[criterion] for sheet in sheets_of if criterion in sheet]))


def _total(
    scenario: Scenario, scored: Scored, sheets_of: Sequence[Mapping[str, int]]
) -> Figures | None:
    """Of the points that each whole sheet would give the application."""
    card, count = scenario.projects[scored.card], len(scored.partners)
    return figures(
        spread(
            [
                points(scenario, card, count, {name: TENTHS * sheet[name] for name in sheet})
                for sheet in sheets_of
                if sheet.keys() >= scenario.scoring.keys()
            ]
        )
    )


def _voices(
    scenario: Scenario, names: Mapping[str, TownName], card: str, given: Mapping[str, Given]
) -> Iterator[Voice]:
    for town, each in given.items():
        first, now = each.first.get(card, {}), each.now.get(card, {})
        if first or now:
            shown = tuple(_change(first.get(name), now.get(name)) for name in scenario.scoring)
            yield Voice(names[town], shown, card in each.revised)


def _change(first: int | None, now: int | None) -> str:
    before, after = ("–" if value is None else str(value) for value in (first, now))
    return after if before == after else f"{before} → {after}"
