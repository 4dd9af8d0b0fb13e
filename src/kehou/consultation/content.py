"""Writing a questionnaire down as JSON and reading it back."""

from __future__ import annotations

from typing import Any

from kehou.consultation.facts import QuestionnaireContent
from kehou.platform.documents.json_form import json_converter

_CONVERTER = json_converter()


def to_json(content: QuestionnaireContent) -> dict[str, Any]:
    """A questionnaire as plain JSON."""
    written: dict[str, Any] = _CONVERTER.unstructure(content)
    return written


def from_json(written: dict[str, Any]) -> QuestionnaireContent:
    """A questionnaire from JSON. Raises cattrs' validation error for anything that does not fit."""
    return _CONVERTER.structure(written, QuestionnaireContent)
