"""Closing and settling a round, inside the transaction that moves the game on."""

from collections.abc import Mapping
from typing import Any

from games.enums import DecisionSource, DecisionStatus, LogKind, MissingRule, Phase
from games.models import Settlement, Team, TeamDecision
from games.models.prepared import Prepared
from games.rules.codec import decision_to_json
from games.rules.settle import settle
from games.rules.start import start
from games.rules.stored import StoredForm, start_form, stored_form
from games.selectors.course import course_of
from games.selectors.deals import deals_of
from games.selectors.decided import decided
from games.selectors.scenarios import scenario_of, state_before
from games.selectors.waiting import waiver
from games.services.decisions import current_decisions
from games.services.offer_rounds import close_offers
from games.services.writing import Writer

_teams = Prepared(lambda game: Team.objects.filter(game_id=game).order_by("position"))
"""Rows of this transaction's own: settling moves their versions."""


def store_start(writer: Writer) -> None:
    """Compute and store the starting state as round 0."""
    game = writer.game
    state = start(scenario_of(game), game.seed, game.cooperation_model)
    _store(writer, start_form(state))


def close_decisions(writer: Writer, missing_rule: MissingRule | None = None) -> None:
    """Fix every team's decision of the round; a board of the fund may still vote after that.

    What is submitted counts. Else, by ``missing_rule`` (default: the game's), the saved draft
    counts as it is, or the engine's default does; such a team is shown as missing. For a team that
    was waited for in vain counts what was said then (``Team.waived``). Offers that a team made or
    signed count in any case: they were given to others.
    """
    game = writer.game
    fixed = _fix_decisions(writer, missing_rule or MissingRule(game.missing_rule))
    if Phase.AWARDING in game.round_phases:
        writer.log(LogKind.DECISIONS_CLOSED, {"missing": _missing_of(fixed)})
        writer.touch_game()


def settle_round(writer: Writer) -> None:
    """Settle the round with the decisions as they were fixed, and store the result."""
    game = writer.game
    scenario, round_number = scenario_of(game), game.round_number
    rows = current_decisions(game.pk, round_number)
    fixed = {team.town: rows[team.pk] for team in _teams(game.pk)}
    deals = deals_of(game.pk, round_number)
    decisions = decided(game, rows)
    played = course_of(game).played.get(round_number)
    settlement = settle(scenario, state_before(game), decisions)
    close_offers(writer, settlement, deals)
    taken = {
        town: {
            "content": decision_to_json(decisions[town]),
            "status": row.status,
            "source": row.source,
            **_first_scores(row),
        }
        for town, row in fixed.items()
    }
    stored = _store(writer, stored_form(settlement, taken, played))
    writer.log(
        LogKind.ROUND_SETTLED,
        {
            "settlement": stored.digest,
            "engine": stored.engine_version,
            "missing": _missing_of(fixed),
        },
    )
    writer.touch_game()


def _first_scores(row: TeamDecision) -> dict[str, Any]:
    """What was scored before the debate, where there was one; the content holds what counts."""
    if row.first_scores is None:
        return {}
    return {"first_scores": row.first_scores, "revised": row.revised}


def _missing_of(fixed: Mapping[str, TeamDecision]) -> list[str]:
    """Towns that have not decided, in the order of the teams."""
    return [town for town, row in fixed.items() if row.status == DecisionStatus.MISSING]


def _fix_decisions(writer: Writer, rule: MissingRule) -> dict[str, TeamDecision]:
    """The row of every town as it counts, in the order of the teams."""
    game = writer.game
    rows = current_decisions(game.pk, game.round_number)
    fixed: dict[str, TeamDecision] = {}
    made, changed = [], []
    for team in _teams(game.pk):
        row, own = rows.get(team.pk), waiver(team, game) or rule
        if row is None:
            row = TeamDecision(team=team, round_number=game.round_number)
            made.append(row)
        elif row.status == DecisionStatus.DRAFT and not _counts(row, own):
            row.team = team
            changed.append(row)
        fixed[team.town] = row
    for row in (*made, *changed):
        _play_default(row, writer)
    TeamDecision.objects.bulk_create(made)
    TeamDecision.objects.bulk_update(changed, _DEFAULT)
    return fixed


def _counts(draft: TeamDecision, rule: MissingRule) -> bool:
    """Whether a draft is taken as it is; revision 0: nobody has written anything (``undo``)."""
    return rule == MissingRule.DRAFT and draft.revision > 0


_DEFAULT = ("content", "field_revisions", "status", "source", "updated_at")


def _play_default(row: TeamDecision, writer: Writer) -> None:
    """Let the default count; a draft that does not count stays in the log."""
    row.content, row.field_revisions = {}, {}
    row.status, row.source = DecisionStatus.MISSING, DecisionSource.DEFAULT
    row.updated_at = writer.now
    writer.touch_team(row.team)


def _store(writer: Writer, result: StoredForm) -> Settlement:
    return Settlement.objects.create(
        game=writer.game,
        round_number=result.round_number,
        attempt=len(_attempts(writer.game.pk, result.round_number)) + 1,
        engine_version=result.engine_version,
        state_after=result.state,
        content=result.content,
        digest=result.digest,
        settled_at=writer.now,
    )


_attempts = Prepared(
    lambda game, number: Settlement.objects.filter(game_id=game, round_number=number).values_list(
        "pk"
    ),
    2,
)
