"""Comments of a scenario file, which TOML readers drop.

Reads the layout of our own files: one key or header a line (values may go on over several lines),
``id`` or ``level`` first in a table of a list, a comment behind a value belongs to that value,
a block of comment lines belongs to what follows, the first block is the head of the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADER = re.compile(r"(\[{1,2})([\w.-]+)\]{1,2}$")
_KEY = re.compile(r"([\w-]+)\s*=\s*(.*)$")
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_NAMES = ("id", "level")


@dataclass(frozen=True, slots=True)
class Entry:
    """A ``key = value`` of the file under its dotted path, with the comments that cover it.

    ``beside`` stands behind the value, ``table`` behind the header of its table, ``section`` is the
    last block of comment lines above it (the head of the file left out); "" = none.
    """

    path: str
    beside: str
    table: str
    section: str


def entries(text: str) -> Iterator[Entry]:
    """All values of a file in their order, with their comments."""
    return _Scan(text).run()


def split(row: str) -> tuple[str, str]:
    """A row without its comment, and the comment without sign and rulers."""
    quote = ""
    for position, sign in enumerate(row):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign == "#":
            return row[:position].strip(), row[position + 1 :].strip(" -")
    return row.strip(), ""


class _Scan:
    """One pass over a file; knows the table and the comments in force."""

    def __init__(self, text: str) -> None:
        self._rows = iter(text.splitlines())
        self._table: tuple[str, ...] = ()
        self._in_list = False
        self._names: dict[str, str] = {}
        self._table_comment = ""
        self._section = ""
        self._in_head = True
        self._block: list[str] = []

    def run(self) -> Iterator[Entry]:
        for row in self._rows:
            code, comment = split(row)
            if code:
                self._close_block()
                yield from self._code(code, comment)
            elif comment:
                self._block.append(comment)
            elif self._in_head and self._block:
                self._block = []
                self._in_head = False

    def _close_block(self) -> None:
        self._in_head = False
        if self._block:
            self._section, self._block = " ".join(self._block), []

    def _code(self, code: str, comment: str) -> Iterator[Entry]:
        header = _HEADER.match(code)
        if header:
            self._table = tuple(header[2].split("."))
            self._in_list = header[1] == "[["
            self._table_comment = comment
            return
        key, value = _KEY.match(code).groups()  # type: ignore[union-attr]  # the file is valid TOML
        if self._in_list and key in _NAMES:
            self._names[self._table[-1]] = value.strip("\"'")
        self._skip_rest(value)
        path = ".".join((*self._path(), key))
        yield Entry(path, comment, self._table_comment, self._section)

    def _skip_rest(self, value: str) -> None:
        """Go past the further rows of a value that is not closed on its first one."""
        bare = _STRING.sub("", value)
        depth = bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")
        while depth > 0:
            bare = _STRING.sub("", split(next(self._rows))[0])
            depth += bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")

    def _path(self) -> Iterator[str]:
        for step in self._table:
            yield step
            if step in self._names:
                yield self._names[step]
