"""The set-up script, the locks and the catalogue tool."""

import importlib.util
import json
import re
import tomllib

import polib
import pytest

from tests.architecture import source


def load(name):
    """A script of tools/, which is no package."""
    path = source.ROOT / "tools" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"tool_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def bootstrap():
    return load("bootstrap")


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine with only the interpreters that a test puts on it."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))

    def put(name, answer, folder="bin"):
        file = tmp_path / folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/sh\n{answer}\n")
        file.chmod(0o755)
        return file

    return put


def cpython(version):
    return f"echo CPython final {version}"


def test_choose_python_takes_the_newest_it_has_packages_for(bootstrap, machine):
    machine("python3", cpython("3 11 7"))
    machine("python3.12", cpython("3 12 1"))
    newest = machine("python3", cpython("3 13 0"), folder="pyenv/versions/3.13.0/bin")
    machine("python3", cpython("3 99 0"), folder="pyenv/versions/3.99.0/bin")
    assert bootstrap.choose_python() == (newest, (3, 13, 0))


def test_choose_python_only_3_11_there_takes_it_and_says_so(bootstrap, machine, capsys):
    only = machine("python3.11", cpython("3 11 7"))
    assert bootstrap.choose_python() == (only, (3, 11, 7))
    assert "3.12 oder neuer wäre besser" in capsys.readouterr().out


def test_choose_python_passes_over_broken_foreign_and_unfinished_ones(bootstrap, machine):
    machine("python3", "exit 127")
    machine("python3.13", "echo PyPy final 3 13 0")
    machine("python3.14", "echo CPython candidate 3 14 0")
    good = machine("python3.12", cpython("3 12 4"))
    assert bootstrap.choose_python() == (good, (3, 12, 4))


def test_choose_python_none_fits_ends_with_a_sentence_in_both_languages(bootstrap, machine, capsys):
    machine("python3", cpython("3 9 2"))
    with pytest.raises(SystemExit) as ended:
        bootstrap.choose_python()
    assert ended.value.code == 1
    sentence = capsys.readouterr().err
    assert "Es wurde kein passendes Python gefunden" in sentence
    assert "No suitable Python found: CPython 3.11 to 3.14" in sentence


def test_is_done_only_with_the_same_lock(bootstrap, tmp_path):
    lock, stamp = tmp_path / "lock", tmp_path / "stamp"
    lock.write_text("a")
    assert not bootstrap.is_done(stamp, bootstrap.digest(lock))
    stamp.write_text(bootstrap.digest(lock))
    assert bootstrap.is_done(stamp, bootstrap.digest(lock))
    lock.write_text("b")
    assert not bootstrap.is_done(stamp, bootstrap.digest(lock))


def pinned(name):
    """Package -> (version, number of hashes) of a lock."""
    blocks = re.split(r"\n(?=\S)", source.text(f"requirements/{name}.txt").strip())
    found = {}
    for block in blocks:
        package, version = re.match(r"([\w.-]+)(?:\[[\w,]+\])?==([\w.]+)", block).groups()
        found[package] = (version, block.count("--hash=sha256:"))
    return found


def number(version):
    return tuple(int(part) for part in version.split(".")[:3])


@pytest.mark.parametrize("name", ["base", "test"])
def test_lock_pins_every_package_with_hashes(name):
    locked = pinned(name)
    assert locked
    assert [package for package, (_, hashes) in locked.items() if not hashes] == []


def test_lock_keeps_above_the_versions_with_known_holes():
    locked = pinned("base")
    assert number(locked["django"][0]) >= (5, 2, 19)
    assert number(locked["django"][0]) < (5, 3)
    assert number(locked["daphne"][0]) >= (4, 2, 3)


def test_locks_agree_on_what_runs_the_product():
    base, test = pinned("base"), pinned("test")
    assert {p: v for p, v in base.items() if test.get(p) != v} == {}


def test_front_end_lock_has_a_checksum_and_no_address_for_each_package():
    lock = json.loads(source.text("package-lock.json"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert {"node_modules/@kern-ux/native", "node_modules/echarts"} <= set(packages)
    assert [n for n, e in packages.items() if "resolved" in e or "integrity" not in e] == []


def test_development_tools_are_not_served():
    manifest = json.loads(source.text("package.json"))
    assert set(manifest["devDependencies"]) == {"axe-core"}
    served = {folder.split("/dist")[0] for folder, _ in load_packages().values()}
    assert served == set(manifest["dependencies"])


def load_packages():
    from planspiel.statics import PACKAGES

    return PACKAGES


def test_project_names_the_oldest_python_it_runs_on():
    project = tomllib.loads(source.text("pyproject.toml"))
    assert project["project"]["requires-python"] == ">=3.11"
    assert load("bootstrap").LEAST == (3, 11)


def test_compile_catalogues_writes_what_the_server_reads(tmp_path, monkeypatch):
    tool = load("messages")
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Weiter", msgstr="Continue"))
    catalogue.save(str(folder / "django.po"))
    monkeypatch.setattr(tool, "LOCALE", tmp_path)
    tool.compile_catalogues()
    assert polib.mofile(str(folder / "django.mo"))[0].msgstr == "Continue"
