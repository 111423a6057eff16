"""What a decision would bring one town while all others keep to the defaults."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from games.rules.model import (
    Decision,
    FieldEffect,
    Preview,
    Scenario,
    ServicePreview,
    Settlement,
    State,
)
from games.rules.settle import settle

PER_ENTRY = ("levels", "places", "payments")
"""Fields whose entries are told apart: ``levels.kita``."""
SOLO = ("greenfield", "inner", "fund", "applications", "share_data", "pledge", "withhold", "leave")
"""Other fields that do something even if nobody else decides."""


def preview(scenario: Scenario, state: State, town: str, decision: Decision) -> Preview:
    """Settle the round with this town's decision alone.

    ``effects`` names every field that differs from the default and what it alone would change:
    euro on the town's account and ten-thousandths of its services (daseinsvorsorge).
    """
    settled = settle(scenario, state, {town: decision})
    after = settled.state_after.towns[town]
    return Preview(
        running=after.running,
        account_after=after.account,
        values=after.values,
        postings=tuple(p for p in settled.postings if town in (p.source, p.target)),
        services={
            name: ServicePreview(cost=result.cost, quality=result.quality)
            for name, result in settled.services[town].items()
        },
        effects=_effects(scenario, state, town, decision, settled),
        notes=tuple(note for note in settled.notes if note.town == town),
    )


def _effects(
    scenario: Scenario, state: State, town: str, decision: Decision, settled: Settlement
) -> dict[str, FieldEffect]:
    single = list(single_fields(decision))
    if not single:
        return {}
    base = settle(scenario, state, {})
    if len(single) == 1 and single[0][1] == decision:
        return {single[0][0]: _difference(town, base, settled)}
    return {
        path: _difference(town, base, settle(scenario, state, {town: alone}))
        for path, alone in single
    }


def single_fields(decision: Decision) -> Iterator[tuple[str, Decision]]:
    """Every changed field by its path, with the decision that changes nothing else."""
    nothing = Decision()
    for name in PER_ENTRY:
        for key, value in getattr(decision, name).items():
            yield f"{name}.{key}", _only(name, {key: value})
    for field in fields(decision):
        value = getattr(decision, field.name)
        if field.name in SOLO and value != getattr(nothing, field.name):
            yield field.name, _only(field.name, value)


def _only(name: str, value: Any) -> Decision:
    return replace(Decision(), **{name: value})


def _difference(town: str, base: Settlement, other: Settlement) -> FieldEffect:
    before, after = base.state_after.towns[town], other.state_after.towns[town]
    return FieldEffect(
        euro=after.account - before.account,
        satisfaction=after.values.daseinsvorsorge - before.values.daseinsvorsorge,
    )
