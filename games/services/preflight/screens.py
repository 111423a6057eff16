"""Screens that tell of themselves: the facilitator's browser and the window on the wall."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from games.enums import Check, Light
from games.selectors.preflight import Finding
from games.services import fleeting

BROWSER_SECONDS = 60 * 60
DEVIATION_CARE_MS = 5_000
"""Countdowns allow for the difference; people who look at their own clock do not."""
SOCKET_CARE_MS = 1_000
WALL_SECONDS = 45
"""A window on the wall says every 15 seconds that it is open."""
LEAST_WIDTH, LEAST_HEIGHT = 1280, 720
"""Below this the letters of the wall's page cannot be read from eight metres."""
KEPT_SECONDS = 24 * 60 * 60


def browser_key(game_id: int, user_id: int) -> str:
    """Where is kept what a facilitator's browser measured."""
    return f"preflight:browser:{game_id}:{user_id}"


def wall_key(game_id: int) -> str:
    """Where is kept what the newest projector window said."""
    return f"preflight:wall:{game_id}"


def browser(game_id: int, user_id: int, now: datetime) -> Finding:
    """What the facilitator's browser measured within the last hour."""
    key = browser_key(game_id, user_id)
    said = fleeting.read([key]).get(key)
    if said is None or now.timestamp() - said["at"] > BROWSER_SECONDS:
        return Finding(Check.BROWSER, Light.UNKNOWN, "unmeasured")
    figures = {
        **said,
        "age_s": max(0, int(now.timestamp() - said["at"])),
        "limit_ms": DEVIATION_CARE_MS,
    }
    if not said["cookie"]:
        return Finding(Check.BROWSER, Light.BAD, "no_cookie", figures)
    if said["socket_ms"] is None:
        return Finding(Check.BROWSER, Light.CARE, "no_socket", figures)
    if abs(said["deviation_ms"]) > DEVIATION_CARE_MS:
        return Finding(Check.BROWSER, Light.CARE, "deviates", figures)
    slow = max(said["http_ms"], said["socket_ms"]) > SOCKET_CARE_MS
    return Finding(
        Check.BROWSER, Light.CARE if slow else Light.GOOD, "slow" if slow else "ok", figures
    )


def projector(game_id: int, now: datetime) -> Finding:
    """Whether a window on the wall is open and large enough."""
    key = wall_key(game_id)
    said: Mapping[str, Any] | None = fleeting.read([key]).get(key)
    least = {"least_width": LEAST_WIDTH, "least_height": LEAST_HEIGHT, "limit_s": WALL_SECONDS}
    if said is None:
        return Finding(Check.PROJECTOR, Light.CARE, "none", least)
    age = max(0, int(now.timestamp() - said["at"]))
    figures = {**least, "width": said["width"], "height": said["height"], "age_s": age}
    if age > WALL_SECONDS:
        return Finding(Check.PROJECTOR, Light.CARE, "gone", figures)
    if said["width"] < LEAST_WIDTH or said["height"] < LEAST_HEIGHT:
        return Finding(Check.PROJECTOR, Light.CARE, "small", figures)
    return Finding(Check.PROJECTOR, Light.GOOD, "ok", figures)
