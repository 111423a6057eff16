"""Figures, news and settlements of a moment, each as it was stored."""

from dataclasses import dataclass

from django.utils.translation import get_language

from games.enums import DecisionSource, DecisionStatus
from games.rules.posting import RULES
from games.selectors.choices import choices_of
from games.selectors.labels import rule_title, value_label
from games.selectors.memo import Newest, Same
from games.selectors.moments.decisions import hidden_of
from games.selectors.moments.here import Here, content_of
from games.selectors.moments.track import Stored
from games.selectors.news import News, cards_news, news, played_news
from games.selectors.review import figure_row, posting_line
from games.selectors.review_values import FigureRow, PostingLine
from games.selectors.rounds import VALUES
from games.selectors.settlement import Played, SettlementPage, sheet_of

MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class FiguresThen:
    """The figures of all municipalities after a round (0 = at the start)."""

    after: int
    digest: str
    names: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    own: FigureRow | None


@dataclass(frozen=True, slots=True)
class RuleLine:
    """All postings of a rule in a round: how many, and their euro."""

    rule: str
    title: str
    count: int
    amount: int
    href: str


@dataclass(frozen=True, slots=True)
class Books:
    """The postings of a settled round; ``lines``: those of the chosen rule."""

    number: int
    digest: str
    engine: int
    rules: tuple[RuleLine, ...]
    lines: tuple[PostingLine, ...]


def figures(here: Here) -> FiguresThen | None:
    """What everybody knew of all: the last settlement that counted, against the one before."""
    if here.last is None:
        return None
    played = here.round(here.last)
    before = here.live.get(played.number - 1)
    earlier = here.round(before) if before else None
    rows = tuple(figure_row(here.columns[each.town], each, earlier) for each in played.figures)
    return FiguresThen(
        after=played.number,
        digest=played.digest[:8],
        names=tuple(value_label(name) for name in VALUES),
        rows=rows,
        own=next((row for row in rows if row.town.id == here.town), None),
    )


def cards(here: Here) -> tuple[News, ...]:
    """The event cards of the round that were known at the moment."""
    if not here.number:
        return ()
    town = here.town
    if here.settled:
        return _settled_cards(here, here.live[here.number])
    state = here.state_played
    if state is None:
        return ()
    drawn = news(here.scenario, state, town)
    return (*((drawn,) if drawn else ()), *played_news(here.scenario, here.number, town))


def _settled_cards(here: Here, stored: Stored) -> tuple[News, ...]:
    played = here.round(stored)
    card = here.scenario.events.get(played.event)
    state = here.state_played
    drawn = news(here.scenario, state, here.town) if card and state else None
    made = cards_news(here.scenario, played.played, here.town)
    return (*((drawn,) if drawn else ()), *made)


def sheet(here: Here) -> SettlementPage | None:
    """The newest settled round as the chosen municipality saw it; None before the first."""
    stored = here.last
    before = here.live.get(stored.round_number - 1) if stored else None
    if stored is None or before is None or not here.town:
        return None
    key = (here.town, before, stored, Same(here.scenario), get_language())
    found = _sheets.get(key)
    if found is None:
        found = sheet_of(
            here.scenario,
            here.game.scenario.digest,
            here.town,
            (here.round(before), here.round(stored)),
            _played(here, stored),
        )
        _sheets.put(key, found)
    return found


_sheets: Newest[SettlementPage] = Newest(MOST_KEPT)


def _played(here: Here, stored: Stored) -> Played:
    made = content_of(stored)["decisions"][here.town]
    hidden = hidden_of(here.scenario)
    shown = {name: value for name, value in made["content"].items() if name not in hidden}
    return Played(
        missing=made["status"] == DecisionStatus.MISSING,
        source=DecisionSource(made["source"]),
        choices=choices_of(here.scenario, shown),
    )


def books(here: Here) -> Books | None:
    """The postings of the newest settled round; None before the first."""
    stored = here.last
    if stored is None or not stored.round_number:
        return None
    played, asked = here.round(stored), here.asked
    sums: dict[str, tuple[int, int]] = {}
    for posting in played.postings:
        count, amount = sums.get(posting.rule, (0, 0))
        sums[posting.rule] = (count + 1, amount + posting.amount)
    return Books(
        number=played.number,
        digest=played.digest[:8],
        engine=played.engine_version,
        rules=tuple(
            RuleLine(rule, rule_title(rule), *sums[rule], here.asked.query(rule=rule))
            for rule in RULES
            if rule in sums
        ),
        lines=tuple(
            posting_line(here.scenario, posting, here.town, here.game.scenario.digest)
            for posting in played.postings
            if asked.rule == posting.rule and here.town in ("", posting.source, posting.target)
        ),
    )
