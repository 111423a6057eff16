"""The region with its figures, the own people, and the team's own history."""

from django.utils import timezone

from games.selectors import jottings, state
from games.views.player_screen import player_screen

region = player_screen("region", "region/page.html")
data = player_screen(
    "data",
    "daten/page.html",
    says=lambda viewer: state.data_state(viewer, timezone.now()),
)
history = player_screen(
    "history", "verlauf/page.html", more=lambda viewer: {"notes": jottings.of_team(viewer)}
)
