"""Settled rounds of several regions added up, as they were stored: for laying regions side by side.

Two queries however many regions and rounds there are; what the process has added up once it keeps,
for a settled round never changes.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from games.models import Settlement
from games.rules.posting import FUND
from games.selectors.memo import Newest

MOST_KEPT = 1024
_BACK: Final = "F7"
"""The rule that gives back what a fund still has."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RoundSums:
    """A region after a round (0 = the start), over all its municipalities.

    ``values``: the region's values in ten-thousandths by name. ``account``: all accounts together;
    ``short``: municipalities whose running result was below zero, ``watched``: under supervision.
    Of the round itself, in euro: ``paid_in`` by municipalities to the fund, ``others_in`` by county
    and state, ``paid_out`` to municipalities, ``given_back`` what came back to them of the rest.
    """

    number: int
    values: Mapping[str, int]
    towns: int
    inhabitants: int
    account: int
    short: int
    watched: int
    agreements: int
    fund_money: int
    paid_in: int
    others_in: int
    paid_out: int
    given_back: int


def sums_of(games: Collection[int]) -> Mapping[int, tuple[RoundSums, ...]]:
    """The rounds of these games by game, from the start on; two queries."""
    keys = list(
        Settlement.objects.filter(game_id__in=games, superseded_at__isnull=True)
        .order_by("game_id", "round_number")
        .values_list("game_id", "pk", "digest")
    )
    missing = [pk for _game, pk, digest in keys if _kept.get((pk, digest)) is None]
    read = _read(missing) if missing else {}
    found: dict[int, list[RoundSums]] = {game: [] for game in games}
    for game, pk, digest in keys:
        sums = read.get(pk) or _kept.get((pk, digest))
        if sums is not None:
            found[game].append(sums)
    return {game: tuple(rounds) for game, rounds in found.items()}


_kept: Newest[RoundSums] = Newest(MOST_KEPT)


def _read(pks: Iterable[int]) -> dict[int, RoundSums]:
    read = {}
    for row in Settlement.objects.filter(pk__in=pks).iterator():
        read[row.pk] = _sums(row.round_number, row.state_after, row.content)
        _kept.put((row.pk, row.digest), read[row.pk])
    return read


def _sums(number: int, state: Json, content: Json) -> RoundSums:
    towns: Json = state["towns"]
    flows = _flows(towns, content.get("postings", ()))
    return RoundSums(
        number=number,
        values=dict(state.get("region") or {}),
        towns=len(towns),
        inhabitants=sum(sum(town["people"]) for town in towns.values()),
        account=sum(town["account"] for town in towns.values()),
        short=sum(town["running"] < 0 for town in towns.values()) if number else 0,
        watched=sum(town["watched"] for town in towns.values()),
        agreements=len(state.get("agreements", ())),
        fund_money=state["fund"]["money"],
        **flows,
    )


def _flows(towns: Json, postings: Iterable[Json]) -> dict[str, int]:
    flows = {"paid_in": 0, "others_in": 0, "paid_out": 0, "given_back": 0}
    for each in postings:
        if each["target"] == FUND:
            flows["paid_in" if each["source"] in towns else "others_in"] += each["amount"]
        elif each["source"] == FUND and each["target"] in towns:
            flows["given_back" if each["rule"] == _BACK else "paid_out"] += each["amount"]
    return flows
