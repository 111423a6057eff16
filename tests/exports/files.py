"""The files of a finished game, by route and kind, and what is in them when all is unpacked."""

import io
import zipfile

from django.test import Client
from django.urls import reverse

from games.access import ViewerKind, link_token
from tests.views.matrix import Browsers

OPEN = {
    "review_csv": "csv",
    "review_applications": "csv",
    "review_messages_csv": "csv",
    "review_messages_json": "json",
    "review_export": "json",
    "review_xlsx": "xlsx",
    "review_take_home": "html",
    "review_report": "html",
    "review_report_town": "html",
    "review_paper": "docx",
}
"""Files and pages for everybody with the link, and of which kind."""
NAMELESS = {"review_figures": "zip", "review_xlsx_bare": "xlsx", "review_bundle": "json"}
OWN = {
    "own_take_home": "html",
    "own_report": "html",
    "own_paper": "docx",
    "own_xlsx": "xlsx",
    "own_figures": "zip",
    "own_bundle": "json",
    "talk_messages_csv": "csv",
    "talk_messages_json": "json",
}
LEAD = {"cockpit_bundle": "json", "lead_messages_csv": "csv", "lead_messages_json": "json"}
ALL = OPEN | NAMELESS | OWN | LEAD


def fetch(cast, route):
    """A file as the one gets it who may: by link, from a seat, or from the cockpit."""
    town = {"town": cast.teams[0].town} if route in {"review_report_town", "review_paper"} else {}
    if route.startswith("review_"):
        token = link_token(ViewerKind.REVIEW, cast.fresh())
        client, where = Client(), {"token": token, **town}
    else:
        client = Browsers(cast).client("owner" if route in LEAD else "player")
        where = {"game_id": cast.game.public_id}
    answer = client.get(reverse(route, kwargs=where))
    assert answer.status_code == 200, route
    return answer.content


def parts(kind, data, name=""):
    """The file as (kind, bytes) of each text in it; what is zipped is unpacked."""
    if kind in {"zip", "xlsx", "docx"}:
        packed = zipfile.ZipFile(io.BytesIO(data))
        for member in packed.namelist():
            yield from parts(member.rpartition(".")[2], packed.read(member), member)
    else:
        yield kind, data, name


def unpacked(cast, routes):
    """Every text in some files: route, kind, content, and its name where it was zipped."""
    for route in routes:
        for kind, content, name in parts(ALL[route], fetch(cast, route)):
            yield route, kind, content, name


def written(cast, route):
    """All texts of a file in one."""
    return "".join(content.decode() for _r, _k, content, _n in unpacked(cast, [route]))
