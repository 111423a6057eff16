"""A moment and who looks at it: what the parts of the page go on with."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from games.access import Viewer, ViewerKind
from games.models import Game, Settlement, Team
from games.rules.course import Course
from games.rules.model import Scenario, State
from games.selectors.memo import Same
from games.selectors.moments.asked import Asked
from games.selectors.moments.track import Station, Stored, Track
from games.selectors.reading import team_rows
from games.selectors.review import town_columns
from games.selectors.review_values import TownColumn
from games.selectors.rounds import Round, stored_rounds
from games.selectors.scenarios import scenario_of, scenario_under, state_under, stored_state

MOST_KEPT = 96


@dataclass(frozen=True, slots=True)
class Here:
    """A moment, seen by a viewer through the eyes of ``town`` ("" = what all could see).

    ``inside``: the viewer may see what that town had on its desk and wrote. ``scenario``: with what
    held in the round of the moment.
    """

    viewer: Viewer
    game: Game
    track: Track
    asked: Asked
    moment: int
    station: Station
    course: Course
    scenario: Scenario
    town: str
    inside: bool

    @property
    def number(self) -> int:
        """The round."""
        return self.station.round_number

    @property
    def live(self) -> Mapping[int, Stored]:
        """The settlements that counted, by round."""
        return self.track.live(self.moment)

    @property
    def settled(self) -> bool:
        """Whether the round of the moment had been settled."""
        return self.number in self.live and self.number > 0

    @property
    def teams(self) -> Mapping[int, Team]:
        """The teams by their primary key, in seating order."""
        return {team.pk: team for team in team_rows(self.game.pk)}

    @property
    def team(self) -> Team | None:
        """The team through whose eyes one looks."""
        return next((each for each in self.teams.values() if each.town == self.town), None)

    @property
    def columns(self) -> Mapping[str, TownColumn]:
        """The municipalities by id, in seating order."""
        return town_columns(self.scenario)

    @property
    def lead(self) -> bool:
        """Whether a facilitator looks."""
        return self.viewer.kind is ViewerKind.FACILITATOR

    def round(self, stored: Stored) -> Round:
        """A stored settlement's figures and postings."""
        return stored_rounds([stored.key], Same(scenario_of(self.game)))[0]

    def state(self, stored: Stored) -> State:
        """The state after a stored settlement."""
        return stored_state(*stored.key)

    @property
    def last(self) -> Stored | None:
        """The newest settlement that counted; None before the game began."""
        return self.live[max(self.live)] if self.live else None

    @property
    def state_played(self) -> State | None:
        """The state in which the running round was played, under its model."""
        before = self.live.get(self.number - 1)
        if before is None:
            return None
        return state_under(self.game, self.course, self.state(before))


def here_at(
    viewer: Viewer, game: Game, track: Track, asked: Asked, *, town: str, inside: bool
) -> Here:
    """The place of a moment (within the log); ``asked.moment`` must be a number."""
    moment = min(max(1, asked.moment or 1), track.length)
    station = track.station(moment)
    course = track.course(moment)
    return Here(
        viewer=viewer,
        game=game,
        track=track,
        asked=asked,
        moment=moment,
        station=station,
        course=course,
        scenario=scenario_under(game, course, station.round_number),
        town=town,
        inside=inside,
    )


@lru_cache(maxsize=MOST_KEPT)
def content_of(stored: Stored) -> Mapping[str, Any]:
    """What a stored settlement holds beside the state; a query the first time."""
    rows = Settlement.objects.filter(pk=stored.pk, digest=stored.digest)
    content: Mapping[str, Any] = rows.values_list("content", flat=True).get()
    return content
