"""The projector: what may be said aloud in the room, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from games.access import Viewer
from games.enums import DecisionStatus, Phase, ProjectorView
from games.models import Game, Seat, Team
from games.rules.board import BOARD_FIELDS, without_board
from games.rules.model import Scenario, State
from games.selectors.awarding import (
    ScoringDesk,
    award_skipped,
    full_table,
    scoring_desk,
    table_of,
    turnout,
    variant_of,
)
from games.selectors.course import model_of
from games.selectors.debrief_wall import WallBoard, wall_board
from games.selectors.decided import decided
from games.selectors.fundpage import Ranking
from games.selectors.labels import value_label
from games.selectors.memo import one_reading
from games.selectors.news import News, news, played_news
from games.selectors.ranking import town_names, trial
from games.selectors.reading import decision_rows, game_row, seat_rows, team_rows
from games.selectors.recap import Recap, questions
from games.selectors.regionmap import RegionMap, mark_of, region_map
from games.selectors.rounds import VALUES, Round, last_rounds
from games.selectors.scenarios import scenario_of, state_after
from games.selectors.scorevalues import Result
from games.selectors.scoring import applied, given_now, results
from games.selectors.stage import Stage, stage_of
from games.selectors.undone import Undone, undone_now
from games.selectors.wall import Wall, wall_of

SHOWN_INDICES = VALUES[:4]
MOST_NAMED = 4
"""Entries beside a town's name in the lobby: names, how many more there are, free seats."""
SMALLEST_SHOWN = 5
"""Changes are shown in tenths of a point; below half of that (in bp) nothing is to be seen."""


@dataclass(frozen=True, slots=True)
class Index:
    """A value of the region in bp, with the change against the round before (None at the start)."""

    code: str
    name: str
    value: int
    change: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One value of a municipality in bp, with its change (None at the start)."""

    now: int
    change: int | None


@dataclass(frozen=True, slots=True)
class TownLine:
    """A municipality: who sits there, whether it has submitted, and its values once settled (bp).

    ``voted``: on everything the board of the fund asks it. ``running`` is the result of the settled
    round in euro a year.
    """

    name: str
    mark: int
    town: str
    people: tuple[str, ...]
    free: int
    bot: bool
    submitted: bool
    voted: bool
    values: Mapping[str, int]
    changes: Mapping[str, int]
    running: int | None

    @property
    def named(self) -> tuple[str, ...]:
        """Those who have room in the lobby; who came last is one of them."""
        room = MOST_NAMED - bool(self.free)
        return self.people if len(self.people) <= room else self.people[1 - room :]

    @property
    def unnamed(self) -> int:
        """How many more there are."""
        return len(self.people) - len(self.named)

    @property
    def shown(self) -> tuple[Shown, ...]:
        """The values in the order of the region's indices."""
        return tuple(
            Shown(self.values[code], self.changes.get(code))
            for code in SHOWN_INDICES
            if code in self.values
        )


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A card of the round in words: the one drawn from the deck, or one the facilitator played."""

    name: str
    text: str
    towns: tuple[str, ...]
    all: bool
    by_facilitator: bool


@dataclass(frozen=True, slots=True)
class Projector:
    """Everything the projector shows.

    ``event``: the card of the round just settled; ``ahead``: the deck's card of the
    round being played, known to everybody before deciding; ``played``: what the facilitator plays.
    ``wall``: what the facilitator chose to show; ``recap``: the quick questions, if open;
    ``debrief``: the board of the debrief, once it is begun.
    ``after_round``: the round that indices and map belong to.
    """

    stage: Stage
    join_code: str
    lobby_locked: bool
    towns: tuple[TownLine, ...]
    indices: tuple[Index, ...]
    map: RegionMap
    event: str
    event_text: str
    ahead: News | None
    played: tuple[News, ...]
    event_towns: tuple[str, ...]
    fund_money: int | None
    newest: str
    newest_team: str
    ranking: Ranking | None
    undone: Undone | None
    scoring: ScoringDesk | None
    scores: tuple[Result, ...]
    award_skipped: bool
    wall: Wall
    recap: Recap | None
    after_round: int
    debrief: WallBoard | None

    @property
    def shows(self) -> str:
        """Which picture is on the wall; each has a template of this name."""
        if self.wall.blank:
            return "dark"
        if self.wall.view is not ProjectorView.AUTO:
            return self.wall.view.value
        if self.debrief is not None:
            return "dark" if self.debrief.is_dark else "debrief"
        return ProjectorView.LOBBY.value if self.stage.is_lobby else self.wall.view.value

    @property
    def led(self) -> tuple[object, ...]:
        """What head and bottom line say of the debrief: step and title, mode, vote."""
        if self.debrief is None or self.shows != "debrief":
            return ()
        step = self.debrief.step
        counted = (step.voted, step.people) if self.debrief.voting else ()
        return step.number, step.title, self.debrief.free, *counted

    @property
    def has_small_clock(self) -> bool:
        """Whether the time stands in the line at the bottom, as the picture itself has none."""
        running = not (self.stage.is_lobby or self.stage.is_over)
        return running and self.wall.view not in (ProjectorView.AUTO, ProjectorView.CLOCK)

    @property
    def bulletins(self) -> tuple[Bulletin, ...]:
        """What is new in the round, the newest first."""
        everybody = len(self.event_towns) == len(self.towns)
        found = [
            Bulletin(each.name, each.text, each.towns, each.all, by_facilitator=True)
            for each in reversed(self.played)
        ]
        if self.ahead is not None:
            card = self.ahead
            found.append(Bulletin(card.name, card.text, card.towns, card.all, by_facilitator=False))
        elif self.event:
            drawn = (self.event, self.event_text, self.event_towns)
            found.append(Bulletin(*drawn, everybody, by_facilitator=False))
        return tuple(found)

    @property
    def seats(self) -> int:
        """Seats there are, taken or free."""
        return self.taken + sum(town.free for town in self.towns)

    @property
    def taken(self) -> int:
        """Seats that somebody has taken."""
        return sum(len(town.people) for town in self.towns)

    @property
    def submitted(self) -> int:
        """Municipalities that have submitted."""
        return sum(1 for town in self.towns if town.submitted)

    @property
    def voted(self) -> int:
        """Municipalities that have voted on everything they are asked."""
        return sum(1 for town in self.towns if town.voted)


@one_reading()
def projector(viewer: Viewer) -> Projector:
    """The projector of a game; few queries, whatever the number of rounds and people."""
    game = game_row(viewer.game_id)
    scenario = scenario_of(game)
    stage = stage_of(game, scenario.name, scenario.first_year)
    rounds = last_rounds(game.pk, scenario)
    wall = wall_of(game, scenario, stage)
    newest, newest_team = _newest(game.pk) if stage.is_lobby else ("", "")
    last = rounds[-1] if rounds else None
    state = state_after(game.pk, last.number) if last else None
    event = (
        scenario.events.get(last.event) if last and (stage.is_settled or stage.is_over) else None
    )
    return Projector(
        stage=stage,
        join_code=game.join_code,
        lobby_locked=game.lobby_locked,
        towns=_towns(game, rounds),
        indices=_indices(rounds),
        map=region_map(scenario, state),
        event=event.name if event else "",
        event_text=event.text if event else "",
        ahead=_ahead(scenario, stage, state),
        played=tuple(
            each for each in played_news(scenario, game.round_number) if not each.correction
        ),
        event_towns=_names(scenario, last) if event and last else (),
        fund_money=_fund_money(game, scenario, last),
        newest=newest,
        newest_team=newest_team,
        ranking=_ranking(game, scenario),
        undone=undone_now(game.pk),
        scoring=scoring_desk(game),
        scores=_scores(game, scenario),
        award_skipped=award_skipped(game),
        wall=wall,
        recap=None if stage.is_over else questions(game.pk, stage),
        after_round=last.number if last else 0,
        debrief=wall_board(game.pk),
    )


def _ahead(scenario: Scenario, stage: Stage, state: State | None) -> News | None:
    """The card of the round being played; once settled, the state already knows the next one."""
    if state is None or stage.is_settled or stage.is_over:
        return None
    return news(scenario, state, "")


def _ranking(game: Game, scenario: Scenario) -> Ranking | None:
    """The applications while the board votes; no vote is counted in it, and no open scoring."""
    variant = variant_of(game, scenario)
    if game.phase != Phase.AWARDING or variant is None:
        return None
    decisions = decided(game, decision_rows(game.pk, game.round_number))
    hidden = BOARD_FIELDS - {"scores"} if given_now(game) else BOARD_FIELDS
    silent = {town: without_board(each, hidden) for town, each in decisions.items()}
    return trial(game, scenario, variant, table_of(game, scenario, silent), None)


def _scores(game: Game, scenario: Scenario) -> tuple[Result, ...]:
    """Means of the applications once the first scoring is closed, without who gave what."""
    given = given_now(game) if game.phase == Phase.AWARDING else {}
    if not given:
        return ()
    names = town_names(game.pk)
    found = results(scenario, names, applied(full_table(game, scenario), names), given)
    return tuple(replace(each, voices=()) for each in found)


def _names(scenario: Scenario, played: Round) -> tuple[str, ...]:
    return tuple(scenario.municipalities[town].name for town in played.event_towns)


def _fund_money(game: Game, scenario: Scenario, last: Round | None) -> int | None:
    # While the board votes the applications say what can be given: last year's rest misleads.
    if game.phase == Phase.AWARDING or last is None or not scenario.models[model_of(game)].fund:
        return None
    return last.fund_money


def _indices(rounds: tuple[Round, ...]) -> tuple[Index, ...]:
    if not rounds or not rounds[-1].region:
        return ()
    now = rounds[-1].region
    before = rounds[-2].region if len(rounds) > 1 else None
    return tuple(
        Index(
            code,
            value_label(code),
            now[code],
            _visible(now[code] - before[code]) if before else None,
        )
        for code in SHOWN_INDICES
    )


def _towns(game: Game, rounds: tuple[Round, ...]) -> tuple[TownLine, ...]:
    people: dict[int, list[str]] = {}
    for seat in seat_rows(game.pk):
        if seat.removed_at is None:
            people.setdefault(seat.team_id, []).append(seat.name)
    decisions = decision_rows(game.pk, game.round_number)
    submitted = {pk for pk, row in decisions.items() if row.status == DecisionStatus.SUBMITTED}
    return tuple(
        _town(team, people.get(team.pk, []), rounds, submitted=team.pk in submitted)
        for team in team_rows(game.pk)
    )


def _town(team: Team, names: list[str], rounds: tuple[Round, ...], *, submitted: bool) -> TownLine:
    taken = tuple(name for name in names if name)
    votes = turnout(team.game_id).get(team.town)
    now = rounds[-1].figures_of(team.town) if rounds else None
    before = rounds[-2].figures_of(team.town) if len(rounds) > 1 else None
    changes = (
        {code: _visible(now.values[code] - before.values[code]) for code in now.values}
        if now and before
        else {}
    )
    return TownLine(
        name=team.name,
        mark=mark_of(team.position),
        town=team.town,
        people=taken,
        free=len(names) - len(taken),
        bot=bool(team.bot),
        submitted=submitted,
        voted=votes is not None and votes.cast == votes.due,
        values=now.values if now else {},
        changes=changes,
        running=now.running if now and before else None,
    )


def _newest(game_id: int) -> tuple[str, str]:
    """Who sat down last, and where, for the line at the bottom of the lobby."""
    seats = Seat.objects.filter(
        game_id=game_id, removed_at__isnull=True, joined_at__isnull=False
    ).order_by("-joined_at", "-pk")
    return seats.values_list("name", "team__name").first() or ("", "")


def _visible(change: int) -> int:
    """The change, or 0 where its text would be "0": an arrow beside a zero tells nothing."""
    return change if abs(change) >= SMALLEST_SHOWN else 0
