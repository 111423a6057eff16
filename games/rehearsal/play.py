"""The course of a rehearsal, from the way to the server to the review."""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self

from games.rehearsal.ears import Ear, SocketEar
from games.rehearsal.people import Leader, Player, Wall
from games.rehearsal.reach import Reached, reach
from games.rehearsal.tally import Tally
from games.rehearsal.wire import Trouble, Way

Say = Callable[[str, int], None]
"""``(step, percent done)``"""

ARRIVE_SECONDS = 5
SAVES_EACH = 2
PAUSE_SECONDS = (0.5, 1.5)
"""Between two changes of one team: five a second in six teams, quicker than people."""
AT_ONCE = 8
"""Browsers that join at the same moment."""
OVER = ("debrief", "ended")
JOINED, STARTED, PLAYED = 25, 30, 95
MOST_PHASES = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """What to play: the ways, the account, the game, how many bots, and the time for all of it."""

    ways: tuple[Way, ...]
    username: str
    password: str
    game: str
    code: str
    projector: str
    review: str
    bots: int
    rounds: int
    seconds: float

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        """From JSON."""
        plain = {name: said[name] for name in cls.__slots__ if name != "ways"}
        return cls(ways=tuple(Way.read(each) for each in said["ways"]), **plain)


class Play:
    """One rehearsal."""

    def __init__(self, plan: Plan, say: Say) -> None:
        self.plan = plan
        self.tally = Tally()
        self._say = say
        # The same choices each time, so that two rehearsals can be compared.
        self._chance = random.Random(plan.game)  # noqa: S311 - no secret hangs on it
        self._step = "reach"
        self._begin = time.monotonic()
        self._reached: dict[str, Reached] = {}
        self._players: list[Player] = []
        self._tabs: list[Player] = []
        self._leader: Leader | None = None
        self._wall: Wall | None = None
        self._rounds = 0
        self._wall_followed = 0
        self._wall_asked = 0
        self._complete = False

    async def run(self) -> dict[str, Any]:
        """Play until the end or until the time is up; the outcome, whatever happened."""
        try:
            await self._reach()
            if self._ways():
                await self._enter()
                await self._rounds_of_play()
        except Trouble as trouble:
            self.tally.trouble(self._step, "", trouble)
        finally:
            await self._leave()
        return self._outcome()

    def _at(self, step: str, percent: float) -> None:
        self._step = step
        self._say(step, round(percent))

    # --- the way ----------------------------------------------------------------------------------

    async def _reach(self) -> None:
        self._at("reach", 1)
        for way in self.plan.ways:
            found = self._reached[way.name] = await reach(way)
            if found.trouble:
                self.tally.trouble("reach", way.name, found.trouble)

    def _ways(self) -> list[Way]:
        """Ways by which pages come."""
        return [each.way for each in self._reached.values() if each.http_ms is not None]

    def _sockets(self, way: Way) -> bool:
        return self._reached[way.name].socket_ms is not None

    # --- coming in --------------------------------------------------------------------------------

    async def _enter(self) -> None:
        ways = self._ways()
        self._at("login", 4)
        self._leader = Leader(ways[0], self.plan.game)
        seconds = await self._leader.log_in(self.plan.username, self.plan.password)
        self.tally.time("login", ways[0].name, seconds)
        await self._leader.follow(sockets=self._sockets(ways[0]))
        async with self._noting("projector", ways[0].name):
            self._wall = Wall(ways[0], self.plan.projector)
            await self._wall.open(sockets=self._sockets(ways[0]))
        self._at("join", 8)
        arrivals = [Player(ways[n % len(ways)], n, self._chance) for n in range(self.plan.bots)]
        for group in _groups(arrivals, AT_ONCE):
            await asyncio.gather(*(self._join(player) for player in group))
            self._at("join", 8 + (JOINED - 8) * len(self._players) / self.plan.bots)
        if not self._players:
            raise Trouble("nobody_joined")

    async def _join(self, player: Player) -> None:
        async with self._noting("join", player.way):
            seconds = await player.join(self.plan.code, self.plan.game)
            self.tally.time("join", player.way, seconds)
            await player.follow("warteraum", sockets=self._sockets(player.visitor.way))
            self._players.append(player)
        if player not in self._players:
            await player.close()

    # --- playing ----------------------------------------------------------------------------------

    async def _rounds_of_play(self) -> None:
        leader = self._lead()
        self._at("start", JOINED)
        await self._turn("start", lambda: leader.command("start"))
        await self._each(self._players, self._sit_down)
        await self._open_second_tabs()
        state = await leader.state()
        rounds = min(self.plan.rounds, int(state["rounds"]))
        for _phase in range(MOST_PHASES):
            if state["phase"] in OVER or state["round"] > rounds:
                self._complete = True
                break
            if time.monotonic() - self._begin > self.plan.seconds:
                break
            await self._phase(state, rounds)
            state = await leader.state()
        await self._end()

    async def _sit_down(self, player: Player) -> None:
        await player.sign_of_life()
        await player.follow("rathaus", sockets=self._sockets(player.visitor.way))

    async def _open_second_tabs(self) -> None:
        """Whoever is alone in a team gets a second window: somebody has to see the change."""
        teams = defaultdict(list)
        for player in self._players:
            teams[player.team].append(player)
        for mates in teams.values():
            if len(mates) == 1:
                await self._second_tab(mates[0])

    async def _second_tab(self, first: Player) -> None:
        ways = self._ways()
        # By the other way where there is one: the news then crosses between the two.
        way = next((each for each in ways if each.name != first.way), ways[0])
        tab = Player(way, first.number, self._chance)
        async with self._noting("join", way.name):
            tab.adopt(first)
            await tab.follow("rathaus", sockets=self._sockets(way))
            self._tabs.append(tab)

    async def _phase(self, state: Mapping[str, Any], rounds: int) -> None:
        share = (state["round"] - 1 + (state["phase"] in ("settled", "recap")) / 2) / rounds
        percent = STARTED + (PLAYED - STARTED) * min(1.0, share)
        if state["phase"] == "deciding":
            self._at("decide", percent)
            await self._decide()
        elif state["phase"] == "settled":
            self._at("settle", percent)
            await self._each(self._players, self._read_settlement)
            self._rounds = state["round"]
        elif state["phase"] == "awarding":
            self._at("award", percent)
            await self._each(self._players, self._read_fund)
        self._at("advance", percent)
        await self._turn("turn", lambda: self._advance(state))
        await self._look_at_wall()

    async def _advance(self, state: Mapping[str, Any]) -> float:
        return await self._lead().command(
            "weiter",
            expected_round=state["round"],
            expected_phase=state["phase"],
            confirmed="1",
        )

    async def _decide(self) -> None:
        teams: dict[str, list[Player]] = defaultdict(list)
        for player in self._players:
            teams[player.team].append(player)
        await asyncio.gather(*(self._team_decides(mates) for mates in teams.values()))

    async def _team_decides(self, mates: list[Player]) -> None:
        """One after the other within a team, all teams at the same time."""
        for player in mates:
            async with self._noting("page", player.way):
                page = await player.open_board()
                self.tally.time("page", player.way, page.seconds)
                for _change in range(SAVES_EACH):
                    await self._save(player, mates)
                    await asyncio.sleep(self._chance.uniform(*PAUSE_SECONDS))
        last = mates[-1]
        async with self._noting("submit", last.way):
            self.tally.time("submit", last.way, await last.submit())

    async def _save(self, player: Player, mates: Iterable[Player]) -> None:
        async with self._noting("save", player.way):
            begin, seconds, revision = await player.change_something()
            self.tally.time("save", player.way, seconds)
            watching = [
                each
                for each in (*mates, *self._tabs)
                if each is not player and each.team == player.team and each.ear
            ]
            saved = (player.round, revision, begin)
            await asyncio.gather(*(self._arrives(each, *saved) for each in watching))

    async def _arrives(self, player: Player, number: int, revision: int, begin: float) -> None:
        assert player.ear, "asked before"
        heard = player.ear.heard
        seconds = await heard.until_revision(number, revision, begin, ARRIVE_SECONDS)
        self.tally.time("arrival", player.way, seconds)
        if seconds is None:
            figures = {"seconds": ARRIVE_SECONDS}
            self.tally.trouble("arrival", player.way, Trouble("no_update", **figures))

    async def _read_settlement(self, player: Player) -> None:
        self.tally.time("settlement", player.way, (await player.open("abrechnung")).seconds)

    async def _read_fund(self, player: Player) -> None:
        self.tally.time("page", player.way, (await player.open("fonds")).seconds)

    async def _turn(self, kind: str, act: Callable[[], Awaitable[float]]) -> None:
        """A command for everybody, and when the last of all screens has heard of it."""
        ears = list(self._ears())
        before = [ear.heard.newest for ear in ears]
        begin = time.perf_counter()
        self.tally.time(kind, self._lead().visitor.way.name, await act())

        async def hears(ear: Ear, stamp: int) -> None:
            seconds = await ear.heard.until_after(stamp, begin, ARRIVE_SECONDS)
            self.tally.time("turn_arrival", ear.way.name, seconds)
            if seconds is None:
                trouble = Trouble("no_update", seconds=ARRIVE_SECONDS)
                self.tally.trouble("advance", ear.way.name, trouble)

        await asyncio.gather(*(hears(*each) for each in zip(ears, before, strict=True)))

    def _ears(self) -> Iterable[Ear]:
        people = (*self._players, *self._tabs, self._leader, self._wall)
        return (each.ear for each in people if each and each.ear)

    async def _look_at_wall(self) -> None:
        """Whether the projector shows the round and phase that the cockpit does."""
        if self._wall is None:
            return
        async with self._noting("projector", self._wall.visitor.way.name):
            state = await self._lead().state()
            self._wall_asked += 1
            shown = await self._wall.place()
            if shown != (state["round"], state["phase"]):
                raise Trouble("projector_behind", shown=f"{shown[0]}/{shown[1]}")
            self._wall_followed += 1

    # --- the end ----------------------------------------------------------------------------------

    async def _end(self) -> None:
        self._at("end", PLAYED)
        leader = self._lead()
        if (await leader.state())["phase"] not in OVER[1:]:
            await leader.command("ende")
        async with self._noting("review", leader.visitor.way.name):
            answer = (await leader.visitor.get(self.plan.review)).expect(200)
            self.tally.time("page", leader.visitor.way.name, answer.seconds)

    async def _leave(self) -> None:
        everybody = [*self._players, *self._tabs, self._leader, self._wall]
        await asyncio.gather(*(each.close() for each in everybody if each), return_exceptions=True)

    def _outcome(self) -> dict[str, Any]:
        return {
            "ways": {name: each.as_json() for name, each in self._reached.items()},
            "bots": self.plan.bots,
            "joined": len(self._players),
            "rounds": self._rounds,
            "complete": self._complete,
            "projector": {"asked": self._wall_asked, "followed": self._wall_followed},
            "sockets": sum(isinstance(ear, SocketEar) for ear in self._ears()),
            "figures": self.tally.figures(),
            "troubles": self.tally.troubles,
            "seconds": round(time.monotonic() - self._begin, 1),
        }

    # --- help -------------------------------------------------------------------------------------

    def _lead(self) -> Leader:
        assert self._leader, "entered before"
        return self._leader

    async def _each(
        self, players: Iterable[Player], act: Callable[[Player], Awaitable[None]]
    ) -> None:
        async def one(player: Player) -> None:
            async with self._noting(self._step, player.way):
                await act(player)

        for group in _groups(list(players), AT_ONCE):
            await asyncio.gather(*(one(player) for player in group))

    @asynccontextmanager
    async def _noting(self, step: str, way: str) -> AsyncIterator[None]:
        """Note what fails for one browser and go on with the others."""
        try:
            yield
        except Trouble as trouble:
            self.tally.trouble(step, way, trouble)


def _groups(items: list[Player], size: int) -> Iterable[list[Player]]:
    return (items[start : start + size] for start in range(0, len(items), size))
