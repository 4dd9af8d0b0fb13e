"""Hunan, its prefecture-level and county-level divisions by GB/T 2260 code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kehou.kernel.places import Place, Tier
from kehou.registry.data.packaged import packaged_toml


class UnknownDivision(LookupError):
    """A code names no division of the province."""


@dataclass(frozen=True, slots=True)
class Division:
    """One administrative division: ``43``, ``4301`` or ``430102``, with its full Chinese name."""

    code: str
    name: str

    @property
    def tier(self) -> Tier:
        """The level at which the division stands."""
        return Place(self.code).tier

    @property
    def six_digits(self) -> str:
        """The code as GB/T 2260 writes it, filled up with zeros."""
        return self.code.ljust(6, "0")


@dataclass(frozen=True, slots=True)
class Divisions:
    """A province with its cities and counties, each in order of code."""

    province: Division
    cities: tuple[Division, ...]
    counties: tuple[Division, ...]

    def by_code(self, code: str) -> Division:
        """The division of a code of two, four or six digits. Raises UnknownDivision."""
        for division in (self.province, *self.cities, *self.counties):
            if code in (division.code, division.six_digits):
                return division
        raise UnknownDivision(code)


def _in_order(names: dict[str, str]) -> tuple[Division, ...]:
    return tuple(Division(code, names[code]) for code in sorted(names))


@cache
def divisions() -> Divisions:
    """Hunan's divisions in force: 14 at prefecture level, 122 at county level (GB/T 2260)."""
    data = packaged_toml("divisions.toml")
    return Divisions(
        province=Division(data["province"]["code"], data["province"]["name"]),
        cities=_in_order(data["cities"]),
        counties=_in_order(data["counties"]),
    )
