"""The dated values of a parameter in the rulebook itself: what it was, what changed it, and since when."""

from __future__ import annotations

from kehou.rulebook.engine import Edition
from kehou.rulebook.engine.layers import Layer, Setting


def values_over_time(edition: Edition, name: str) -> tuple[tuple[Layer, Setting], ...]:
    """Every value that a parameter has or had in the base and the province's overlays, the earliest first.

    Local values are not among them. Empty for a parameter that nothing here fills.
    """
    found = [
        (layer, setting)
        for layer in (*edition.base, *edition.overlays)
        for setting in layer.settings
        if setting.name == name
    ]
    return tuple(sorted(found, key=lambda pair: pair[1].first_date))
