"""The page of reasons for one question: a figure, a posting, a town's limits, or the way in."""

from dataclasses import dataclass

from games.access import Viewer
from games.rules.model import Scenario
from games.selectors.labels import cause_label
from games.selectors.reading import game_row
from games.selectors.record import Record, scenario_in
from games.selectors.stories.facts import years
from games.selectors.why.address import LIMITS, limits_query
from games.selectors.why.index import Cell, Index, beside, index_of, over_time
from games.selectors.why.limits import Bounds, limits_of
from games.selectors.why.measured import Figure, Measured
from games.selectors.why.posting import PostingPage, posting_page
from games.selectors.why.sums import Sum, sum_of

Times = tuple[tuple[int, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, as it stands in the address; "" and None where nothing is said."""

    measured: str = ""
    town: str = ""
    other: str = ""
    round_number: int | None = None
    posting: int | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """The answer: one of ``sum``, ``posting``, ``bounds`` or ``index``.

    ``times`` lead to the same question in other rounds, ``beside`` to other figures of the owner.
    """

    number: int
    owner: str
    sum: Sum | None = None
    posting: PostingPage | None = None
    bounds: tuple[Bounds, ...] | None = None
    index: Index | None = None
    times: Times = ()
    beside: tuple[Cell, ...] = ()
    limits: str = ""


def why(viewer: Viewer, record: Record, question: Question) -> Why:
    """The answer to a question. Raises KeyError for what the game does not have."""
    number = record.rounds if question.round_number is None else question.round_number
    if question.posting is not None:
        return _posting(viewer, record, number, question.posting)
    if not question.measured:
        return Why(number, "", index=index_of(record, number))
    if question.measured == LIMITS:
        return _limits(viewer, record, number, question.town)
    return _sum(viewer, record, _figure(record, question, number))


def _figure(record: Record, question: Question, number: int) -> Figure:
    known = {*record.scenario.municipalities, ""}
    if question.measured not in set(Measured) or not {question.town, question.other} <= known:
        raise KeyError(question.measured)
    measured = Measured(question.measured)
    other = question.other if measured is Measured.TRUST else ""
    town = "" if measured is Measured.FUND else question.town
    return Figure(measured, number, town, other)


def _scenario(viewer: Viewer, record: Record, number: int) -> Scenario:
    if not 0 <= number <= record.rounds:
        raise KeyError(number)
    return scenario_in(viewer, max(1, number))


def _sum(viewer: Viewer, record: Record, figure: Figure) -> Why:
    number = figure.round_number
    return Why(
        number,
        cause_label(record.scenario, figure.town) if figure.town else "",
        sum=sum_of(record, _scenario(viewer, record, number), figure),
        times=over_time(record, figure),
        beside=beside(record, figure),
        limits=limits_query(number, figure.town) if figure.town and number else "",
    )


def _posting(viewer: Viewer, record: Record, number: int, place: int) -> Why:
    digest = game_row(viewer.game_id).scenario.digest
    scenario = _scenario(viewer, record, number)
    return Why(number, "", posting=posting_page(viewer, record, scenario, digest, number, place))


def _limits(viewer: Viewer, record: Record, number: int, town: str) -> Why:
    if not 1 <= number <= record.rounds:
        raise KeyError(number)
    return Why(
        number,
        cause_label(record.scenario, town),
        bounds=limits_of(years(record)[number - 1], _scenario(viewer, record, number), town),
        times=tuple(
            (each, limits_query(each, town), each == number) for each in range(1, record.rounds + 1)
        ),
    )
