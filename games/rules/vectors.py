"""Single questions about the rules and their exact answers, as test vectors ask them.

A vector is a mapping with ``question`` and ``input``; where it is about a region, scenario and
state are given beside it. Answers consist of JSON types only.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from games.rules import chance, money
from games.rules.codec import decision_from_json
from games.rules.effects import fiscal, fund, news, people, projects
from games.rules.effects import trust as trusting
from games.rules.effects.equalisation import transfers
from games.rules.effects.joint import group_cost, own_load
from games.rules.effects.keys import weights
from games.rules.effects.services import yearly_cost
from games.rules.effects.usage import access, current_usage, qualities
from games.rules.fullswing import full_swing
from games.rules.model import Level, Scenario, State
from games.rules.settle import settle
from games.rules.shapley import shapley
from games.rules.vector_fields import decision, offer, only
from games.rules.vector_rounds import round_answer, values_answer
from games.rules.work import Round

Input = Mapping[str, Any]


class Region(NamedTuple):
    """What a question about a region is asked of."""

    scenario: Scenario
    state: State

    def game(self) -> Round:
        """The round to be played, with this year's bases worked out."""
        game = Round(self.scenario, self.state)
        fiscal.assess(game)
        return game


def answer(question: str, given: Input, region: Region | None = None) -> Any:
    """Answer a question. ``KeyError``: no such question or input; ``ValueError``: no region."""
    if question in _PLAIN:
        return _PLAIN[question](given)
    if region is None:
        raise ValueError(f"the question {question!r} needs a scenario")
    return _REGIONAL[question](region, given)


# --- arithmetic and chance -----------------------------------------------------------------------


def _rounding(given: Input) -> list[int]:
    return [money.rdiv(a, b) for a, b in given["fractions"]]


def _product(given: Input) -> int | list[int]:
    if "amount" in given:
        return money.part(given["amount"], *given["shares"])
    return [money.part(amount, *_flat(shares)) for amount, *shares in only(given)]


def _flat(shares: list[Any]) -> list[int]:
    return shares[0] if shares and isinstance(shares[0], list) else shares


def _split(given: Input) -> dict[str, int]:
    return money.share_out(given["total"], given["weights"])


def _draw(given: Input) -> list[int]:
    return [
        chance.draw(given["seed"], number, given["purpose"], given["who"], given["n"])
        for number in given["rounds"]
    ]


def _shapley(given: Input) -> dict[str, int]:
    by_group = given["cost"] if "cost" in given else given["costs"]
    costs = {frozenset(group.split("+")): cost for group, cost in by_group.items()}
    return shapley(given["members"], lambda group: costs[frozenset(group)])


def _equalisation(given: Input) -> dict[str, int]:
    return transfers(given["advantage"], given["weights"])


_PLAIN: Mapping[str, Callable[[Input], Any]] = {
    "rounding": _rounding,
    "product": _product,
    "split": _split,
    "draw": _draw,
    "shapley": _shapley,
    "equalisation": _equalisation,
}


# --- a region ------------------------------------------------------------------------------------


def _trust(region: Region, given: Input) -> list[int]:
    rules = region.scenario.trust
    return [trusting.next_trust(rules, *case) for case in given["cases"]]


def _year(region: Region, given: Input) -> list[int]:
    rules = region.scenario.people
    rates = given["migration"]
    if isinstance(rates, str):
        rates = rules.migration[rates]
    return people.year(rules, given["people"], rates, given.get("noise", 0))


def _fiscal(region: Region, given: Input) -> dict[str, dict[str, int]]:
    game = region.game()
    return {
        name: {
            "tax_base_now": game.towns[name].base,
            "need": fiscal.need(game, game.towns[name]),
            "base": game.towns[name].before.tax_base,
            "grant": game.towns[name].grant,
            "levy_base": game.towns[name].levy,
            "levy": fiscal.county_levy(game, game.towns[name]),
        }
        for name in given["towns"]
    }


def _access(region: Region, given: Input) -> list[int]:
    service = region.scenario.services[given["service"]]
    return [access(service, minutes) for minutes in given["minutes"]]


def _usage(region: Region, given: Input) -> dict[str, dict[str, Any]]:
    game = region.game()
    service = region.scenario.services[given["service"]]
    used = current_usage(game, service)
    quality = qualities(game, service)
    return {
        "site": {name: visit.site or None for name, visit in used.visits.items()},
        "visits": {name: visit.visits for name, visit in used.visits.items()},
        "loads": dict(used.loads),
        "quality": {name: quality[name][0] for name in game.towns},
    }


def _alone_cost(region: Region, given: Input) -> dict[str, dict[str, int]]:
    """What the key of former costs weighs (rules section 5.5): guests from outside do not count."""
    game = region.game()
    found: dict[str, dict[str, int]] = {}
    for service in region.scenario.services.values():
        for name, town in game.towns.items():
            if name in given.get("towns", game.towns) and town.has(service.id):
                state = town.services[service.id]
                load = own_load(town, service)
                cost = yearly_cost(game, town, service, state, load, Level.HOLD)
                found.setdefault(name, {})[service.id] = cost
    return found


def _agreement(region: Region, given: Input) -> dict[str, dict[str, int]]:
    game = region.game()
    agreement, ramp, year = full_swing(game, offer(given["agreement"]))
    account = year.account
    heads = game.populations(agreement.members)
    return {
        "account": {
            "gross": account.gross,
            "poolable": account.poolable,
            "ramp": account.ramp,
            "trust_factor": account.trust_factor,
            "saving": account.saving,
            "overhead": account.overhead,
            "total": account.total,
        },
        "shares": dict(year.shares),
        "advantage": dict(year.advantage),
        "transfer_if_equalised": transfers(year.advantage, heads),
        "shapley_cost": shapley(
            agreement.members, lambda group: group_cost(game, agreement, group, ramp)
        ),
    }


def _key_weights(region: Region, given: Input) -> dict[str, int]:
    """Weights of the members of an offer in full swing under any key."""
    game = region.game()
    agreement, _ramp, year = full_swing(game, offer(given["agreement"]))
    return weights(game, agreement, given["key"], year.basis)


def _points(region: Region, given: Input) -> list[int] | dict[str, int]:
    scenario = region.scenario
    asked = only(given)
    if isinstance(asked, Mapping):
        return {c: projects.points(scenario, scenario.projects[c], n) for c, n in asked.items()}
    return [projects.points(scenario, scenario.projects[card], n) for card, n in asked]


def _fund_shares(region: Region, given: Input) -> dict[str, int]:
    game = region.game()
    variant = region.scenario.funds[given["fund"]] if "fund" in given else game.variant
    if variant is None:
        raise ValueError("the model has no fund")
    return fund.fund_shares(game, variant)


def _events(region: Region, given: Input) -> list[dict[str, Any] | None]:
    asked = given["rounds"]
    numbers = range(1, asked + 1) if isinstance(asked, int) else asked
    drawn = [news.card_of(region.scenario, region.state.seed, number) for number in numbers]
    return [{"card": e.id, "towns": list(e.towns)} if e else None for e in drawn]


def _forecast(region: Region, given: Input) -> dict[str, int]:
    towns = region.state.towns
    return {name: towns[name].forecast for name in given.get("towns", towns)}


def _indices(region: Region, given: Input) -> dict[str, dict[str, int]]:
    towns = region.state.towns
    return {name: values_answer(towns[name].values) for name in given.get("towns", towns)}


def _rounds(region: Region, given: Input) -> list[dict[str, Any]]:
    state = region.state
    answers = []
    for decisions in given["decisions"]:
        read = {town: decision_from_json(decision(item)) for town, item in decisions.items()}
        settled = settle(region.scenario, state, read)
        answers.append(round_answer(settled))
        state = settled.state_after
    return answers


_REGIONAL: Mapping[str, Callable[[Region, Input], Any]] = {
    "trust": _trust,
    "year": _year,
    "fiscal": _fiscal,
    "access": _access,
    "usage": _usage,
    "alone_cost": _alone_cost,
    "agreement": _agreement,
    "key_weights": _key_weights,
    "points": _points,
    "fund_shares": _fund_shares,
    "events": _events,
    "forecast": _forecast,
    "indices": _indices,
    "rounds": _rounds,
}
