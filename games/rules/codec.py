"""Engine values to and from JSON types, strictly: unknown fields and wrong types are refused.

Objects become dictionaries of the fields' names, tuples become lists, codes become strings.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from games.rules.model import Award, Decision, PlayedCard, Settlement, State
from games.rules.terms import Terms

Json = dict[str, Any]
Reader = Callable[[Any, str], Any]
T = TypeVar("T")


class CodecError(ValueError):
    """The JSON is not the value: ``path`` says where, ``expected`` what belongs there."""

    def __init__(self, path: str, expected: str, value: object = None) -> None:
        super().__init__(f"{path or '.'}: expected {expected}, found {value!r}")
        self.path = path
        self.expected = expected
        self.value = value


def decision_to_json(decision: Decision) -> Json:
    """List only what differs from the empty decision."""
    return _sparse(decision)


def decision_from_json(data: Mapping[str, Any]) -> Decision:
    """Read a decision; missing fields are defaults. Raises ``CodecError``."""
    return _read(Decision, data)


def terms_to_json(terms: Terms) -> Json:
    """List only what differs from empty terms."""
    return _sparse(terms)


def terms_from_json(data: Mapping[str, Any]) -> Terms:
    """Read the terms of an offer; missing fields are defaults. Raises ``CodecError``."""
    return _read(Terms, data)


def card_to_json(card: PlayedCard) -> Json:
    """List only what differs from the defaults of a card."""
    return _sparse(card)


def card_from_json(data: Mapping[str, Any]) -> PlayedCard:
    """Read a card that the facilitator plays. Raises ``CodecError``."""
    return _read(PlayedCard, data)


def state_to_json(state: State) -> Json:
    """Write every field of a state."""
    return cast(Json, _plain(state))


def state_from_json(data: Mapping[str, Any]) -> State:
    """Read a state. Raises ``CodecError``."""
    return _read(State, data)


def award_from_json(data: Mapping[str, Any]) -> Award:
    """Read one row of the award of a stored settlement. Raises ``CodecError``."""
    return _read(Award, data)


def settlement_to_json(settlement: Settlement) -> Json:
    """Write every field of a settlement."""
    return cast(Json, _plain(settlement))


def settlement_from_json(data: Mapping[str, Any]) -> Settlement:
    """Read a settlement. Raises ``CodecError``."""
    return _read(Settlement, data)


def _read(kind: type[T], data: Any) -> T:
    return cast(T, _reader(cast(Any, kind))(data, ""))


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind is int or kind is str or value is None or kind is bool:
        return value
    if kind is dict or isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if kind is tuple or kind is list:
        return [_plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}


def _sparse(value: Any) -> Json:
    result = {}
    for field in fields(value):
        item = getattr(value, field.name)
        default = field.default
        if field.default_factory is not MISSING:
            default = field.default_factory()
        if default is MISSING or item != default:
            result[field.name] = _sparse_item(item)
    return result


def _sparse_item(item: Any) -> Any:
    if hasattr(item, "__dataclass_fields__"):
        return _sparse(item)
    if isinstance(item, tuple):
        return [_sparse_item(one) for one in item]
    return _plain(item)


@cache
def _reader(kind: Any) -> Reader:
    if kind is int or kind is str or kind is bool:
        return _scalar(kind)
    origin = get_origin(kind)
    arguments = get_args(kind)
    if origin is UnionType:
        return _optional(next(item for item in arguments if item is not NoneType), arguments)
    if origin is tuple:
        return _sequence(arguments[0])
    if origin is Mapping:
        return _mapping(arguments[0], arguments[1])
    if issubclass(kind, StrEnum):
        return _code(kind)
    return _record(kind)


def _scalar(kind: type) -> Reader:
    def read(value: Any, path: str) -> Any:
        if type(value) is not kind:
            raise CodecError(path, kind.__name__, value)
        return value

    return read


def _optional(kind: Any, arguments: tuple[Any, ...]) -> Reader:
    others = [item for item in arguments if item is not NoneType]
    if len(others) == 1:
        inner = _reader(kind)
        return lambda value, path: None if value is None else inner(value, path)

    def read(value: Any, path: str) -> Any:
        if type(value) not in others:
            raise CodecError(path, " or ".join(item.__name__ for item in others), value)
        return value

    return read


def _sequence(kind: Any) -> Reader:
    inner = _reader(kind)

    def read(value: Any, path: str) -> Any:
        if not isinstance(value, (list, tuple)):
            raise CodecError(path, "list", value)
        return tuple(inner(item, f"{path}[{i}]") for i, item in enumerate(value))

    return read


def _mapping(key_kind: Any, kind: Any) -> Reader:
    inner = _reader(kind)
    read_key = _reader(key_kind)

    def read(value: Any, path: str) -> Any:
        if not isinstance(value, Mapping):
            raise CodecError(path, "object", value)
        return {read_key(key, path): inner(item, f"{path}.{key}") for key, item in value.items()}

    return read


def _code(kind: type[StrEnum]) -> Reader:
    def read(value: Any, path: str) -> Any:
        try:
            return kind(value)
        except ValueError:
            raise CodecError(path, "one of " + ", ".join(kind), value) from None

    return read


def _record(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    readers = {name: _reader(hints[name]) for name in hints}
    required = {
        field.name
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    }

    def read(value: Any, path: str) -> Any:
        if not isinstance(value, Mapping):
            raise CodecError(path, "object", value)
        for name in value:
            if name not in readers:
                raise CodecError(f"{path}.{name}".lstrip("."), "no such field", value[name])
        for name in required - value.keys():
            raise CodecError(f"{path}.{name}".lstrip("."), "a value")
        return kind(**{n: readers[n](v, f"{path}.{n}".lstrip(".")) for n, v in value.items()})

    return read
