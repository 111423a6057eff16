"""Changing a run sheet row by row, and the limits it keeps to."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from games.agenda.steps import Agenda, Day, Step
from games.errors import Illegal

MOST_DAYS = 7
MOST_STEPS = 150
MOST_MINUTES = 24 * 60
LABEL_SIGNS = 80

Direction = Literal[-1, 1]


def checked(agenda: Agenda) -> Agenda:
    """The same, if it keeps to the limits.

    Raises Illegal: ``agenda_days``, ``agenda_steps`` (too many), ``agenda_day_order`` (a day ends
    before it starts, or before the one before it), ``agenda_minutes``, ``agenda_label``,
    ``agenda_phase_twice``.
    """
    if len(agenda.days) > MOST_DAYS:
        raise Illegal("agenda_days", limit=MOST_DAYS, value=len(agenda.days))
    if len(agenda.steps) > MOST_STEPS:
        raise Illegal("agenda_steps", limit=MOST_STEPS, value=len(agenda.steps))
    _check_days(agenda.days)
    for step in agenda.steps:
        _check_step(step)
    _check_phases(agenda)
    return agenda


def _check_days(days: Sequence[Day]) -> None:
    for number, day in enumerate(days, start=1):
        if day.ends_at <= day.starts_at:
            raise Illegal("agenda_day_order", day=number)
    for number, (before, after) in enumerate(pairwise(days), start=2):
        if after.starts_at < before.ends_at:
            raise Illegal("agenda_day_order", day=number)


def _check_step(step: Step) -> None:
    if not 0 <= step.minutes <= MOST_MINUTES:
        raise Illegal("agenda_minutes", value=step.minutes, maximum=MOST_MINUTES)
    if len(step.label) > LABEL_SIGNS:
        raise Illegal("agenda_label", limit=LABEL_SIGNS, length=len(step.label))


def _check_phases(agenda: Agenda) -> None:
    seen = set()
    for step in agenda.steps:
        if step.phase is None:
            continue
        tie = (step.round_number, step.phase)
        if tie in seen:
            phase = step.phase.value
            raise Illegal("agenda_phase_twice", round=step.round_number, phase=phase)
        seen.add(tie)


def moved(agenda: Agenda, step_id: str, by: Direction) -> Agenda:
    """A step one place up or down, over the border of a day too; at the very end nothing."""
    days = [list(day.steps) for day in agenda.days]
    for number, steps in enumerate(days):
        place = next((i for i, step in enumerate(steps) if step.id == step_id), None)
        if place is None:
            continue
        step = steps.pop(place)
        target, there = number, place + by
        if there < 0 and number > 0:
            target, there = number - 1, len(days[number - 1])
        elif there > len(steps) and number + 1 < len(days):
            target, there = number + 1, 0
        days[target].insert(max(0, there), step)
        break
    return _with_steps(agenda, days)


def placed(agenda: Agenda, new: Step, after_id: str = "") -> Agenda:
    """A further step behind another one, or (``after_id`` unknown) at the end of the last day."""
    days = [list(each.steps) for each in agenda.days]
    for steps in days:
        place = next((i for i, step in enumerate(steps) if step.id == after_id), None)
        if place is not None:
            steps.insert(place + 1, new)
            return _with_steps(agenda, days)
    if days:
        days[-1].append(new)
    return _with_steps(agenda, days)


def new_id(agenda: Agenda) -> str:
    """A name that no step has."""
    taken = {step.id for step in agenda.steps}
    number = len(taken) + 1
    while f"s{number}" in taken:
        number += 1
    return f"s{number}"


def _with_steps(agenda: Agenda, days: Sequence[Sequence[Step]]) -> Agenda:
    pairs = zip(agenda.days, days, strict=True)
    return Agenda(tuple(replace(day, steps=tuple(steps)) for day, steps in pairs))
