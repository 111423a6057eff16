"""All checks in a row, and what was found last."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from games.access import Viewer
from games.selectors.preflight import Finding, Report
from games.services import fleeting
from games.services.preflight import machine, network, screens, stores
from games.services.ways import ServerWay, ways

MOST_PROCESSES = 8


def run(now: datetime, viewer: Viewer | None = None, *, may_write: bool = True) -> Report:
    """Measure everything; takes some seconds at most where a way is blocked.

    ``may_write``: this process may write into the database; with SQLite the server alone may.
    With a facilitator as ``viewer``: the screens of the game too, and the report is kept for it.
    """
    found = network.tried(_ways(now))
    findings = [
        machine.clock(now),
        stores.database(now, may_write=may_write),
        stores.layer(now),
        machine.disk(Path(settings.VAR)),
        machine.backup(now, Path(settings.VAR)),
        network.proxy(found),
        network.socket(found),
        *(_of_screens(viewer, now) if viewer else ()),
    ]
    report = Report(now, tuple(findings))
    if viewer:
        fleeting.write(_key(viewer.game_id), report.as_json(), screens.KEPT_SECONDS)
    return report


def newest(viewer: Viewer, now: datetime) -> Report | None:
    """What was found last for a game, with its screens as they are now; None: never looked."""
    key = _key(viewer.game_id)
    said = fleeting.read([key]).get(key)
    return Report.read(said).instead(_of_screens(viewer, now)) if said else None


def _of_screens(viewer: Viewer, now: datetime) -> tuple[Finding, Finding]:
    return (
        screens.browser(viewer.game_id, viewer.user_id or 0, now),
        screens.projector(viewer.game_id, now),
    )


def _ways(now: datetime) -> list[ServerWay]:
    """The public way, and straight to every server process on this machine."""
    here = [tuple(pulse.said["direct"]) for pulse in stores.servers(now) if _is_here(pulse)]
    found = ways(here[0]) if here else ways()
    for address in here[1:MOST_PROCESSES]:
        found += [way for way in ways(address) if way.name == "direct"]
    return found


def _is_here(pulse: Any) -> bool:
    return bool(pulse.said.get("direct")) and pulse.name.split(":")[1] == machine.own_name()


def browser_said(
    viewer: Viewer,
    *,
    http_ms: int,
    socket_ms: int | None,
    cookie: bool,
    deviation_ms: int,
    now: datetime,
) -> None:
    """Keep what the facilitator's browser measured on its way here."""
    said = {
        "at": now.timestamp(),
        "http_ms": http_ms,
        "socket_ms": socket_ms,
        "cookie": cookie,
        "deviation_ms": deviation_ms,
    }
    key = screens.browser_key(viewer.game_id, viewer.user_id or 0)
    fleeting.write(key, said, screens.BROWSER_SECONDS)


def projector_said(viewer: Viewer, *, width: int, height: int, now: datetime) -> None:
    """Keep that a window on the wall is open, and its size in the screen's own pixels."""
    said = {"at": now.timestamp(), "width": width, "height": height}
    fleeting.write(screens.wall_key(viewer.game_id), said, screens.KEPT_SECONDS)


def _key(game_id: int) -> str:
    return f"preflight:report:{game_id}"
