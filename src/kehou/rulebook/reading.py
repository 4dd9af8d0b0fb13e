"""Plain data, as JSON or TOML give it, into facts. Every fault is found at once and named by its path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, NewType, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place, such as ``courses[2].kind``; ``line`` is 0 where there is no text."""

    path: str
    reason: str
    line: int = 0

    def __str__(self) -> str:
        at = f"line {self.line}, " if self.line else ""
        return f"{at}{self.path or '.'}: {self.reason}"


class Unreadable(ValueError):
    """Data that does not make facts; carries every fault."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


def read(kind: type[T], raw: object, path: str = "") -> T:
    """Facts of a kind from plain data. Money is yuan as text; days and times are native or ISO text.

    ``path`` is where the data stands in its file. Raises Unreadable.
    """
    try:
        written: Any = kind
        found: T = _quick(written)(raw)
        return found
    except ValueError:
        return _slowly(kind, raw, path)


def _slowly(kind: type[T], raw: object, path: str) -> T:
    """The same, with a word on each fault and where it stands."""
    reader = _Reader([])
    value: T = reader.value(kind, raw, path)
    if reader.faults:
        raise Unreadable(tuple(reader.faults))
    return value


def _moment(raw: str) -> datetime:
    found = datetime.fromisoformat(raw)
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)


# By type: what may be written for it, and how that is read.
_SCALARS: Mapping[type, tuple[tuple[type, ...], Callable[[Any], object]]] = {
    str: ((str,), str),
    bool: ((bool,), bool),
    int: ((int,), int),
    Fen: ((str, int), lambda raw: Fen.from_yuan(str(raw))),
    Fraction: ((str, int), Fraction),
    UUID: ((str,), UUID),
    date: ((date, str), lambda raw: raw if isinstance(raw, date) else date.fromisoformat(raw)),
    time: ((time, str), lambda raw: raw if isinstance(raw, time) else time.fromisoformat(raw)),
    datetime: ((datetime, str), lambda raw: _moment(str(raw))),
}


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


_Quick = Callable[[Any], Any]


class _Odd(ValueError):
    """Something is not as it should be; what and where, the slow way says."""


@cache
def _quick(kind: Any) -> _Quick:
    """How to read sound data of a kind, put together once: nothing is asked of the kind again for each value.

    It refuses whatever ``_Reader`` refuses.
    """
    if isinstance(kind, NewType):
        return _quick(kind.__supertype__)
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (inner,) = (_quick(arg) for arg in args if arg is not NoneType)
        return lambda raw: None if raw is None else inner(raw)
    if origin is not None and len(args) == 2 and args[1] is not Ellipsis:
        return _quick_mapping(_quick_key(args[0]), _quick(args[1]))
    if origin is not None:
        return _quick_list(origin, _quick(args[0]))
    if isinstance(kind, type) and is_dataclass(kind) and kind not in _SCALARS:
        return _quick_facts(kind)
    return _quick_scalar(kind)


def _quick_mapping(key: _Quick, value: _Quick) -> _Quick:
    def mapping(raw: Any) -> Any:
        return {key(name): value(item) for name, item in _table(raw).items()}

    return mapping


def _quick_key(kind: Any) -> _Quick:
    return int if kind is int else _quick(kind)


def _quick_list(origin: Any, item: _Quick) -> _Quick:
    def many(raw: Any) -> Any:
        if not isinstance(raw, list):
            raise _Odd
        return origin([item(each) for each in raw])

    return many


def _quick_scalar(kind: Any) -> _Quick:
    written, convert = _SCALARS.get(kind, ((str, int), kind))

    def scalar(raw: Any) -> Any:
        if not isinstance(raw, written) or (isinstance(raw, bool) and kind is not bool):
            raise _Odd
        return convert(raw)

    return scalar


def _quick_facts(kind: Any) -> _Quick:
    columns: list[_Column] = []

    def facts(raw: Any) -> Any:
        if not columns:  # at first use, since facts may hold facts of their own kind
            columns.extend(_columns(kind))
        table, given = _table(raw), {}
        for column in columns:
            if column.name in table:
                given[column.name] = column.read(table[column.name])
            elif column.is_none_without:
                given[column.name] = None
            elif column.is_required:
                raise _Odd
        if any(name not in given for name in table):
            raise _Odd
        return kind(**given)

    return facts


class _Column(NamedTuple):
    """One field of a kind of facts: how it is read, and what it is where nothing was written for it."""

    name: str
    read: _Quick
    is_none_without: bool
    is_required: bool


def _columns(kind: Any) -> Iterator[_Column]:
    for field in fields(kind):
        hint, required = _hints(kind)[field.name], is_required(field)
        yield _Column(field.name, _quick(hint), required and may_be_none(hint), required)


def _table(raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise _Odd
    return raw


@dataclass(frozen=True, slots=True)
class _Reader:
    faults: list[Fault]

    def fault(self, path: str, reason: str) -> None:
        self.faults.append(Fault(path, reason))

    def value(self, kind: Any, raw: object, path: str) -> Any:
        """One value of a kind; None, with a fault, where it cannot be read."""
        if isinstance(kind, NewType):
            kind = kind.__supertype__
        origin = get_origin(kind)
        if origin in (Union, UnionType):
            return self._optional(kind, raw, path)
        if origin is not None:
            return self._many(origin, get_args(kind), raw, path)
        if isinstance(kind, type) and is_dataclass(kind) and kind not in _SCALARS:
            return self._facts(kind, raw, path)
        return self._scalar(kind, raw, path)

    def _optional(self, kind: Any, raw: object, path: str) -> Any:
        (inner,) = (arg for arg in get_args(kind) if arg is not NoneType)
        return None if raw is None else self.value(inner, raw, path)

    def _many(self, origin: Any, args: tuple[Any, ...], raw: object, path: str) -> Any:
        if len(args) == 2 and args[1] is not Ellipsis:
            return self._mapping(args, raw, path)
        if not isinstance(raw, list):
            return self.fault(path, "a list is wanted")
        items = [self.value(args[0], item, f"{path}[{place}]") for place, item in enumerate(raw)]
        return origin(items)

    def _mapping(self, args: tuple[Any, ...], raw: object, path: str) -> Any:
        if not isinstance(raw, dict):
            return self.fault(path, "a table is wanted")
        return {self._key(args[0], key, path): self.value(args[1], raw[key], f"{path}.{key}") for key in raw}

    def _key(self, kind: Any, raw: str, path: str) -> Any:
        """A key is always written as text."""
        try:
            return int(raw) if kind is int else self.value(kind, raw, path)
        except ValueError:
            return self.fault(path, f"{raw!r} is not a whole number")

    def _scalar(self, kind: Any, raw: object, path: str) -> Any:
        written, convert = _SCALARS.get(kind, ((str, int), kind))
        if not isinstance(raw, written) or (isinstance(raw, bool) and kind is not bool):
            return self.fault(path, f"{raw!r} is not {_wanted(kind)}")
        try:
            return convert(raw)
        except ValueError:
            return self.fault(path, f"{raw!r} is not {_wanted(kind)}")

    def _facts(self, kind: type, raw: object, path: str) -> Any:
        if not isinstance(raw, dict):
            return self.fault(path, "a table is wanted")
        before = len(self.faults)
        given = dict(self._given(kind, raw, path))
        try:
            return kind(**given) if len(self.faults) == before else None
        except ValueError as error:
            return self.fault(path, str(error))

    def _given(self, kind: Any, raw: dict[str, object], path: str) -> Iterator[tuple[str, Any]]:
        known = {field.name: field for field in fields(kind)}
        for name in raw.keys() - known.keys():
            self.fault(_below(path, name), "no such field")
        for name, field in known.items():
            if name in raw:
                yield name, self.value(_hints(kind)[name], raw[name], _below(path, name))
            elif is_required(field) and may_be_none(_hints(kind)[name]):
                yield name, None
            elif is_required(field):
                self.fault(_below(path, name), "is missing")


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def may_be_none(hint: Any) -> bool:
    """Whether a field may be left out although it has no default, for TOML has no word for nothing."""
    return get_origin(hint) in (Union, UnionType) and NoneType in get_args(hint)


def is_required(field: Field[Any]) -> bool:
    """Whether a field has no default."""
    return field.default is MISSING and field.default_factory is MISSING


def _wanted(kind: Any) -> str:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return f"one of {', '.join(str(member.value) for member in kind)}"
    return "yuan written as text" if kind is Fen else f"a {kind.__name__}"
