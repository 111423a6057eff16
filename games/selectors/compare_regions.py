"""Regions side by side: those of a workshop, and of earlier workshops of the same account.

An account sees the regions that its memberships let it see, and no others: what is asked for
beside them is left out as if it did not exist.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery

from games.access import WorkshopViewer
from games.enums import Phase
from games.models import Game, Settlement
from games.rules.course import MODEL, Course
from games.rules.model import Scenario
from games.selectors.compare_sums import RoundSums, sums_of
from games.selectors.course import course_of
from games.selectors.interventions import words
from games.selectors.options import Option, options_of
from games.selectors.scenarios import scenario_of

MOST_REGIONS = 12
"""So many regions are told apart in a chart; the own workshop is shown whole in any case."""
_LAST = "settled_to"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Held:
    """Something that held from a round on: a model, or an intervention in words."""

    round_number: int
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A region with what was done differently in it, and its settled rounds from the start on.

    ``mark``: the letter that stands for it in charts. ``models``: the first, and each that replaced
    it. ``interventions``: events, corrections and values of rules in rounds that are settled.
    """

    public_id: UUID
    workshop_id: UUID
    mark: str
    name: str
    workshop: str
    own: bool
    scenario: str
    scenario_digest: str
    over: bool
    rounds: int
    models: tuple[Held, ...]
    options: tuple[Option, ...]
    interventions: tuple[Held, ...]
    sums: tuple[RoundSums, ...]

    @property
    def title(self) -> str:
        """Letter and name."""
        return f"{self.mark} {self.name}"

    @property
    def played(self) -> int:
        """Number of the last settled round."""
        return self.sums[-1].number

    @property
    def has_fund(self) -> bool:
        """Money went into a fund or out of it."""
        return any(each.fund_money or each.paid_in or each.others_in for each in self.sums)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier workshop that can be laid beside; ``regions`` are those with a settled round."""

    public_id: UUID
    title: str
    day: date
    regions: tuple[str, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the page shows.

    ``waiting``: own regions without a settled round. ``left_out``: chosen workshops for which there
    was no room.
    """

    public_id: UUID
    title: str
    regions: tuple[Compared, ...]
    waiting: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    left_out: tuple[str, ...]

    @property
    def upto(self) -> int:
        """The last round that all regions have settled; 0 without regions."""
        return min((region.played for region in self.regions), default=0)

    @property
    def one_length(self) -> bool:
        """All regions have settled as many rounds."""
        return len({region.played for region in self.regions}) <= 1

    @property
    def one_scenario(self) -> bool:
        """All regions play the very same scenario."""
        return len({region.scenario_digest for region in self.regions}) <= 1


def comparison(viewer: WorkshopViewer, chosen: Collection[UUID]) -> Comparison | None:
    """The viewer's regions beside those of ``chosen`` workshops; three queries.

    None where the account has no region in the workshop (any more).
    """
    games = _games(viewer.user_id)
    own = [game for game in games if game.workshop_id == viewer.workshop_id]
    if not own:
        return None
    others = _by_workshop(game for game in games if game not in own and _last(game))
    shown, left_out = _room(own, [each for each in others if each[0].workshop.public_id in chosen])
    begun = [game for game in shown if _last(game)]
    sums = sums_of([game.pk for game in begun])
    workshop = own[0].workshop
    return Comparison(
        public_id=workshop.public_id,
        title=workshop.title,
        regions=tuple(
            _compared(game, place, sums[game.pk], own=game.workshop_id == workshop.pk)
            for place, game in enumerate(begun)
        ),
        waiting=tuple(game.name for game in own if not _last(game)),
        candidates=tuple(_candidate(each, chosen) for each in others),
        left_out=left_out,
    )


def _games(user_id: int) -> list[Game]:
    """All regions that an account may see, the newest workshop first, with their last round."""
    newest = Settlement.objects.filter(game_id=OuterRef("pk"), superseded_at__isnull=True)
    games = Game.objects.filter(
        Q(workshop__members__game=None) | Q(workshop__members__game=F("pk")),
        workshop__members__user_id=user_id,
        is_rehearsal=False,
    )
    last = Subquery(newest.order_by("-round_number").values("round_number")[:1])
    rows = games.select_related("workshop", "scenario").defer("scenario__content")
    return list(rows.annotate(**{_LAST: last}).order_by("-workshop__created_at", "pk"))


def _last(game: Game) -> int:
    """Number of the newest settled round; 0 in the lobby and in the first round."""
    return getattr(game, _LAST) or 0


def _by_workshop(games: Iterable[Game]) -> list[list[Game]]:
    found: dict[int, list[Game]] = {}
    for game in games:
        found.setdefault(game.workshop_id, []).append(game)
    return list(found.values())


def _room(own: list[Game], wanted: Sequence[list[Game]]) -> tuple[list[Game], tuple[str, ...]]:
    """Own regions, then those that are wanted, the earliest first, while there is room."""
    shown, left_out = list(own), []
    for games in reversed(wanted):
        if len(shown) + len(games) > MOST_REGIONS:
            left_out.append(games[0].workshop.title)
        else:
            shown += games
    return shown, tuple(left_out)


def _candidate(games: Sequence[Game], chosen: Collection[UUID]) -> Candidate:
    workshop = games[0].workshop
    return Candidate(
        public_id=workshop.public_id,
        title=workshop.title,
        day=workshop.date or workshop.created_at.date(),
        regions=tuple(game.name for game in games),
        chosen=workshop.public_id in chosen,
    )


def _compared(game: Game, place: int, sums: tuple[RoundSums, ...], *, own: bool) -> Compared:
    scenario, course = scenario_of(game), course_of(game)
    last = sums[-1].number
    return Compared(
        public_id=game.public_id,
        workshop_id=game.workshop.public_id,
        mark=_mark(place),
        name=game.name,
        workshop=game.workshop.title,
        own=own,
        scenario=scenario.name,
        scenario_digest=game.scenario.digest,
        over=game.phase in (Phase.DEBRIEF, Phase.ENDED),
        rounds=game.rounds,
        models=_models(scenario, course, game.cooperation_model, last),
        options=options_of(scenario),
        interventions=tuple(
            Held(entry.round_number, words(scenario, entry))
            for entry in sorted(course.entries, key=lambda each: each.round_number)
            if entry.kind != MODEL and entry.round_number <= last
        ),
        sums=sums,
    )


def _mark(place: int) -> str:
    first, second = divmod(place, len(_LETTERS))
    return (_LETTERS[first - 1] if first else "") + _LETTERS[second]


def _models(scenario: Scenario, course: Course, first: str, last: int) -> tuple[Held, ...]:
    held = [Held(1, scenario.models[course.model_in(1, first)].name)]
    for number in range(2, last + 1):
        name = scenario.models[course.model_in(number, first)].name
        if name != held[-1].text:
            held.append(Held(number, name))
    return tuple(held)
