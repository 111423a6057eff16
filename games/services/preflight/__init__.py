"""The checks before a workshop: what of this server and its ways is not as it should be.

Each check measures, compares with a limit that has a reason, and never raises: what cannot be
measured is a finding as well. Sentences are made where they are shown
(``selectors.preflight_words``).
"""

from games.services.preflight.checks import browser_said, newest, projector_said, run
from games.services.preflight.network import is_token

__all__ = ["browser_said", "is_token", "newest", "projector_said", "run"]
