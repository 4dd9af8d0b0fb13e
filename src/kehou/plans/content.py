"""Writing a plan's content down as JSON and reading it back."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

from cattrs import Converter

from kehou.kernel.fen import Fen
from kehou.plans.facts import PlanContent


def _converter() -> Converter:
    # Sets are written in order, so that equal contents have equal hashes.
    # The first misfit is enough: gathering them all makes every reading of a plan slower.
    converter = Converter(
        forbid_extra_keys=True,
        omit_if_default=True,
        detailed_validation=False,
        unstruct_collection_overrides={frozenset: sorted},
    )
    for kind in (date, time):
        converter.register_unstructure_hook(kind, lambda value: value.isoformat())
        converter.register_structure_hook(kind, lambda text, wanted: wanted.fromisoformat(text))
    converter.register_unstructure_hook(Fen, lambda money: money.amount)
    converter.register_structure_hook(Fen, lambda amount, _: Fen(amount))
    converter.register_unstructure_hook(UUID, str)
    converter.register_structure_hook(UUID, lambda text, _: UUID(text))
    return converter


_CONVERTER = _converter()


def to_json(content: PlanContent) -> dict[str, Any]:
    """A plan's content as plain JSON; what stands at its default is left out."""
    written: dict[str, Any] = _CONVERTER.unstructure(content)
    return written


def from_json(written: dict[str, Any]) -> PlanContent:
    """A plan's content from JSON. Raises an error for anything that does not fit."""
    return _CONVERTER.structure(written, PlanContent)
