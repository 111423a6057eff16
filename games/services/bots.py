"""Bots: deciding for the teams they play, and filling teams without people."""

from games.enums import DecisionSource, DecisionStatus, LogKind, Phase
from games.errors import Illegal
from games.models import Team, TeamDecision
from games.rules.board import table, without_board
from games.rules.bots import STRATEGIES
from games.rules.codec import decision_to_json
from games.rules.composition import without_offers
from games.rules.model import Decision
from games.selectors.decided import decided
from games.selectors.scenarios import scenario_of, state_before
from games.services.decisions import current_decision, current_decisions
from games.services.offer_bots import bots_answer_all
from games.services.staffing import assign_bot
from games.services.writing import Writer

DEFAULT_BOT = "reziprok"


def checked_bot(bot: str) -> str:
    """The strategy's name, or "" for people. Raises Illegal for an unknown one."""
    if bot and bot not in STRATEGIES:
        raise Illegal("unknown_bot", bot=bot, known=sorted(STRATEGIES))
    return bot


def fill_empty_teams(writer: Writer) -> None:
    """Give every team in which nobody has taken a seat to the default bot."""
    people = {"seats__joined_at__isnull": False, "seats__removed_at__isnull": True}
    taken = Team.objects.filter(game=writer.game, **people).values("pk")
    for team in Team.objects.filter(game=writer.game, bot="").exclude(pk__in=taken):
        assign_bot(writer, team, DEFAULT_BOT)


def bots_decide(writer: Writer) -> None:
    """Answer, decide and submit for all bots of the game; called when ``deciding`` starts."""
    bots_answer_all(writer)
    for team in Team.objects.filter(game=writer.game).exclude(bot=""):
        bot_decides(writer, team)


def bot_decides(writer: Writer, team: Team) -> None:
    """Submit the bot's decision of the current round unless the team has submitted one."""
    game = writer.game
    row = current_decision(team, game.round_number)
    if row is not None and row.status == DecisionStatus.SUBMITTED:
        return
    row = row or TeamDecision(team=team, round_number=game.round_number)
    decision = _wishes(writer, team)
    if Phase.AWARDING in game.round_phases:
        decision = without_board(decision)
    # Its offers are on the table already, and what it signed stands there.
    row.content = decision_to_json(without_offers(decision))
    row.revision += 1
    row.field_revisions = {}
    row.status = DecisionStatus.SUBMITTED
    row.source = DecisionSource.BOT
    row.updated_at = row.submitted_at = writer.now
    row.save()
    writer.log(LogKind.DECISION_SUBMITTED, {"revision": row.revision, "bot": team.bot}, team)
    writer.touch_team(team)
    writer.touch_game()


def _wishes(writer: Writer, team: Team) -> Decision:
    game = writer.game
    state = state_before(game)
    return STRATEGIES[team.bot](scenario_of(game), state, team.town)


def bots_vote(writer: Writer) -> None:
    """Vote for all bots of the game; called when ``awarding`` starts."""
    for team in Team.objects.filter(game=writer.game).exclude(bot=""):
        bot_votes(writer, team)


def bot_votes(writer: Writer, team: Team) -> None:
    """Vote on and score what was applied for, each as far as the team has not done so itself.

    A bot scores as the card says: it has no opinion beyond the rules, and never scores anew.
    """
    game = writer.game
    rows = current_decisions(game.pk, game.round_number)
    row = rows[team.pk]
    scenario, state = scenario_of(game), state_before(game)
    laid = table(scenario, state, decided(game, rows))
    wished = _wishes(writer, team).votes
    scorable = laid.scorable(team.town) if row.first_scores is None else ()
    board = Decision(
        votes={card: wished[card] for card in laid.due(team.town) if card in wished},
        scores={
            card: {name: scenario.projects[card].scores.get(name, 0) for name in scenario.scoring}
            for card in scorable
        },
    )
    content = {**decision_to_json(board), **row.content}
    if content == row.content:
        return
    row.content, row.revision, row.updated_at = content, row.revision + 1, writer.now
    row.save()
    writer.log(LogKind.DRAFT_SAVED, {"revision": row.revision, "bot": team.bot}, team)
    writer.touch_team(team)
    writer.touch_game()
