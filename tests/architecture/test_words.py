"""Words that must not occur: doors for scripts, unfinished work, hosts, machine paths."""

import re
from pathlib import Path

import pytest

from tests.architecture import source

# Spelled in parts, so that this file does not find itself.
HOSTS = "|".join(
    ["pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.(?:org|com)", "yarn" + "pkg"]
)
UNFINISHED = "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"])
MACHINE = "|".join(["/wo" + "rk/", "/ro" + "ot/", "/ho" + r"me/\w"])

PAGES = [
    ("template filter that switches escaping off", r"\|\s*safe\b|\bautoescape\s+off"),
    ("inline style", r"<[^>{%]*\sstyle\s*="),
    ("style element", r"<style\b"),
    ("inline script", r"<script(?![^>]*\ssrc=)[^>]*>"),
    ("event attribute", r"<[^>]*\son[a-z]+\s*="),
    ("htmx evaluation", r"\bhx-on\b|\bhx-vals\s*=\s*[\"']js:|\bhx-vars\b"),
    ("foreign address in a resource", r"(?:src|srcset)\s*=\s*[\"']?https?:|@import"),
]
SCRIPTS = [
    ("evaluation of text", r"\beval\s*\(|\bnew Function\b|setTimeout\(\s*[\"'`]"),
    ("document.write", r"\bdocument\.write"),
    ("style attribute as text", r"setAttribute\(\s*[\"']style"),
]
PYTHON = [
    ("unescaped text", r"\bmark_safe\b|\bSafe(?:String|Text)\("),
    ("evaluation of text", r"(?<![\w.\"'`])(?:eval|exec)\("),
    ("pickle", r"^\s*(?:import|from)\s+(?:pickle|marshal|shelve)\b"),
    ("exempt from CSRF", r"\bcsrf_exempt\b"),
    ("raw SQL", r"\.raw\(|\.extra\(|RawSQL"),
]


def hits(paths, pattern):
    expression = re.compile(pattern, re.MULTILINE | re.IGNORECASE)
    return [
        f"{path}:{source.text(path)[: found.start()].count(chr(10)) + 1}: {found[0][:60]}"
        for path in paths
        for found in expression.finditer(source.text(path))
    ]


@pytest.mark.parametrize(("name", "pattern"), PAGES, ids=[name for name, _ in PAGES])
def test_templates_open_no_door_for_scripts(name, pattern):
    assert hits(source.files(".html", under=("templates", "games")), pattern) == []


def test_a_municipality_has_one_german_name():
    """ "Gemeinde", as the glossary says."""
    texts = [*source.files(".html", under=("templates",)), *source.python_files("games")]
    assert hits(texts, r"\bkommunen?\b") == []


@pytest.mark.parametrize(("name", "pattern"), SCRIPTS, ids=[name for name, _ in SCRIPTS])
def test_scripts_evaluate_nothing(name, pattern):
    assert hits(source.files(".js", under=("static",)), pattern) == []


@pytest.mark.parametrize(("name", "pattern"), PYTHON, ids=[name for name, _ in PYTHON])
def test_python_keeps_the_framework_safe(name, pattern):
    assert hits(source.python_files("games", "planspiel"), pattern) == []


def readable():
    kinds = {
        ".py",
        ".html",
        ".css",
        ".js",
        ".json",
        ".toml",
        ".md",
        ".txt",
        ".in",
        ".sh",
        ".po",
        "",
    }
    return [path for path in source.tracked() if path.suffix in kinds]


def test_no_file_names_a_package_host():
    assert hits(readable(), HOSTS) == []


def test_no_file_names_a_folder_of_a_machine():
    assert hits(readable(), MACHINE) == []


def test_nothing_is_left_unfinished():
    found = [
        hit
        for path in source.files(".py", ".html", ".css", ".js", ".toml")
        for hit in hits([path], rf"\b(?:{UNFINISHED})\b")
        # Case matters here: "todo" is a word of Spanish, not a mark.
        if re.search(UNFINISHED, hit)
    ]
    assert found == []


def test_styles_load_nothing_from_elsewhere():
    assert hits(source.files(".css", under=("static",)), r"url\(\s*[\"']?(?:https?:|//)") == []


def test_tests_neither_skip_nor_sleep():
    skip = r"pytest\.(?:mark\.)?" + r"(?:skip|skipif|xfail|importorskip)\b|\btime\.sleep\("
    assert hits([p for p in source.python_files("tests") if p.name != "test_words.py"], skip) == []


def test_every_browser_test_is_marked_as_one():
    """Another would start a browser among the rest, whose loop then runs in their thread."""
    tests = Path("tests/e2e")
    unmarked = [
        path.name
        for path in (source.ROOT / tests).glob("test_*.py")
        if "pytestmark = pytest.mark.e2e" not in path.read_text()
    ]
    assert unmarked == []
