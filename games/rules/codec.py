"""Engine values to and from JSON types, strictly: unknown fields and wrong types are refused.

Objects become dictionaries of the fields' names, tuples become lists, codes become strings.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import cache
from itertools import compress
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from games.rules.model import Award, Decision, PlayedCard, Settlement, State
from games.rules.terms import Terms

Json = dict[str, Any]
Reader = Callable[[Any], Any]
SCALARS = (int, str, bool)
T = TypeVar("T")


class CodecError(ValueError):
    """The JSON is not the value: ``path`` says where, ``expected`` what belongs there."""

    def __init__(self, path: str, expected: str, value: object = None) -> None:
        self.path = path.lstrip(".")
        super().__init__(f"{self.path or '.'}: expected {expected}, found {value!r}")
        self.expected = expected
        self.value = value
        self._place = path

    def within(self, step: str) -> "CodecError":
        """The same as seen from one level further out; ``step`` is ".name" or "[place]"."""
        return CodecError(step + self._place, self.expected, self.value)


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
    """Read a settlement, whose state may have been read already. Raises ``CodecError``."""
    return _read(Settlement, data)


def _read(kind: type[T], data: Any) -> T:
    return cast(T, _reader(cast(Any, kind))(data))


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in _BARE:
        return value
    if kind is dict or isinstance(value, Mapping):
        return {
            str(key): item if type(item) in _BARE else _plain(item) for key, item in value.items()
        }
    if kind is tuple or kind is list:
        return [item if type(item) in _BARE else _plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    return {
        name: item if type(item := getattr(value, name)) in _BARE else _plain(item)
        for name in value.__dataclass_fields__
    }


_BARE = frozenset({int, str, bool, type(None)})
"""What JSON has itself: most of what there is, so it is told without a call."""


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
    exact = _exact(kind)
    if exact:
        return _scalar(exact)
    origin = get_origin(kind)
    arguments = get_args(kind)
    if origin is UnionType:
        return _optional(_reader(next(item for item in arguments if item is not NoneType)))
    if origin is tuple:
        return _sequence(arguments[0])
    if origin is Mapping:
        return _mapping(arguments[0], arguments[1])
    if issubclass(kind, StrEnum):
        return _code(kind)
    return _record(kind)


def _exact(kind: Any) -> tuple[type, ...]:
    """The types whose values are read as they are; () for a kind that has to be made."""
    kinds = get_args(kind) if get_origin(kind) is UnionType else (kind,)
    return kinds if all(each in SCALARS for each in kinds) else ()


def _scalar(kinds: tuple[type, ...]) -> Reader:
    def read(value: Any) -> Any:
        if type(value) not in kinds:
            raise CodecError("", " or ".join(each.__name__ for each in kinds), value)
        return value

    return read


def _optional(inner: Reader) -> Reader:
    return lambda value: None if value is None else inner(value)


def _sequence(kind: Any) -> Reader:
    inner, exact = _reader(kind), frozenset(_exact(kind))

    def read(value: Any) -> Any:
        if not isinstance(value, (list, tuple)):
            raise CodecError("", "list", value)
        if exact.issuperset(map(type, value)):
            return tuple(value)
        made: list[Any] = []
        try:
            made.extend(map(inner, value))
        except CodecError as error:
            raise error.within(f"[{len(made)}]") from None
        return tuple(made)

    return read


def _mapping(key_kind: Any, kind: Any) -> Reader:
    read_key, inner = _reader(key_kind), _reader(kind)
    exact_keys, exact = frozenset(_exact(key_kind)), frozenset(_exact(kind))

    def read(value: Any) -> Any:
        _must_be_object(value)
        if exact_keys.issuperset(map(type, value)) and exact.issuperset(map(type, value.values())):
            return dict(value)
        made: dict[Any, Any] = {}
        for key, item in value.items():
            try:
                made[read_key(key)] = inner(item)
            except CodecError as error:
                raise error.within(f".{key}") from None
        return made

    return read


def _code(kind: type[StrEnum]) -> Reader:
    members = {member.value: member for member in kind}

    def read(value: Any) -> Any:
        try:
            return members[value]
        except (KeyError, TypeError):
            raise CodecError("", "one of " + ", ".join(kind), value) from None

    return read


def _record(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    readers = {name: _reader(hints[name]) for name in hints}
    whole = _whole(kind, hints)
    required = {
        field.name
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    }

    def read(value: Any) -> Any:
        if type(value) is kind:
            return value
        _must_be_object(value)
        if (made := whole(value)) is not None:
            return made
        for name in value.keys() - readers.keys():
            raise CodecError(f".{name}", "no such field", value[name])
        for name in required - value.keys():
            raise CodecError(f".{name}", "a value")
        given: dict[str, Any] = {}
        for name, item in value.items():
            try:
                given[name] = readers[name](item)
            except CodecError as error:
                raise error.within(f".{name}") from None
        return kind(**given)

    return read


def _whole(kind: Any, hints: Mapping[str, Any]) -> Reader:
    """A reader of records that were written whole, as stored results are; None for all others.

    Stored results are most of what is ever read: their scalars are compared all at once.
    """
    names = tuple(field.name for field in fields(kind))
    exact = [_exact(hints[name]) for name in names]
    plain = tuple(len(types) == 1 for types in exact)
    types = [types[0] for types, is_plain in zip(exact, plain, strict=True) if is_plain]
    made = [(place, _reader(hints[name])) for place, name in enumerate(names) if not plain[place]]

    def read(value: Mapping[str, Any]) -> Any:
        if tuple(value) != names:
            return None
        items = list(value.values())
        if list(map(type, compress(items, plain))) != types:
            return None
        for place, inner in made:
            try:
                items[place] = inner(items[place])
            except CodecError as error:
                raise error.within(f".{names[place]}") from None
        return kind(*items)

    return read


def _must_be_object(value: Any) -> None:
    if type(value) is not dict and not isinstance(value, Mapping):
        raise CodecError("", "object", value)
