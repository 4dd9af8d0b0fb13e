"""Writing a plan's content down as JSON and reading it back."""

from __future__ import annotations

from typing import Any

from kehou.plans.facts import PlanContent
from kehou.platform.documents.json_form import json_converter

# The first misfit is enough: gathering them all makes every reading of a plan slower.
_CONVERTER = json_converter(omit_if_default=True, detailed_validation=False)


def to_json(content: PlanContent) -> dict[str, Any]:
    """A plan's content as plain JSON; what stands at its default is left out."""
    written: dict[str, Any] = _CONVERTER.unstructure(content)
    return written


def from_json(written: dict[str, Any]) -> PlanContent:
    """A plan's content from JSON. Raises an error for anything that does not fit."""
    return _CONVERTER.structure(written, PlanContent)
