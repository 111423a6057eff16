"""Rehearsal with bots and the lights before a workshop, on a real server."""

import contextlib
import json
import re
import time
from types import SimpleNamespace

import psutil
import pytest
from playwright.sync_api import expect

from tests.e2e import browsing, harness
from tests.e2e.lead import Office
from tests.e2e.pages import Cockpit, Person
from tests.e2e.proxy import Proxy

pytestmark = pytest.mark.e2e

MOST_SECONDS = 150


@pytest.fixture
def office_of():
    """Makes offices of servers and closes them afterwards."""
    with contextlib.ExitStack() as stack:

        def make(server, url=""):
            address = SimpleNamespace(url=url or server.url)
            office = Office(address, server.demo()["facilitator"])
            return stack.enter_context(contextlib.closing(office))

        yield make


def rehearse(leader, **fields):
    """Begin one by address."""
    leader.office.post(f"{leader.path}probe/start/", **fields)


def ended(leader):
    """The newest rehearsal, once it is over."""
    end = time.monotonic() + MOST_SECONDS
    while time.monotonic() < end:
        # The answer comes when the server has one: this asks as often as the page does.
        found = leader.state["rehearsal"]
        if found["state"] not in {"waiting", "running"}:
            return found
    raise AssertionError(f"not over: {found}")


def lights(server):
    """What ``manage.py preflight --json`` says, whatever its status."""
    try:
        said = server.manage("preflight", "--json")
    except AssertionError as failed:
        said = str(failed)
    found = json.loads(re.search(r"\{.*\}", said).group(0))
    return {each["check"]: each for each in found["findings"]}


def test_a_facilitator_rehearses_and_nothing_of_the_game_changes(server, visitors):
    account = server.demo()["facilitator"]
    frieda = Cockpit(visitors.new(server.url))
    frieda.open("/leitung/anmelden/")
    frieda.page.get_by_label("Benutzername").fill(account["username"])
    frieda.page.get_by_label("Passwort").fill(account["password"])
    frieda.press("Anmelden")
    frieda.page.get_by_role("link", name="Probespiel").last.click()
    frieda.sees_heading("Bereit?")
    before = frieda.state
    path = frieda.path

    frieda.follow("Generalprobe und Vorab-Check")
    page = frieda.page
    expect(page.locator("#lights [data-check=browser]")).to_have_attribute("data-light", "good")
    expect(page.locator("#lights [data-check=clock]")).to_have_attribute("data-light", "good")
    frieda.sees("Schwächstes Glied: Sicherung")
    assert browsing.axe(page) == []

    page.get_by_label("Bots, so viele wie Personen kommen").fill("4")
    page.get_by_label("Runden", exact=True).fill("1")
    page.get_by_role("button", name="Generalprobe beginnen").press("Enter")
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.reload()
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert browsing.axe(page) == []
    expect(page.get_by_text("durchgespielt")).to_be_visible(timeout=1000 * MOST_SECONDS)
    frieda.sees("4 von 4 Bots, 1 von 1 Runden")
    expect(
        page.get_by_role("rowheader", name="Änderung auf einem anderen Bildschirm")
    ).to_be_visible()
    expect(page.get_by_text("Was nicht ging")).to_have_count(0)
    assert browsing.axe(page) == []

    after = frieda.json(f"{path}state.json")
    found = after["rehearsal"]
    assert found["outcome"]["projector"]["followed"] == found["outcome"]["projector"]["asked"] > 3
    assert found["outcome"]["figures"]["all"]["arrival"]["lost"] == 0
    for name in ("version", "phase", "receipts", "teams"):
        assert after[name] == before[name], name
    frieda.open("/leitung/")
    expect(page.get_by_text("generalprobe-")).to_have_count(0)


def test_it_is_called_off_and_survives_no_restart_of_the_server(server, office_of):
    office = office_of(server)
    leader = office.create(rounds=8)
    rehearse(leader, bots=6)
    office.post(f"{leader.path}probe/abbrechen/")
    assert ended(leader)["state"] == "cancelled"

    for end in (server.restart, lambda: (server.stop(), server.start())):
        rehearse(leader, bots=12, rounds=8)
        bots = bots_at_work(server, leader)
        end()
        psutil.wait_procs(bots, timeout=20)
        assert not any(each.is_running() for each in bots), "they end with their server"
        assert ended(leader)["state"] == "aborted"
        assert "abgebrochen" in office.get(f"{leader.path}probe/").text

    rehearse(leader, bots=2, rounds=1)
    found = ended(leader)
    assert (found["state"], found["outcome"]["joined"]) == ("done", 2)


def bots_at_work(server, leader):
    """The process of the bots, once the newest rehearsal runs; one called off may still end."""
    process = psutil.Process(server.process.pid)
    end = time.monotonic() + MOST_SECONDS
    while time.monotonic() < end:
        running = leader.state["rehearsal"]["state"] == "running"
        if running and (bots := process.children()):
            return bots
    raise AssertionError("no bots")


def test_behind_a_proxy_that_lets_no_socket_through_it_says_so_and_is_played_by_asking(
    prepared, tmp_path, office_of
):
    port, own = harness.free_port(), harness.free_port()
    base = f"http://127.0.0.1:{port}"
    var = harness.copy_prepared(prepared, tmp_path / "var")
    server = harness.Server(var, port=own, BASE_URL=base)
    proxy = Proxy(port, ("127.0.0.1", own), sockets=False)
    try:
        server.start()
        found = lights(server)
        assert (found["socket"]["light"], found["socket"]["code"]) == ("care", "blocked")
        assert (found["proxy"]["light"], found["proxy"]["code"]) == ("good", "plain")

        leader = office_of(server, base).create(rounds=1)
        rehearse(leader, bots=4, rounds=1)
        outcome = ended(leader)["outcome"]
        ways = outcome["ways"]
        assert ways["public"]["trouble"]["code"] == "socket_refused"
        assert ways["direct"]["trouble"] is None
        assert outcome["figures"]["by_way"]["public"]["arrival"]["lost"] == 0
        assert outcome["joined"] == 4

        proxy.close()
        found = lights(server)
        assert (found["proxy"]["light"], found["proxy"]["code"]) == ("bad", "failed")
    finally:
        server.stop()


def test_with_two_processes_one_plays_and_both_are_looked_at(server_pair, office_of):
    first, second = server_pair
    leader = office_of(first).create(rounds=1)
    rehearse(leader, bots=4, rounds=1)
    found = ended(leader)
    assert found["state"] == "done"
    assert found["outcome"]["troubles"] == []
    leader.office.post(f"{leader.path}probe/pruefen/")
    assert re.search("Redis: (2 von 2 Prozessen|Die Prozesse) antworten", light_of(leader, "layer"))
    second.kill()
    leader.office.post(f"{leader.path}probe/pruefen/")
    assert re.search("Nur [01] von 2 Prozessen antworten", light_of(leader, "layer"))
    assert "keine Verbindung" in light_of(leader, "proxy")


def light_of(leader, check):
    """What the page says of one check."""
    page = leader.office.get(f"{leader.path}probe/").text
    return re.search(rf'data-check="{check}".*?</li>', page, re.DOTALL).group(0)


def test_anybody_checks_a_phone_also_where_sockets_are_blocked(hall, visitors):
    phone = Person(visitors.new(hall.url, **browsing.PHONE)).open("/verbindung/")
    phone.sees("Alles in Ordnung, Sie können mitspielen.")
    assert browsing.axe(phone.page) == []

    blocked = Person(visitors.new(hall.url, sockets=False, **browsing.PHONE)).open("/verbindung/")
    blocked.sees("Sie können mitspielen. Beachten Sie den Hinweis unten.")
    blocked.sees(re.compile("Die Seite fragt von selbst nach"))
    assert browsing.axe(blocked.page) == []


def test_without_scripts_the_phone_is_checked_as_far_as_possible(hall, visitors):
    plain = Person(visitors.new(hall.url, java_script_enabled=False)).open("/verbindung/")
    plain.follow("Seite noch einmal laden, dann ist auch das geprüft")
    plain.sees("Das Gerät merkt sich Ihren Platz.")


def test_the_wall_reports_to_the_lights(hall, visitors, leader):
    wall = visitors.new(hall.url, **browsing.PROJECTOR).new_page()
    with wall.expect_response(re.compile("/puls/$")) as told:
        wall.goto(leader.link("leinwand"))
    assert told.value.status == 204
    leader.office.post(f"{leader.path}probe/pruefen/")
    page = leader.office.get(f"{leader.path}probe/").text
    assert "1.920 × 1.080 Punkte" in page
