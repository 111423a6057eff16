import pytest

from games.rules.settle import ENGINE_VERSION
from tests.rules.golden_games import files, outcome, read, settlements


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_golden_game_ends_to_the_euro_as_written_down(path):
    game = read(path)
    assert game["engine_version"] == ENGINE_VERSION
    assert [outcome(settled) for settled in settlements(game)] == game["expected"]


def test_golden_games_play_agreements_fund_and_threshold():
    games = {path.stem: read(path) for path in files()}
    assert set(games) == {"mittelaue_alles", "mittelaue_lueneburg", "talbad_verband"}
    last = games["mittelaue_alles"]["expected"][-1]
    assert last["agreements"]
    assert last["fund"] == 0
    assert games["talbad_verband"]["expected"][-1]["agreements"][0] == "hallenbad-1"
