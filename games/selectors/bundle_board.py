"""The board of the debrief as it stands in the file of a game."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q

from games.bundles.board import sealed_row
from games.enums import DebriefStep, DebriefVote, Phase
from games.models import DebriefCard, Game, Resolution
from games.selectors.debrief_dots import shows_dots, voters
from games.selectors.debrief_state import Steered, steered

Json = dict[str, Any]


def board_part(game: Game, team_id: int | None = None) -> Json | None:
    """The whole board, or what of it is a team's own; None where there was none. Three queries.

    A team's own are its cards and its resolutions that hang on the board, and the resolutions of
    all. Who wrote and who gave dots is in neither.
    """
    board = steered(game)
    if board is None:
        return None
    return sealed_row(
        {
            "votes": {
                step.value: vote.value
                for step, vote in board.votes.items()
                if vote is not DebriefVote.NONE
            },
            "asked": [sealed_row(row) for row in _asked(game, board)],
            "edited": [
                sealed_row({"key": key, "text": each.text, "hidden": each.hidden})
                for key, each in sorted(board.edited.items())
            ],
            "cards": [sealed_row(row) for row in _cards(game, board, team_id)],
            "resolutions": [sealed_row(row) for row in _resolutions(game, team_id)],
        }
    )


def _asked(game: Game, board: Steered) -> Iterator[Json]:
    for each in sorted(board.asked, key=lambda asked: asked.number):
        yield {
            "number": each.number,
            "step": each.step.value,
            "text": _words(game, each.text),
            "moment": each.moment,
        }


def _cards(game: Game, board: Steered, team_id: int | None) -> Iterator[Json]:
    rows = DebriefCard.objects.filter(game=game)
    if team_id is not None:
        rows = rows.filter(team_id=team_id, hidden_at__isnull=True)
    over, voted = game.phase == Phase.ENDED, voters(game.pk)
    names = ("sequence", "step", "team__town", "text", "group", "hidden_at", "dots__count")
    found = rows.annotate(Count("dots")).order_by("sequence").values_list(*names)
    for number, step, town, text, group, hidden_at, dots in found:
        shows = shows_dots(board, DebriefStep(step), voted.get(step, 0), over=over)
        yield {
            "number": number,
            "step": step,
            "town": town,
            "text": _words(game, text),
            "group": _words(game, group),
            "dots": dots if shows else None,
            "hidden": hidden_at is not None,
        }


def _resolutions(game: Game, team_id: int | None) -> Iterator[Json]:
    rows = Resolution.objects.filter(game=game).select_related("team")
    if team_id is not None:
        own = Q(team_id=team_id) | Q(team__isnull=True)
        rows = rows.filter(own, hidden_at__isnull=True)
    for row in rows.order_by("sequence"):
        yield {
            "number": row.sequence,
            "town": row.team.town if row.team else "",
            "text": _words(game, row.text),
            "until": _words(game, row.until),
            "hidden": row.hidden_at is not None,
        }


def _words(game: Game, text: str) -> str | None:
    """What was written; None where it was taken out for good."""
    return None if game.anonymised_at and text else text
