"""Meetings, promises, help and the joint building: fields of the draft on a screen of their own."""

from django.utils import timezone

from games.selectors.pact_state import pact_state
from games.views.player_screen import player_screen

pacts = player_screen(
    "pacts",
    "absprachen/page.html",
    fits=lambda context: context["pacts"] is not None,
    says=lambda viewer: pact_state(viewer, timezone.now()),
)
"""Before the first round there is nothing to agree on."""
