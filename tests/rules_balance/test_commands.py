"""``manage.py simulate`` and ``manage.py balance``."""

import io
import json
import re
import subprocess
import sys
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command

from games.management import outcomes, report, trials
from games.rules.balance.finding import Check, Finding, Property
from games.rules.balance.games import Game, Player, everyone, play
from games.rules.model import Scenario
from games.scenarios import load
from tests.architecture import source


def run(*arguments, **options):
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def simulate(*arguments):
    return run("simulate", "einstieg", "--games", "3", "--cores", "1", *arguments)


def test_simulate_prints_a_table_of_outcomes():
    head, line = simulate("--seed", "x").splitlines()
    assert tuple(head.replace("Mio. €", "Mio._€").replace("Fonds ", "Fonds_").split()) == tuple(
        name.replace(" ", "_") for name in outcomes.HEAD
    )
    assert line.split()[:3] == ["alles", "reziprok", "3"]
    rules = trials.scenario_of("einstieg")
    ends = [
        play(rules, Game(f"x-{n}", "alles", everyone(rules, Player("reziprok")))).region[-1]
        for n in range(3)
    ]
    assert line.split()[7] == f"{sum(end.gesamt for end in ends) / 300:.1f}".replace(".", ",")


def test_simulate_writes_json_of_every_game():
    written = json.loads(simulate("--seed", "x", "--json", "--bots", "kooperativ"))
    assert (written["scenario"], written["seed"]) == ("einstieg", "x")
    assert [game["seed"] for game in written["games"]] == ["x-0", "x-1", "x-2"]
    game = written["games"][0]
    assert set(game["towns"]) == {"obertal", "mittelbach", "niederau"}
    assert set(game["region"]) == set(outcomes.VALUES)
    assert 0 <= game["region"]["vertrauen"] <= 100
    assert isinstance(game["towns"]["obertal"]["account"], int)


def test_simulate_writes_csv_of_every_town():
    rows = [row.split(";") for row in simulate("--csv", "--model", "alles,allein").splitlines()]
    assert rows[0][:4] == ["modell", "bots", "seed", "gemeinde"]
    assert len(rows) == 1 + 2 * 3 * 3
    assert {len(row) for row in rows} == {13}
    assert [row[0] for row in rows[1:]] == ["alles"] * 9 + ["allein"] * 9


def test_same_seed_same_games_and_another_seed_others():
    once, again, other = (
        run("simulate", "mittelaue", "--games", "2", "--cores", "1", "--csv", "--seed", seed)
        for seed in ("a", "a", "b")
    )
    assert once == again
    assert once != other


def test_outcome_does_not_depend_on_the_number_of_cores():
    call = [sys.executable, "manage.py", "simulate", "einstieg", "--games", "9", "--csv"]
    written = [
        subprocess.run(
            [*call, "--cores", cores], cwd=source.ROOT, capture_output=True, text=True, check=True
        )
        for cores in ("1", "2")
    ]
    assert written[0].stdout == written[1].stdout
    assert written[0].stdout.count("\n") == 28
    assert written[1].stderr.splitlines()[-1] == "9/9 Spiele"


def test_bots_may_differ_by_town():
    written = json.loads(simulate("--json", "--bots", "reziprok,obertal=trittbrett"))
    rules = trials.scenario_of("einstieg")
    players = everyone(rules, Player("reziprok"), obertal=Player("trittbrett"))
    expected = play(rules, Game("planspiel-0", "alles", players))
    accounts = {town: figures["account"] for town, figures in written["games"][0]["towns"].items()}
    assert accounts == {town: course.accounts[-1] for town, course in expected.towns.items()}


@pytest.mark.parametrize("alle", ["alle"])
def test_all_models_can_be_compared_at_once(alle):
    lines = simulate("--model", alle).splitlines()[1:]
    assert [line.split()[0] for line in lines] == list(trials.scenario_of("einstieg").models)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--model", "sozialismus"), "„sozialismus“ gibt es nicht; möglich: allein, "),
        (("--bots", "genie"), "„genie“ gibt es nicht; möglich: allein, "),
        (("--bots", "reziprok,entenhausen=allein"), "„entenhausen“ gibt es nicht"),
        (("--bots", "obertal=allein"), "keine Spielweise für mittelbach, niederau"),
        (("--games", "0"), "mindestens 1, nicht 0"),
        (("--cores", "-3"), "--cores: 0 \\(alle\\) oder mehr, nicht -3"),
    ],
)
def test_impossible_wishes_are_refused(arguments, message):
    with pytest.raises(CommandError, match=message):
        run("simulate", "einstieg", *arguments)


@pytest.mark.parametrize("command", ["simulate", "balance"])
def test_unknown_scenario_is_refused_with_the_known_ones(command):
    with pytest.raises(CommandError, match="einstieg, mittelaue, talbad"):
        run(command, "nirgendwo")


def test_balance_reports_every_property_of_a_scenario():
    written = run("balance", "einstieg", "--games", "3", "--cores", "1")
    assert written.startswith("# Balance")
    assert "## Einstieg" in written
    overview = [line.split(" | ") for line in written.splitlines() if line.startswith("| P")]
    assert [row[0] for row in overview] == [f"| P{number}" for number in range(1, 9)]
    assert {row[2] for row in overview} == {"erfüllt |", "entfällt |"}
    assert "`--games 3`" in written


def test_balance_ends_with_status_1_where_a_property_falls_short(monkeypatch):
    missed = Property("P9", "Nie", lambda *_: {}, lambda *_: Finding((Check(False, "Nein."),)))
    monkeypatch.setattr("games.management.commands.balance.PROPERTIES", (missed,))
    out = io.StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("balance", "einstieg", "--games", "1", "--cores", "1", stdout=out)
    assert left.value.code == 1
    assert "### P9 · Nie: **nicht erfüllt**" in out.getvalue()
    assert "- **Nicht erfüllt:** Nein." in out.getvalue()


def test_balance_needs_a_game():
    with pytest.raises(CommandError, match="mindestens 1"):
        run("balance", "einstieg", "--games", "0")


def test_verdicts():
    assert report.verdict(Finding(())) == "entfällt"
    assert report.verdict(Finding((Check(True, ""),))) == "erfüllt"
    assert report.verdict(Finding((Check(False, ""),))) == "**nicht erfüllt**"


def test_games_that_are_alike_are_played_once():
    rules: Scenario = trials.scenario_of("einstieg")
    game = Game("x", "alles", everyone(rules, Player("allein")))
    heard = []
    played = trials.run("einstieg", [game, game], 1, heard.append)
    assert heard == [1]
    assert played == {game: play(rules, game)}


def test_bar_on_a_terminal_fills_up_and_elsewhere_writes_tenths():
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal, file = Terminal(), io.StringIO()
    for stream in (terminal, file):
        bar = trials.Bar(40, stream)
        for number in range(1, 41):
            bar(number)
    shown = [len(part.split(" ")[0].rstrip("·")) for part in terminal.getvalue().split("\r")[1:]]
    assert all(before <= after for before, after in pairwise(shown))
    assert terminal.getvalue().endswith("█ 40/40 Spiele\n")
    assert file.getvalue().splitlines() == [f"{number}/40 Spiele" for number in range(4, 41, 4)]


def test_report_in_the_documents_is_of_this_form_and_covers_every_scenario():
    written = source.text("docs/balance.md")
    assert written.startswith(report.HEADING)
    names = [trials.scenario_of(slug).name for slug in load.available()]
    assert sorted(re.findall(r"^## (.+)$", written, re.MULTILINE)) == sorted(names)
    assert written.count("| P8 |") == len(names)
