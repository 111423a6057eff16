"""Smaller pictures of screens: a PNG with at most 256 colours, with nothing but zlib.

Screens have few colours and many shades at the edges of letters. The most frequent colours stay as
they are, and those that would be far off otherwise: the mark of a municipality is small and has a
colour of its own. Each other one becomes the nearest of them.
"""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_COLOURS = 256
FREQUENT = 160
"""So many are chosen by how often they occur, the rest by how wrong they would look."""
CHANNELS = {2: 3, 6: 4}
"""Bytes a pixel by the colour type of the file: RGB, RGBA."""

Colour = bytes
"""Red, green, blue."""


def reduce(file: Path) -> None:
    """Rewrite a screenshot with a palette.

    Raises ValueError for a PNG of another kind than browsers write (8 bits a channel, RGB or RGBA,
    not interlaced).
    """
    width, height, pixels = _read(file.read_bytes())
    counted = Counter(pixels)
    palette = _palette(counted)
    index = {colour: place for place, colour in enumerate(palette)}
    for colour in counted:
        if colour not in index:
            index[colour] = min(range(len(palette)), key=lambda i: _distance(palette[i], colour))
    file.write_bytes(_written(width, height, palette, bytes(index[each] for each in pixels)))


def _palette(counted: Counter[Colour]) -> list[Colour]:
    palette = [colour for colour, _count in counted.most_common(FREQUENT)]
    frequent = set(palette)
    error = {
        colour: min(_distance(colour, each) for each in palette)
        for colour in counted
        if colour not in frequent
    }
    while error and len(palette) < MOST_COLOURS:
        worst = max(error, key=lambda colour: (error[colour] * counted[colour], colour))
        palette.append(worst)
        error = {
            colour: min(far, _distance(colour, worst))
            for colour, far in error.items()
            if colour != worst
        }
    return palette


def _distance(one: Colour, other: Colour) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _read(content: bytes) -> tuple[int, int, list[Colour]]:
    parts = list(_chunks(content))
    width, height, depth, kind, _way, _filter, interlaced = struct.unpack(">IIBBBBB", parts[0][1])
    if depth != 8 or kind not in CHANNELS or interlaced:  # noqa: PLR2004 - bits a channel
        raise ValueError("not a PNG as browsers write it")
    size = CHANNELS[kind]
    data = zlib.decompress(b"".join(body for name, body in parts if name == b"IDAT"))
    pixels: list[Colour] = []
    row = bytes(width * size)
    for start in range(0, len(data), width * size + 1):
        row = _unfiltered(data[start], data[start + 1 : start + 1 + width * size], row, size)
        pixels += [row[at : at + 3] for at in range(0, len(row), size)]
    return width, height, pixels


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += length + 12


def _unfiltered(how: int, line: bytes, above: bytes, size: int) -> bytes:
    """A row of bytes from its differences to the left and the row above (PNG, section 9)."""
    row = bytearray(line)
    for at in range(len(row)):
        left = row[at - size] if at >= size else 0
        up = above[at]
        if how == 1:
            guess = left
        elif how == 2:  # noqa: PLR2004 - the numbers of the filters
            guess = up
        elif how == 3:  # noqa: PLR2004
            guess = (left + up) // 2
        elif how == 4:  # noqa: PLR2004
            guess = _paeth(left, up, above[at - size] if at >= size else 0)
        else:
            break
        row[at] = (row[at] + guess) & 255
    return bytes(row)


def _paeth(left: int, up: int, corner: int) -> int:
    middle = left + up - corner
    return min((left, up, corner), key=lambda each: abs(middle - each))


def _written(width: int, height: int, palette: list[Colour], indices: bytes) -> bytes:
    rows = (b"\0" + indices[at : at + width] for at in range(0, width * height, width))
    return png(width, height, 3, b"".join(rows), b"".join(palette))


def png(width: int, height: int, kind: int, rows: bytes, palette: bytes = b"") -> bytes:
    """A PNG of filtered rows; ``kind`` 2 is RGB, 3 has a palette, 8 bits each."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)),
        *([(b"PLTE", palette)] if palette else []),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
