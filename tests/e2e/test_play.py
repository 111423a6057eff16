"""``make play``: the first minute of somebody who wants to see the game."""

import json
import re
import signal
import stat
import subprocess
import sys
import threading

import pytest

from tests.e2e import browsing, harness

pytestmark = pytest.mark.e2e


class Play:
    """A running ``manage.py play``; ``text`` is what it has printed by the time it serves."""

    def __init__(self, var):
        self.port = harness.free_port()
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "play", "--host", "127.0.0.1", "--port", str(self.port)],
            cwd=harness.ROOT, env=harness.environment(var), stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        watchdog = threading.Timer(60, self.process.kill)
        watchdog.start()
        self.text = ""
        for line in self.process.stdout:
            self.text += line
            if "Ende mit Strg+C" in line:
                break
        watchdog.cancel()

    def end(self):
        self.process.send_signal(signal.SIGINT)
        self.process.stdout.close()
        return self.process.wait(15)

    def address(self, path):
        return re.search(rf"http://localhost:{self.port}/{path}\S*", self.text)[0]


def test_play_twice_prints_working_links_and_keeps_the_data(tmp_path, visitors):
    first = Play(tmp_path)
    access = json.loads((tmp_path / "zugang.json").read_text())
    page = visitors.new(**browsing.DESKTOP).new_page()
    page.goto(first.address("leitung/anmelden/"))
    page.get_by_label("Benutzername").fill(access["user"])
    page.get_by_label("Passwort").fill(access["password"])
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url("**/leitung/")
    assert "Probespiel" in page.content()
    projector = visitors.new(**browsing.PROJECTOR).new_page()
    projector.goto(first.address("leinwand/"))
    state = projector.request.get(f"{first.address('leinwand/')}state.json").json()
    # A page that is open when its server goes tries to come back, and says so.
    projector.close()
    page.close()
    assert (state["phase"], state["round"]) == ("briefing", 1)
    assert first.end() == 0
    assert stat.S_IMODE((tmp_path / "zugang.json").stat().st_mode) == 0o600

    second = Play(tmp_path)
    assert access["password"] in second.text
    assert second.address("beitreten/").endswith(access["seat"])
    seat = visitors.new(**browsing.PHONE).new_page()
    seat.goto(second.address("beitreten/"))
    assert access["team"] in seat.content()
    seat.close()
    assert second.end() == 0
