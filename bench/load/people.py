"""People of one game who do what people do: save, offer, answer, write, score, share, submit.

Every request is kept with its kind, status and time. Every command has a request id of its own;
what the server acknowledged is compared with the log after the run. Some commands are sent twice,
as by a nervous finger: both answers must be the same receipt.
"""

import asyncio
import json
import random
import time
import uuid
from collections import Counter, defaultdict
from urllib.parse import urlencode

from bench.load.forms import Form
from bench.load.wire import Http

JSON = {"Accept": "application/json"}
SCREENS = ("rathaus", "fonds", "absprachen", "daten")
TWICE = 0.05
DRAFTING = ("briefing", "negotiating", "deciding")
SERVICES = ("bauhof", "verwaltung", "buecherei", "freibad", "feuerwehr")
KINDS = {
    "save": {"draft_saved"},
    "submit": {"decision_submitted"},
    "reopen": {"decision_reopened"},
    "message": {"message_sent"},
    "note": {"note_made"},
    "help": {"help_asked"},
    "ready": {"team_ready"},
    "recap": {"recap_answered"},
    "guess": {"guess_made"},
    "draft offer": {"offer_drafted"},
    "edit offer": {"offer_saved"},
    "send offer": {"offer_sent", "offer_countered"},
    "counter": {"offer_drafted"},
    "answer": {"offer_accepted", "offer_declined", "offer_reopened"},
    "withdraw": {"offer_withdrawn"},
}
"""Commands, and what the log may say of each."""


class Record:
    """All requests of a run: times by kind, statuses, what was acknowledged."""

    def __init__(self):
        self.times = defaultdict(list)
        self.statuses = Counter()
        self.refusals = Counter()
        self.saved = Counter()
        self.errors = []
        self.acknowledged = {}
        self.unanswered = {}
        self.differing = []

    async def request(self, http, kind, method, path, form=None, headers=None):
        """One request, kept; ``(status, body)``; status 0 where no answer came."""
        begin = time.perf_counter()
        try:
            status, _, body = await http.request(method, path, form, headers)
        except (OSError, asyncio.IncompleteReadError) as error:
            status, body = 0, repr(error).encode()
        self.times[kind].append(time.perf_counter() - begin)
        self.statuses[kind, status] += 1
        if status in (0, 400, 403, 404) or status >= 500:
            self.errors.append((kind, status, path, body[:300].decode(errors="replace")))
        return status, body

    def compare(self, kind, first, second):
        """Where both answers are receipts they must be the same one; otherwise both say why not."""
        if (first[0] == 200) != (second[0] == 200):
            self.differing.append((kind, first[0], second[0], second[1][:200].decode()))
        elif (
            first[0] == 200 and json.loads(first[1])["receipt"] != json.loads(second[1])["receipt"]
        ):
            self.differing.append((kind, first[1][:200].decode(), second[1][:200].decode()))


class Town:
    """What the people of a municipality know in common: their screens tell them at once."""

    def __init__(self):
        self.revision = 0
        self.offers = {"offers": [], "offer_drafts": []}


class Place:
    """Where the game stands, as every screen shows it."""

    def __init__(self, round_number, phase):
        self.round, self.phase = round_number, phase


class Person:
    """Somebody in a seat with a browser."""

    def __init__(self, port, cookie, base, town, towns, place, record, seed):
        self.http, self.again = Http(port), Http(port)
        self.http.cookies.update(cookie)
        self.again.cookies = self.http.cookies
        self.base, self.name = base, town
        self.town, self.others = towns[town], [name for name in towns if name != town]
        self.place, self.record = place, record
        self.chance = random.Random(seed)
        self.screen = SCREENS[seed % len(SCREENS)]
        self.form, self.seen = None, None

    async def live(self, until, think):
        """Act, think, act … until the moment ``until`` of ``time.perf_counter``."""
        while time.perf_counter() < until:
            await asyncio.sleep(self.chance.expovariate(1 / think))
            if time.perf_counter() >= until:
                return
            await self.act()

    async def act(self):
        """One thing that fits the phase."""
        if self.seen != (self.place.round, self.place.phase):
            await self.look()
            return
        choices = _BY_PHASE.get(self.place.phase, _BETWEEN)
        await self.chance.choice(choices)(self)

    async def look(self):
        """Open the own screen as the game stands; now and then change to another one."""
        self.seen = (self.place.round, self.place.phase)
        screen = self.screen if self.place.phase in DRAFTING else self.chance.choice(OTHERS)
        screen = "fonds" if self.place.phase == "awarding" else screen
        status, body = await self.record.request(
            self.http, f"page {screen}", "GET", f"{self.base}/{screen}/"
        )
        if status != 200:
            return
        page = Form(body.decode())
        self.form = page if page.fields else self.form
        self.token = page.token
        self.town.revision = max(self.town.revision, page.revision) if page.fields else 0

    async def wander(self):
        """Look at another screen."""
        self.screen = self.chance.choice(SCREENS)
        self.seen = None
        await self.act()

    async def peek(self):
        """What a screen without a socket does: ask whether there is anything new."""
        screen = self.chance.choice(SCREENS)
        await self.record.request(
            self.http, "live answer", "GET", f"{self.base}/{screen}/live/?v=1"
        )

    async def presence(self):
        """The sign of life, with the field that the cursor is in."""
        await self.post("presence", "anwesenheit/", {"field": "levels.kita"}, command=False)

    async def post(self, kind, path, form, *, command=True):
        """A command, some of them twice; what came back as JSON, or None where refused."""
        request_id = uuid.uuid4().hex
        text = urlencode(
            {"csrfmiddlewaretoken": self.token, "request_id": request_id, **form}, doseq=True
        )
        headers = {"X-CSRFToken": self.token, **JSON}
        path = f"{self.base}/{path}"
        if command:
            self.record.unanswered[request_id] = kind
        sending = self.record.request(self.http, kind, "POST", path, text, headers)
        if not command:
            await sending
            return None
        again = None
        if self.chance.random() < TWICE:
            again = self.record.request(self.again, "sent twice", "POST", path, text, headers)
        if again and self.chance.random() < 0.5:
            (status, body), second = await asyncio.gather(sending, again)
        else:
            status, body = await sending
            second = await again if again else None
        if second:
            self.record.compare(kind, (status, body), second)
        if status:
            del self.record.unanswered[request_id]
        found = json.loads(body) if body[:1] == b"{" else {}
        if status != 200:
            self.record.refusals[kind, status, found.get("code", "")] += 1
            return {"refused": status, **found}
        self.record.acknowledged[request_id] = (kind, self.name, found["receipt"]["number"])
        return found

    # --- the own draft ---------------------------------------------------------------------------

    async def save(self):
        """A field of the page that is open."""
        picked = self.form.some(self.chance) if self.form else None
        if picked is None:
            self.seen = None
            return
        for _ in range(3):
            form = {
                "round": self.place.round,
                "revision": self.town.revision,
                picked[0]: picked[1],
            }
            found = await self.post("save", "rathaus/entwurf/", form)
            if found and "refused" not in found:
                self.record.saved[picked[0].partition(".")[0]] += 1
            if found and "revision" in found:
                self.town.revision = max(self.town.revision, int(found["revision"]))
            if not found or found.get("code") not in ("stale_revision", "unknown_revision"):
                return
            if found["code"] == "unknown_revision":
                self.town.revision = 0
                self.seen = None
                return

    async def submit(self):
        """Hand the decision in; a revision that is old meanwhile is looked at and sent again."""
        form = {"round": self.place.round, "revision": self.town.revision}
        await self.post("submit", "rathaus/abgeben/", form)

    async def reopen(self):
        """Take the decision back."""
        await self.post("reopen", "rathaus/zurueckholen/", {"round": self.place.round})

    async def ready(self):
        """Say that no more time is needed."""
        form = {"round": self.place.round, "phase": self.place.phase}
        await self.post("ready", "weiter/", form)

    # --- words -----------------------------------------------------------------------------------

    async def message(self):
        """To everybody, to a neighbour, sometimes with a promise."""
        to = self.chance.choice(["plenum", *self.others])
        promise = self.chance.choice(["", "", "", "kein_neubau"])
        form = {"to": to, "text": f"Hallo {to}!", "promise": promise, "round": self.place.round}
        await self.post("message", "gespraeche/senden/", form)

    async def note(self):
        """Keep a moment."""
        await self.post("note", "verlauf/notiz/", {"text": "Hier wurde es eng"})

    async def help(self):
        """Call the facilitator."""
        await self.post("help", "hilfe/rufen/", {"text": ""})

    async def recap(self):
        """Answer a quick question."""
        form = {
            "round": self.place.round,
            "question": self.chance.choice(["fair", "again"]),
            "value": self.chance.randint(1, 5),
        }
        await self.post("recap", "blitzlicht/antwort/", form)

    async def guess(self):
        """Guess a neighbour's goal."""
        form = {
            "round": self.place.round,
            "town": self.chance.choice(self.others),
            "goal": self.chance.choice(["schule_halten", "haushalt_plus", "kern_beleben"]),
        }
        await self.post("guess", "blitzlicht/vermutung/", form)

    # --- offers ----------------------------------------------------------------------------------

    async def bargain(self):
        """Look at the offers, then do the next thing with one of them."""
        status, body = await self.record.request(
            self.http, "state of offers", "GET", f"{self.base}/vereinbarungen/state.json"
        )
        if status != 200:
            return
        found = self.town.offers = json.loads(body)
        drafts = found["offer_drafts"]
        open_ones = [each for each in found["offers"] if each["status"] in ("offered", "declined")]
        unsigned = [each for each in open_ones if self.name not in each["answers"]]
        if drafts and self.chance.random() < 0.7:
            await self._work_on(self.chance.choice(drafts))
        elif unsigned and self.chance.random() < 0.8:
            await self._reply_to(self.chance.choice(unsigned))
        elif open_ones and self.chance.random() < 0.2:
            await self._second_thoughts(self.chance.choice(open_ones))
        else:
            await self._begin()

    async def _begin(self):
        form = {
            "round": self.place.round,
            "template": self.chance.choice(SERVICES),
            "partner": self.chance.choice(self.others),
        }
        await self.post("draft offer", "vereinbarungen/neu/", form)

    async def _work_on(self, draft):
        path = f"vereinbarungen/angebot/{draft['number']}"
        if self.chance.random() < 0.5:
            field = self.chance.choice(["stage", f"caps.{self.name}", f"members.{self._other()}"])
            value = {"stage": "3", "caps": "200.000"}.get(field.partition(".")[0], "1")
            form = {"revision": draft["revision"], field: value}
            await self.post("edit offer", f"{path}/entwurf/", form)
            return
        await self.record.request(self.http, "page of an offer", "GET", f"{self.base}/{path}/")
        form = {"revision": draft["revision"], "note": "Gemeinsam billiger"}
        await self.post("send offer", f"{path}/senden/", form)

    async def _reply_to(self, offer):
        path = f"vereinbarungen/angebot/{offer['number']}"
        await self.record.request(self.http, "page of an offer", "GET", f"{self.base}/{path}/")
        if self.chance.random() < 0.3:
            await self.post("counter", f"{path}/fassung/", {})
            return
        answer = self.chance.choice(["accepted", "accepted", "declined"])
        await self.post(
            "answer", f"{path}/antwort/", {"version": offer["revision"], "answer": answer}
        )

    async def _second_thoughts(self, offer):
        path = f"vereinbarungen/angebot/{offer['number']}"
        if offer["owner"] == self.name:
            await self.post("withdraw", f"{path}/zurueckziehen/", {})
        else:
            form = {"version": offer["revision"], "answer": ""}
            await self.post("answer", f"{path}/antwort/", form)

    def _other(self):
        return self.chance.choice(self.others)

    def close(self):
        self.http.close()
        self.again.close()


OTHERS = ("region", "abrechnung", "verlauf", "gespraeche", "vereinbarungen", "hilfe")
_P = Person
_TALK = [_P.message, _P.bargain, _P.bargain, _P.save, _P.save, _P.save, _P.wander, _P.peek]
_TALK += [_P.presence, _P.note, _P.help]
_BETWEEN = [_P.wander, _P.peek, _P.message, _P.presence, _P.ready, _P.note]
_BY_PHASE = {
    "briefing": [*_TALK, _P.ready],
    "negotiating": [*_TALK, _P.bargain, _P.bargain, _P.ready],
    "deciding": [*_TALK, _P.submit, _P.submit, _P.reopen],
    "awarding": [_P.save, _P.save, _P.save, _P.save, _P.ready, _P.message, _P.peek],
    "recap": [_P.recap, _P.recap, _P.guess, _P.wander, _P.message],
}
