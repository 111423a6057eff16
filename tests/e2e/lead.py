"""The facilitator by address alone: brings a game where a test wants it, in milliseconds."""

import re

import httpx

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
GAME = re.compile(r"/leitung/spiel/([\w-]{36})/")
# Anchored: four digits, a dash and four digits can stand in the middle of an identifier, too.
CODE = re.compile(r"(?<![\w-])[A-Z0-9]{4}-[A-Z0-9]{4}(?![\w-])")
PHASES = ("briefing", "negotiating", "deciding", "awarding", "settled", "recap")
STEPS = 60


class Office:
    """A facilitator who is logged in. ``account`` is that part of the demo's JSON."""

    def __init__(self, server, account):
        self.http = httpx.Client(base_url=server.url, headers={"Origin": server.url}, timeout=60)
        self.token = ""
        self.account = {key: account[key] for key in ("username", "password")}
        self._take_token("/leitung/anmelden/")
        self.post("/leitung/anmelden/", **self.account)
        self._take_token("/leitung/neu/")

    def _take_token(self, path):
        self.token = TOKEN.search(self.get(path).text).group(1)

    def get(self, path):
        """A page; raises AssertionError where there is none."""
        answer = self.http.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:2000]}"
        return answer

    def post(self, path, **fields):
        """Post a form; raises AssertionError where the server does not lead on."""
        answer = self.http.post(path, data={"csrfmiddlewaretoken": self.token, **fields})
        assert answer.status_code == 302, f"{path}: {answer.status_code} {answer.text[:2000]}"
        return answer

    def create(self, **fields):
        """A new game in the lobby, as the form proposes it but for time limits (none)."""
        minutes = {f"minutes_{phase}": 0 for phase in PHASES}
        proposed = {
            "name": "Kurs", "scenario": "mittelaue", "rounds": 3, "model": "alles",
            "advance_mode": "manual", "missing_rule": "draft", "seats_per_team": 0,
        }  # fmt: skip
        answer = self.post("/leitung/neu/", **(proposed | minutes | fields))
        return Leader(self, GAME.search(answer.headers["location"]).group(1))

    def close(self):
        """Hang up."""
        self.http.close()


class Leader:
    """The commands of one game, as the cockpit's forms give them."""

    def __init__(self, office, game_id):
        self.office = office
        self.game_id = game_id
        self.path = f"/leitung/spiel/{game_id}/"
        self.code = self.state["join_code"]

    @property
    def state(self):
        """What the cockpit's state.json says."""
        return self.office.get(f"{self.path}state.json").json()

    def link(self, kind):
        """Address of the projector ("leinwand") or the review ("rueckschau")."""
        page = self.office.get(self.path).text
        return re.search(rf'href="(/{kind}/[^"]+)"', page).group(1)

    def seat_code(self, town):
        """Code of the first seat of a municipality."""
        team = next(each for each in self.state["teams"] if each["town"] == town)
        page = self.office.get(f"{self.path}platz/{team['seats'][0]['id']}/").text
        return CODE.search(page).group(0)

    def command(self, name, **fields):
        """A command that belongs to the phase in which the game stands."""
        here = self.state
        self.office.post(
            f"{self.path}{name}/", expected_round=here["round"], expected_phase=here["phase"],
            **fields,
        )  # fmt: skip

    def start(self):
        """Out of the lobby; bots take teams without people."""
        self.command("start")

    def advance(self, missing_rule=""):
        """Leave the phase in which the game stands; what is open does not hold it up."""
        self.command("weiter", missing_rule=missing_rule, confirmed="1")

    def close_scoring(self):
        """End the first scoring of the applications."""
        self.command("bewertung")

    def until(self, phase, round_number=1):
        """Advance, from the lobby on if need be, until the game stands in the phase."""
        if self.state["phase"] == "lobby":
            self.start()
        for _step in range(STEPS):
            here = self.state
            if (here["round"], here["phase"]) == (round_number, phase):
                return self
            self.advance()
        raise AssertionError(f"never came to {phase} of round {round_number}")

    def pause(self, *, paused=True):
        """Stop the clock, or let it run on."""
        self.command("pause", paused="1" if paused else "0")

    def extend(self, seconds):
        """Give more time."""
        self.command("zeit", seconds=seconds)

    def lock_lobby(self):
        """Let nobody in any more."""
        self.command("warteraum", locked="1")
