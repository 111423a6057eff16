"""From the bytes of a file to a bundle, or to the place where it is none.

Whoever edits a file can also write a fitting digest into it: that the figures are true is shown
by playing the game again alone (``games.bundles.verify``).
"""

import json
from typing import Any, Final, NoReturn

from pydantic import ValidationError

from games.bundles.shape import FORMAT, VERSION, Bundle, Json
from games.errors import BundleError
from games.rules.canonical import digest

MOST_BYTES: Final = 64 * 1024 * 1024
MOST_DIGITS: Final = 18
"""Of a whole number; the largest sums of money have 10."""


def read_bundle(data: bytes) -> Bundle:
    """Read a file. Raises ``BundleError`` with the place of what does not belong there."""
    content = _parsed(data)
    _is_ours(content)
    try:
        bundle = Bundle.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise BundleError("shape", _path(first["loc"]), expected=first["msg"]) from None
    if digest({key: value for key, value in content.items() if key != "digest"}) != bundle.digest:
        raise BundleError("edited", "digest")
    return bundle


def _parsed(data: bytes) -> Json:
    if len(data) > MOST_BYTES:
        raise BundleError("too_big", megabytes=MOST_BYTES // (1024 * 1024))
    try:
        content = json.loads(
            data.decode("utf-8"),
            parse_float=_no_fraction,
            parse_constant=_no_fraction,
            parse_int=_whole,
            object_pairs_hook=_once,
        )
    except UnicodeDecodeError as error:
        raise BundleError("not_text", byte=error.start) from None
    except json.JSONDecodeError as error:
        cut = error.pos >= len(error.doc.rstrip())
        code = "truncated" if cut or error.msg.startswith("Unterminated") else "not_json"
        raise BundleError(code, line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise BundleError("too_deep") from None
    if not isinstance(content, dict):
        raise BundleError("foreign", "format")
    return content


def _no_fraction(text: str) -> NoReturn:
    raise BundleError("fraction", value=text)


def _whole(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise BundleError("too_long", value=f"{text[:MOST_DIGITS]}…")
    return int(text)


def _once(pairs: list[tuple[str, Any]]) -> Json:
    found: Json = {}
    for key, value in pairs:
        if key in found:
            raise BundleError("twice", key)
        found[key] = value
    return found


def _is_ours(content: Json) -> None:
    if content.get("format") != FORMAT:
        raise BundleError("foreign", "format", found=content.get("format"))
    version = content.get("version")
    if type(version) is not int:
        return
    if version > VERSION:
        raise BundleError("newer", "version", found=version, known=VERSION)
    _has_its_board(content, version)


def _has_its_board(content: Json, version: int) -> None:
    """A file of version 1 has no board, a later one says so where it has none."""
    if version == 1 and "board" in content:
        raise BundleError("shape", "board", expected="Fassung 1 kennt keine Tafel")
    if version > 1 and "board" not in content:
        raise BundleError("shape", "board", expected="die Angabe fehlt")
    if content.get("variant") == "anonymous" and content.get("board") is not None:
        raise BundleError("shape", "board", expected="eine Datei ohne Namen hat keine Tafel")


def _path(location: tuple[int | str, ...]) -> str:
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return "".join(parts).lstrip(".")
