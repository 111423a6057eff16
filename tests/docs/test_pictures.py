"""The pictures of README.md and the handbook are there and small (tools/screenshots.py)."""

import re
import struct
from pathlib import Path

import pytest

from tools import palette

ROOT = Path(__file__).resolve().parent.parent.parent
SHOWN = re.findall(r"docs/bilder/[\w-]+\.png", (ROOT / "README.md").read_text())
PICTURE = re.compile(r"!\[([^\]]*)\]\((bilder/spielleitung/[\w-]+\.png)\)")
HANDBOOK = PICTURE.findall((ROOT / "docs" / "spielleitung.md").read_text())
MOST_BYTES = 200_000


def test_readme_shows_the_main_screens():
    shown = {Path(name).stem for name in SHOWN}
    assert shown == {"rathaus", "vereinbarung", "handy", "leinwand", "cockpit"}


def test_the_handbook_shows_each_of_its_pictures_once_and_says_what_is_to_be_seen():
    kept = (ROOT / "docs" / "bilder" / "spielleitung").glob("*.png")
    shown = [Path(target).name for _alt, target in HANDBOOK]
    assert sorted(shown) == sorted(path.name for path in kept)
    assert all(len(alt.split()) > 5 for alt, _target in HANDBOOK)


@pytest.mark.parametrize("name", sorted({*SHOWN, *(f"docs/{target}" for _, target in HANDBOOK)}))
def test_a_picture_is_small(name):
    assert 0 < (ROOT / name).stat().st_size < MOST_BYTES


def test_a_palette_keeps_size_and_colours(tmp_path):
    red, blue = b"\xff\x00\x00", b"\x00\x00\xff"
    file = tmp_path / "bild.png"
    file.write_bytes(_true_colour(3, [red, blue, red, red, red, blue]))
    palette.reduce(file)
    content = file.read_bytes()
    assert struct.unpack(">IIBB", content[16:26]) == (3, 2, 8, 3)
    colours = dict(palette._chunks(content))[b"PLTE"]
    assert colours == red + blue


def _true_colour(width, pixels):
    """A PNG as a browser writes it: RGB, each row as differences to the pixel on the left."""
    rows = b""
    for at in range(0, len(pixels), width):
        row = b"".join(pixels[at : at + width])
        left = bytes(3) + row[:-3]
        rows += b"\1" + bytes((a - b) & 255 for a, b in zip(row, left, strict=True))
    return palette.png(width, len(pixels) // width, 2, rows)
