"""Frozen content made plain: what a template is handed instead of our own types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time

from kehou.kernel.fen import Fen
from kehou.platform.paper.fonts import printable
from kehou.platform.ui.wording import clock_time, plain_day, plain_moment


class NotForPaper(TypeError):
    """Content held something that has no written form here, such as a float."""


def plain(content: object) -> tuple[object, tuple[str, ...]]:
    """Content as lists, dicts and text for a template, and the characters that cannot be drawn.

    Days become 2026年3月2日, moments gain the time, ``Fen`` become ``1,234.50`` (templates add
    元). Undrawable characters become 〓. Raises NotForPaper and NaiveMoment.
    """
    missing: dict[str, None] = {}
    return _plain(content, missing), tuple(missing)


def _plain(value: object, missing: dict[str, None]) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(part, missing) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, (type, Fen)):
        return {part.name: _plain(getattr(value, part.name), missing) for part in fields(value)}
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes)):
        return [_plain(part, missing) for part in value]
    return _scalar(value, missing)


def _scalar(value: object, missing: dict[str, None]) -> object:
    if value is None or isinstance(value, (bool, int)):
        return value
    text, unknown = printable(_written(value))
    missing.update(dict.fromkeys(unknown))
    return text


def _written(value: object) -> str:
    match value:
        case str():
            return value
        case Fen():
            return value.in_yuan()
        case datetime():
            return plain_moment(value)
        case date():
            return plain_day(value)
        case time():
            return clock_time(value)
    raise NotForPaper(f"{type(value).__name__} has no written form on paper")
