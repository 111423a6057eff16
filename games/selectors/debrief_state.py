"""How the board of the debrief is steered: read from ``Game.debrief``, and written back into it.

Only what the facilitator chose is kept here; cards, dots and resolutions have tables of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from games.enums import DebriefStep, DebriefSubject, DebriefVote, Phase
from games.models import Game

STEPS = tuple(DebriefStep)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the facilitator's own.

    ``number`` is the place of its log entry; ``moment`` that of the log entry it is bound to
    (0 = none).
    """

    number: int
    step: DebriefStep
    text: str
    moment: int = 0


@dataclass(frozen=True, slots=True)
class Edited:
    """What the facilitator made of a question that came with the program or the scenario.

    ``text`` "": as it came; ``hidden`` None: shown or not as it came.
    """

    text: str = ""
    hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class Steered:
    """Where the facilitator has led everybody.

    ``free``: people may look around by themselves. ``kind`` and ``item``: what is shown. ``votes``
    by step, where there was one. ``edited`` by key of the question.
    """

    step: DebriefStep = DebriefStep.FEEL
    kind: DebriefSubject = DebriefSubject.CARDS
    item: str = ""
    free: bool = False
    votes: Mapping[DebriefStep, DebriefVote] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()
    edited: Mapping[str, Edited] = field(default_factory=dict)

    def vote(self, step: DebriefStep) -> DebriefVote:
        """Where the vote of a step stands."""
        return self.votes.get(step, DebriefVote.NONE)

    @property
    def voting(self) -> tuple[DebriefStep, ...]:
        """The steps whose vote is open."""
        return tuple(step for step in STEPS if self.vote(step) is DebriefVote.OPEN)


def steered(game: Game) -> Steered | None:
    """How the board stands; None until the facilitator has begun it."""
    stored: Mapping[str, Any] = game.debrief
    if not stored:
        return None
    return Steered(
        step=DebriefStep(stored["step"]),
        kind=DebriefSubject(stored["kind"]),
        item=stored["item"],
        free=stored["free"],
        votes={DebriefStep(step): DebriefVote(vote) for step, vote in stored["votes"].items()},
        asked=tuple(
            Asked(each["number"], DebriefStep(each["step"]), each["text"], each["moment"])
            for each in stored["asked"]
        ),
        edited={
            key: Edited(each["text"], each["hidden"])
            for key, each in stored.get("edited", {}).items()
        },
    )


def stored_form(board: Steered) -> dict[str, Any]:
    """The board as ``Game.debrief`` holds it."""
    return {
        "step": board.step.value,
        "kind": board.kind.value,
        "item": board.item,
        "free": board.free,
        "votes": {step.value: vote.value for step, vote in board.votes.items()},
        "asked": [
            {
                "number": each.number,
                "step": each.step.value,
                "text": each.text,
                "moment": each.moment,
            }
            for each in board.asked
        ],
        "edited": {
            key: {"text": each.text, "hidden": each.hidden} for key, each in board.edited.items()
        },
    }


def without_words(stored: Mapping[str, Any], gone: str) -> dict[str, Any]:
    """The stored board without what the facilitator wrote; questions of others as they came."""
    if not stored:
        return {}
    edited: Mapping[str, Mapping[str, Any]] = stored.get("edited", {})
    return {
        **stored,
        "asked": [{**each, "text": gone} for each in stored["asked"]],
        "edited": {key: {**each, "text": ""} for key, each in edited.items()},
    }


def with_vote(board: Steered, step: DebriefStep, vote: DebriefVote) -> Steered:
    """The board with the vote of one step changed."""
    return replace(board, votes={**board.votes, step: vote})


def is_led(game: Game) -> bool:
    """Whether all devices follow the facilitator now."""
    board = steered(game)
    return game.phase == Phase.DEBRIEF and board is not None and not board.free


def is_running(game: Game) -> bool:
    """Whether the board is open for cards, votes and resolutions."""
    return game.phase == Phase.DEBRIEF and bool(game.debrief)


def debrief_key(game: Game) -> str:
    """Changes when everybody is led somewhere else, or a vote is opened or closed."""
    board = steered(game)
    if board is None:
        return ""
    return ":".join(["", "frei" if board.free else board.step.value, *board.voting])
