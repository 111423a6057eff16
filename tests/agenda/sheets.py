"""Run sheets and courses of games for the tests, by hand and by chance."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st

from games.agenda.course import Event, Fact
from games.agenda.proposal import Rounds, propose
from games.agenda.steps import Agenda, Day, Step, StepKind
from games.enums import Phase

NINE = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
PHASES = (Phase.BRIEFING, Phase.NEGOTIATING, Phase.DECIDING, Phase.SETTLED)


calm = settings(deadline=None, max_examples=60)
"""How often chance is asked; the machine may be busy."""


def at(minutes):
    """So many minutes after nine."""
    return NINE + timedelta(minutes=minutes)


def step(name, minutes, kind=StepKind.FREE, **more):
    return Step(name, kind, minutes, **more)


def phase(number, which, minutes):
    return Step(f"{which}{number}", StepKind.PHASE, minutes, "", number, which)


def short_day(*, debrief=40, buffer=10, until=140):
    """Arrival 10, two rounds of 15 + 15, a break of 20, a buffer, the debrief."""
    return Agenda((
        Day(NINE, at(until), (
            step("arrival", 10, StepKind.ARRIVAL),
            phase(1, Phase.NEGOTIATING, 15),
            phase(1, Phase.DECIDING, 15),
            step("break", 20, StepKind.BREAK),
            phase(2, Phase.NEGOTIATING, 15),
            phase(2, Phase.DECIDING, 15),
            step("buffer", buffer, StepKind.BUFFER),
            step("debrief", debrief, StepKind.DEBRIEF),
        )),
    ))  # fmt: skip


def entered(minutes, number, which):
    return Event(at(minutes), Fact.PHASE, number, which)


spans = st.one_of(
    st.integers(180, 600).map(lambda length: [(NINE, at(length))]),
    st.tuples(st.integers(120, 300), st.integers(120, 300)).map(
        lambda both: [(NINE, at(both[0])), (at(2880), at(2880 + both[1]))]
    ),
)
rounds = st.builds(
    Rounds,
    st.integers(1, 12),
    st.tuples(*[st.integers(3, 45)] * len(PHASES)).map(
        lambda each: dict(zip(PHASES, each, strict=True))
    ),
)
proposals = st.builds(propose, rounds, spans)


@st.composite
def played(draw):
    """A proposal with a course of the game up to some moment, pauses and breaks among it."""
    agenda = draw(proposals)
    tied = [each for each in agenda.steps if each.kind is StepKind.PHASE]
    free = [each for each in agenda.steps if each.is_free]
    moment, events = draw(st.integers(-30, 60)), []
    for each in tied[: draw(st.integers(0, len(tied)))]:
        moment += draw(st.integers(0, 30))
        events.append(entered(moment, each.round_number, each.phase))
        if draw(st.booleans()):
            moment += draw(st.integers(0, 15))
            events.append(Event(at(moment), Fact.PAUSED))
            moment += draw(st.integers(0, 3000))
            events.append(Event(at(moment), Fact.RESUMED))
        if draw(st.integers(0, 4)) == 0:
            name = draw(st.sampled_from(free)).id
            moment += draw(st.integers(0, 15))
            events.append(Event(at(moment), Fact.BEGUN, step=name))
            moment += draw(st.integers(0, 40))
            events.append(Event(at(moment), Fact.ENDED, step=name))
    return agenda, events, at(moment + draw(st.integers(0, 60)))
