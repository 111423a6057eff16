"""The bots: somebody in a team, the facilitator, the screen on the wall."""

import random
import time
import uuid
from typing import Any

from games.rehearsal.ears import Ear, listen
from games.rehearsal.pages import DecisionForm, JoinPage
from games.rehearsal.wire import Answer, Trouble, Visitor, Way

FOUND, OK, CONFLICT, REFUSED = 302, 200, 409, 422
MOST_TRIES = 4


def new_id() -> str:
    """A fresh name for a command."""
    return uuid.uuid4().hex


class Player:
    """Somebody in a team, with one browser."""

    def __init__(self, way: Way, number: int, chance: random.Random) -> None:
        self.visitor = Visitor(way)
        self.number = number
        self.team = ""
        self.ear: Ear | None = None
        self.form: DecisionForm | None = None
        self._chance = chance
        self.game = ""

    @property
    def way(self) -> str:
        """Name of the way this browser comes by."""
        return self.visitor.way.name

    @property
    def round(self) -> int:
        """The round of the opened form; 0 before."""
        return self.form.round if self.form else 0

    async def join(self, code: str, game: str) -> float:
        """By code to a municipality, as from the QR code; returns the seconds of both pages."""
        self.game = f"/spiel/{game}"
        page = (await self.visitor.get(f"/beitreten/{code}/")).expect(OK)
        teams = JoinPage(page.text).teams
        if not teams:
            raise Trouble("page", path="/beitreten/")
        self.team = teams[self.number % len(teams)]
        fields = {"name": f"Probe {self.number + 1}", "team": self.team, "request_id": new_id()}
        sent = await self.visitor.post(f"/beitreten/{code}/", fields, script=False)
        sent.expect(FOUND)
        return page.seconds + sent.seconds

    def adopt(self, other: "Player") -> None:
        """Be a second window of another browser: the same seat, the same game."""
        self.visitor.cookies.update(other.visitor.cookies)
        self.team, self.game = other.team, other.game

    async def follow(self, screen: str, *, sockets: bool) -> None:
        """Keep up with a screen from now on, no longer with the one before."""
        if self.ear:
            await self.ear.close()
        self.ear = await listen(self.visitor, f"{self.game}/{screen}/", sockets=sockets)

    async def open(self, screen: str) -> Answer:
        """A page of the game. Raises Trouble where it does not come."""
        return (await self.visitor.get(f"{self.game}/{screen}/")).expect(OK)

    async def open_board(self) -> Answer:
        """The town hall with its form."""
        page = await self.open("rathaus")
        self.form = DecisionForm(page.text)
        if not self.form.choices:
            raise Trouble("page", path="/rathaus/")
        return page

    async def change_something(self) -> tuple[float, float, int]:
        """Change one decision; when it was sent, how long the receipt took, and the revision.

        What the rules refuse is left alone and another decision is tried, as people do.
        """
        assert self.form, "opened before"
        choices = [each for each in self.form.choices.values() if each.others]
        for choice in self._chance.sample(choices, min(MOST_TRIES, len(choices))):
            value = self._chance.choice(choice.others)
            begin = time.perf_counter()
            answer = await self.visitor.post(
                self.form.url, self._stand() | {choice.name: value, "request_id": new_id()}
            )
            said = answer.expect(OK, CONFLICT, REFUSED).json()
            if answer.status == OK:
                choice.checked = value
                self.form.revision = int(said["revision"])
                return begin, answer.seconds, self.form.revision
            self.form.revision = int(said.get("revision", self.form.revision))
        raise Trouble("nothing_saved", tries=MOST_TRIES)

    async def submit(self) -> float:
        """Submit the team's decision; the seconds it took."""
        assert self.form, "opened before"
        path = f"{self.game}/rathaus/abgeben/?team={self.team}"
        for _try in range(MOST_TRIES):
            answer = await self.visitor.post(path, self._stand() | {"request_id": new_id()})
            if answer.expect(OK, CONFLICT).status == OK:
                return answer.seconds
            await self.open_board()
        raise Trouble("not_submitted", tries=MOST_TRIES)

    def _stand(self) -> dict[str, Any]:
        assert self.form, "opened before"
        heard = self.ear.heard.revision(self.form.round) if self.ear else 0
        return {"round": self.form.round, "revision": max(self.form.revision, heard)}

    async def sign_of_life(self) -> None:
        """Say that the page is open."""
        await self.visitor.post(f"{self.game}/anwesenheit/", {})

    async def close(self) -> None:
        """Go."""
        if self.ear:
            await self.ear.close()
        await self.visitor.close()


class Leader:
    """The facilitator of the rehearsal's game, at the cockpit."""

    def __init__(self, way: Way, game: str) -> None:
        self.visitor = Visitor(way)
        self.ear: Ear | None = None
        self._path = f"/leitung/spiel/{game}/"

    async def log_in(self, username: str, password: str) -> float:
        """By the form; the seconds it took."""
        (await self.visitor.get("/leitung/anmelden/")).expect(OK)
        fields = {"username": username, "password": password}
        answer = await self.visitor.post("/leitung/anmelden/", fields, script=False)
        if answer.status == OK:
            raise Trouble("login")
        (await self.visitor.get(self._path)).expect(OK)
        return answer.expect(FOUND).seconds

    async def follow(self, *, sockets: bool) -> None:
        """Keep up with the cockpit."""
        self.ear = await listen(self.visitor, self._path, sockets=sockets)

    async def state(self) -> dict[str, Any]:
        """What the cockpit knows."""
        found: dict[str, Any] = (
            (await self.visitor.get(f"{self._path}state.json")).expect(OK).json()
        )
        return found

    async def command(self, name: str, **fields: Any) -> float:
        """One of the cockpit's commands; the seconds until its receipt."""
        sent = {"request_id": new_id(), **fields}
        return (await self.visitor.post(f"{self._path}{name}/", sent)).expect(OK).seconds

    async def close(self) -> None:
        """Go."""
        if self.ear:
            await self.ear.close()
        await self.visitor.close()


class Wall:
    """The projector."""

    def __init__(self, way: Way, path: str) -> None:
        self.visitor = Visitor(way)
        self.ear: Ear | None = None
        self._path = path

    async def open(self, *, sockets: bool) -> None:
        """Open the page and keep up with it."""
        (await self.visitor.get(self._path)).expect(OK)
        self.ear = await listen(self.visitor, self._path, sockets=sockets)

    async def place(self) -> tuple[int, str]:
        """Round and phase that the wall shows."""
        state = (await self.visitor.get(f"{self._path}state.json")).expect(OK).json()
        return int(state["round"]), str(state["phase"])

    async def close(self) -> None:
        """Switch off."""
        if self.ear:
            await self.ear.close()
        await self.visitor.close()
