"""Puts a recorded game into a server's own database: ``python -m tests.e2e.record_game 4``.

Prints as JSON where its pages are, the cookies of its people by name, and the facilitator's login.
Run in the server's environment, so that the signatures are the server's.
"""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "planspiel.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.urls import reverse  # noqa: E402

from games.access import ViewerKind, link_token  # noqa: E402
from tests.recorded import recorded  # noqa: E402

PASSWORD = "nur-fuer-diesen-test"


def main(rounds):
    """Play the game; what a browser needs to look back at it."""
    get_user_model().objects.filter(username__in=("frieda", "franz")).delete()
    cast = recorded(rounds)
    cast.frieda.user.set_password(PASSWORD)
    cast.frieda.user.save()
    game = cast.fresh()
    people = {"Anna": cast.anna, "Ben": cast.ben, "Dora": cast.dora}
    return {
        "game": str(game.public_id),
        "play": reverse("game", args=[game.public_id]),
        "review": reverse("review", args=[link_token(ViewerKind.REVIEW, game)]),
        "projector": reverse("projector", args=[link_token(ViewerKind.PROJECTOR, game)]),
        "cockpit": reverse("cockpit", args=[game.public_id]),
        "login": {"username": "frieda", "password": PASSWORD},
        "cookie": settings.SEAT_COOKIE_NAME,
        "cookies": {name: person.cookie for name, person in people.items()},
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))))
