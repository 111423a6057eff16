"""A value of all municipalities: the sentence counts the end of the line, and says so."""

from games.charts.towns import towns_figure


def test_the_sentence_names_how_far_apart_they_are_in_the_end():
    history = [(5_000, 0, 4_090), (5_000, 9_000, 10_000)]
    figure = towns_figure("finanzen", "Finanzen", ("Auestadt", "Moorweiler"), history)
    assert figure.finding == (
        "Zuletzt liegen alle zwischen 40,9 und 100,0 Punkten. Am weitesten hat sich Moorweiler "
        "bewegt: +50 seit dem Start."
    )


def test_where_nothing_moved_no_municipality_is_named():
    figure = towns_figure("finanzen", "Finanzen", ("Auestadt",), [(5_000, 4_000, 5_000)])
    assert figure.finding == "Zuletzt liegen alle zwischen 50,0 und 50,0 Punkten."
