"""People before bots: whoever sits down in a bot's chair plays from then on."""

from games.enums import LogKind
from games.models import Team
from games.services.writing import Writer


def dismiss_bot(writer: Writer, team: Team) -> None:
    """Hand the team to its people; what the bot has submitted stays until they reopen it."""
    if team.bot:
        assign_bot(writer, team, "")


def assign_bot(writer: Writer, team: Team, bot: str) -> None:
    """Let a strategy play the team ("" = people)."""
    team.bot = bot
    team.save(update_fields=("bot",))
    writer.log(LogKind.TEAM_BOT_SET, {"bot": bot}, team)
    writer.touch_game()
