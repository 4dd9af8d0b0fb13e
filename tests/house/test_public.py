"""The door of a capability takes and gives plain values: no row, no query, nothing that can be changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from importlib import import_module
from types import FunctionType
from typing import Any, get_args, get_type_hints

import pytest
from django.db.models import Manager, Model, QuerySet

from house.source import capabilities

Offered = tuple[str, Any]


def doors() -> list[str]:
    """The public modules of all capabilities that exist."""
    return [f"kehou.{name}.public" for name in capabilities()]


def offered(door: str) -> Iterator[Offered]:
    """Every function and class that a door offers by name."""
    module = import_module(door)
    for name in module.__all__:
        value = getattr(module, name)
        if isinstance(value, FunctionType | type):
            yield f"{door}.{name}", value


def mentioned(hint: Any) -> Iterator[Any]:
    """A type and all types within it."""
    yield hint
    for part in get_args(hint):
        yield from mentioned(part)


@pytest.mark.parametrize("door", doors())
def test_a_door_shows_no_row_and_no_query(door: str) -> None:
    found = [
        name
        for name, value in offered(door)
        for hint in get_type_hints(value).values()
        for part in mentioned(hint)
        if isinstance(part, type) and issubclass(part, Model | QuerySet | Manager)
    ]
    assert found == []
    assert [
        name for name, value in offered(door) if isinstance(value, type) and issubclass(value, Model)
    ] == []


@pytest.mark.parametrize("door", doors())
def test_what_a_door_gives_cannot_be_changed(door: str) -> None:
    open_values = [
        name
        for name, value in offered(door)
        if dataclasses.is_dataclass(value) and not value.__dataclass_params__.frozen  # type: ignore[attr-defined]
    ]
    assert open_values == []
