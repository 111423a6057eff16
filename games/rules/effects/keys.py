"""Keys: who pays which part of a joint service (rules section 5.4)."""

from collections.abc import Callable, Mapping

from games.rules.effects.usage import access
from games.rules.model import Agreement
from games.rules.money import part, rdiv, share_out
from games.rules.work import Round

DAYS = 365
OUTDOOR_POOL = "freibad"

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
}
"""Weight of a member under each key."""


def weights(game: Round, agreement: Agreement, key: str, basis: Basis) -> dict[str, int]:
    """Weights of all members under a key; never negative."""
    weigh = WEIGHTS[key]
    return {name: weigh(game, agreement, name, basis) for name in sorted(agreement.members)}


def shares(game: Round, agreement: Agreement, total: int, basis: Basis) -> dict[str, int]:
    """Split a total in euro: hosts' surcharge, then the key, then what exceeds the caps."""
    by_key = weights(game, agreement, agreement.key, basis)
    result = dict.fromkeys(by_key, 0)
    hosts = [name for name in agreement.sites if name in result]
    surcharge = part(total, agreement.host_surcharge) if hosts else 0
    for name, amount in share_out(surcharge, dict.fromkeys(hosts, 1)).items():
        result[name] += amount
    for name, amount in share_out(total - surcharge, by_key).items():
        result[name] += amount
    return _capped(result, agreement.caps, by_key)


def _capped(
    result: dict[str, int], caps: Mapping[str, int], by_key: Mapping[str, int]
) -> dict[str, int]:
    free = {name: weight for name, weight in by_key.items() if name not in caps}
    if not free:
        return result
    excess = 0
    for name, cap in caps.items():
        if name in result and result[name] > cap:
            excess += result[name] - cap
            result[name] = cap
    for name, amount in share_out(excess, free).items():
        result[name] += amount
    return result
