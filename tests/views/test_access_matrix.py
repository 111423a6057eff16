"""Every address × every kind of viewer gets the answer that ``games/access_matrix.toml`` states."""

import pytest
from django.urls import reverse

from games.enums import Role
from games.live.claims import claim_of, screen_of
from games.live.screens import SCREENS
from games.roles import RIGHTS, ROUTES, right_for
from games.routing import websocket_urlpatterns
from tests.cast import assemble
from tests.services.bargaining import YARD, accept, propose
from tests.views.matrix import (
    Browsers,
    answer_of,
    body,
    lead_routes,
    load,
    load_roles,
    route_names,
)

KINDS, ROWS, SOCKETS = load()
ROLES, ROLE_ROWS = load_roles()
SITUATIONS = {"playing": ("deciding", 2), "ended": ("debrief", 3)}
ARGUMENTS = (
    (),
    ("game_id",),
    ("workshop_id",),
    ("workshop_id", "member"),
    ("workshop_id", "chart"),
    ("workshop_id", "invitation"),
    ("invitation",),
    ("token",),
    ("token", "theme"),
    ("token", "theme", "figure"),
    ("token", "town"),
    ("code",),
    ("game_id", "seat_id"),
    ("game_id", "number"),
    ("game_id", "link"),
    ("game_id", "sheet"),
    ("game_id", "key"),
    ("game_id", "offer"),
    ("game_id", "agreement"),
    ("game_id", "team_id", "page"),
    ("game_id", "team_id"),
    ("game_id", "kind"),
)


def put(situation):
    """The cast in a game that stands where the row wants it."""
    cast = assemble()
    if situation in SITUATIONS:
        bargain(cast)
    if situation in SITUATIONS:
        phase, round_number = SITUATIONS[situation]
        cast.play_until(phase, round_number=round_number)
    return cast


def bargain(cast):
    """A building yard that Anna's and Dora's towns share, and Anna's offer to share the offices."""
    cast.play_until("negotiating")
    accept(cast.dora, propose(cast.anna))
    cast.play_until("negotiating", round_number=2)
    propose(cast.anna, YARD | {"services": ["verwaltung"]}, round_number=2)


def address(name, arguments):
    """The address of a name, whichever of the arguments it takes."""
    for wanted in ARGUMENTS:
        try:
            return reverse(name, kwargs={key: arguments[key] for key in wanted})
        except Exception:  # noqa: BLE001 - the next choice of arguments
            continue
    raise AssertionError(f"no arguments fit {name}")


def ask(row, browsers, kind):
    """The answer that one kind of viewer gets."""
    client = browsers.client(kind)
    url = address(row.name, browsers.arguments(kind))
    if row.method == "GET":
        team = {"team": browsers.cast.anna.viewer.team_id} if row.name == "cockpit_bot" else {}
        return answer_of(client.get(url, team))
    headers = {"Accept": "application/json"}
    return answer_of(client.post(url, body(row.name, browsers.cast), headers=headers))


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_kind_of_viewer_gets_the_stated_answer(db, row):
    browsers = Browsers(put(row.situation))

    answers = {kind: ask(row, browsers, kind) for kind in KINDS}

    assert answers == dict(zip(KINDS, row.expected, strict=True))


@pytest.mark.parametrize("row", ROLE_ROWS, ids=str)
def test_every_role_gets_the_stated_answer(db, row):
    browsers = Browsers(put(row.situation))

    answers = {role: ask(row, browsers, role) for role in ROLES}

    assert answers == dict(zip(ROLES, row.expected, strict=True))


@pytest.mark.parametrize("row", ROLE_ROWS, ids=str)
def test_the_stated_answers_follow_the_table_of_rights(row):
    allowed = {role: right_for(row.name) in RIGHTS[Role(role)] for role in ROLES}
    stated = dict(zip(ROLES, row.expected, strict=True))

    assert {role: answer != 403 for role, answer in stated.items()} == allowed


def test_every_address_of_cockpit_and_workshop_has_its_right_and_its_row_of_roles():
    assert set(ROUTES) == lead_routes()
    assert {row.name for row in ROLE_ROWS} == lead_routes()


def test_every_address_is_listed_and_every_listed_address_exists():
    assert {row.name for row in ROWS} == route_names()


def test_no_row_is_there_twice():
    names = [str(row) for row in ROWS]

    assert len(names) == len(set(names))


def test_every_address_that_takes_commands_is_tried_with_one(db):
    browsers = Browsers(put("playing"))
    tried = {row.name for row in ROWS if row.method == "POST"}
    known = browsers.arguments("owner")

    takes_posts = {
        name
        for name in route_names() - tried
        if browsers.client("anonymous").post(address(name, known)).status_code
        not in {405, 302, 404}
    }

    assert takes_posts == {"healthz", "readyz"}


class TestSockets:
    @pytest.fixture
    def browsers(self, db):
        return Browsers(put("playing"))

    @pytest.mark.parametrize("screen", SOCKETS)
    def test_every_kind_of_viewer_is_let_in_or_kept_out(self, browsers, screen):
        answers = {kind: self.knock(browsers, screen, kind) for kind in KINDS}

        assert answers == dict(zip(KINDS, SOCKETS[screen], strict=True))

    def test_a_role_looks_at_the_screens_of_its_rights_alone(self, browsers):
        answers = {
            (screen, role): self.knock(browsers, screen, role)
            for screen in ("cockpit", "lead_talks")
            for role in ROLES
        }

        assert {key for key, answer in answers.items() if answer == "open"} == {
            ("cockpit", "coach"),
            ("cockpit", "technician"),
            ("cockpit", "observer"),
            ("lead_talks", "coach"),
        }

    def test_every_live_screen_is_listed(self):
        assert set(SOCKETS) == set(SCREENS)

    def knock(self, browsers, name, kind):
        """What the consumer decides before it accepts."""
        client, known = browsers.client(kind), browsers.arguments(kind)
        path = address(name, known).removeprefix("/")
        arguments = route_arguments(f"ws/{path}")
        cookies = "; ".join(f"{key}={morsel.value}" for key, morsel in client.cookies.items())
        scope = {
            "url_route": {"kwargs": arguments},
            "headers": [(b"cookie", cookies.encode())],
        }
        screen = screen_of(scope)
        assert screen is SCREENS[name]
        return "open" if claim_of(scope, screen)() else 4403


def route_arguments(path):
    """What the sockets' routes take from a path; the last route is the one that refuses."""
    for route in websocket_urlpatterns[:-1]:
        match = route.pattern.match(path)
        if match:
            return {**match[2], **route.default_args}
    raise AssertionError(f"no socket at {path}")
