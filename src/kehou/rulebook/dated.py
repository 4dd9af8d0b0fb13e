"""The dated values of parameters: what each was, what changed it, and since when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kehou.rulebook.engine import Edition
from kehou.rulebook.engine.definitions import Definition
from kehou.rulebook.engine.layers import Layer, Setting


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value that took another's place on a day, or that came where there was none."""

    definition: Definition
    key: str
    on: date
    layer: Layer
    after: Setting
    before: Setting | None


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


def changes(edition: Edition, layers: Iterable[Layer] = (), *, since: date) -> tuple[ValueChange, ...]:
    """What changed after a day in the edition's own values and in local layers, the latest first.

    A local value changes what stood before it at its own level or above. Values of the day when the edition
    began, or of an earlier one, are no change.
    """
    local = tuple(layers)
    found = [
        change
        for definition in edition.definitions.values()
        for key in definition.keys or ("",)
        for change in _changes_of(edition, local, definition, key)
        if change.on > since
    ]
    return tuple(sorted(found, key=lambda change: change.on, reverse=True))


def _changes_of(
    edition: Edition, local: tuple[Layer, ...], definition: Definition, key: str
) -> Iterator[ValueChange]:
    dated = [
        (layer, setting)
        for layer in (*edition.base, *edition.overlays, *local)
        for setting in layer.settings
        if (setting.name, setting.key) == (definition.name, key)
    ]
    dated.sort(key=lambda pair: pair[1].first_date)
    for earlier, (layer, setting) in zip([None, *dated], dated, strict=False):
        if setting.first_date > edition.first_date:
            yield ValueChange(
                definition, key, setting.first_date, layer, setting, earlier[1] if earlier else None
            )
