"""``python -m games.rehearsal``: the plan as JSON on standard input, lines of JSON come out.

``{"step": …, "percent": …}`` while it plays, at last ``{"outcome": {…}}``. Standard input stays
open as long as whoever started it lives; its end is the end of the rehearsal.
"""

import asyncio
import json
import os
import sys
import threading
from typing import Any

from games.rehearsal.play import Plan, Play

ORPHANED = 3


def tell(line: dict[str, Any]) -> None:
    """One line to whoever started this."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def end_with_parent() -> None:
    """Wait until nobody holds the other end any more, and go at once."""
    sys.stdin.read()
    os._exit(ORPHANED)


def main() -> None:
    """Read the plan, play it, tell the outcome."""
    plan = Plan.read(json.loads(sys.stdin.readline()))
    threading.Thread(target=end_with_parent, daemon=True).start()
    play = Play(plan, lambda step, percent: tell({"step": step, "percent": percent}))
    tell({"outcome": asyncio.run(play.run())})


main()
