"""Region codes in identity and roll numbers: any county of the country, in force or lately withdrawn."""

from __future__ import annotations

import re
from functools import lru_cache

from stdnum import numdb

_NAME_WITH_YEARS = re.compile(r"\[(\d*)-(\d*)\]")
# Residence permits for people of Hong Kong, Macau and Taiwan carry numbers of the same form.
_PERMITS = frozenset({"810000", "820000", "830000"})
# Household offices went on using a withdrawn code for some years.
_GRACE_YEARS = 10


@lru_cache(maxsize=8192)
def _last_years(code: str) -> tuple[int, ...]:
    """The last year of each division that bore a code; 9999 for one in force."""
    found: dict[str, str] = {}
    for _, properties in numdb.get("cn/loc").info(code):
        found.update(properties)
    names = found.get("county", "")
    return tuple(_last_year(name) for name in names.split(",") if name)


def _last_year(name: str) -> int:
    years = _NAME_WITH_YEARS.match(name)
    return int(years[2]) if years and years[2] else 9999


def region_known(code: str, birth_year: int, extra_codes: frozenset[str]) -> bool:
    """Whether a six-digit code was in use for someone born in a year, or is one of the extra codes."""
    if code in extra_codes or code in _PERMITS:
        return True
    return any(last + _GRACE_YEARS >= birth_year for last in _last_years(code))
