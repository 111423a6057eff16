"""Refusals with a reason: every error carries a code and the figures from which a sentence is made.

The sentence itself (German, translatable) is made where it is shown (``games/views/messages.py``),
so that engine, services and log stay free of wording.
"""

from collections.abc import Mapping
from typing import Any


class GameError(Exception):
    """A command was refused; nothing was written.

    ``code`` is a stable identifier, ``context`` holds the figures for the sentence,
    ``status`` is the HTTP status a view answers with.
    """

    status = 422

    def __init__(self, code: str, **context: Any) -> None:
        super().__init__(code)
        self.code = code
        self.context: Mapping[str, Any] = context


class NotAllowed(GameError):
    """The viewer may not do this; indistinguishable from "does not exist"."""

    status = 404


class RoleMayNot(GameError):
    """Somebody of the workshop whose role does not include this; ``context["role"]`` says which."""

    status = 403


class TooLate(GameError):
    """The command names a round or phase that is over."""

    status = 409


class StaleRevision(GameError):
    """Somebody else changed the same field; ``context`` holds both versions."""

    status = 409


class Illegal(GameError):
    """The rules forbid it; ``context["notes"]`` says what, why and by how much."""


class TooManyAttempts(GameError):
    """Too many wrong codes from here; ``context["wait_seconds"]`` says how long to wait."""

    status = 429


class ScenarioError(ValueError):
    """A scenario file is broken: names file, dotted path, value and expectation."""

    def __init__(self, file: str, path: str, value: object, expected: str) -> None:
        super().__init__(f"{file}: {path} = {value!r}: {expected}")
        self.file = file
        self.path = path
        self.value = value
        self.expected = expected


class BundleError(ValueError):
    """The file of a game is broken, edited or foreign: a code, the place, figures for a sentence.

    ``path`` is dotted, with positions in brackets; "" where the whole file is meant.
    """

    def __init__(self, code: str, path: str = "", **context: Any) -> None:
        super().__init__(f"{code}: {path}")
        self.code = code
        self.path = path
        self.context: Mapping[str, Any] = context
