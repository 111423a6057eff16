"""Puts two recorded workshops into a server's own database (``python -m`` this).

The newer one has two regions under different models, the earlier one a region of another scenario.
Prints as JSON where they are and the facilitator's login. Run in the server's environment.
"""

import json
import os
import sys
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "planspiel.settings")

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.urls import reverse  # noqa: E402

from games.models import Workshop  # noqa: E402
from tests.cast import NOW  # noqa: E402
from tests.compared import play, region, regions_of, workshop_of  # noqa: E402
from tests.e2e.record_game import PASSWORD  # noqa: E402

NAME = "vera"


def main():
    """Play the workshops; what a browser needs to compare them."""
    accounts = get_user_model().objects
    accounts.filter(username=NAME).delete()
    vera = accounts.create_user(NAME, password=PASSWORD)
    earlier = workshop_of(
        vera, "Kurs im Herbst", region("Tal", "austausch", scenario="mittelaue", rounds=3),
        now=NOW - timedelta(days=30),
    )  # fmt: skip
    now = workshop_of(vera, "Kurs im Mai", region("Nord", "allein"), region("Süd", "alles"))
    for game in (*regions_of(earlier), *regions_of(now)):
        play(game)
    return {
        "compare": reverse("workshop_compare", args=[_public_id(now)]),
        "earlier": str(_public_id(earlier)),
        "login": {"username": NAME, "password": PASSWORD},
    }


def _public_id(viewer):
    return Workshop.objects.get(pk=viewer.workshop_id).public_id


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main()))
