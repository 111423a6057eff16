"""Why a command about an offer was refused, in a sentence."""

from games.access import Viewer
from games.errors import GameError
from games.selectors.offer_checks import fault_sentence
from games.views.team_commands import why


def refusal_sentence(viewer: Viewer, error: GameError) -> str:
    """The sentence for a refused command about an offer, faults of the paper included."""
    return why(viewer, error, fault_sentence)
