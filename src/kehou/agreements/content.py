"""Writing an agreement's terms down as JSON and reading them back."""

from __future__ import annotations

from datetime import date
from typing import Any

from cattrs import Converter

from kehou.agreements.facts import Terms


def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(date, lambda value: value.isoformat())
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    return converter


_CONVERTER = _converter()


def to_json(terms: Terms) -> dict[str, Any]:
    """Terms as plain JSON."""
    written: dict[str, Any] = _CONVERTER.unstructure(terms)
    return written


def from_json(written: dict[str, Any]) -> Terms:
    """Terms from JSON."""
    return _CONVERTER.structure(written, Terms)
