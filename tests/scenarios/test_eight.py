"""The region of eight that load is measured with is as good a scenario as those delivered."""

from bench.eight import content
from games.rules.settle import settle
from games.rules.start import start
from games.scenarios.lint import lint
from games.scenarios.load import build, read


def test_it_is_valid_and_warns_of_nothing_that_its_model_is_free_of():
    made = content()
    assert len(build(made).municipalities) == 8
    assert set(lint(made)) <= set(lint(read("mittelaue")))


def test_distances_are_the_same_both_ways_and_nobody_lies_on_a_neighbour():
    made = content()["distances"]
    for i, one in enumerate(made["order"]):
        for j, other in enumerate(made["order"]):
            assert made["minutes"][i][j] == made["minutes"][j][i], (one, other)
            assert (made["minutes"][i][j] == 0) == (i == j), (one, other)


def test_a_round_of_eight_can_be_settled():
    scenario = build(content())
    settled = settle(scenario, start(scenario, "acht", "alles"), {})
    assert len(settled.state_after.towns) == 8
