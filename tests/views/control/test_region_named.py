"""With regions side by side, every page of the facilitator names the one that it acts on."""

import re

import pytest

from games.models import Game, Workshop
from tests.views.matrix import Browsers, load
from tests.views.test_access_matrix import address, put

KINDS, ROWS, _SOCKETS = load()
HEAD = re.compile(r"<header.*?</header>|<div[^>]*ps-stead.*?</div>", re.DOTALL)


def leads_to_a_page(row):
    return row.method == "GET" and row.expected[KINDS.index("owner")] == 200


def pages(situation):
    """Every page that the facilitator of a game gets, as it reads: address and text."""
    cast = put(situation)
    Game.objects.filter(pk=cast.game.pk).update(name="Aue Nord")
    Workshop.objects.filter(games=cast.game).update(title="Kurs im Mai")
    browsers = Browsers(cast)
    client, known = browsers.client("owner"), browsers.arguments("owner")
    for row in (row for row in ROWS if row.situation == situation and leads_to_a_page(row)):
        url = address(row.name, known)
        team = {"team": cast.anna.viewer.team_id} if row.name == "cockpit_bot" else {}
        answer = client.get(url, team)
        text = answer.content.decode() if "html" in answer["Content-Type"] else ""
        if f"spiel/{cast.game.public_id}" in url and "<!doctype html>" in text:
            yield row.name, text


@pytest.mark.parametrize("situation", ["lobby", "playing", "ended"])
def test_every_page_names_region_and_workshop_in_its_head(db, situation):
    found = dict(pages(situation))
    silent = [
        name for name, text in found.items()
        if not any("Aue Nord · Kurs im Mai" in head for head in HEAD.findall(text))
    ]  # fmt: skip
    assert silent == []
    assert {"cockpit", "steering", "print_kit"} <= set(found)


def test_a_game_that_is_its_whole_workshop_is_named_once(db):
    cast = put("lobby")
    browsers = Browsers(cast)
    page = browsers.client("owner").get(address("steering", browsers.arguments("owner")))
    assert "<small>Übung</small>" in page.content.decode()
