"""Another cooperation model between two rounds: what ends, what goes on, what opens.

Nothing is booked here: what a fund that ends still has goes back in the next settlement (F7), so
that every change of an account stays a posting of a round. Which round was played under which
model is told by ``State.model`` of the state before it; a whole game is retold by the first model
and a mapping of rounds to the models that held from them on (``replay``).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from games.errors import ScenarioError
from games.rules.effects.goals import IN_FUND
from games.rules.model import Agreement, CooperationModel, FundState, Scenario, State, TownState

TALKING_STAGE = 1

CONSEQUENCES: Final[Mapping[str, str]] = {
    "agreement_ends": "its stage is above the new model's; no exit fees, closed sites stay closed",
    "agreement_goes_on": "its stage is still allowed",
    "loan_goes_on": "its stage is above the new model's, but its loan has to be served",
    "equalisation_ends": "the agreement goes on without equalisation",
    "claim_stays": "a penalty that is due is paid all the same",
    "fund_ends": "the money goes back to all payers by what they paid, in the next settlement",
    "fund_goes_on": "the new model has the same fund",
    "fund_opens": "the new model has a fund that nobody is a member of yet",
    "promise_void": "a promise to pay into a fund that ends is neither kept nor broken",
    "data_closed": "data is not shared any more",
    "stages_open": "higher stages are allowed now",
    "equalisation_opens": "equalisation is allowed now",
}
"""Codes of consequences and what they mean."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """Something that a change of model brings: code, agreement or fund, whom, and figures."""

    code: str
    item: str = ""
    towns: tuple[str, ...] = ()
    figures: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ModelChange:
    """The state before the next round under the new model, and all consequences."""

    state: State
    consequences: tuple[Consequence, ...]


def change_model(scenario: Scenario, state: State, model: str) -> ModelChange:
    """Go on under another cooperation model from the round to be played on.

    To be asked of the state after a settlement; the model it has already changes nothing. Raises
    ``ScenarioError`` for an unknown model.
    """
    if model not in scenario.models:
        expected = "eines von: " + ", ".join(scenario.models)
        raise ScenarioError(scenario.id, "model", model, expected)
    if model == state.model:
        return ModelChange(state, ())
    old, new = scenario.models[state.model], scenario.models[model]
    found = tuple(
        consequence for tell in _TELLERS for consequence in tell(scenario, state, old, new)
    )
    fund_ends = bool(old.fund) and old.fund != new.fund
    changed = replace(
        state,
        model=model,
        agreements=tuple(_kept(item, new) for item in state.agreements if _goes_on(item, new)),
        fund=_ending(state.fund, old.fund) if fund_ends else state.fund,
        towns={name: _town(town, new, fund_ends) for name, town in state.towns.items()},
    )
    return ModelChange(changed, found)


def _goes_on(agreement: Agreement, new: CooperationModel) -> bool:
    return agreement.stage <= new.max_stage or agreement.loan > 0


def _kept(agreement: Agreement, new: CooperationModel) -> Agreement:
    return replace(agreement, equalise=agreement.equalise and new.equalise)


def _ending(fund: FundState, variant: str) -> FundState:
    """Members, notices and a voted key are gone; money and payers wait for the next settlement."""
    return FundState(
        money=fund.money,
        paid_in=fund.paid_in,
        start_aid_paid=fund.start_aid_paid,
        ending=variant,
    )


def _town(town: TownState, new: CooperationModel, fund_ends: bool) -> TownState:  # noqa: FBT001
    kept = tuple(item for item in town.promises if not (fund_ends and item == IN_FUND))
    shares = town.shares_data and new.max_stage >= TALKING_STAGE
    return replace(town, promises=kept, shares_data=shares)


Teller = Callable[[Scenario, State, CooperationModel, CooperationModel], Iterator[Consequence]]


def _agreements(
    _scenario: Scenario, state: State, _old: CooperationModel, new: CooperationModel
) -> Iterator[Consequence]:
    for item in state.agreements:
        figures = {"stage": item.stage, "limit": new.max_stage}
        if item.stage <= new.max_stage:
            code = "agreement_goes_on"
        else:
            code = "loan_goes_on" if item.loan else "agreement_ends"
            figures |= {"loan": item.loan, "without": _without_own(state, item)}
        yield Consequence(code, item.id, item.members, figures)
        if item.equalise and not new.equalise and _goes_on(item, new):
            yield Consequence("equalisation_ends", item.id, item.members)
    for claim in state.claims:
        towns = (claim.debtor, *sorted(claim.creditors))
        yield Consequence("claim_stays", claim.agreement, towns, {"amount": claim.amount})


def _without_own(state: State, item: Agreement) -> int:
    """Members that have closed their own office or site for good."""
    own = (state.towns[name].services.get(item.service) for name in item.members)
    return sum(service is None or not service.open for service in own)


def _fund(
    scenario: Scenario, state: State, old: CooperationModel, new: CooperationModel
) -> Iterator[Consequence]:
    if old.fund == new.fund:
        if new.fund:
            yield Consequence("fund_goes_on", new.fund, state.fund.members)
        return
    if old.fund:
        payers = tuple(sorted(state.fund.paid_in))
        yield Consequence("fund_ends", old.fund, payers, {"money": state.fund.money})
        voided = tuple(n for n, town in state.towns.items() if IN_FUND in town.promises)
        if voided:
            yield Consequence("promise_void", IN_FUND, voided)
    if new.fund:
        figures = {"members": scenario.funds[new.fund].min_members}
        yield Consequence("fund_opens", new.fund, (), figures)


def _talk(
    _scenario: Scenario, state: State, _old: CooperationModel, new: CooperationModel
) -> Iterator[Consequence]:
    sharing = tuple(name for name, town in state.towns.items() if town.shares_data)
    if sharing and new.max_stage < TALKING_STAGE:
        yield Consequence("data_closed", "", sharing)


def _openings(
    _scenario: Scenario, _state: State, old: CooperationModel, new: CooperationModel
) -> Iterator[Consequence]:
    if new.max_stage > old.max_stage:
        figures = {"before": old.max_stage, "limit": new.max_stage}
        yield Consequence("stages_open", "", (), figures)
    if new.equalise and not old.equalise:
        yield Consequence("equalisation_opens")


_TELLERS: tuple[Teller, ...] = (_agreements, _fund, _talk, _openings)
