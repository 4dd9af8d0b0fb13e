"""The county's own key, with which what reporters give is sealed. No school's scope can reach it."""

from __future__ import annotations

from uuid import NAMESPACE_OID, UUID, uuid5

from kehou.kernel.places import Place
from kehou.platform.database.locks import hold
from kehou.platform.sealed.cipher import UnableToOpen, seal, unseal
from kehou.platform.sealed.keyring import keys_of, make_keys


def seal_for_county(text: str, *, county_code: str, column: str, row: UUID) -> bytes:
    """Seal a text so that only the county's key opens it, and only in this column of this row."""
    return seal(text, key=_key(county_code), bound_to=_bound(column, row))


def open_for_county(sealed: bytes | memoryview | None, *, county_code: str, column: str, row: UUID) -> str:
    """Open a sealed text within the county's scope; empty where nothing was given. Raises UnableToOpen."""
    if sealed is None:
        return ""
    identity = _holder(county_code)
    key = keys_of([identity]).get(identity)
    if key is None:
        raise UnableToOpen("the county's key is out of reach")
    return unseal(bytes(sealed), key=key, bound_to=_bound(column, row))


def _key(county_code: str) -> bytes:
    identity = _holder(county_code)
    found = keys_of([identity])
    if not found:
        hold(f"oversight-key/{county_code}")
        found = keys_of([identity]) or make_keys([identity], place=Place(county_code))
    return found[identity]


def _holder(county_code: str) -> UUID:
    return uuid5(NAMESPACE_OID, f"kehou.oversight/{county_code}")


def _bound(column: str, row: UUID) -> str:
    return f"oversight_report.{column}:{row}"
