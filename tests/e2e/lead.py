"""The facilitator by address alone: brings a game where a test wants it, in milliseconds."""

import re

import httpx

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
GAME = re.compile(r"/leitung/spiel/([\w-]{36})/")
STEPS = 60


class Leader:
    """Logs in once and gives commands as the cockpit's forms do.

    ``account`` is the ``facilitator`` part of the demo's JSON.
    """

    def __init__(self, server, account, game_id=""):
        self.http = httpx.Client(
            base_url=server.url, headers={"Origin": server.url}, timeout=30
        )
        self.account = account
        self.game_id = game_id
        self.token = ""
        self._log_in()

    def _log_in(self):
        named = {key: self.account[key] for key in ("username", "password")}
        self._take_token(self.http.get("/leitung/anmelden/"))
        self.post("/leitung/anmelden/", **named)
        self._take_token(self.http.get("/leitung/neu/"))

    def _take_token(self, answer):
        assert answer.status_code == 200, answer.text
        self.token = TOKEN.search(answer.text).group(1)

    def post(self, path, **fields):
        """Post a form; raises AssertionError where the server refuses."""
        answer = self.http.post(path, data={"csrfmiddlewaretoken": self.token, **fields})
        assert answer.status_code == 302, f"{path}: {answer.status_code} {answer.text[:2000]}"
        return answer

    def create(self, **fields):
        """A new game; its id is taken over. Everything not named is as the form proposes it."""
        minutes = {f"minutes_{phase}": 0 for phase in PHASES}
        proposed = {
            "name": "Kurs", "scenario": "mittelaue", "rounds": 3, "model": "alles",
            "advance_mode": "manual", "missing_rule": "draft", "seats_per_team": 0,
        }  # fmt: skip
        answer = self.post("/leitung/neu/", **(proposed | minutes | fields))
        self.game_id = GAME.search(answer.headers["location"]).group(1)
        return self

    def close(self):
        """Hang up."""
        self.http.close()

    @property
    def path(self):
        """Address of the cockpit."""
        return f"/leitung/spiel/{self.game_id}/"

    @property
    def state(self):
        """What the cockpit's state.json says."""
        answer = self.http.get(f"{self.path}state.json")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def start(self):
        """Out of the lobby; bots take teams without people."""
        self.post(f"{self.path}start/")

    def advance(self, missing_rule=""):
        """Leave the phase in which the game stands; what is open does not hold it up."""
        here = self.state
        self.post(
            f"{self.path}weiter/", expected_round=here["round"], expected_phase=here["phase"],
            missing_rule=missing_rule, confirmed="1",
        )  # fmt: skip

    def until(self, phase, round_number=1):
        """Advance, from the lobby on if need be, until the game stands in the phase."""
        if self.state["phase"] == "lobby":
            self.start()
        for _step in range(STEPS):
            here = self.state
            if (here["round"], here["phase"]) == (round_number, phase):
                return self
            self.advance()
        raise AssertionError(f"never came to {phase} of round {round_number}: {here}")

    def end(self):
        """End the game wherever it stands."""
        self.post(f"{self.path}ende/")

    def pause(self, *, paused=True):
        """Stop the clock, or let it run on."""
        here = self.state
        self.post(
            f"{self.path}pause/", expected_round=here["round"], expected_phase=here["phase"],
            paused="1" if paused else "0",
        )  # fmt: skip

    def extend(self, seconds):
        """Give more time."""
        here = self.state
        self.post(
            f"{self.path}zeit/", expected_round=here["round"], expected_phase=here["phase"],
            seconds=seconds,
        )  # fmt: skip

    def lock_lobby(self):
        """Let nobody in any more."""
        self.post(f"{self.path}warteraum/", locked="1")

    def set_bot(self, team_name, bot="reziprok"):
        """A strategy plays a municipality."""
        team = next(team for team in self.state["teams"] if team["name"] == team_name)
        self.post(f"{self.path}bot/", team=team["id"], bot=bot)


PHASES = ("briefing", "negotiating", "deciding", "settled", "recap")
