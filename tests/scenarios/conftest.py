import copy
import tomllib
from pathlib import Path

import pytest

from games.errors import ScenarioError
from games.scenarios import load


@pytest.fixture
def mittelaue():
    """A content of its own that a test may change."""
    return copy.deepcopy(load.read("mittelaue"))


@pytest.fixture
def own_file(tmp_path):
    """A copy of a delivered file, with text replaced; the base stays the delivered one."""

    def write(old: str = "", new: str = "", slug: str = "mittelaue") -> Path:
        text = (load.DATA / slug / load.FILE_NAME).read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "region.toml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return write


@pytest.fixture
def own_base(tmp_path, own_file):
    """The delivered scenario over a changed copy of the base rules."""

    def write(old: str, new: str) -> Path:
        text = (load.DATA / "grundregeln.toml").read_text(encoding="utf-8")
        assert old in text
        (tmp_path / "grundregeln.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
        return own_file()

    return write


@pytest.fixture
def base_rules():
    return tomllib.loads((load.DATA / "grundregeln.toml").read_text(encoding="utf-8"))


@pytest.fixture
def refusal():
    """The error that reading a file raises."""

    def read(path):
        with pytest.raises(ScenarioError) as caught:
            load.read(path)
        return caught.value

    return read
