"""What a picture draws is what its table says: the data of its series against the table's cells."""

from collections import Counter
from fractions import Fraction

from tests.e2e.pictured.cells import number, rounded

EXACT, TENTH = 1e-9, 0.05 + 1e-9
"""How far a drawn figure may be from the table's, which may write fewer decimals."""
WEIGHTS = {"sparen": -1, "halten": 0, "erneuern": 1, "schließen": -2}


def check_drawn(figure, options, head, rows):
    """The picture's data against its table; every picture of ECharts has to have an entry here."""
    DRAWN[figure](options, head, rows)


def _plain(cell):
    """A point of a series: its number."""
    value = cell["value"] if isinstance(cell, dict) else cell
    return None if value in (None, "-") else value


def _data(series):
    return [_plain(each) for each in series["data"]]


def _same(drawn, wanted, within):
    assert len(drawn) == len(wanted), (drawn, wanted)
    for one, other in zip(drawn, wanted, strict=True):
        if other is None:
            assert one is None, (drawn, wanted)
        else:
            assert one is not None, (drawn, wanted)
            assert abs(one - other) <= within, (drawn, wanted)


def by_name(within, scale=1):
    """Each series is the column with its name."""

    def check(options, head, rows):
        for series in options["series"]:
            place = head.index(series["name"])
            _same(_data(series), [number(row[place]) / scale for row in rows], within)

    return check


def by_row(within):
    """Each series is the row with its name."""

    def check(options, _head, rows):
        for series, (name, *cells) in zip(options["series"], rows, strict=True):
            assert series["name"] == name
            _same(_data(series), list(map(number, cells)), within)

    return check


def heat(read=number, *, stop=None, scale=1):
    """Each cell of the map is that of the table."""

    def check(options, _head, rows):
        drawn = {(x, y): value for x, y, value in map(_plain, options["series"][0]["data"])}
        told = {
            (x, y): read(cell) / scale
            for y, (_name, *cells) in enumerate(rows)
            for x, cell in enumerate(cells[:stop])
            if read(cell) is not None
        }
        assert drawn.keys() == told.keys()
        assert all(abs(drawn[each] - told[each]) <= EXACT for each in told)

    return check


def _weight(cell):
    return None if cell == "–" else sum(WEIGHTS[each] for each in cell.split(", "))


def values(options, head, rows):
    """The region over the rounds; the last column is words."""
    by_name(TENTH)(options, head, rows)
    assert [each["name"] for each in options["series"]] == head[1:-1]


def budget(options, _head, rows):
    """Every bar is as long as its amount, and says so."""
    *bars, words = options["series"][1:]
    for place, (name, amount, stand) in enumerate(rows):
        ends = place in (0, len(rows) - 1)
        told = number(stand if ends else amount)
        long = sum(abs(_data(each)[place]) for each in bars)
        assert abs(long - abs(told) / 1000) <= EXACT, name
        label = number(words["data"][place]["label"]["formatter"])
        assert label == rounded(told / 1000, 0), name
    assert options["yAxis"]["data"] == [row[0] for row in rows]


def all_flows(options, _head, rows):
    """All links together are all the money."""
    assert _linked(options) == number(rows[-1][-1])


def fund_ways(options, _head, rows):
    """What goes into the fund and what comes out of it."""
    for end, column in (("target", 1), ("source", 0)):
        told = sum(number(row[2]) for row in rows if row[column] == "Fonds")
        assert _linked(options, end) == told


def _linked(options, end=""):
    links = options["series"][0]["links"]
    return round(sum(each["value"] * 1000 for each in links if not end or each[end] == "fonds"))


def _sides(options, rows, burden, benefit):
    """Bars to the left and to the right, in thousands."""
    names = options["yAxis"]["data"]
    assert [row[0] for row in rows] == names
    left, right = options["series"]
    _same(_data(left), [-number(row[burden]) / 1000 for row in rows], EXACT)
    _same(_data(right), [sum(number(row[c]) for c in benefit) / 1000 for row in rows], EXACT)


def fund_parts(options, _head, rows):
    """The municipalities; others stand in the table alone."""
    _sides(options, rows[: len(options["yAxis"]["data"])], 1, (2, 3))


def burdens(options, _head, rows):
    """The sums of each municipality."""
    _sides(options, [row for row in rows if row[1] == "zusammen"], 2, (3, 4, 5))


def reference(options, _head, rows):
    """Agreed and reference, all services of a municipality together."""
    for series, column in zip(options["series"], (3, 4), strict=True):
        sums = Counter()
        for row in rows:
            sums[row[0]] += number(row[column])
        _same(_data(series), [sums[name] / 1000 for name in options["yAxis"]["data"]], EXACT)


def against_alone(options, _head, rows):
    """What was saved in all rounds."""
    _same(_data(options["series"][0]), [number(row[1]) / 1000 for row in rows], EXACT)


def timeline(options, _head, rows):
    """Inhabitants as parts of those at the start."""
    for series, (name, *cells) in zip(options["series"], rows, strict=True):
        counts = list(map(number, cells))
        assert series["name"] == name
        _same(_data(series), [100 * each / counts[0] for each in counts], 0.005 + EXACT)


def foreseen(options, _head, rows):
    """What came and what was expected; a fan is its lower edge and how wide it is."""
    series = {each["name"]: _data(each) for each in options["series"]}
    for place, row in enumerate(rows):
        came, expected, low, high = map(number, row[1:5])
        assert series["so kam es"][place] == came
        if expected is not None:
            fan = [series[name][place] for name in ("erwartet", "Prognose ", "Prognose")]
            assert fan == [expected, low, high - low]


def ages(options, _head, rows):
    """Percent at the start and at the end."""
    for series, column in zip(options["series"], (2, 4), strict=True):
        _same(_data(series), [number(row[column]) for row in rows], TENTH)


def promises_by_round(options, _head, rows):
    """What came of the promises for each round."""
    counted = Counter((row[4], int(row[2].removeprefix("R")) + 1) for row in rows)
    rounds = range(1, len(options["xAxis"]["data"]) + 1)
    for series in options["series"]:
        assert _data(series) == [counted[series["name"], each] for each in rounds]


def guesses(options, _head, rows):
    """How many goals each municipality recognised."""
    counted = Counter((row[0], row[4]) for row in rows)
    for series in options["series"]:
        names = options["yAxis"]["data"]
        assert _data(series) == [counted[name, series["name"]] for name in names]


def goals(options, _head, rows):
    """By how many others a goal was recognised, and a tick where it was reached."""
    seen = [0 if row[3] == "–" else len(row[3].split(", ")) for row in rows]
    assert _data(options["series"][0]) == seen
    names = [f"{row[0]} ✓" if row[2] == "ja" else row[0] for row in rows]
    assert options["yAxis"]["data"] == names


def virtues(options, _head, rows):
    """Each line of the net is a column."""
    columns = {"Selbsteinschätzung": 1, "aus dem Spiel berechnet": 2}
    lines = {each["name"]: each["value"] for each in options["series"][0]["data"]}
    assert "aus dem Spiel berechnet" in lines
    for name, line in lines.items():
        told = [number(row[columns[name]]) for row in rows]
        assert [None if each == "-" else Fraction(each) for each in line] == told


DRAWN = {
    "werte": values,
    "gesamtwert": by_row(TENTH),
    "veraenderung": heat(),
    "haushalt": budget,
    "geldfluesse": all_flows,
    "ergebnisse": heat(stop=-1, scale=1000),
    "fonds-anteile": fund_parts,
    "fonds-wege": fund_ways,
    "lasten-nutzen": burdens,
    "je-vorhaben": heat(stop=-1, scale=1000),
    "shapley": reference,
    "gegen-allein": against_alone,
    "qualitaet": heat(),
    "qualitaet-aenderung": heat(),
    "beschluesse": heat(_weight),
    "zeitlinie": timeline,
    "prognose": foreseen,
    "altersgruppen": by_name(EXACT),
    "alter": ages,
    "bauen": by_name(EXACT),
    "leerstand": by_row(EXACT),
    "ursachen": by_name(TENTH),
    "zusagen": by_name(EXACT),
    "zusagen-runden": promises_by_round,
    "vermutungen": guesses,
    "ziele": goals,
    "sieben-v": virtues,
}


def net(texts, rows):
    """Each line of the net says of its pair what the table says; it is drawn wide and upright."""
    told = {f"{row[0]}: {row[1]}" + ("" if row[2] == "–" else f" ({row[2]})") for row in rows}
    assert set(texts) == told
    assert len(texts) <= 2 * len(told)


def value_map(texts, rows):
    """Each municipality of the map has its value and its change."""
    assert texts == [row[1] + ("" if row[2] == "0" else f" ({row[2]})") for row in rows]


DRAWINGS = {
    "netz": ("path.rv-tie > title", net),
    **dict.fromkeys(
        ("karte-einwohner", "karte-leerstand", "karte-zufriedenheit", "karte-finanzen"),
        (".rv-valuemap__value", value_map),
    ),
}
"""Pictures that the server draws: what of them is read, and what that has to say."""
