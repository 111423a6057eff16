"""What exists is written down: variables, commands, kinds of log entries, addresses, links."""

import re

import pytest

from games.enums import LogKind
from tests.architecture import source

OPERATING = "docs/betrieb.md"
VARIABLE = re.compile(r"environment\.(?:text|flag|words|number)\(\s*\"(\w+)\"")
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def variables():
    files = [p for p in source.python_files("planspiel") if p.name != "environment.py"]
    return {name for path in files for name in VARIABLE.findall(source.text(path))} | {"SECRET_KEY"}


def commands():
    folder = source.ROOT / "games" / "management" / "commands"
    return {path.stem for path in folder.glob("*.py") if path.stem != "__init__"}


def test_every_variable_of_the_environment_is_in_the_table():
    table = set(re.findall(r"^\| `(\w+)` \|", source.text(OPERATING), re.MULTILINE))
    assert table == variables()


def test_every_command_is_described():
    described = set(re.findall(r"^\| `manage\.py (\w+)", source.text(OPERATING), re.MULTILINE))
    assert described == commands()


def test_every_option_of_serve_is_described():
    command = source.text("games/management/commands/serve.py")
    options = set(re.findall(r"add_argument\(\s*\"(--[\w-]+)\"", command))
    assert options
    assert {option for option in options if option not in source.text(OPERATING)} == set()


def test_every_kind_of_log_entry_is_explained():
    explained = set(
        re.findall(r"`([a-z_]+)`", source.text("docs/glossary.md").split("## Kinds")[1])
    )
    assert explained == {kind.value for kind in LogKind}


def test_every_make_target_for_people_is_in_the_readme():
    targets = set(re.search(r"^\.PHONY: (.*)$", source.text("Makefile"), re.MULTILINE)[1].split())
    inner = {"setup", "setup-test"}
    named = set(re.findall(r"`?make (\w+)", source.text("README.md")))
    assert named == targets - inner


def test_readme_begins_with_the_two_commands():
    block = source.text("README.md").split("```")[1]
    assert [line.split("#")[0].strip() for line in block.strip().splitlines()] == [
        "make play",
        "make test",
    ]


@pytest.mark.parametrize("path", source.files(".md"), ids=str)
def test_links_of_documents_lead_somewhere(path):
    targets = [t for t in LINK.findall(source.text(path)) if "://" not in t]
    broken = [t for t in targets if not (source.ROOT / path.parent / t).exists()]
    assert broken == []


def test_decisions_are_numbered_and_have_their_three_parts():
    records = sorted((source.ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(path.name[:4]) for path in records]
    assert numbers == list(range(1, len(records) + 1))
    for path in records:
        parts = re.findall(r"^## (\w+)", path.read_text(), re.MULTILINE)
        assert parts == ["Context", "Decision", "Consequences"], path.name
