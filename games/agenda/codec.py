"""The run sheet as it is stored: a list of rows, each day begun by a row of its own."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from games.agenda.steps import Agenda, Day, Step, StepKind
from games.enums import Phase

Row = Mapping[str, Any]


def to_json(agenda: Agenda) -> list[dict[str, Any]]:
    """Rows of plain values."""
    rows: list[dict[str, Any]] = []
    for day in agenda.days:
        rows.append({"day": [day.starts_at.isoformat(), day.ends_at.isoformat()]})
        rows.extend(_row(step) for step in day.steps)
    return rows


def _row(step: Step) -> dict[str, Any]:
    row: dict[str, Any] = {"id": step.id, "kind": step.kind.value, "minutes": step.minutes}
    if step.label:
        row["label"] = step.label
    if step.phase is not None:
        row |= {"round": step.round_number, "phase": step.phase.value}
    return row


def from_json(rows: Iterable[Row]) -> Agenda:
    """The run sheet of stored rows."""
    days: list[tuple[datetime, datetime, list[Step]]] = []
    for row in rows:
        if "day" in row:
            start, end = row["day"]
            days.append((datetime.fromisoformat(start), datetime.fromisoformat(end), []))
        else:
            days[-1][2].append(_step(row))
    return Agenda(tuple(Day(start, end, tuple(steps)) for start, end, steps in days))


def _step(row: Row) -> Step:
    return Step(
        id=row["id"],
        kind=StepKind(row["kind"]),
        minutes=row["minutes"],
        label=row.get("label", ""),
        round_number=row.get("round", 0),
        phase=Phase(row["phase"]) if "phase" in row else None,
    )
