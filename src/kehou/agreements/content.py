"""Writing an agreement's terms down as JSON and reading them back."""

from __future__ import annotations

from typing import Any

from kehou.agreements.facts import Terms
from kehou.platform.documents.json_form import json_converter

_CONVERTER = json_converter()


def to_json(terms: Terms) -> dict[str, Any]:
    """Terms as plain JSON."""
    written: dict[str, Any] = _CONVERTER.unstructure(terms)
    return written


def from_json(written: dict[str, Any]) -> Terms:
    """Terms from JSON."""
    return _CONVERTER.structure(written, Terms)
