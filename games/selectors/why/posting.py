"""One posting in full: rule, figures put in, sources of its numbers, and what stands behind it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.access import Viewer
from games.rules.effects.news import known_card
from games.rules.model import Posting, Scenario
from games.rules.posting import RULES
from games.selectors.choices import Choice, choices_of
from games.selectors.labels import cause_label
from games.selectors.ledger import entry_title
from games.selectors.money import euro_exact
from games.selectors.record import Record
from games.selectors.review import posting_line
from games.selectors.review_values import PostingLine
from games.selectors.rounds import BookedPosting
from games.selectors.stories.facts import Year, years
from games.selectors.why import origins
from games.selectors.why.address import figure_query, limits_query, posting_query
from games.selectors.why.hands import Hand, Key, hands
from games.selectors.why.limits import binding
from games.selectors.why.measured import Figure, Measured, figure_title, figure_words, value_of
from games.selectors.why.origins import Origin, origins_of


@dataclass(frozen=True, slots=True)
class Behind:
    """An origin in words; ``hand`` of a decision, ``query`` where it leads to a page of its own."""

    title: str
    text: str
    choices: tuple[Choice, ...] = ()
    hand: Hand | None = None
    query: str = ""


@dataclass(frozen=True, slots=True)
class Into:
    """A figure that the posting enters."""

    title: str
    query: str


@dataclass(frozen=True, slots=True)
class PostingPage:
    """A posting with everything behind it and before it."""

    number: int
    place: int
    count: int
    line: PostingLine
    title: str
    running: bool
    behind: tuple[Behind, ...]
    binding: str
    limits: str
    into: tuple[Into, ...]

    @property
    def adds_up(self) -> bool:
        """Whether the steps come to the amount that was booked."""
        steps = self.line.calculation
        return steps is not None and abs(steps.total) == self.line.amount

    @property
    def previous(self) -> str:
        """Query of the posting before, "" for the first."""
        return posting_query(self.number, self.place - 1) if self.place > 1 else ""

    @property
    def next(self) -> str:
        """Query of the posting after, "" for the last."""
        return posting_query(self.number, self.place + 1) if self.place < self.count else ""


def posting_page(
    viewer: Viewer, record: Record, scenario: Scenario, digest: str, number: int, place: int
) -> PostingPage:
    """The page of a posting; ``digest``: of the scenario's file.

    Raises KeyError where the round or the posting is not there. Two queries at most.
    """
    if not 1 <= number <= record.rounds:
        raise KeyError(number)
    played = years(record)[:number]
    year = played[-1]
    if not 1 <= place <= len(year.settled.postings):
        raise KeyError(place)
    posting = year.settled.postings[place - 1]
    known = hands(viewer)
    towns = [name for name in year.towns if name in (posting.source, posting.target)]
    return PostingPage(
        number=number,
        place=place,
        count=len(year.settled.postings),
        line=posting_line(scenario, _booked(posting, number, place), digest=digest),
        title=entry_title(scenario, posting.rule, posting.cause),
        running=RULES[posting.rule].running,
        behind=tuple(
            _behind(record, played[max(0, each.round_number - 1)], each, known)
            for each in origins_of(played, posting)
        ),
        binding=binding(year, scenario, posting),
        limits=limits_query(number, towns[0]) if towns else "",
        into=tuple(each for town in towns for each in _into(scenario, posting, number, town)),
    )


def _booked(posting: Posting, number: int, place: int) -> BookedPosting:
    return BookedPosting(
        round_number=number,
        number=place,
        rule=posting.rule,
        source=posting.source,
        target=posting.target,
        amount=posting.amount,
        cause=posting.cause,
        inputs=posting.inputs,
        parameters=posting.parameters,
    )


def _into(scenario: Scenario, posting: Posting, number: int, town: str) -> Iterator[Into]:
    """The figures of a town that a posting enters."""
    running = (Measured.RUNNING,) if RULES[posting.rule].running else ()
    for measured in (Measured.ACCOUNT, *running):
        figure = Figure(measured, number, town)
        yield Into(figure_title(scenario, figure), figure_query(figure))


def _behind(record: Record, year: Year, origin: Origin, known: Mapping[Key, Hand]) -> Behind:
    makers: Mapping[str, Callable[[], Behind]] = {
        origins.DECISION: lambda: _decision(year, origin, known),
        origins.CARD: lambda: _card(year, origin),
        origins.FIGURE: lambda: _figure(record, origin),
        origins.POSTING: lambda: _posting(year, origin),
        origins.SETTING: _setting,
    }
    return makers[origin.kind]()


def _decision(year: Year, origin: Origin, known: Mapping[Key, Hand]) -> Behind:
    title = _("Entscheidung von %(town)s in Runde %(number)s") % {
        "town": cause_label(year.scenario, origin.town),
        "number": origin.round_number,
    }
    choices = choices_of(year.scenario, origin.chosen or {})
    text = "" if choices else _("Nichts anderes gewählt: wie im Vorjahr.")
    return Behind(title, text, choices, known.get((origin.round_number, origin.town)))


def _card(year: Year, origin: Origin) -> Behind:
    card = known_card(year.scenario, origin.item)
    drawn = year.settled.event is not None and year.settled.event.id == origin.item
    name = card.name if card else origin.item
    title = (
        _("Ereignis in Runde %(number)s: %(card)s")
        if drawn
        else _("Von der Spielleitung in Runde %(number)s: %(card)s")
    )
    words = {"number": origin.round_number, "card": name}
    return Behind(title % words, card.text if card else "")


def _figure(record: Record, origin: Origin) -> Behind:
    figure = origin.figure
    if figure is None:
        raise ValueError(origin)
    value = value_of(record.states[figure.round_number], figure)
    when = (
        _("nach Runde %(number)s") % {"number": figure.round_number}
        if figure.round_number
        else _("am Start")
    )
    text = f"{figure_words(figure.measured, value)} {when}"
    return Behind(figure_title(record.scenario, figure), text, query=figure_query(figure))


def _posting(year: Year, origin: Origin) -> Behind:
    posting = year.settled.postings[origin.place - 1]
    title = _("Buchung %(place)s in Runde %(number)s: %(title)s") % {
        "place": origin.place,
        "number": year.number,
        "title": entry_title(year.scenario, posting.rule, posting.cause),
    }
    query = posting_query(year.number, origin.place)
    return Behind(title, euro_exact(posting.amount), query=query)


def _setting() -> Behind:
    return Behind(_("Aus dem Szenario"), _("Das hat im Spiel niemand entschieden."))
