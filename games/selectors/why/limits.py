"""Why not more: what limited a town in a round, from notes, awards, gates and what was allowed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from games.rules.board import fund_of
from games.rules.change import change_model
from games.rules.effects.founding import council_gate
from games.rules.legality import limits
from games.rules.model import Decision, Limits, Posting, Scenario, State
from games.selectors import money
from games.selectors.labels import cause_label
from games.selectors.ledger import signed_amount
from games.selectors.notes import SECRET_OF_A_BALLOT, note_path, note_sentence
from games.selectors.offer_checks import settled_reason
from games.selectors.ranking import award_reason, grant_limit
from games.selectors.stories.common import TOLD_ELSEWHERE
from games.selectors.stories.facts import Year
from games.selectors.timebudget import time_budget
from games.selectors.why.address import figure_query
from games.selectors.why.measured import Figure, Measured


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit: what it is about ("" = ``text`` says so), limit and wish, whether it was reached."""

    title: str
    text: str
    reached: bool
    query: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits of one kind."""

    title: str
    bounds: tuple[Bound, ...]


@dataclass(frozen=True, slots=True)
class _Seat:
    """A town in a round, with the state as its model found it and what it might decide."""

    year: Year
    scenario: Scenario
    town: str
    before: State
    allowed: Limits
    decision: Decision


def limits_of(year: Year, scenario: Scenario, town: str) -> tuple[Bounds, ...]:
    """What stood in the way of more for a town in a round. Raises KeyError for no such town."""
    before = change_model(scenario, year.before, year.model).state
    seat = _Seat(
        year,
        scenario,
        town,
        before,
        limits(scenario, before, town),
        year.decisions.get(town, Decision()),
    )
    found = (Bounds(title(), tuple(find(seat))) for title, find in _FINDERS)
    return tuple(each for each in found if each.bounds)


def binding(year: Year, scenario: Scenario, posting: Posting) -> str:
    """Which limit made a posting as large as it is and no larger; "" where none did."""
    towns = [name for name in year.towns if signed_amount(posting, name)]
    if posting.rule in ("F4", "F5"):
        return _grant(year, posting)
    if posting.rule == "V1" and int(posting.inputs.get("over", 0)) < 0:
        return _("Der vereinbarte Höchstbetrag war erreicht, den Rest trugen die anderen.")
    if posting.rule in ("W1", "W2") and towns:
        return _built(year, scenario, towns[0], posting)
    return ""


def _grant(year: Year, posting: Posting) -> str:
    variant = fund_of(year.scenario, year.model)
    rows = (
        each
        for each in year.settled.awards
        if each.card == posting.cause
        and each.grant
        and {posting.source, posting.target} & set(each.partners)
    )
    row = next(rows, None)
    if variant is None or row is None:
        return ""
    text = _("Die Zuwendung endete bei %(amount)s. Es entschied: %(limit)s.")
    return text % {"amount": money.euro_exact(row.grant), "limit": grant_limit(variant, row)}


def _built(year: Year, scenario: Scenario, town: str, posting: Posting) -> str:
    before = change_model(scenario, year.before, year.model).state
    allowed = limits(scenario, before, town)
    edge = posting.rule == "W1"
    most = allowed.max_greenfield if edge else allowed.max_inner
    count = int(posting.inputs["dwellings" if edge else "units"])
    words = {"most": money.number(most), "count": money.number(count)}
    if count >= most:
        return _("Mehr ging nicht: Erlaubt waren in dieser Runde höchstens %(most)s.") % words
    return _("Erlaubt waren bis zu %(most)s, entschieden wurden %(count)s.") % words


def _refused(seat: _Seat) -> Iterator[Bound]:
    closed = seat.scenario.options.closed_ballot
    for note in seat.year.settled.notes:
        if closed and note_path(note).startswith(SECRET_OF_A_BALLOT):
            continue
        if note.town == seat.town and note.code not in TOLD_ELSEWHERE:
            text = note_sentence(seat.scenario, note)
            yield Bound("", text, reached=True)


def _offers(seat: _Seat) -> Iterator[Bound]:
    for note in seat.year.settled.notes:
        if note.code == "agreement_not_founded" and seat.town in _asked(seat, note.town, note.item):
            title = _("%(service)s, Angebot von %(town)s") % {
                "service": cause_label(seat.scenario, str(note.figures["service"])),
                "town": cause_label(seat.scenario, note.town),
            }
            yield Bound(title, settled_reason(seat.scenario, note.figures), reached=True)


def _asked(seat: _Seat, owner: str, offer: str) -> tuple[str, ...]:
    place = offer.rpartition("#")[2]
    made = seat.year.decisions[owner].proposals if owner in seat.year.decisions else ()
    known = place.isdecimal() and int(place) < len(made)
    return (owner, *made[int(place)].members) if known else (owner,)


def _awards(seat: _Seat) -> Iterator[Bound]:
    variant = fund_of(seat.scenario, seat.year.model)
    for row in seat.year.settled.awards:
        if variant is None or seat.town not in row.partners:
            continue
        title = cause_label(seat.scenario, row.card)
        if row.grant:
            words = {"amount": money.euro_exact(row.grant), "limit": grant_limit(variant, row)}
            yield Bound(title, _("%(amount)s, begrenzt durch: %(limit)s") % words, reached=True)
        else:
            reason = award_reason(seat.scenario, seat.year.model, row)
            text = _("Keine Zuwendung: %(reason)s") % {"reason": reason}
            yield Bound(title, text, reached=True)


def _room(seat: _Seat) -> Iterator[Bound]:
    budget = time_budget(seat.scenario, seat.allowed, seat.decision)
    for title, used, most in (
        (_("Bauland am Ortsrand"), seat.decision.greenfield, seat.allowed.max_greenfield),
        (_("Innenentwicklung"), seat.decision.inner, seat.allowed.max_inner),
        (_("Zeitbudget"), budget.used, budget.points),
    ):
        text = _("gewollt %(used)s, möglich %(most)s") % {
            "used": money.number(used),
            "most": money.number(most),
        }
        yield Bound(title, text, reached=used >= most)
    if seat.allowed.watched:
        text = _("Erneuern, Ausbauen und Innenentwicklung ruhen, bis das Konto höher steht")
        query = figure_query(Figure(Measured.ACCOUNT, seat.year.number - 1, seat.town))
        yield Bound(_("Haushaltssicherung"), text, reached=True, query=query)


def _gates(seat: _Seat) -> Iterator[Bound]:
    """For each neighbour the first stage that the lower trust of the two does not reach."""
    stages = seat.scenario.stages
    highest = seat.allowed.max_stage
    for other in seat.year.towns:
        if other == seat.town:
            continue
        trust = seat.before.trust
        low, pair = min(
            (trust[seat.town][other], (seat.town, other)),
            (trust[other][seat.town], (other, seat.town)),
        )
        stage = next(
            (
                each
                for level, each in sorted(stages.items())
                if level <= highest and low < each.gate
            ),
            None,
        )
        if stage is not None:
            text = _("%(stage)s braucht %(gate)s, das niedrigere Vertrauen war %(low)s") % {
                "stage": stage.name,
                "gate": money.points(stage.gate),
                "low": money.decimal(low, 100, 1),
            }
            query = figure_query(Figure(Measured.TRUST, seat.year.number - 1, *pair))
            yield Bound(cause_label(seat.scenario, other), text, reached=True, query=query)


def _councils(seat: _Seat) -> Iterator[Bound]:
    backing = seat.before.towns[seat.town].backing
    for level, stage in sorted(seat.scenario.stages.items()):
        gate = council_gate(seat.scenario, level)
        if gate and level <= seat.allowed.max_stage:
            text = _("braucht %(gate)s Rückhalt im Rat, es waren %(backing)s") % {
                "gate": money.percent(gate),
                "backing": money.percent(backing),
            }
            query = figure_query(Figure(Measured.BACKING, seat.year.number - 1, seat.town))
            yield Bound(stage.name, text, reached=backing < gate, query=query)


_FINDERS: Final[tuple[tuple[Callable[[], str], Callable[[_Seat], Iterator[Bound]]], ...]] = (
    (lambda: _("Nicht zugelassen"), _refused),
    (lambda: _("Angebote, die nicht zustande kamen"), _offers),
    (lambda: _("Anträge an den Fonds"), _awards),
    (lambda: _("Was möglich war"), _room),
    (lambda: _("Vertrauen, das für die nächste Stufe fehlte"), _gates),
    (lambda: _("Rückhalt im Rat"), _councils),
)
