"""After a round: two quick questions to everybody, and each team's guess at a neighbour's goal.

The guess is asked after the round's money has been decided and settled (rules section 9); it enters
the decision of the next round when that one is settled, whatever the team decides until then.
"""

from datetime import datetime

from games.access import Viewer
from games.enums import LogKind, Phase, RecapQuestion
from games.errors import Illegal, TooLate
from games.models import Game, RecapAnswer, TeamGuess
from games.rules.legality import check
from games.rules.model import Decision, Guess
from games.selectors.scenarios import scenario_of, state_after
from games.services.actors import playing, sitting
from games.services.phases import Position, phase_over, position
from games.services.receipts import Receipt

LOWEST, HIGHEST = 1, 5


def answer(
    viewer: Viewer,
    *,
    round_number: int,
    question: str,
    value: int,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """A person's answer to one question; a later one takes its place while the phase lasts.

    Raises Illegal("unknown_question"), Illegal("answer_out_of_range"), TooLate("phase_over") or
    TooLate("recap_not_open").
    """
    if question not in set(RecapQuestion):
        raise Illegal("unknown_question", value=question)
    if not LOWEST <= value <= HIGHEST:
        raise Illegal("answer_out_of_range", value=value, minimum=LOWEST, maximum=HIGHEST)
    with sitting(viewer, request_id=request_id, now=now) as (writer, seat):
        if writer.first_entry(LogKind.RECAP_ANSWERED):
            return writer.receipt
        _check_open(writer.game, round_number)
        RecapAnswer.objects.update_or_create(
            seat=seat,
            round_number=round_number,
            question=question,
            defaults={"value": value, "answered_at": writer.now},
        )
        # The log is read aloud in debriefs: it says that somebody answered, never what.
        writer.log(LogKind.RECAP_ANSWERED, {"question": question}, seat.team)
        writer.touch_game()
    return writer.receipt


def guess(
    viewer: Viewer,
    *,
    round_number: int,
    town: str,
    goal: str,
    request_id: str = "",
    now: datetime | None = None,
) -> Receipt:
    """The team's guess after a round; the last one before the phase ends counts.

    Raises TooLate as ``answer``, TooLate("last_round") where no settlement follows, and
    Illegal("illegal") with ``notes`` where the rules forbid it (an unknown goal, guessed before).
    """
    with playing(viewer, request_id=request_id, now=now) as (writer, hand):
        if writer.first_entry(LogKind.GUESS_MADE):
            return writer.receipt
        game = writer.game
        _check_open(game, round_number)
        if round_number >= game.rounds:
            raise TooLate("last_round", round=round_number)
        state = state_after(game.pk, round_number)
        wanted = Decision(guess=Guess(town, goal))
        notes = check(scenario_of(game), state, hand.team.town, wanted)
        if notes:
            raise Illegal("illegal", notes=notes, paths=("guess",))
        TeamGuess.objects.update_or_create(
            team=hand.team,
            round_number=round_number,
            defaults={"town": town, "goal": goal, "by": hand.name, "guessed_at": writer.now},
        )
        writer.log(LogKind.GUESS_MADE, {"town": town, "goal": goal}, hand.team)
        writer.touch_team(hand.team)
    return writer.receipt


def _check_open(game: Game, round_number: int) -> None:
    here = position(game)
    wanted = Position(round_number, Phase.RECAP)
    if here == wanted:
        return
    if here.round_number == round_number and here.phase != Phase.DEBRIEF:
        raise TooLate("recap_not_open", round=round_number)
    raise phase_over(wanted, here)
