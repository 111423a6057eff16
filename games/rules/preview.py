"""What a decision would bring one town while all others keep to the defaults."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

from games.rules.model import (
    Decision,
    FieldEffect,
    Measure,
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


def preview(
    scenario: Scenario,
    state: State,
    town: str,
    decision: Decision,
    others: Mapping[str, Decision] = MappingProxyType({}),
) -> Preview:
    """Settle the round with this town's decision, and what ``others`` do; else the defaults.

    ``effects`` names every field that differs from the default and what it changes beside all else
    that is decided, agreements included: the round as it is minus the round without this field, in
    euro on the town's account and ten-thousandths of its services (daseinsvorsorge).
    """
    decisions = {**others, town: decision}
    settled = settle(scenario, state, decisions)
    return seen_by(town, settled, _effects(scenario, state, town, decisions, settled))


def seen_by(
    town: str, settled: Settlement, effects: Mapping[str, FieldEffect] = MappingProxyType({})
) -> Preview:
    """What of a settled round is one town's, with the effects of what it decided."""
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
        effects=effects,
        notes=tuple(note for note in settled.notes if note.town == town),
        causes=tuple(
            cause
            for cause in settled.causes
            if cause.measure is Measure.VACANCY and town in (cause.town, cause.other)
        ),
    )


def _effects(
    scenario: Scenario,
    state: State,
    town: str,
    decisions: Mapping[str, Decision],
    settled: Settlement,
) -> dict[str, FieldEffect]:
    return {
        path: _difference(town, settle(scenario, state, {**decisions, town: without}), settled)
        for path, without in fields_left_out(decisions[town])
    }


def fields_left_out(decision: Decision) -> Iterator[tuple[str, Decision]]:
    """Every changed field by its path, with the same decision but for this field."""
    nothing = Decision()
    for name in PER_ENTRY:
        entries = getattr(decision, name)
        for key in entries:
            rest = {each: value for each, value in entries.items() if each != key}
            yield f"{name}.{key}", _with(decision, name, rest)
    for field in fields(decision):
        default = getattr(nothing, field.name)
        if field.name in SOLO and getattr(decision, field.name) != default:
            yield field.name, _with(decision, field.name, default)


def _with(decision: Decision, name: str, value: Any) -> Decision:
    return replace(decision, **{name: value})


def _difference(town: str, base: Settlement, other: Settlement) -> FieldEffect:
    before, after = base.state_after.towns[town], other.state_after.towns[town]
    return FieldEffect(
        euro=after.account - before.account,
        satisfaction=after.values.daseinsvorsorge - before.values.daseinsvorsorge,
    )
