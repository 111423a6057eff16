"""Tables. Slim: constraints and ``__str__``; every write goes through ``games.services``."""

from games.models.botgames import BotGames
from games.models.debrief import DebriefCard, DebriefDot, Resolution
from games.models.game import Device, Game, Seat, Team
from games.models.links import ReviewLink
from games.models.log import LogEntry
from games.models.note import Note
from games.models.offers import Offer, OfferAnswer, OfferDraft, OfferRevision
from games.models.play import Settlement, TeamDecision
from games.models.recap import RecapAnswer, TeamGuess
from games.models.reflection import ReflectionAnswer
from games.models.rehearsal import Pulse, Rehearsal
from games.models.scenario import ScenarioVersion
from games.models.talk import Message
from games.models.workshop import (
    Workshop,
    WorkshopEntry,
    WorkshopGone,
    WorkshopInvitation,
    WorkshopMember,
)

__all__ = [
    "BotGames",
    "DebriefCard",
    "DebriefDot",
    "Device",
    "Game",
    "LogEntry",
    "Message",
    "Note",
    "Offer",
    "OfferAnswer",
    "OfferDraft",
    "OfferRevision",
    "Pulse",
    "RecapAnswer",
    "ReflectionAnswer",
    "Rehearsal",
    "Resolution",
    "ReviewLink",
    "ScenarioVersion",
    "Seat",
    "Settlement",
    "Team",
    "TeamDecision",
    "TeamGuess",
    "Workshop",
    "WorkshopEntry",
    "WorkshopGone",
    "WorkshopInvitation",
    "WorkshopMember",
]
