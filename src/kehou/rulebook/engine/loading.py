"""Parameter files: definitions with their shipped values, and layers of local values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from kehou.kernel.places import Tier
from kehou.rulebook.engine.definitions import BadValue, Definition, Kind, Status, Tighter, read_value
from kehou.rulebook.engine.layers import Layer, Setting


def definitions_in(rows: Mapping[str, Any]) -> dict[str, Definition]:
    """The parameters that a pack's file defines, by name."""
    return {name: _definition(name, row) for name, row in rows.items()}


def _definition(name: str, row: Mapping[str, Any]) -> Definition:
    status = Status(row["status"])
    return Definition(
        name=name,
        kind=Kind(row["kind"]),
        unit=row.get("unit", ""),
        clause=row["clause"],
        set_by=Tier(row["set_by"]),
        tighter=Tighter(row["tighter"]),
        title=row["title"],
        default_binds=row.get("default_binds", status is not Status.DEFAULT),
        options=tuple(row.get("options", ())),
        keys=tuple(row.get("keys", row.get("values", ()))),
    )


def base_layer(name: str, tier: Tier, place: str, rows: Mapping[str, Any], *, since: date) -> Layer:
    """The values shipped beside the definitions of one file, in force from ``since`` unless dated."""
    settings = (
        Setting(
            name=parameter,
            key=key,
            value=read_value(Kind(row["kind"]), raw),
            first_date=row.get("first_date", since),
            source=row["source"],
            status=Status(row["status"]),
        )
        for parameter, row in rows.items()
        for key, raw in _raw_values(row)
    )
    return Layer(name, tier, place, tuple(settings))


def _raw_values(row: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    if "value" in row:
        yield "", row["value"]
    yield from row.get("values", {}).items()


def layer_from(name: str, data: Mapping[str, Any], definitions: Mapping[str, Definition]) -> Layer:
    """A layer as written in a file: ``tier``, ``place`` and a list of ``settings``.

    Raises BadValue, naming the file, for an unknown parameter or key or a value of another kind.
    """
    try:
        settings = tuple(_setting(row, definitions) for row in _rows(data))
        return Layer(name, Tier(data["tier"]), data.get("place", ""), settings)
    except (KeyError, TypeError, ValueError) as error:
        raise BadValue(f"{name}: {error}") from error


def _rows(data: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    rows: Iterable[Mapping[str, Any]] = data.get("settings", ())
    return rows


def _setting(row: Mapping[str, Any], definitions: Mapping[str, Definition]) -> Setting:
    definition = definitions.get(row["name"])
    key = row.get("key", "")
    if definition is None or key not in (definition.keys or ("",)):
        raise BadValue(f"no parameter {row['name']!r} with the entry {key!r}")
    value = read_value(definition.kind, row["value"])
    if definition.options and value not in definition.options:
        raise BadValue(f"{definition.name}: {value!r} is not one of {', '.join(definition.options)}")
    return Setting(
        name=definition.name,
        key=key,
        value=value,
        first_date=row["first_date"],
        last_date=row.get("last_date"),
        source=row.get("source", ""),
        status=Status(row.get("status", Status.FOUND)),
    )
