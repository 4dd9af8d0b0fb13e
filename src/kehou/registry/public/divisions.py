"""Divisions by name, with those that an installation adds (the demo's fictional county)."""

from __future__ import annotations

from django.conf import settings

from kehou.registry.data import divisions
from kehou.registry.data.divisions import Division


def division_name(code: str) -> str:
    """The name of a province, city or county. Raises UnknownDivision."""
    return _added().get(code) or divisions().by_code(code).name


def counties_by_city() -> list[tuple[Division, tuple[Division, ...]]]:
    """Every city with its counties, in order of code."""
    known = divisions()
    added = [Division(code, name) for code, name in _added().items()]
    cities = (*known.cities, *(row for row in added if len(row.code) == 4))
    counties = (*known.counties, *(row for row in added if len(row.code) == 6))
    return [(city, tuple(row for row in counties if row.code.startswith(city.code))) for city in cities]


def codes_named(word: str) -> list[str]:
    """The codes of the cities and counties whose name holds a word."""
    rows = [row for city, counties in counties_by_city() for row in (city, *counties)]
    return [row.code for row in rows if word in row.name]


def _added() -> dict[str, str]:
    added: dict[str, str] = settings.KEHOU_EXTRA_DIVISIONS
    return added
