"""The lines of every figure come to the figure: every town, round and figure of played games."""

import pytest

from games.selectors.why.measured import INDICES, OF_A_TOWN, Figure, Measured, value_of
from games.selectors.why.sums import sum_of
from tests.records import bot_record

GAMES = [
    ("a", "mittelaue", "alles"),
    ("b", "mittelaue", "verband"),
    ("c", "mittelaue", "fonds_rendsburg"),
    ("d", "mittelaue", "fonds_lueneburg"),
    ("e", "einstieg", "alles"),
    ("f", "talbad", "alles"),
    ("g", "mittelaue", "allein"),
]


def figures(record):
    towns = tuple(record.scenario.municipalities)
    for number in range(record.rounds + 1):
        yield Figure(Measured.FUND, number)
        for measured in INDICES:
            yield Figure(measured, number)
        for town in towns:
            for measured in OF_A_TOWN:
                yield Figure(measured, number, town)
            for other in towns:
                if other != town:
                    yield Figure(Measured.TRUST, number, town, other)


@pytest.mark.parametrize(("seed", "slug", "model"), GAMES)
def test_the_lines_of_every_figure_come_to_the_figure(seed, slug, model):
    record = bot_record(seed, slug, model, rounds=6)
    count = 0
    for figure in figures(record):
        found = sum_of(record, record.scenario, figure)
        shown = value_of(record.states[figure.round_number], figure)
        assert found.value == shown == found.total, figure
        assert all(
            part.amount == sum(line.amount for line in part.lines) for part in found.parts
        ), figure
        count += 1
    assert count > 150


@pytest.mark.parametrize(("seed", "slug", "model"), GAMES)
def test_rounding_of_a_value_stays_below_one_unit_a_line(seed, slug, model):
    """What is called rounding must not hide a term of the formula."""
    record = bot_record(seed, slug, model, rounds=6)
    for figure in figures(record):
        if figure.measured in INDICES:
            (part, *_more) = sum_of(record, record.scenario, figure).parts or (None,)
            for line in part.lines if part else ():
                if line.text == "Rundung":
                    assert 2 * abs(line.amount) <= len(part.lines), figure


def test_at_the_start_a_figure_is_its_own_sum():
    record = bot_record("a")
    found = sum_of(record, record.scenario, Figure(Measured.ACCOUNT, 0, "auestadt"))

    assert found.parts == ()
    assert found.start == found.value == record.states[0].towns["auestadt"].account


def test_the_running_result_holds_running_postings_alone():
    record = bot_record("a")
    account = sum_of(record, record.scenario, Figure(Measured.ACCOUNT, 2, "auestadt"))
    running = sum_of(record, record.scenario, Figure(Measured.RUNNING, 2, "auestadt"))

    assert running.start is None
    assert account.start == record.states[1].towns["auestadt"].account
    assert running.count < account.count
    assert {line.rule for part in running.parts for line in part.lines}.isdisjoint(
        {"L2", "L3", "W1", "W2", "F4", "F5", "V2", "X1"}
    )


@pytest.mark.parametrize(
    "figure",
    [
        Figure(Measured.ACCOUNT, 99, "auestadt"),
        Figure(Measured.ACCOUNT, -1, "auestadt"),
        Figure(Measured.ACCOUNT, 1, "nirgendwo"),
        Figure(Measured.ACCOUNT, 1),
        Figure(Measured.TRUST, 1, "auestadt", "auestadt"),
        Figure(Measured.TRUST, 1, "auestadt"),
    ],
)
def test_a_figure_that_is_not_there_is_refused(figure):
    record = bot_record("a")
    with pytest.raises(KeyError):
        sum_of(record, record.scenario, figure)
