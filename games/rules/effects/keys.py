"""Keys: who pays which part of a joint service (rules section 5.4)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from games.rules.effects.usage import access
from games.rules.model import Agreement
from games.rules.money import FULL, clamp, part, rdiv, share_out
from games.rules.work import Round, site_of

DAYS = 365
OUTDOOR_POOL = "freibad"
NEED_KEY = "bedarf"
"""The key of the equalisation that looks at fixed cost and tax power instead of heads."""
NEED_FACTORS = (5000, 20_000)
"""Least and greatest factor for tax power, so that one town without business does not take all."""

Weight = Callable[[Round, Agreement, str, "Basis"], int]


class Basis:
    """What the keys weigh: visits and alone cost (euro a year) by member."""

    __slots__ = ("alone", "visits")

    def __init__(self, visits: Mapping[str, int], alone: Mapping[str, int]) -> None:
        self.visits = visits
        self.alone = alone


def _inhabitants(game: Round, agreement: Agreement, town: str, basis: Basis) -> int:
    return game.towns[town].inhabitants


def _visits(game: Round, agreement: Agreement, town: str, basis: Basis) -> int:
    return basis.visits[town]


def _levy_base(game: Round, agreement: Agreement, town: str, basis: Basis) -> int:
    return max(0, game.towns[town].levy)


def _equal(game: Round, agreement: Agreement, town: str, basis: Basis) -> int:
    return 1


def _alone_cost(game: Round, agreement: Agreement, town: str, basis: Basis) -> int:
    return max(0, basis.alone[town])


def _mixed(game: Round, agreement: Agreement, town: str, basis: Basis) -> int:
    here = game.towns[town]
    service = game.scenario.services[agreement.service]
    nearest = min((game.minutes(town, site) for site in agreement.sites), default=0)
    heads = here.inhabitants + rdiv(here.data.nights, DAYS)
    weight = part(heads * 100, access(service, nearest))
    if here.has(OUTDOOR_POOL) and town not in agreement.sites:
        weight = rdiv(weight, 2)
    return weight


def need_figures(game: Round, agreement: Agreement, town: str) -> tuple[int, int]:
    """Fixed cost (euro) of the service in own hands, and the factor for weak tax power.

    The factor (ten-thousandths, 5000..20000) is the members' tax base per head divided by the
    town's own, both of last year: half the tax power of the others = twice the need.
    """
    towns = [game.towns[name] for name in agreement.members]
    here = game.towns[town]
    base, heads = sum(t.before.tax_base for t in towns), sum(t.inhabitants for t in towns)
    own = max(1, here.before.tax_base) * max(1, heads)
    factor = rdiv(FULL * max(0, base) * here.inhabitants, own)
    fixed = site_of(here, game.scenario.services[agreement.service]).fixed
    return fixed, clamp(factor, *NEED_FACTORS)


def _need(game: Round, agreement: Agreement, town: str, basis: Basis) -> int:
    fixed, factor = need_figures(game, agreement, town)
    return part(fixed, factor)


def _quota(game: Round, agreement: Agreement, town: str, basis: Basis) -> int:
    return agreement.quotas.get(town, 0)


WEIGHTS: Mapping[str, Weight] = {
    "einwohner": _inhabitants,
    "nutzung": _visits,
    "umlagekraft": _levy_base,
    "gleich": _equal,
    "alleinkosten": _alone_cost,
    "misch": _mixed,
    "quoten": _quota,
    NEED_KEY: _need,
}
"""Weight of a member under each key."""


def weights(game: Round, agreement: Agreement, key: str, basis: Basis) -> dict[str, int]:
    """Weights of all members under a key; never negative."""
    weigh = WEIGHTS[key]
    return {name: weigh(game, agreement, name, basis) for name in sorted(agreement.members)}


@dataclass(frozen=True, slots=True)
class Share:
    """How a member's share comes about, in euro.

    ``host``: part of the hosts' surcharge; ``by_key``; ``over``: below zero what exceeds the own
    cap, above zero the part of what exceeds those of others.
    """

    host: int
    by_key: int
    over: int

    @property
    def total(self) -> int:
        """The share."""
        return self.host + self.by_key + self.over


def surcharge_of(agreement: Agreement, members: Collection[str], total: int) -> int:
    """Part of the total (euro) that the hosts bear alone."""
    hosts = [name for name in agreement.sites if name in members]
    return part(total, agreement.host_surcharge) if hosts else 0


def broken_down(game: Round, agreement: Agreement, total: int, basis: Basis) -> dict[str, Share]:
    """Split a total in euro: hosts' surcharge, then the key, then what exceeds the caps."""
    by_key = weights(game, agreement, agreement.key, basis)
    surcharge = surcharge_of(agreement, by_key, total)
    hosts = dict.fromkeys((name for name in agreement.sites if name in by_key), 1)
    hosted = share_out(surcharge, hosts)
    keyed = share_out(total - surcharge, by_key)
    before = {name: hosted.get(name, 0) + keyed[name] for name in by_key}
    over = _over(before, agreement.caps, by_key)
    return {name: Share(hosted.get(name, 0), keyed[name], over[name]) for name in by_key}


def shares(game: Round, agreement: Agreement, total: int, basis: Basis) -> dict[str, int]:
    """What every member pays of a total in euro."""
    parts = broken_down(game, agreement, total, basis)
    return {name: share.total for name, share in parts.items()}


def _over(
    before: Mapping[str, int], caps: Mapping[str, int], by_key: Mapping[str, int]
) -> dict[str, int]:
    change = dict.fromkeys(before, 0)
    free = {name: weight for name, weight in by_key.items() if name not in caps}
    if not free:
        return change
    for name, cap in caps.items():
        if name in before and before[name] > cap:
            change[name] = cap - before[name]
    for name, amount in share_out(-sum(change.values()), free).items():
        change[name] += amount
    return change
