"""Bots: deciding for the teams they play, and filling teams without people."""

from games.enums import DecisionSource, DecisionStatus, LogKind
from games.errors import Illegal
from games.models import Team, TeamDecision
from games.rules.bots import STRATEGIES
from games.rules.codec import decision_to_json
from games.selectors.scenarios import scenario_of, state_after
from games.services.decisions import current_decision
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
    """Decide and submit for all bots of the game; called when ``deciding`` starts."""
    for team in Team.objects.filter(game=writer.game).exclude(bot=""):
        bot_decides(writer, team)


def bot_decides(writer: Writer, team: Team) -> None:
    """Submit the bot's decision of the current round unless the team has submitted one."""
    game = writer.game
    row = current_decision(team, game.round_number)
    if row is not None and row.status == DecisionStatus.SUBMITTED:
        return
    row = row or TeamDecision(team=team, round_number=game.round_number)
    state = state_after(game.pk, game.round_number - 1)
    decision = STRATEGIES[team.bot](scenario_of(game), state, team.town)
    row.content = decision_to_json(decision)
    row.revision += 1
    row.field_revisions = {}
    row.status = DecisionStatus.SUBMITTED
    row.source = DecisionSource.BOT
    row.updated_at = row.submitted_at = writer.now
    row.save()
    writer.log(LogKind.DECISION_SUBMITTED, {"revision": row.revision, "bot": team.bot}, team)
    writer.touch_team(team)
    writer.touch_game()
