"""Fairness of a joint service: who pays what under which key, and who would gain by leaving.

The lens shows and never imposes (rules sections 5.4 and 5.5). It looks at a year in which all
services are kept up ("halten"), without the price shocks of event cards. Money is whole euro a
year.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from games.rules.effects import fiscal
from games.rules.effects.agreements import close_other_sites, find
from games.rules.effects.contracts import Split, split
from games.rules.effects.equalisation import transfers
from games.rules.effects.joint import group_cost, ramp_of
from games.rules.effects.keys import shares, weights
from games.rules.effects.usage import current_sites
from games.rules.fullswing import in_force
from games.rules.model import Agreement, Level, Mode, Proposal, Scenario, State
from games.rules.money import share_out
from games.rules.offers import QUOTAS, share_keys
from games.rules.shapley import shapley
from games.rules.work import Round

MOST_EXACT: Final = 8
"""Members up to which the Shapley value is worked out: 256 groups, each reckoned once."""
HEADS = "einwohner"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a joint service means to one member, in euro a year.

    ``alone``: cost on its own; ``share``: what the key asks for; ``transfer``: what equalisation
    pays it (negative: what it pays); ``worth``: value of better or worse quality.
    """

    alone: int
    share: int
    transfer: int
    worth: int

    @property
    def pays(self) -> int:
        """Share after equalisation."""
        return self.share - self.transfer

    @property
    def saves(self) -> int:
        """Money saved against standing alone; negative = it costs more."""
        return self.alone - self.pays

    @property
    def advantage(self) -> int:
        """Money saved and worth of the change in quality (rules section 5.5)."""
        return self.saves + self.worth

    @property
    def better_off_alone(self) -> bool:
        """Whether the member would pay less on its own."""
        return self.saves < 0


@dataclass(frozen=True, slots=True)
class Fairness:
    """A joint service through the lens; all splits by town.

    ``total``: euro to be split; ``keys``: the split by every key under the agreed surcharge and
    caps; ``equal`` and ``per_head``: the plain splits; ``shapley``: the reference, None beyond
    ``MOST_EXACT`` members. It adds up to ``shapley_total``, the cost game's own sum: kept sites
    do not pool there (rules section 5.4), so it may differ from ``total``.
    """

    service: str
    stage: int
    key: str
    total: int
    members: Mapping[str, Standing]
    keys: Mapping[str, Mapping[str, int]]
    equal: Mapping[str, int]
    per_head: Mapping[str, int]
    shapley: Mapping[str, int] | None
    shapley_total: int

    @property
    def leavers(self) -> tuple[str, ...]:
        """Members that would pay less on their own, in order."""
        return tuple(name for name in sorted(self.members) if self.members[name].better_off_alone)


def of_agreement(scenario: Scenario, state: State, agreement_id: str) -> Fairness:
    """Look at an agreement in the round to be played; one not started yet as if it started now.

    Raises ``KeyError`` if there is no such agreement.
    """
    game = _game(scenario, state)
    agreement = find(game, agreement_id)
    if agreement is None:
        raise KeyError(agreement_id)
    if agreement.starts >= game.number:
        agreement = replace(agreement, starts=game.number)
        _begin(game, agreement)
    return _look(game, agreement)


def of_offer(scenario: Scenario, state: State, offer: Proposal) -> Fairness:
    """Look at an offer as it would be once it has run for years (full ramp)."""
    game = _game(scenario, state)
    ramp = scenario.services[offer.service].ramp
    agreement = in_force(game, offer, years=len(ramp) - 1)
    _begin(game, agreement)
    return _look(game, agreement)


def in_full_swing(
    scenario: Scenario, state: State, agreement: Agreement, *, reference: bool
) -> Fairness:
    """Look at an agreement that is not in the state as it would be once it has run for years.

    Without ``reference`` the Shapley value, the dearest part, is left out.
    """
    game = _game(scenario, state)
    begun = game.number - len(scenario.services[agreement.service].ramp) + 1
    running = replace(agreement, starts=begun, first_started=begun)
    _begin(game, running)
    return _look(game, running, reference=reference)


def of_service(scenario: Scenario, state: State, service: str, stage: int) -> Fairness:
    """Look at a service as if all towns shared it at a stage and no site were closed.

    Split by inhabitants where the scenario knows that key, else by its first.
    """
    game = _game(scenario, state)
    place = scenario.services[service].mode is Mode.PLACE
    offer = Proposal(
        service=service,
        stage=stage,
        members=tuple(game.towns),
        sites=tuple(current_sites(game, service)) if place else (),
        key=HEADS if HEADS in share_keys(scenario) else share_keys(scenario)[0],
    )
    return of_offer(scenario, state, offer)


def _game(scenario: Scenario, state: State) -> Round:
    game = Round(scenario, state)
    fiscal.assess(game)
    return game


def _begin(game: Round, agreement: Agreement) -> None:
    """Put the agreement in force in place of others of its service that bind its members."""
    members = set(agreement.members)
    game.agreements = [
        item
        for item in game.agreements
        if item.service != agreement.service or not members & set(item.members)
    ]
    game.agreements.append(agreement)
    if game.scenario.services[agreement.service].mode is Mode.PLACE:
        close_other_sites(game, agreement)


def _look(game: Round, agreement: Agreement, *, reference: bool = True) -> Fairness:
    year = split(game, agreement, Level.HOLD)
    total = year.account.total
    heads = game.populations(agreement.members)
    return Fairness(
        service=agreement.service,
        stage=agreement.stage,
        key=agreement.key,
        total=total,
        members=standings(game, agreement, year),
        keys={
            key: shares(game, replace(agreement, key=key), total, year.basis)
            for key in share_keys(game.scenario)
            if key != QUOTAS or agreement.quotas
        },
        equal=share_out(total, dict.fromkeys(heads, 1)),
        per_head=share_out(total, heads),
        shapley=_reference(game, agreement) if reference else None,
        shapley_total=group_cost(
            game, agreement, sorted(agreement.members), ramp_of(game, agreement)
        ),
    )


def _reference(game: Round, agreement: Agreement) -> dict[str, int] | None:
    if len(agreement.members) > MOST_EXACT:
        return None
    ramp = ramp_of(game, agreement)
    return shapley(agreement.members, lambda group: group_cost(game, agreement, group, ramp))


def standings(game: Round, agreement: Agreement, year: Split) -> dict[str, Standing]:
    """What a year of a running agreement means to each member."""
    moved = dict.fromkeys(year.advantage, 0)
    if agreement.equalise:
        by_key = weights(game, agreement, agreement.equalise_key, year.basis)
        moved = transfers(year.advantage, by_key)
    return {
        name: Standing(
            alone=year.alone[name].cost,
            share=year.shares[name],
            transfer=moved[name],
            worth=year.advantage[name] - (year.alone[name].cost - year.shares[name]),
        )
        for name in sorted(agreement.members)
    }
