"""Closing and settling a round, inside the transaction that moves the game on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from games.enums import DecisionSource, DecisionStatus, LogKind, MissingRule
from games.models import Settlement, Team, TeamDecision
from games.rules.canonical import digest
from games.rules.codec import decision_from_json, settlement_to_json, state_to_json
from games.rules.settle import ENGINE_VERSION, settle
from games.rules.start import start
from games.selectors.scenarios import scenario_of, state_after
from games.services.decisions import current_decisions
from games.services.writing import Writer

CONTENT_KEYS = ("postings", "notes", "event", "services")


@dataclass(frozen=True, slots=True)
class _Stored:
    """A settlement as JSON: the state after the round and how it came about."""

    round_number: int
    engine_version: int
    state: Mapping[str, Any]
    content: Mapping[str, Any]


def store_start(writer: Writer) -> None:
    """Compute and store the starting state as round 0."""
    game = writer.game
    state = start(scenario_of(game), game.seed, game.cooperation_model)
    content: dict[str, Any] = {
        "decisions": {},
        "postings": [],
        "notes": [],
        "event": None,
        "services": {},
    }
    _store(writer, _Stored(0, ENGINE_VERSION, state_to_json(state), content))


def close_and_settle(writer: Writer, missing_rule: MissingRule | None = None) -> None:
    """Fix every team's decision of the round, settle, and store the result.

    What is submitted counts. Else, by ``missing_rule`` (default: the game's), the saved draft
    counts as it is, or the engine's default does; such a team is shown as missing.
    """
    game = writer.game
    scenario, round_number = scenario_of(game), game.round_number
    rule = missing_rule or MissingRule(game.missing_rule)
    fixed = _fix_decisions(writer, rule)
    decisions = {town: decision_from_json(row.content) for town, row in fixed.items()}
    settlement = settle(scenario, state_after(game.pk, round_number - 1), decisions)
    plain = settlement_to_json(settlement)
    content = {key: plain[key] for key in CONTENT_KEYS} | {
        "decisions": {
            town: {"content": row.content, "status": row.status, "source": row.source}
            for town, row in fixed.items()
        }
    }
    stored = _store(
        writer, _Stored(round_number, settlement.engine_version, plain["state_after"], content)
    )
    missing = [town for town, row in fixed.items() if row.status == DecisionStatus.MISSING]
    writer.log(
        LogKind.ROUND_SETTLED,
        {"settlement": stored.digest, "engine": stored.engine_version, "missing": missing},
    )
    writer.touch_game()


def _fix_decisions(writer: Writer, rule: MissingRule) -> dict[str, TeamDecision]:
    """The row of every town as it counts, in the order of the teams."""
    game = writer.game
    rows = current_decisions(game.pk, game.round_number)
    fixed = {}
    for team in Team.objects.filter(game=game):
        row = rows.get(team.pk)
        if row is None or (row.status == DecisionStatus.DRAFT and rule == MissingRule.DEFAULT):
            row = _missing(team, row, writer)
            writer.touch_team(team)
        fixed[team.town] = row
    return fixed


def _missing(team: Team, row: TeamDecision | None, writer: Writer) -> TeamDecision:
    """Store that the default counts; a draft that does not count stays in the log."""
    row = row or TeamDecision(team=team, round_number=writer.game.round_number)
    row.content, row.field_revisions = {}, {}
    row.status, row.source = DecisionStatus.MISSING, DecisionSource.DEFAULT
    row.updated_at = writer.now
    row.save()
    return row


def _store(writer: Writer, result: _Stored) -> Settlement:
    return Settlement.objects.create(
        game=writer.game,
        round_number=result.round_number,
        engine_version=result.engine_version,
        state_after=result.state,
        content=result.content,
        digest=settlement_digest(
            result.round_number, result.engine_version, result.state, result.content
        ),
        settled_at=writer.now,
    )


def settlement_digest(
    round_number: int, engine_version: int, state: Mapping[str, Any], content: Mapping[str, Any]
) -> str:
    """SHA-256 (hex) over everything that a stored settlement says."""
    return digest(
        {"round": round_number, "engine": engine_version, "state": state, "content": content}
    )
