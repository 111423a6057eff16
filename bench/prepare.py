"""Games to measure with, made in the database the server will use; and what was stored in the end.

    python bench/prepare.py games '{"games": 1, "towns": [6, 6, 6], "scenario": "mittelaue"}'
    python bench/prepare.py log <public id>
    python bench/prepare.py record <public id>

Prints JSON. Uses services alone for what changes a game, as the views do.
"""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "planspiel.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import (  # noqa: E402
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    get_user_model,
)
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench import eight  # noqa: E402
from games import access  # noqa: E402
from games.access import ViewerKind  # noqa: E402
from games.enums import Phase  # noqa: E402
from games.models import Game, LogEntry, Message, OfferRevision, ScenarioVersion  # noqa: E402
from games.rules.canonical import digest  # noqa: E402
from games.services import flow, joining, receipts, scenarios  # noqa: E402
from games.services import games as making  # noqa: E402


def prepare(wanted):
    """Games in the phase ``deciding`` with so many people in each town."""
    call_command("migrate", verbosity=0)
    scenarios.load_scenarios()
    if wanted.get("scenario") == eight.SLUG:
        store(eight.SLUG, eight.content())
    owner, _ = get_user_model().objects.get_or_create(username="bench")
    games = [one_game(owner, wanted, number) for number in range(wanted["games"])]
    over = {}
    if "finished" in wanted:
        # Asked for last: it goes on with what is here.
        from bench.finished import finished  # noqa: PLC0415

        over = {"finished": finished(wanted["finished"])["games"][0]}
    return {
        "games": games,
        **over,
        "session": {settings.SESSION_COOKIE_NAME: session_of(owner)},
        "seat_cookie": settings.SEAT_COOKIE_NAME,
    }


def store(slug, content):
    ScenarioVersion.objects.get_or_create(
        digest=digest(content),
        defaults={
            "slug": slug,
            "name": content["scenario"]["name"],
            "content": content,
            "loaded_at": timezone.now(),
        },
    )


def one_game(owner, wanted, number):
    plan = making.GamePlan(
        f"Bench {number}", wanted.get("scenario", "mittelaue"), wanted.get("rounds", 4),
        cooperation_model="alles", options=wanted.get("options", {}),
        phase_minutes=wanted.get("minutes", {}), advance_mode=wanted.get("advance", "manual"),
    )  # fmt: skip
    public_id = making.create_game(owner.pk, plan)
    game = Game.objects.get(public_id=public_id)
    teams = list(game.teams.order_by("position"))
    players = []
    for team, people in zip(teams, wanted["towns"], strict=False):
        for person in range(people):
            joined = joining.join(
                code=game.join_code, name=f"{team.town} {person}", team_id=team.pk, client="bench"
            )
            cookie = access.sign_device_token(joined.device_token)
            players.append({"team": team.town, "cookie": cookie})
    to_phase(access.facilitator(public_id, owner.pk), game, wanted.get("phase", Phase.DECIDING))
    game.refresh_from_db()
    return {
        "id": str(public_id),
        "pk": game.pk,
        "players": players,
        "round": game.round_number,
        "phase": game.phase,
        "versions": versions(game),
        "projector": access.link_token(ViewerKind.PROJECTOR, game),
        "review": access.link_token(ViewerKind.REVIEW, game),
    }


def to_phase(viewer, game, phase):
    flow.start_game(viewer)
    while True:
        game.refresh_from_db()
        if game.phase == phase:
            return
        flow.advance(viewer, expected_round=game.round_number, expected_phase=game.phase)


def versions(game):
    """The numbers stamps are made of."""
    return {"game": game.version, "teams": dict(game.teams.values_list("town", "version"))}


def stored(public_id):
    """Every request of a game in the order it was stored, and the versions reached."""
    game = Game.objects.get(public_id=public_id)
    rows = LogEntry.objects.filter(game=game).exclude(request_id="").order_by("sequence")
    entries = rows.values_list("request_id", "kind", "team__town")
    return {"entries": [list(row) for row in entries], "versions": versions(game)}


def record(public_id):
    """The whole log of a game, and how much there is of what people made."""
    game = Game.objects.get(public_id=public_id)
    rows = LogEntry.objects.filter(game=game).order_by("sequence")
    names = ("sequence", "kind", "team__town", "request_id")
    return {
        "log": [
            {"sequence": sequence, "kind": kind, "town": town, "request": request}
            for sequence, kind, town, request in rows.values_list(*names)
        ],
        "messages": Message.objects.filter(game=game).count(),
        "revisions": OfferRevision.objects.filter(offer__game=game).count(),
        "broken": receipts.first_broken(game.pk),
        "versions": versions(game),
    }


def versions_of(text):
    """The versions of several games, by primary key."""
    return {game.pk: versions(game) for game in Game.objects.filter(pk__in=json.loads(text))}


def places(text):
    """Round and phase of several games, in their order."""
    rows = Game.objects.filter(pk__in=json.loads(text)).order_by("pk")
    return [list(row) for row in rows.values_list("round_number", "phase")]


def deadline(text):
    """Let the time of several games run out at a moment (seconds of the epoch)."""
    wanted = json.loads(text)
    at = datetime.fromtimestamp(wanted["at"], tz=UTC)
    return Game.objects.filter(pk__in=wanted["games"]).update(deadline=at)


def session_of(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


if __name__ == "__main__":
    task, argument = sys.argv[1:]
    tasks = {"games": lambda text: prepare(json.loads(text)), "log": stored, "record": record,
             "versions": versions_of, "places": places, "deadline": deadline}  # fmt: skip
    print(json.dumps(tasks[task](argument)))
