"""The form of a file that can be judged, as a JSON Schema made from the facts, so that it stays true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from kehou.kernel.fen import Fen
from kehou.rulebook.documents import kinds
from kehou.rulebook.engine import Edition
from kehou.rulebook.reading import is_required, may_be_none

Form = dict[str, Any]

_SCALARS: Mapping[object, Form] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Fen: {
        "type": ["string", "integer"],
        "pattern": r"^-?\d+(\.\d{1,2})?$",
        "description": "yuan, such as 4.00",
    },
    Fraction: {"type": ["string", "integer"], "pattern": r"^\d+(/[1-9]\d*|\.\d+)?$"},
    UUID: {"type": "string", "format": "uuid"},
    date: {"type": "string", "format": "date"},
    time: {"type": "string", "pattern": r"^\d\d:\d\d(:\d\d)?$"},
    datetime: {"type": "string", "format": "date-time"},
}
_NUMBER_KEY: Form = {"propertyNames": {"pattern": r"^\d+$"}}


def json_schema(kind: str, edition: Edition) -> Form:
    """The JSON Schema of a file of one kind. Days and times may be native in TOML. Raises KeyError."""
    tables: dict[str, Form] = {}
    facts = _shape(kinds(edition)[kind], tables)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{kind} ({edition.id})",
        "type": "object",
        "properties": {"kind": {"const": kind}, "on": _SCALARS[date], "facts": facts},
        "required": ["kind", "facts"],
        "additionalProperties": False,
        "$defs": dict(sorted(tables.items())),
    }


def _shape(hint: Any, tables: dict[str, Form]) -> Form:
    if isinstance(hint, NewType):
        hint = hint.__supertype__
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        (inner,) = (arg for arg in args if arg is not NoneType)
        return {"anyOf": [_shape(inner, tables), {"type": "null"}]}
    if origin is not None:
        return _many(args, tables)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    return dict(_SCALARS[hint]) if hint in _SCALARS else _reference(hint, tables)


def _many(args: tuple[Any, ...], tables: dict[str, Form]) -> Form:
    """A list, or a table by keys; keys are always text, those that count are digits."""
    if len(args) == 2 and args[1] is not Ellipsis:
        by_number = _NUMBER_KEY if args[0] is int else {}
        return {"type": "object", "additionalProperties": _shape(args[1], tables), **by_number}
    return {"type": "array", "items": _shape(args[0], tables)}


def _reference(kind: type, tables: dict[str, Form]) -> Form:
    if not is_dataclass(kind):
        raise TypeError(f"no form for {kind!r}")
    if kind.__name__ not in tables:
        tables[kind.__name__] = {}  # so that a table may hold itself
        tables[kind.__name__] = _table(kind, tables)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _table(kind: Any, tables: dict[str, Form]) -> Form:
    hints = get_type_hints(kind)
    return {
        "type": "object",
        "description": (kind.__doc__ or "").strip(),
        "properties": {field.name: _shape(hints[field.name], tables) for field in fields(kind)},
        "required": [
            field.name for field in fields(kind) if is_required(field) and not may_be_none(hints[field.name])
        ],
        "additionalProperties": False,
    }
