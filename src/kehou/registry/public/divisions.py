"""Names of divisions, with those that an installation adds (the demo's fictional county)."""

from __future__ import annotations

from django.conf import settings

from kehou.registry.data import divisions


def division_name(code: str) -> str:
    """The name of a province, city or county. Raises UnknownDivision."""
    extra: dict[str, str] = settings.KEHOU_EXTRA_DIVISIONS
    return extra.get(code) or divisions().by_code(code).name
