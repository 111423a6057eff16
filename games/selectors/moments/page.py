"""The page of the time machine: a moment with everything that is shown of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import parse_qsl

from django.utils.translation import gettext as _

from games.access import Viewer, ViewerKind
from games.enums import DRAFTING_PHASES, Phase
from games.models import LogEntry
from games.selectors.labels import phase_label
from games.selectors.marks import Mark, marks_of
from games.selectors.memo import Same, one_reading
from games.selectors.moments.asked import Asked, Kinds, Screen
from games.selectors.moments.bargains import Bargain, Bond, bargains, bonds
from games.selectors.moments.clock import Clock, clock_at
from games.selectors.moments.decisions import Decided, decided
from games.selectors.moments.entries import Entries, entries
from games.selectors.moments.here import Here, here_at
from games.selectors.moments.index import agreement_options, rule_options
from games.selectors.moments.purse import Purse, purse
from games.selectors.moments.sheets import Books, FiguresThen, books, cards, figures, sheet
from games.selectors.moments.track import Track, Undoing, track_of
from games.selectors.moments.ways import Way, Ways, station_words, ways
from games.selectors.moments.words import Words, words
from games.selectors.news import News
from games.selectors.reading import game_row, team_rows
from games.selectors.review_values import TownColumn
from games.selectors.scenarios import scenario_of
from games.selectors.settlement import SettlementPage
from games.selectors.stage import Stage, stage_of


@dataclass(frozen=True, slots=True)
class Field:
    """By what the list of entries can be narrowed down; ``options``: value and name each."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as it is shown; of the screens only the chosen one is made.

    ``marked``: the marks of the game, each with the address of its moment.
    """

    asked: Asked
    number: int
    length: int
    at: datetime
    title: str
    phase: str
    year: int | None
    clock: Clock | None
    edge: str
    turn: int
    undone: int
    undoing: Undoing | None
    town: TownColumn | None
    inside: bool
    eyes: tuple[Way, ...]
    screens: tuple[Way, ...]
    ways: Ways
    listed: Entries
    fields: tuple[Field, ...]
    everything: str
    marked: tuple[tuple[Mark, str], ...]
    figures: FiguresThen | None = None
    cards: tuple[News, ...] = ()
    decided: tuple[Decided, ...] = ()
    bonds: tuple[Bond, ...] = ()
    bargains: tuple[Bargain, ...] = ()
    purse: Purse | None = None
    words: Words | None = None
    sheet: Same[SettlementPage] | None = None
    books: Books | None = None

    @property
    def template(self) -> str:
        """The template of the chosen screen."""
        return f"zeit/parts/{self.asked.screen.value}.html"

    @property
    def mark(self) -> Mark | None:
        """The mark at this very moment."""
        return next((mark for mark, _href in self.marked if mark.number == self.number), None)

    @property
    def permanent(self) -> str:
        """The address of this moment alone, as it is seen here."""
        return Asked(self.number, self.asked.eyes, self.asked.screen).query()

    @property
    def no_rule(self) -> str:
        """This moment with the postings of all rules."""
        return self.asked.query(rule="")

    @property
    def last_stop(self) -> int:
        """The last place of the slider."""
        return len(self.ways.rounds) - 1

    @property
    def older_words(self) -> str:
        """The moment of the oldest message that is shown."""
        lines = self.words.lines if self.words else ()
        return self.asked.query(moment=lines[0].number) if lines else ""

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What the form that narrows the list down sends along."""
        plain = replace(self.asked, team="", kinds=Kinds.ALL, agreement="", rule="")
        return tuple(parse_qsl(plain.query().removeprefix("?")))


@one_reading()
def stage_over(viewer: Viewer) -> Stage | None:
    """Where the game stands, once it is over; before that nobody looks back."""
    game = game_row(viewer.game_id)
    scenario = scenario_of(game)
    stage = stage_of(game, scenario.name, scenario.first_year)
    return stage if stage.is_over else None


def moment_of(viewer: Viewer, number: int, phase: Phase | None) -> int | None:
    """The end of a phase of a round (without a phase: of its settlement) in the counted attempt.

    None where there was no such phase.
    """
    station = track_of(game_row(viewer.game_id)).station_of(number, phase)
    return station.shown if station else None


@one_reading()
def moment(viewer: Viewer, asked: Asked) -> Moment:
    """The page of a moment; without a number that of the last settlement. At most 30 queries."""
    game = game_row(viewer.game_id)
    track = track_of(game)
    if asked.moment is None:
        asked = replace(asked, moment=_newest(track))
    town, inside = _eyes(viewer, asked)
    here = here_at(viewer, game, track, replace(asked, eyes=town), town=town, inside=inside)
    here = replace(here, asked=replace(here.asked, moment=here.moment))
    return _moment(here)


def _newest(track: Track) -> int:
    settled = [s for s in track.stations if s.phase is Phase.SETTLED and not s.undone]
    return settled[-1].shown if settled else track.length


def _eyes(viewer: Viewer, asked: Asked) -> tuple[str, bool]:
    """Through whose eyes, and whether that shows what was on their desk."""
    teams = {team.town: team.pk for team in team_rows(viewer.game_id)}
    town = asked.eyes if asked.eyes in teams else ""
    lead = viewer.kind is ViewerKind.FACILITATOR
    own = viewer.kind is ViewerKind.PLAYER and teams.get(town) == viewer.team_id
    return town, bool(town) and (lead or own)


def _moment(here: Here) -> Moment:
    rows = LogEntry.objects.filter(game_id=here.game.pk, sequence=here.moment)
    at = rows.values_list("at", flat=True).get()
    listed = entries(here)
    first, station = here.scenario.first_year, here.station
    page = Moment(
        asked=here.asked,
        number=here.moment,
        length=here.track.length,
        at=at,
        title=station_words(station),
        phase=phase_label(station.phase),
        year=first + here.number - 1 if first and here.number else None,
        clock=clock_at(here.track, here.moment, at),
        edge=_edge(here),
        turn=station.turn,
        undone=station.undone,
        undoing=next(
            (u for u in here.track.undoings if station.undone in (u.sequence, u.restored)), None
        ) if station.undone else None,
        town=here.columns.get(here.town),
        inside=here.inside,
        eyes=_eye_ways(here),
        screens=_screen_ways(here),
        ways=ways(here, listed),
        listed=listed,
        fields=_fields(here),
        everything=here.asked.query(team="", kinds=Kinds.ALL, agreement="", rule=""),
        marked=tuple((m, here.asked.query(moment=m.number)) for m in marks_of(here.game.pk)),
    )  # fmt: skip
    return _with_screen(here, page)


def _edge(here: Here) -> str:
    """Where in its phase a moment lies, if at the edge of it."""
    if here.moment == here.station.first:
        return _("zu Beginn der Phase")
    return _("am Ende der Phase") if here.moment == here.station.shown else ""


def _with_screen(here: Here, page: Moment) -> Moment:
    screen = here.asked.screen
    if screen is Screen.SITUATION:
        phases = DRAFTING_PHASES | {Phase.AWARDING}
        handed = decided(here) if here.station.phase in phases else ()
        return replace(page, figures=figures(here), cards=cards(here), decided=handed)
    if screen is Screen.DECISIONS:
        return replace(page, decided=decided(here))
    if screen is Screen.AGREEMENTS:
        return replace(page, bonds=bonds(here), bargains=bargains(here))
    if screen is Screen.FUND:
        return replace(page, purse=purse(here))
    if screen is Screen.TALKS:
        return replace(page, words=words(here))
    found = sheet(here) if not here.asked.rule else None
    return replace(
        page,
        figures=figures(here),
        sheet=Same(found) if found else None,
        books=None if found else books(here),
    )


def _eye_ways(here: Here) -> tuple[Way, ...]:
    towns = here.columns.values()
    return (
        Way(_("Alle"), here.asked.query(eyes=""), not here.town),
        *(Way(t.name, here.asked.query(eyes=t.id), t.id == here.town) for t in towns),
    )


def _screen_ways(here: Here) -> tuple[Way, ...]:
    words = {
        Screen.SITUATION: _("Lage"),
        Screen.DECISIONS: _("Entscheidungen"),
        Screen.AGREEMENTS: _("Vereinbarungen"),
        Screen.FUND: _("Fonds"),
        Screen.TALKS: _("Gespräche") if here.inside else _("Plenum"),
        Screen.SETTLEMENT: _("Abrechnung"),
    }
    return tuple(
        Way(text, here.asked.query(screen=screen), here.asked.screen is screen)
        for screen, text in words.items()
    )


def _fields(here: Here) -> tuple[Field, ...]:
    kinds = {
        Kinds.COURSE: _("Ablauf"),
        Kinds.WORK: _("Entscheidungen"),
        Kinds.OFFERS: _("Angebote"),
        Kinds.TALKS: _("Gespräche"),
        Kinds.STEERING: _("Eingriffe"),
        Kinds.PEOPLE: _("Plätze"),
    }
    if not here.lead:
        del kinds[Kinds.STEERING], kinds[Kinds.PEOPLE]
    if not (here.lead or here.inside):
        del kinds[Kinds.OFFERS]
    towns = tuple((town.id, town.name) for town in here.columns.values())
    named = tuple((kind.value, text) for kind, text in kinds.items())
    asked = here.asked
    return (
        Field("gemeinde", _("Gemeinde"), asked.team, towns),
        Field("art", _("Art"), asked.kinds.value, named),
        Field("vereinbarung", _("Vereinbarung"), asked.agreement, agreement_options(here)),
        Field("regel", _("Regel der Abrechnung"), asked.rule, rule_options(here)),
    )
