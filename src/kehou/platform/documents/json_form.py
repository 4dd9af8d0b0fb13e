"""How typed content is written down as JSON: every capability's documents share one converter."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

from cattrs import Converter

from kehou.kernel.fen import Fen


def json_converter(**wishes: Any) -> Converter:
    """A converter for frozen dataclasses: days and times as ISO text, money as whole fen, ids as text.

    Sets are written in order, so that equal contents have equal hashes. A key that no field has is an
    error. ``wishes`` go to cattrs' ``Converter``.
    """
    converter = Converter(forbid_extra_keys=True, unstruct_collection_overrides={frozenset: sorted}, **wishes)
    for kind in (date, time):
        converter.register_unstructure_hook(kind, lambda value: value.isoformat())
        converter.register_structure_hook(kind, lambda text, wanted: wanted.fromisoformat(text))
    converter.register_unstructure_hook(Fen, lambda money: money.amount)
    converter.register_structure_hook(Fen, lambda amount, _: Fen(amount))
    converter.register_unstructure_hook(UUID, str)
    converter.register_structure_hook(UUID, lambda text, _: UUID(text))
    return converter
