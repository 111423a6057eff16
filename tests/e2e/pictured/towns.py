"""What the pictures about region, map, services, people and land have to say, from the files."""

from fractions import Fraction

from tests.e2e.pictured.cells import WORDS
from tests.e2e.pictured.files import points, share_points

VALUES = ("value_services", "value_finance", "value_centre", "value_trust", "value_total")
AGES = ("0_5", "6_17", "18_29", "30_64", "65_79", "80_plus")
AGE_NAMES = ("0–5", "6–17", "18–29", "30–64", "65–79", "80+")
LEVELS = ("schließen", "sparen", "halten", "erneuern")


def label(number):
    """A round at an axis."""
    return f"R{number}" if number else "Start"


def region(files, _number, _town):
    """The values of the region over the rounds."""
    rows = []
    for row in files.sheets["Region"]:
        number, *shares = row.values()
        name = f"Runde {number}" if number else "Start"
        rows.append([name, *map(share_points, shares), WORDS])
    return rows


def totals(files, _number, _town):
    """The total of each municipality over the rounds."""
    return _over_rounds(files, "value_total", points)


def _over_rounds(files, variable, read):
    return [
        [name, *(read(files.value(variable, number, town)) for number in range(files.last + 1))]
        for town, name in files.towns.items()
    ]


def ends(files, _number, _town):
    """How far each value moved."""
    return [
        [name, *(points(_moved(files, value, town, files.last)) for value in VALUES)]
        for town, name in files.towns.items()
    ]


def _moved(files, variable, town, number, since=0):
    now, then = (files.value(variable, each, town) for each in (number, since))
    return None if now is None or then is None else now - then


def mapped(variable, read=points):
    """A map of one variable: its value after a round, and the change since the start."""

    def rows(files, number, _town):
        return [
            [name, read(files.value(variable, number, town)),
             read(_moved(files, variable, town, number))]
            for town, name in files.towns.items()
        ]  # fmt: skip

    return rows


def _used(files, key, rounds):
    return {
        service: name
        for service, name in files.services.items()
        if any(
            files.value(f"{service}_{key}", number, town) is not None
            for number in rounds
            for town in files.towns
        )
    }


def quality(files, number, _town):
    """Quality of the services after a round."""
    used = _used(files, "quality", files.rounds())
    return [
        [
            name,
            *(points(files.value(f"{each}_quality", number or files.last, town)) for each in used),
        ]
        for town, name in files.towns.items()
    ]


def quality_moved(files, number, _town):
    """Against the round before; without a round the last against the first."""
    last, first = number or files.last, max(1, number - 1) if number else 1
    used = _used(files, "quality", files.rounds())
    return [
        [name, *(points(_moved(files, f"{each}_quality", town, last, first)) for each in used)]
        for town, name in files.towns.items()
    ]


def decided(files, number, _town):
    """What was decided about own services, round by round, in words."""
    rounds = files.rounds(number)
    used = _used(files, "decided", rounds)
    rows = []
    for town, name in files.towns.items():
        found = [
            [files.value(f"{service}_decided", each, town) for each in rounds] for service in used
        ]
        rows.append(
            [
                name,
                *(", ".join(LEVELS[n] for n in codes if n is not None) or None for codes in found),
            ]
        )
    return rows


def _whose(files, town):
    return [town] if town else list(files.towns)


def _people(files, number, town):
    return [
        sum(files.value(f"people_{age}", number, each) for each in _whose(files, town))
        for age in AGES
    ]


def timeline(files, _number, _town):
    """Inhabitants over the rounds."""
    return _over_rounds(files, "inhabitants", int)


def by_age(files, _number, town):
    """People by age after each round."""
    rows = []
    for number in range(files.last + 1):
        groups = _people(files, number, town)
        rows.append([label(number), *groups, sum(groups)])
    return rows


def ages(files, _number, town):
    """People by age at the start and at the end."""
    then, now = _people(files, 0, town), _people(files, files.last, town)
    return [
        [name, a, _percent(a, sum(then)), b, _percent(b, sum(now)), b - a]
        for name, a, b in zip(AGE_NAMES, then, now, strict=True)
    ]


def _percent(part, whole):
    """Shares are ten-thousandths throughout the program."""
    return points((2 * part * 10_000 + whole) // (2 * whole))


def foreseen(files, _number, town):
    """Children after each round, beside the forecast for it."""
    made = files.by("Prognosen", "Für Runde", "Gemeinde")
    first = min(row["Für Runde"] for row in files.sheets["Prognosen"])
    rows = []
    for number in range(max(files.last, first) + 1):
        came = _people(files, number, town)[0] if number <= files.last else None
        found = [row for each in _whose(files, town) for row in made[number, files.towns[each]]]
        if not found:
            rows.append([label(number), came, *[None] * 4])
            continue
        names = ("Kinder unter 6, erwartet", "mindestens", "höchstens")
        expected, low, high = (sum(row[name] for row in found) for name in names)
        hit = None if came is None else ("ja" if low <= came <= high else "nein")
        rows.append([label(number), came, expected, low, high, hit])
    return rows


def built(files, _number, _town):
    """What was built on the edge and in the centre."""
    return [
        [name, files.sum("edge_built", town), files.sum("inner_built", town)]
        for town, name in files.towns.items()
    ]


def vacancy(files, _number, _town):
    """Vacancy over the rounds."""
    return _over_rounds(files, "vacancy", points)


def causes(files, _number, _town):
    """Why vacancy moved, cause by cause."""
    codes = [
        variable
        for variable in files.words
        if variable.startswith("vacancy_")
        and any(files.sum(variable, town) for town in files.towns)
    ]
    rows = []
    for town, name in files.towns.items():
        sums = [files.sum(code, town) for code in codes]
        assert sum(sums) == _moved(files, "vacancy", town, files.last)
        rows.append([name, *map(points, sums), Fraction(sum(sums), 100)])
    return rows
