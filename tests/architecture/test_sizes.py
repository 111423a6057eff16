"""Short files, short functions; what is longer says why."""

import tomllib

from tests.architecture import source

FILE_LINES, FUNCTION_LINES = 500, 60
SOFT_FUNCTION_LINES, MOST_OVER_SOFT = 25, 0.10
CODE = ("games", "planspiel", "tools", "tests", "bench")


def exceptions():
    path = source.ROOT / "tests" / "architecture" / "size_exceptions.toml"
    return tomllib.loads(path.read_text())


def test_files_are_short_or_listed_with_a_reason():
    listed = exceptions()["files"]
    written = [
        *source.python_files(*CODE),
        *source.files(".html", ".css", ".js", under=("templates", "static")),
    ]
    lengths = {str(path): len(source.text(path).splitlines()) for path in written}
    too_long = {name: n for name, n in lengths.items() if n > FILE_LINES}
    unlisted = {name: n for name, n in too_long.items() if n > listed.get(name, {}).get("lines", 0)}
    assert unlisted == {}
    assert set(listed) - set(too_long) == set()
    assert all(entry["reason"] for entry in listed.values())


def test_functions_are_short_or_listed_with_a_reason():
    listed = exceptions()["functions"]
    lengths = {
        f"{f.path}:{f.name}": f.lines
        for path in source.python_files(*CODE)
        for f in source.functions(path)
    }
    too_long = {name: n for name, n in lengths.items() if n > FUNCTION_LINES}
    unlisted = {name: n for name, n in too_long.items() if n > listed.get(name, {}).get("lines", 0)}
    assert unlisted == {}
    assert set(listed) - set(too_long) == set()
    assert all(entry["reason"] for entry in listed.values())


def test_nine_of_ten_functions_fit_on_half_a_screen():
    all_functions = [
        f for path in source.python_files("games", "planspiel") for f in source.functions(path)
    ]
    long = [f for f in all_functions if f.lines > SOFT_FUNCTION_LINES]
    assert len(long) <= MOST_OVER_SOFT * len(all_functions), sorted(map(str, long))
