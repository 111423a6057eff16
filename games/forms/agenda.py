"""The run sheet as a form: rows in the order in which they stand, each with its own fields."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from games.agenda.edits import LABEL_SIGNS, MOST_MINUTES
from games.agenda.proposal import TEMPLATES
from games.agenda.steps import NO_DAY, Agenda, Day, Step, StepKind
from games.enums import ROUND_PHASES, Phase

FREE_KINDS = tuple(kind for kind in StepKind if kind is not StepKind.PHASE)
_DAY = re.compile(r"day:(\d{1,2})")
_OP = re.compile(r"(up|down|drop|below):(s\d{1,4})")
_STEP = re.compile(r"s\d{1,4}")
_PHASE = re.compile(r"phase:(\d{1,2}):(\w+)")


@dataclass
class Line:
    """A row as it was typed: nothing of it is lost when something does not fit."""

    id: str
    what: str
    label: str
    minutes: str
    error: str = ""

    @property
    def is_phase(self) -> bool:
        """Tied to a phase of the game; what it is cannot be changed, only its minutes."""
        return self.what.startswith("phase:")


@dataclass
class DayLine:
    """A day as it was typed, with its rows."""

    day: str
    start: str
    end: str
    lines: list[Line] = field(default_factory=list)
    error: str = ""

    @property
    def undated(self) -> bool:
        """Nobody has named its day yet."""
        return self.day.startswith(f"{NO_DAY.year}-")

    @property
    def after(self) -> int:
        """How many days after the first one it is, where it is undated."""
        return (date.fromisoformat(self.day) - NO_DAY).days


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a form says; ``agenda`` is None where something does not fit (see the lines' errors)."""

    days: list[DayLine]
    agenda: Agenda | None


def lines_of(agenda: Agenda) -> list[DayLine]:
    """A run sheet as the form shows it, in local time."""
    return [_day_line(day) for day in agenda.days]


def _day_line(day: Day) -> DayLine:
    start, end = timezone.localtime(day.starts_at), timezone.localtime(day.ends_at)
    lines = [Line(s.id, what_of(s), s.label, str(s.minutes)) for s in day.steps]
    return DayLine(start.strftime("%Y-%m-%d"), f"{start:%H:%M}", f"{end:%H:%M}", lines)


def what_of(step: Step) -> str:
    """What a step is, as a control sends it: a kind, or "phase:2:deciding"."""
    if step.phase is None:
        return step.kind.value
    return f"{StepKind.PHASE.value}:{step.round_number}:{step.phase.value}"


def read_sheet(data: QueryDict) -> Sheet:
    """The rows that were sent; every one is kept, those that do not fit with what is wrong."""
    days: list[DayLine] = []
    for name in data.getlist("row"):
        if found := _DAY.fullmatch(name):
            days.append(_sent_day(data, found[1]))
        elif _STEP.fullmatch(name) and days:
            days[-1].lines.append(_sent_line(data, name))
    if "undated" in data and days:
        _take_day(days)
    built = [_built(day) for day in days]
    whole = [day for day in built if day is not None]
    return Sheet(days, Agenda(tuple(whole)) if len(whole) == len(days) else None)


def _take_day(days: list[DayLine]) -> None:
    """Where the first day has been named, the others follow it at their distance.

    What is no day stays as it was typed, for ``_span`` to refuse.
    """
    first, *others = days
    try:
        day = date.fromisoformat(first.day) if first.day and not first.undated else NO_DAY
        for each in others:
            if each.undated:
                each.day = (day + timedelta(days=each.after)).isoformat()
    except (ValueError, OverflowError):
        return
    first.day = day.isoformat()


def _sent_day(data: QueryDict, number: str) -> DayLine:
    day, start, end = (data.get(f"{name}_{number}", "") for name in ("day", "start", "end"))
    return DayLine(day, start, end)


def _sent_line(data: QueryDict, name: str) -> Line:
    what, label, minutes = (data.get(f"{each}_{name}", "") for each in ("what", "label", "minutes"))
    return Line(name, what, label, minutes)


def _built(sent: DayLine) -> Day | None:
    steps = [_step(line) for line in sent.lines]
    span = _span(sent)
    if span is None or None in steps:
        return None
    return Day(*span, tuple(step for step in steps if step is not None))


def _span(sent: DayLine) -> tuple[datetime, datetime] | None:
    """Start and end; an end before the start is on the next day (an evening until half past 0)."""
    try:
        day = date.fromisoformat(sent.day)
        start, end = (time.fromisoformat(each) for each in (sent.start, sent.end))
        begin = timezone.make_aware(datetime.combine(day, start))
        finish = timezone.make_aware(datetime.combine(day, end))
    except ValueError:
        sent.error = _("Geben Sie Datum, Beginn und Ende an, zum Beispiel 9:00 und 16:30.")
        return None
    return begin, finish + timedelta(days=1) if finish <= begin else finish


def _step(line: Line) -> Step | None:
    tie = _tie(line.what)
    try:
        minutes = int(line.minutes)
    except ValueError:
        minutes = -1
    if tie is None or line.what == StepKind.PHASE:
        line.error = _("Wählen Sie, was das ist.")
    elif not 0 <= minutes <= MOST_MINUTES:
        line.error = _("0 bis %(most)s Minuten.") % {"most": MOST_MINUTES}
    elif len(line.label.strip()) > LABEL_SIGNS:
        line.error = _("Höchstens %(most)s Zeichen.") % {"most": LABEL_SIGNS}
    if line.error or tie is None:
        return None
    kind, number, phase = tie
    return Step(line.id, kind, minutes, " ".join(line.label.split()), number, phase)


def _tie(what: str) -> tuple[StepKind, int, Phase | None] | None:
    found = _PHASE.fullmatch(what)
    if found is None:
        return (StepKind(what), 0, None) if what in set(FREE_KINDS) else None
    if found[2] not in set(ROUND_PHASES) or not int(found[1]):
        return None
    return StepKind.PHASE, int(found[1]), Phase(found[2])


@dataclass(frozen=True, slots=True)
class Operation:
    """What a button of the form does with a row besides saving."""

    name: str = "save"
    step: str = ""


def operation(data: QueryDict) -> Operation:
    """The button that was pressed; without a known one the sheet is saved as it stands."""
    found = _OP.fullmatch(data.get("op", ""))
    if found:
        return Operation(found[1], found[2])
    return Operation("add" if data.get("op") == "add" else "save")


def new_step(data: QueryDict) -> tuple[str, str]:
    """What "add" adds ("" = nothing known), and behind which row ("" = at the end)."""
    what, after = data.get("new_what", ""), data.get("new_after", "")
    return what if _tie(what) else "", after


def as_step(what: str, step_id: str, minutes: int) -> Step:
    """A step of what a control sends. Raises ValueError for what it never sends."""
    tie = _tie(what)
    if tie is None:
        raise ValueError(what)
    kind, number, phase = tie
    return Step(step_id, kind, minutes, "", number, phase)


class ProposalForm(forms.Form):
    """From what a new run sheet is proposed: a usual shape, its first day, or other hours."""

    shape = forms.ChoiceField(
        choices=[(name, name) for name in TEMPLATES],
        error_messages={"required": gettext_lazy("Wählen Sie eine Vorlage.")},
    )
    first_day = forms.DateField(
        error_messages={"required": gettext_lazy("Geben Sie den ersten Tag an.")}
    )
    start = forms.TimeField(required=False)
    end = forms.TimeField(required=False)
    seen = forms.IntegerField(min_value=0)

    def spans(self) -> list[tuple[datetime, datetime]]:
        """Start and end of each day; hours that were given stand in for those of the shape."""
        data = self.cleaned_data
        midnight = timezone.make_aware(datetime.combine(data["first_day"], time()))
        found = TEMPLATES[data["shape"]].spans(midnight)
        return [(_at(start, data["start"]), _at(end, data["end"])) for start, end in found]

    def clean(self) -> dict[str, object]:
        """A day ends after it starts."""
        data = super().clean() or {}
        if not self.errors and any(end <= start for start, end in self.spans()):
            self.add_error("end", _("Das Ende liegt vor dem Beginn."))
        return data


def _at(moment: datetime, hour: time | None) -> datetime:
    return moment if hour is None else moment.replace(hour=hour.hour, minute=hour.minute)
