"""Writing a notice's content down as JSON and reading it back."""

from __future__ import annotations

from typing import Any

from kehou.notices.facts import NoticeContent
from kehou.platform.documents.json_form import json_converter

_CONVERTER = json_converter()


def to_json(content: NoticeContent) -> dict[str, Any]:
    """A notice's content as plain JSON, every field told."""
    written: dict[str, Any] = _CONVERTER.unstructure(content)
    return written


def from_json(written: dict[str, Any]) -> NoticeContent:
    """A notice's content from JSON."""
    return _CONVERTER.structure(written, NoticeContent)
