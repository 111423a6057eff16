"""Where the numbers of a scenario come from: the comment beside each one, its mark and unit.

``[B: …]`` in a comment says that a published source backs the number, ``[A …]`` that it is an
assumption of the game. A number without mark takes the mark of its table, then of its section;
without any it is an assumption, because nothing backs it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from games.errors import ScenarioError
from games.scenarios import describe, load, paths
from games.scenarios.comments import Entry, entries

_MARK = re.compile(r"\[([AB])\b[:;,]?\s*([^\]]*)\]")
_LEGEND = (
    r"(?:^|[;.:\s])(?:\w+[,/]\s*)*{key}(?:[,/]\s*\w+)*\s*[:=]\s+(.*?)(?=;|\.\s|\.?$|\s[\w/]+:\s)"
)

_SITE = re.compile(r"municipalities\.[^.]+\.(services\..+)$")

BACKED = "B"
ASSUMED = "A"

Number = int | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What the file says about one number (or list of numbers).

    ``path`` is dotted (``games.scenarios.paths``), ``text`` the comment without its mark ("" if
    there is none), ``mark`` "B" or "A", ``detail`` what the mark adds ("NFAG Niedersachsen",
    "0-300"), ``unit`` the unit of the format, ``file`` where it stands.
    """

    path: str
    value: Number
    text: str
    mark: str
    detail: str
    unit: str
    file: str


@cache
def sources(slug: str) -> Mapping[str, Source]:
    """All numbers of a delivered scenario by dotted path, those of its base rules included.

    Raises ScenarioError if there is no such scenario.
    """
    return {found.path: found for file in load.files(slug) for found in _of_file(file)}


def source(content: Mapping[str, Any], path: str) -> Source | None:
    """What is known about a number of a stored scenario; None if the path holds no number.

    What a town's office or site leaves open is answered by the service catalogue it comes from.
    The comment is told only while the delivered file still has the same number, so that an old
    game is never explained by a newer file.
    """
    value = _number(paths.value(content, path))
    if value is None:
        in_catalogue = _SITE.match(path)
        return source(content, in_catalogue[1]) if in_catalogue else None
    known = _delivered(str(paths.value(content, "scenario.id"))).get(path)
    if known and known.value == value:
        return known
    unit = describe.unit(paths.location(content, path))
    return Source(path, value, "", ASSUMED, "", unit, "")


@cache
def _delivered(slug: str) -> Mapping[str, Source]:
    """The same, without any where there is no such scenario."""
    try:
        return sources(slug)
    except ScenarioError:
        return {}


def _of_file(file: Path) -> Iterator[Source]:
    written = {entry.path: entry for entry in entries(file.read_text(encoding="utf-8"))}
    content = load.parse(file)
    for location, leaf in paths.leaves(content):
        path = paths.name(content, location)
        value = _number(leaf)
        if value is not None:
            entry = _nearest(written, path)
            yield _source(path, value, entry, describe.unit(location), load.file_name(file))


def _nearest(written: Mapping[str, Entry], path: str) -> Entry:
    """The row that holds a value: its own, or that of the inline table around it."""
    while path and path not in written:
        path = path.rpartition(".")[0]
    return written[path]


def _source(path: str, value: Number, entry: Entry, unit: str, file: str) -> Source:
    mark, detail = _first_mark(entry.beside, entry.table, entry.section)
    key = path.rpartition(".")[2]
    text = _tidy(entry.beside) or _legend(entry.section, key)
    return Source(path, value, "" if text == unit else text, mark, detail, unit, file)


def _tidy(comment: str) -> str:
    """A comment without its mark and the gap the mark leaves."""
    return re.sub(r"\s+([;,.]|$)", r"\1", _MARK.sub("", comment)).strip(" .,")


def _first_mark(*comments: str) -> tuple[str, str]:
    for number, comment in enumerate(comments):
        match = _MARK.search(comment)
        if match:
            return match[1], match[2].strip() if number == 0 else ""
    return ASSUMED, ""


def _legend(section: str, key: str) -> str:
    """What a block of comments says about a key ("nights = Übernachtungen im Jahr; …")."""
    match = re.search(_LEGEND.format(key=re.escape(key)), _MARK.sub("", section))
    return match[1].strip(" .") if match else ""


def _number(value: object) -> Number | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, list) and value and all(type(entry) is int for entry in value):
        return tuple(value)
    return None
