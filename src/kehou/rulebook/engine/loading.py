"""Parameter files: definitions with their shipped values, and layers of local values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kehou.kernel.places import Tier
from kehou.rulebook.engine.definitions import BadValue, Definition, Kind, Status, Tighter, read_value
from kehou.rulebook.engine.layers import Layer, Setting


@dataclass(frozen=True, slots=True)
class ParameterFile:
    """What one file of parameters holds: the definitions, and the layer of their shipped values."""

    definitions: Mapping[str, Definition]
    layer: Layer


def parameter_file(name: str, data: Mapping[str, Any]) -> ParameterFile:
    """Read a file of ``[about]`` and ``[parameters.*]`` tables. Raises BadValue, KeyError, ValueError."""
    about, rows = data["about"], data["parameters"]
    definitions = {parameter: _definition(parameter, row) for parameter, row in rows.items()}
    settings = (
        Setting(
            name=parameter,
            key=key,
            value=read_value(definitions[parameter].kind, raw),
            first_date=row.get("first_date", about["first_date"]),
            source=row.get("source", _source(about, row)),
            status=Status(row["status"]),
        )
        for parameter, row in rows.items()
        for key, raw in _raw_values(row)
    )
    return ParameterFile(definitions, Layer(name, Tier(about["tier"]), about["place"], tuple(settings)))


def joined(*files: ParameterFile) -> Mapping[str, Definition]:
    """The definitions of several files. Raises BadValue for a parameter that two of them define."""
    found: dict[str, Definition] = {}
    for file in files:
        if twice := found.keys() & file.definitions.keys():
            raise BadValue(f"{file.layer.name} defines {', '.join(sorted(twice))} again")
        found |= file.definitions
    return found


def _definition(name: str, row: Mapping[str, Any]) -> Definition:
    return Definition(
        name=name,
        title=row["title"],
        kind=Kind(row["kind"]),
        unit=row.get("unit", ""),
        clause=row["clause"],
        set_by=Tier(row["set_by"]),
        tighter=Tighter(row["tighter"]),
        default_binds=row.get("default_binds", False),
        options=tuple(row.get("options", ())),
        keys=tuple(row.get("keys", row.get("values", ()))),
        unread=row.get("unread", ""),
    )


def _source(about: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    found: str = about["default_source" if row["status"] == Status.DEFAULT else "document"]
    return found


def _raw_values(row: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    if "value" in row:
        yield "", row["value"]
    yield from row.get("values", {}).items()


def layer_from(file: str, data: Mapping[str, Any], definitions: Mapping[str, Definition]) -> Layer:
    """A layer as written in a file: ``name``, ``tier``, ``place``, ``source`` and a list of ``settings``.

    Raises BadValue, naming the file, for an unknown parameter or entry or a value of another kind.
    """
    try:
        settings = tuple(_setting(row, data, definitions) for row in data.get("settings", ()))
        return Layer(data.get("name", file), Tier(data["tier"]), data.get("place", ""), settings)
    except KeyError as error:
        raise BadValue(f"{file}: {error} is missing") from error
    except (TypeError, ValueError) as error:
        raise BadValue(f"{file}: {error}") from error


def _setting(
    row: Mapping[str, Any], data: Mapping[str, Any], definitions: Mapping[str, Definition]
) -> Setting:
    definition = definitions.get(row["name"])
    key = row.get("key", "")
    if definition is None or key not in (definition.keys or ("",)):
        raise BadValue(f"no parameter {row['name']!r} with the entry {key!r}")
    return Setting(
        name=definition.name,
        key=key,
        value=definition.read(row["value"]),
        first_date=row["first_date"],
        last_date=row.get("last_date"),
        source=row.get("source", data.get("source", "")),
        status=Status(row.get("status", Status.FOUND)),
    )
