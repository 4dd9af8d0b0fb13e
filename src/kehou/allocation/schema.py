"""The JSON form as a JSON Schema, made from the types, so that it cannot fall behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from enum import Enum
from fractions import Fraction
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from kehou.allocation.hashing import FORMAT
from kehou.allocation.lottery import Lottery
from kehou.allocation.model import Policy, Pupil, Section, Withdrawal
from kehou.allocation.outcome_schema import OUTCOME, Form
from kehou.allocation.reading import Drawn

SCALARS: Mapping[object, Form] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Fraction: {"type": "string", "pattern": "^[0-9]+(/[1-9][0-9]*)?$"},
}
NAMED: Mapping[type, str] = {
    Section: "section",
    Pupil: "pupil",
    Policy: "policy",
    Lottery: "lottery",
    Withdrawal: "withdrawal",
}


def schema() -> Form:
    """The schema of a closed list and, where lottery, withdrawals and result are given, of a record."""
    parts = {**_parts(Drawn), "format": {"const": FORMAT}, "result": {"$ref": "#/$defs/result"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        "type": "object",
        "properties": parts,
        "required": ["format", "sections", "pupils", "policy"],
        "dependentRequired": {"result": ["lottery", "withdrawals"]},
        "additionalProperties": False,
        "$defs": {**{name: _table(kind) for kind, name in NAMED.items()}, **OUTCOME},
    }


def _table(kind: type) -> Form:
    return {
        "type": "object",
        "description": (kind.__doc__ or "").strip(),
        "properties": _parts(kind),
        "required": [field.name for field in fields(kind) if _is_required(field)],
        "additionalProperties": False,
    }


def _parts(kind: type) -> Form:
    return {name: _shape(hint) for name, hint in get_type_hints(kind).items()}


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _shape(hint: Any) -> Form:
    if hint in NAMED:
        return {"$ref": f"#/$defs/{NAMED[hint]}"}
    if get_origin(hint) is UnionType:
        inner, _ = get_args(hint)
        return {"anyOf": [_shape(inner), {"type": "null"}]}
    if get_origin(hint) in (tuple, frozenset):
        return {"type": "array", "items": _shape(get_args(hint)[0])}
    if get_origin(hint) is Mapping:
        return {"type": "object", "additionalProperties": _shape(get_args(hint)[1])}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    return SCALARS[hint]
