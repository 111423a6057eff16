"""Who is here right now, and at work on what: heartbeats with a short life, no part of the game."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from games.services import fleeting

LIFE = timedelta(seconds=25)
MOST_SIGNS = 80


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody's cursor is in: a field of a screen, and what the page calls it."""

    screen: str
    field: str
    label: str


def working(seat_id: int, work: Work | None, now: datetime) -> None:
    """Note what a seat is at work on, or (None) that it is on nothing any more.

    The words come from a browser: only the first 80 visible signs of each are kept.
    """
    said = {name: _visible(text) for name, text in asdict(work).items()} if work else {}
    fleeting.write(_work_key(seat_id), {**said, "at": now.timestamp()}, LIFE.total_seconds())


def at_work(seat_ids: Iterable[int], now: datetime) -> Mapping[int, Work]:
    """What those of the seats work on that said so within the last 25 seconds."""
    wanted = {_work_key(seat_id): seat_id for seat_id in seat_ids}
    oldest = (now - LIFE).timestamp()
    return {
        wanted[key]: Work(said["screen"], said["field"], said["label"])
        for key, said in fleeting.read(wanted).items()
        if said["at"] >= oldest and said.get("field")
    }


def _visible(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable())[:MOST_SIGNS]


def seen(seat_id: int, now: datetime) -> None:
    """Note a heartbeat of a seat."""
    fleeting.write(_key(seat_id), now.timestamp(), LIFE.total_seconds())


def online(seat_ids: Iterable[int], now: datetime) -> frozenset[int]:
    """Those of the seats that were heard of within the last 25 seconds."""
    wanted = {_key(seat_id): seat_id for seat_id in seat_ids}
    oldest = (now - LIFE).timestamp()
    heard = fleeting.read(wanted)
    return frozenset(wanted[key] for key, at in heard.items() if at >= oldest)


def heard(seat_ids: Iterable[int], now: datetime) -> Mapping[int, int]:
    """How many seconds ago each of the seats was heard of, for those within the last 25."""
    wanted = {_key(seat_id): seat_id for seat_id in seat_ids}
    ages = {wanted[key]: now.timestamp() - at for key, at in fleeting.read(wanted).items()}
    limit = LIFE.total_seconds()
    return {seat_id: max(0, int(age)) for seat_id, age in ages.items() if age <= limit}


def _key(seat_id: int) -> str:
    return f"presence:{seat_id}"


def _work_key(seat_id: int) -> str:
    return f"work:{seat_id}"
