"""What a process keeps of its renderings, to be let go of."""

from games.live import answer, seats
from games.templatetags import kept
from games.views import team_page


def forget():
    """The next rendering is a fresh one, whatever was rendered for whom before."""
    answer._shared.clear()
    kept._regions.clear()
    kept._rendered.cache_clear()
    seats._boards._kept.clear()
    team_page.forget()
