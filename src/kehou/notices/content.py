"""Writing a notice's content down as JSON and reading it back."""

from __future__ import annotations

from datetime import date
from typing import Any

from cattrs import Converter

from kehou.notices.facts import NoticeContent


def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(date, lambda value: value.isoformat())
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    return converter


_CONVERTER = _converter()


def to_json(content: NoticeContent) -> dict[str, Any]:
    """A notice's content as plain JSON, every field told."""
    written: dict[str, Any] = _CONVERTER.unstructure(content)
    return written


def from_json(written: dict[str, Any]) -> NoticeContent:
    """A notice's content from JSON."""
    return _CONVERTER.structure(written, NoticeContent)
