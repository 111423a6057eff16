"""The authorisation matrix as tests read it, and the eight kinds of browsers that try it."""

import tomllib
import uuid
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from games.access import ViewerKind, link_token
from games.enums import ROUND_PHASES, Role
from games.models import Offer, WorkshopMember
from tests.cast import Cast
from tests.factories import WorkshopMemberFactory

FILE = Path(settings.BASE_DIR) / "games" / "access_matrix.toml"
FORGED = "0123456789abcdef-1~forged"
LOGIN = "/leitung/anmelden/"


@dataclass(frozen=True)
class Row:
    """One line: who gets which answer from one address in one situation."""

    situation: str
    method: str
    name: str
    expected: tuple[int | str, ...]

    def __str__(self):
        return f"{self.situation} {self.method} {self.name}"


def load():
    """Kinds of viewers, rows of the addresses, and rows of the sockets by screen."""
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    rows = [
        Row(situation, method, name, tuple(expected))
        for situation in content["situations"]
        for method, table in content[situation].items()
        for name, expected in table.items()
    ]
    return content["kinds"], rows, content["sockets"]


def load_roles():
    """Roles in a workshop, and rows of its addresses for them; the game is being played."""
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))["roles"]
    rows = [
        Row("playing", method, name, tuple(expected))
        for method in ("GET", "POST")
        for name, expected in content[method].items()
    ]
    return content["kinds"], rows


def lead_routes():
    """Names of all addresses of cockpit and workshop."""
    below = ("leitung/spiel/", "leitung/veranstaltung/<")
    return {
        _name(entry) for entry in _patterns(get_resolver()) if str(entry.pattern).startswith(below)
    }


def route_names():
    """Names of all addresses of the project; an address without a name is an error."""
    return {_name(pattern) for pattern in _patterns(get_resolver())}


def _patterns(resolver):
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from _patterns(entry)
        else:
            yield entry


def _name(pattern):
    assert pattern.name, f"{pattern.pattern} has no name"
    return pattern.name


def newest_offer(game) -> int:
    """Number of the offer that was made last; 1 where there is none."""
    newest = Offer.objects.filter(game=game).order_by("-number").first()
    return newest.number if newest else 1


class Browsers:
    """What each kind of viewer holds: a cookie, a session, a link, or nothing."""

    def __init__(self, cast: Cast):
        self.cast = cast
        game = cast.game
        self.tokens = {
            "projector": link_token(ViewerKind.PROJECTOR, game),
            "review": link_token(ViewerKind.REVIEW, game),
        }

    def client(self, kind: str) -> Client:
        """A fresh browser of this kind."""
        client = Client(raise_request_exception=False)
        seats = {
            "team_mate": self.cast.ben,
            "player": self.cast.anna,
            "other_team": self.cast.dora,
            "other_game": self.cast.carl,
        }
        accounts = {"owner": self.cast.frieda, "other_facilitator": self.cast.franz}
        if kind in set(Role):
            client.force_login(self._helper(kind), "django.contrib.auth.backends.ModelBackend")
        if kind in seats:
            client.cookies[settings.SEAT_COOKIE_NAME] = seats[kind].cookie
        if kind in accounts:
            client.force_login(accounts[kind].user, "django.contrib.auth.backends.ModelBackend")
        return client

    def _helper(self, role: str):
        """An account with this role in the workshop."""
        workshop = self.cast.game.workshop
        member = WorkshopMember.objects.filter(workshop=workshop, role=role).first()
        return (member or WorkshopMemberFactory(workshop=workshop, role=role)).user

    def arguments(self, kind: str) -> dict[str, object]:
        """What stands in the addresses that this kind of viewer asks for."""
        return {
            "game_id": self.cast.game.public_id,
            "workshop_id": self.cast.game.workshop.public_id,
            "member": 999_999,
            "invitation": 999_999,
            "token": self.tokens.get(kind, FORGED),
            "seat_id": self.cast.anna.viewer.seat_id,
            "code": self.cast.game.join_code,
            "number": 1,
            "link": 999_999,
            "sheet": "platzkarten",
            "kind": "modell",
            "key": "plenum",
            "team_id": self.cast.anna.viewer.team_id,
            "page": f"spiel/{self.cast.game.public_id}/rathaus/",
            "offer": newest_offer(self.cast.game),
            "agreement": "bauhof-1",
            "theme": "region",
            "figure": "werte",
            "chart": "vergleich-werte",
            "town": self.cast.teams[0].town,
        }


DEBRIEF_BODIES = {
    "debrief_write": {"step": "feel", "text": "Vorsichtig"},
    "debrief_vote": {"step": "feel", "card": "1"},
    "debrief_resolve": {"text": "Wir reden vorher miteinander"},
    "debrief_steer": {"step": "learned"},
    "debrief_mode": {"free": "1"},
    "debrief_poll": {"step": "feel", "open": "1"},
    "debrief_ask": {"step": "feel", "text": "Was hat gehalten?"},
    "debrief_unask": {"number": 1},
    "debrief_question": {"act": "hide", "key": "usual:feel:1"},
    "debrief_cards": {"act": "hide", "card": "1"},
    "debrief_resolve_for": {"town": "", "text": "Ein Treffen im Herbst"},
    "debrief_keep": {"number": 1, "hidden": "1"},
}
WORKSHOP_BODIES = {
    "workshop_pause": {"paused": "1"},
    "workshop_settings": {"title": ""},
    "workshop_copy": {"title": "Kopie"},
    "workshop_region": {"name": "West", "scenario": "einstieg", "model": ""},
    "workshop_delete": {"typed": "Irrtum"},
    "workshop_archive": {"archived": "1"},
    "workshop_anonymise": {"typed": "Irrtum", "reason": "Frist"},
    "workshop_member_add": {"username": "niemand", "role": "coach"},
    "workshop_member_change": {"role": "coach"},
    "workshop_invite": {"role": "observer"},
    "workshop_time": {"seconds": 60},
}


NOTE_BODIES: dict[str, dict[str, object]] = {
    name: {"number": 999_999, "released": "1"} for name in ("note_release", "cockpit_release")
}
WRITTEN_BODIES = WORKSHOP_BODIES | DEBRIEF_BODIES | NOTE_BODIES


def body(name: str, cast: Cast) -> dict[str, object]:
    """A well-formed body for a command."""
    anna = cast.anna.viewer
    stands = {"request_id": str(uuid.uuid4()), "round": 2, "revision": 0}
    if name.startswith(("cockpit_", "workshop_")):
        stands |= {"expected_round": 2, "expected_phase": "deciding"}
    extra = {
        "join": {"code": cast.game.join_code},
        "join_code": {"name": "Neu", "team": anna.team_id},
        "draft_save": {"levels.verwaltung": "sparen"},
        "talk_send": {"to": "plenum", "text": "Guten Tag"},
        "lead_send": {"to": "plenum", "text": "Noch acht Minuten"},
        "lead_plenary": {"locked": "1"},
        "talk_read": {"to": "plenum", "number": 1},
        "offer_create": {"template": "leer"},
        "offer_answer": {"version": 1, "answer": "accepted"},
        "ready": {"phase": "deciding", "ready": "1"},
        "recap_answer": {"question": "fair", "value": 4},
        "recap_guess": {"town": cast.teams[1].town, "goal": "kern_beleben"},
        "cockpit_advance": {"confirmed": "1"},
        "cockpit_time": {"seconds": 60},
        "fund_revise": {"card": "marktscheune", "score.leerstand": "1"},
        "cockpit_undo": {"to_round": 1, "reason": "Probe"},
        "cockpit_pause": {"paused": "1"},
        "cockpit_lobby": {"locked": "1"},
        "cockpit_show": {"view": "map"},
        "cockpit_darken": {"blank": "dark"},
        "help_ask": {"text": "Wie funktioniert der Ausgleich?"},
        "cockpit_merge": {
            "source": anna.team_id,
            "team": cast.dora.viewer.team_id,
            "reason": "Probe",
        },
        "cockpit_help": {"team": anna.team_id},
        "cockpit_bot": {"team": anna.team_id, "bot": "reziprok"},
        "steering_form": {"round": 3, "model": "allein", "reason": "Zweite Hälfte"},
        "card_save": {"name": "Sturm", "effect_1": "geld", "amount_1": "-5.000"},
        "card_drop": {"number": 1},
        "steering_withdraw": {"number": 1, "reason": "Irrtum"},
        "review_links": {"label": "Rat"},
        "reflection": {"part": "post" if cast.fresh().phase == "debrief" else "pre"},
        "rehearsal_start": {"bots": 2},
        "rehearsal_browser": {"http_ms": 20, "socket_ms": 9, "cookie": "1", "deviation_ms": -3},
        "projector_pulse": {"width": 1920, "height": 1080},
        "seat_move": {"team": cast.dora.viewer.team_id, "reason": "Probe"},
        "seat_remove": {"reason": "Probe"},
        "seat_add": {"team": anna.team_id},
        "game_create": {
            "name": "Neu",
            "scenario": "einstieg",
            "rounds": 2,
            "model": "",
            "advance_mode": "manual",
            "missing_rule": "draft",
            "seats_per_team": 0,
            **{f"minutes_{phase}": 0 for phase in ROUND_PHASES},
        },
        "login": {"username": "frieda", "password": "falsch"},
    }
    return stands | (extra | on_time(cast) | WRITTEN_BODIES).get(name, {})


def on_time(cast: Cast) -> dict[str, dict[str, object]]:
    """Bodies of commands on time: mode, waiting for a team, steps of the run sheet."""
    team = cast.anna.viewer.team_id
    return {
        "cockpit_mode": {"mode": "clock"},
        "cockpit_wait": {"team": team, "minutes": 3, "then": "draft"},
        "cockpit_wait_end": {"then": "bot"},
        "cockpit_step": {"begin": "s1"},
    }


def answer_of(response) -> int | str:
    """The status, or "login" where the answer leads to the login form."""
    if response.status_code == 302 and response["Location"].startswith(LOGIN):
        return "login"
    return response.status_code
